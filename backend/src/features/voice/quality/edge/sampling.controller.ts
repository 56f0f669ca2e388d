import { Controller, Delete, Get, HttpCode, Inject, Patch, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  evaluationTaskListQuerySchema,
  evaluationTaskSchema,
  pageSchema,
  samplingRuleListQuerySchema,
  samplingRuleSchema,
  saveSamplingRuleSchema,
  type EvaluationTask,
  type EvaluationTaskListQuery,
  type SamplingRule,
  type SaveSamplingRule,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import {
  byId,
  CurrentUser,
  foundOr404,
  givenFields,
  listResponse,
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
import { SamplingStore, type SamplingRuleListQuery } from '../data/sampling.store';
import { Sampling } from '../use-cases/sampling';
import { samplingProblem } from './quality-problem';

const { name, scorecardId, perAgent, active, queueIds, classifierIds, minTalkSeconds } = saveSamplingRuleSchema.shape;
/** A field left out stays as it is, so no default may come back. */
const patchSchema = z.object({
  name: name.optional(),
  scorecardId: scorecardId.optional(),
  perAgent: perAgent.optional(),
  active: active.unwrap().optional(),
  queueIds: queueIds.unwrap().optional(),
  classifierIds: classifierIds.unwrap().optional(),
  minTalkSeconds: minTalkSeconds.unwrap().optional(),
  version: z.number().int(),
});
const drawnSchema = z.object({ drawn: z.number().int() });

const RULES_CSV: readonly CsvColumn<SamplingRule>[] = [
  { heading: { pl: 'Nazwa', en: 'Name' }, value: (rule) => rule.name },
  { heading: { pl: 'Aktywna', en: 'Active' }, value: (rule) => rule.active },
  { heading: { pl: 'Rozmów agenta na tydzień', en: 'Calls of an agent a week' }, value: (rule) => rule.perAgent },
];
const TASKS_CSV: readonly CsvColumn<EvaluationTask>[] = [
  { heading: { pl: 'Rozmowa', en: 'Call' }, value: ({ callId }) => callId },
  { heading: { pl: 'Kiedy', en: 'When' }, value: ({ callAt }) => callAt },
  { heading: { pl: 'Agent', en: 'Agent' }, value: ({ agent }) => agent.name },
  { heading: { pl: 'Reguła', en: 'Rule' }, value: ({ rule }) => rule.name },
  { heading: { pl: 'Oceniana', en: 'Evaluated' }, value: ({ evaluationId }) => evaluationId !== null },
];

/** Rules that draw conversations to be evaluated, and what they drew. */
@Controller()
export class SamplingController {
  constructor(
    private readonly sampling: Sampling,
    private readonly store: SamplingStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('sampling-rules')
  @RequirePermission('quality.view')
  @RequiresFeature('quality-assurance')
  @RouteSummary('Rules that draw conversations', ['text/csv'])
  @ZodResponse(pageSchema(samplingRuleSchema))
  async rules(
    @ZodQuery(samplingRuleListQuerySchema) query: SamplingRuleListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    return listResponse(query, csv, {
      name: 'sampling-rules',
      columns: RULES_CSV,
      load: (page) => this.store.page(page),
    });
  }

  @Get('sampling-rules/:id')
  @RequirePermission('quality.view')
  @RequiresFeature('quality-assurance')
  @RouteSummary('One rule')
  @ZodResponse(samplingRuleSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<SamplingRule> {
    return foundOr404(await this.store.find(this.database.read, id), 'sampling-rule-not-found');
  }

  @Post('sampling-rules')
  @RequirePermission('quality.manage')
  @RequiresFeature('quality-assurance')
  @RouteSummary('A new rule')
  @ZodResponse(samplingRuleSchema, 201)
  async create(
    @ZodBody(saveSamplingRuleSchema) body: SaveSamplingRule,
    @RequestCause() cause: Cause,
  ): Promise<SamplingRule> {
    return valueOr(await this.sampling.create(body, this.meta(cause)), samplingProblem);
  }

  @Patch('sampling-rules/:id')
  @RequirePermission('quality.manage')
  @RequiresFeature('quality-assurance')
  @RouteSummary('Changes a rule; what was drawn stays')
  @ZodResponse(samplingRuleSchema)
  async update(
    @ZodParams(byId) { id }: ById,
    @ZodBody(patchSchema) body: z.infer<typeof patchSchema>,
    @RequestCause() cause: Cause,
  ): Promise<SamplingRule> {
    return valueOr(await this.sampling.update(id, givenFields(body), this.meta(cause)), samplingProblem);
  }

  @Delete('sampling-rules/:id')
  @HttpCode(204)
  @RequirePermission('quality.manage')
  @RequiresFeature('quality-assurance')
  @RouteSummary('Removes a rule and what it drew; evaluations stay')
  async remove(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<void> {
    valueOr(await this.sampling.remove(id, this.meta(cause)), samplingProblem);
  }

  @Post('sampling-rules/:id/draw')
  @HttpCode(200)
  @RequirePermission('quality.manage')
  @RequiresFeature('quality-assurance')
  @RouteSummary('Draws for the week that it is, up to what the rule says')
  @ZodResponse(drawnSchema)
  async draw(@ZodParams(byId) { id }: ById, @RequestCause() cause: Cause): Promise<z.infer<typeof drawnSchema>> {
    return { drawn: valueOr(await this.sampling.drawNow(id, this.meta(cause)), samplingProblem) };
  }

  @Get('evaluation-tasks')
  @RequirePermission('quality.view')
  @RequiresFeature('quality-assurance')
  @RouteSummary('Conversations of supervised people that were drawn', ['text/csv'])
  @ZodResponse(pageSchema(evaluationTaskSchema))
  async tasks(
    @CurrentUser() { supervised }: Principal,
    @ZodQuery(evaluationTaskListQuerySchema) query: EvaluationTaskListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const load = (page: EvaluationTaskListQuery) => this.store.tasks(page, supervised);
    return listResponse(query, csv, { name: 'to-evaluate', columns: TASKS_CSV, load });
  }

  private meta(cause: Cause) {
    return { ...cause, at: this.clock.now() };
  }
}
