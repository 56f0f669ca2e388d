import { Controller, Delete, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  goalDaysSchema,
  goalListQuerySchema,
  goalSchema,
  ownGoalsSchema,
  pageSchema,
  saveGoalSchema,
  type Goal,
  type GoalDays,
  type GoalListQuery,
  type GoalProgress,
  type OwnGoals,
  type SaveGoal,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  allPages,
  byId,
  csvResponse,
  CurrentUser,
  foundOr404,
  ProblemException,
  RequestCause,
  RequirePermission,
  RequiresFeature,
  RouteSummary,
  valueOr,
  WantsCsv,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type ById,
  type Cause,
  type CsvColumn,
  type CsvRequest,
  type Principal,
} from '../../../../platform/http';
import { Goals, type GoalRefusal } from '../use-cases/goals';

const updateSchema = saveGoalSchema.extend({ version: z.number().int() });
type Line = GoalProgress & { readonly goal: Goal };

const CSV: readonly CsvColumn<Line>[] = [
  { heading: { pl: 'Cel', en: 'Goal' }, value: ({ goal }) => goal.name },
  { heading: { pl: 'Okres', en: 'Period' }, value: ({ goal }) => goal.period },
  { heading: { pl: 'Od', en: 'From' }, value: ({ goal }) => goal.current.from },
  { heading: { pl: 'Do', en: 'To' }, value: ({ goal }) => goal.current.to },
  {
    heading: { pl: 'Kampanie', en: 'Campaigns' },
    value: ({ goal }) => goal.campaigns.map(({ name }) => name).join(', '),
  },
  { heading: { pl: 'Agent', en: 'Agent' }, value: ({ agent }) => agent?.name ?? null },
  { heading: { pl: 'Cel (wartość)', en: 'Target' }, value: ({ target }) => target },
  { heading: { pl: 'Osiągnięto', en: 'Reached' }, value: ({ reached }) => reached },
  { heading: { pl: 'Sukcesy', en: 'Successes' }, value: ({ successes }) => successes },
  { heading: { pl: 'Powinno być', en: 'Expected by now' }, value: ({ expected }) => expected },
  { heading: { pl: 'Tempo', en: 'Pace' }, value: ({ pace }) => pace },
];

/** Targets of campaigns and agents, and how far they are. */
@Controller('goals')
export class GoalsController {
  constructor(
    private readonly goals: Goals,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('goals.view')
  @RequiresFeature('campaign-goals')
  @RouteSummary('Goals with their progress; as a file one line for each agent', ['text/csv'])
  @ZodResponse(pageSchema(goalSchema))
  async list(
    @CurrentUser() user: Principal,
    @ZodQuery(goalListQuerySchema) query: GoalListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    if (!csv) return this.goals.page(query, user);
    const goals = allPages((after) => this.goals.page({ ...query, after, limit: 100 }, user));
    return csvResponse(csv, { name: 'goals', columns: CSV, rows: linesOf(goals) });
  }

  @Get('mine')
  @RequirePermission('goals.own')
  @RequiresFeature('agent-goals')
  @RouteSummary('Own goals')
  @ZodResponse(ownGoalsSchema)
  mine(@CurrentUser() user: Principal): Promise<OwnGoals> {
    return this.goals.mine(user.userId);
  }

  @Get(':id')
  @RequirePermission('goals.view')
  @RequiresFeature('campaign-goals')
  @RouteSummary('One goal with its progress')
  @ZodResponse(goalSchema)
  async one(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<Goal> {
    return foundOr404(await this.goals.one(id, user), 'goal-not-found');
  }

  @Get(':id/days')
  @RequirePermission('goals.view')
  @RequiresFeature('campaign-goals')
  @RouteSummary('What was reached on each day of the period')
  @ZodResponse(goalDaysSchema)
  async days(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<GoalDays> {
    return foundOr404(await this.goals.days(id, user), 'goal-not-found');
  }

  @Post()
  @RequirePermission('goals.manage')
  @RequiresFeature('campaign-goals')
  @RouteSummary('A further goal')
  @ZodResponse(goalSchema, 201)
  async create(
    @CurrentUser() user: Principal,
    @ZodBody(saveGoalSchema) body: SaveGoal,
    @RequestCause() cause: Cause,
  ): Promise<Goal> {
    const id = valueOr(await this.goals.save(null, body, user, { ...cause, at: this.clock.now() }), goalProblem);
    return this.one(user, { id });
  }

  @Put(':id')
  @RequirePermission('goals.manage')
  @RequiresFeature('campaign-goals')
  @RouteSummary('Changes a goal; version is the one last seen')
  @ZodResponse(goalSchema)
  async update(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(updateSchema) body: z.infer<typeof updateSchema>,
    @RequestCause() cause: Cause,
  ): Promise<Goal> {
    valueOr(await this.goals.save(id, body, user, { ...cause, at: this.clock.now() }), goalProblem);
    return this.one(user, { id });
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('goals.manage')
  @RequiresFeature('campaign-goals')
  @RouteSummary('Takes a goal away; the successes stay')
  async remove(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    valueOr(await this.goals.remove(id, user, { ...cause, at: this.clock.now() }), goalProblem);
  }
}

async function* linesOf(goals: AsyncIterable<Goal>): AsyncGenerator<Line> {
  for await (const goal of goals) for (const row of goal.progress) yield { goal, ...row };
}

const SAYS = { required: 'Needed', exists: 'No such campaign', after: 'Ends before it begins' } as const;

export function goalProblem(refusal: GoalRefusal): ProblemException {
  switch (refusal.code) {
    case 'goal-not-found':
      return new ProblemException(404, refusal.code);
    case 'not-supervised':
      return new ProblemException(403, refusal.code);
    case 'changed-meanwhile':
      return new ProblemException(409, refusal.code);
    case 'goal-not-valid': {
      const { field, rule } = refusal;
      return new ProblemException(400, 'validation-failed', { fields: [{ field, rule, message: SAYS[rule] }] });
    }
  }
}
