import { Controller, Delete, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  pageQuerySchema,
  pageSchema,
  startWhatIfSchema,
  whatIfListQuerySchema,
  whatIfQueueFiguresSchema,
  whatIfRunDetailSchema,
  whatIfRunSchema,
  type StartWhatIf,
  type WhatIfFigures,
  type WhatIfQueueFigures,
  type WhatIfRun,
  type WhatIfRunDetail,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import {
  byId,
  CurrentUser,
  listResponse,
  oversees,
  ProblemException,
  RequestCause,
  RequirePermission,
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
import { WhatIfRunStore } from '../data/what-if-run.store';
import { WhatIfRuns, type WhatIfRefusal } from '../use-cases/what-if-runs';

type Query = z.infer<typeof whatIfListQuerySchema>;
const pagesSchema = pageQuerySchema.pick({ limit: true, after: true });

const CSV: readonly CsvColumn<WhatIfRun>[] = [
  { heading: { pl: 'Nazwa', en: 'Name' }, value: ({ name }) => name },
  { heading: { pl: 'Od', en: 'From' }, value: ({ from }) => from },
  { heading: { pl: 'Do', en: 'To' }, value: ({ to }) => to },
  { heading: { pl: 'Stan', en: 'State' }, value: ({ state }) => state },
  { heading: { pl: 'Utworzono', en: 'Created' }, value: ({ createdAt }) => createdAt },
];

const COURSES = [
  ['recorded', { pl: 'zapisane', en: 'recorded' }],
  ['before', { pl: 'model bez zmian', en: 'model as it was' }],
  ['after', { pl: 'model ze zmianami', en: 'model with changes' }],
] as const;
const MEASURES: readonly [keyof WhatIfFigures, { pl: string; en: string }][] = [
  ['offered', { pl: 'Połączenia', en: 'Offered' }],
  ['answered', { pl: 'Odebrane', en: 'Answered' }],
  ['abandoned', { pl: 'Porzucone', en: 'Abandoned' }],
  ['left', { pl: 'Przekierowane', en: 'Led elsewhere' }],
  ['serviceLevel', { pl: 'Poziom obsługi', en: 'Service level' }],
  ['averageAnswerSeconds', { pl: 'Średni czas odpowiedzi [s]', en: 'Average speed of answer [s]' }],
  ['abandonment', { pl: 'Odsetek porzuconych', en: 'Abandonment' }],
  ['occupancy', { pl: 'Obłożenie', en: 'Occupancy' }],
];
const FIGURES_CSV: readonly CsvColumn<WhatIfQueueFigures>[] = [
  { heading: { pl: 'Kolejka', en: 'Queue' }, value: ({ name }) => name },
  ...MEASURES.flatMap(([measure, words]) =>
    COURSES.map(([course, said]): CsvColumn<WhatIfQueueFigures> => ({
      heading: { pl: `${words.pl}: ${said.pl}`, en: `${words.en}: ${said.en}` },
      value: (row) => row[course][measure],
    })),
  ),
];

/** Past periods run again, as they were and with changes. */
@Controller('what-if/runs')
export class WhatIfController {
  constructor(
    private readonly runs: WhatIfRuns,
    private readonly store: WhatIfRunStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('what-if.run')
  @RouteSummary('Runs all of whose queues one supervises', ['text/csv'])
  @ZodResponse(pageSchema(whatIfRunSchema))
  list(
    @CurrentUser() user: Principal,
    @ZodQuery(whatIfListQuerySchema) asked: Query,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const query = user.supervised ? { ...asked, within: [...user.supervised.queueIds] } : asked;
    return listResponse(query, csv, { name: 'what-if-runs', columns: CSV, load: (page) => this.store.page(page) });
  }

  @Get(':id')
  @RequirePermission('what-if.run')
  @RouteSummary('One run: how far it is, and what came of it')
  @ZodResponse(whatIfRunDetailSchema)
  async one(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<WhatIfRunDetail> {
    const run = await this.store.find(this.database.read, id);
    if (!run || !run.queueIds.every((queueId) => oversees(user, { queues: [queueId] })))
      throw new ProblemException(404, 'run-not-found');
    return run;
  }

  @Get(':id/figures')
  @RequirePermission('what-if.run')
  @RouteSummary('Figures of each queue of a finished run', ['text/csv'])
  @ZodResponse(pageSchema(whatIfQueueFiguresSchema))
  async figures(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodQuery(pagesSchema) query: z.infer<typeof pagesSchema>,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const { result } = await this.one(user, { id });
    if (!result) throw new ProblemException(409, 'run-not-done');
    const load = () => Promise.resolve({ items: result.queues, next: null });
    return listResponse(query, csv, { name: 'what-if', columns: FIGURES_CSV, load });
  }

  @Post()
  @RequirePermission('what-if.run')
  @RouteSummary('Runs a past period again, in the background')
  @ZodResponse(whatIfRunDetailSchema, 201)
  async start(
    @CurrentUser() user: Principal,
    @ZodBody(startWhatIfSchema) body: StartWhatIf,
    @RequestCause() cause: Cause,
  ): Promise<WhatIfRunDetail> {
    if (!isInView(user, body)) throw new ProblemException(403, 'not-supervised');
    return valueOr(await this.runs.start(body, { ...cause, at: this.clock.now() }), whatIfProblem);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @RequirePermission('what-if.run')
  @RouteSummary('Stops a run that is under way')
  @ZodResponse(whatIfRunDetailSchema)
  async cancel(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<WhatIfRunDetail> {
    await this.one(user, { id });
    return valueOr(await this.runs.cancel(id, { ...cause, at: this.clock.now() }), whatIfProblem);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('what-if.run')
  @RouteSummary('Removes a run with its result; one under way stops')
  async remove(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    await this.one(user, { id });
    valueOr(await this.runs.remove(id, { ...cause, at: this.clock.now() }), whatIfProblem);
  }
}

/** Every queue, and everybody whom the changes name. */
function isInView(user: Principal, { queueIds, changes }: StartWhatIf): boolean {
  const people = [
    ...changes.removeAgentIds,
    ...changes.addAgents.map(({ likeAgentId }) => likeAgentId),
    ...changes.skills.map(({ agentId }) => agentId),
    ...changes.queues.flatMap(({ addAgentIds, removeAgentIds }) => [...addAgentIds, ...removeAgentIds]),
  ];
  return (
    queueIds.every((queueId) => oversees(user, { queues: [queueId] })) &&
    people.every((id) => oversees(user, { users: [id] }))
  );
}

function whatIfProblem(refusal: WhatIfRefusal): ProblemException {
  const field = (name: string, message: string) => ({ fields: [{ field: name, rule: refusal.code, message }] });
  switch (refusal.code) {
    case 'run-not-found':
      return new ProblemException(404, refusal.code);
    case 'run-has-ended':
      return new ProblemException(409, refusal.code);
    case 'period-in-future':
      return new ProblemException(422, refusal.code, field('to', 'Only what is past can be run again'));
    case 'period-too-long':
      return new ProblemException(422, refusal.code, field('to', 'At most 31 days at once'));
    case 'queue-not-found':
      return new ProblemException(422, refusal.code, field('queueIds', 'There is no such queue'));
    case 'change-of-other-queue':
      return new ProblemException(422, refusal.code, field('changes.queues', 'Only chosen queues can be changed'));
  }
}
