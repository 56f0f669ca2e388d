import { Controller, Delete, Get, HttpCode, Inject, Patch, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import {
  pageSchema,
  queueListQuerySchema,
  queueNameSchema,
  queueSchema,
  saveQueueSchema,
  type Queue,
  type SaveQueue,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { byUser } from '../../../../kernel/event-meta';
import { Database } from '../../../../platform/database';
import {
  byId,
  CurrentUser,
  givenFields,
  listResponse,
  oversees,
  patchOf,
  ProblemException,
  requestIdOf,
  RequirePermission,
  RouteSummary,
  valueOr,
  WantsCsv,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type ById,
  type CsvColumn,
  type CsvRequest,
  type Principal,
} from '../../../../platform/http';
import { QueueStore } from '../data/queue.store';
import { mayStaff } from '../domain/queue-supervision';
import { QueueSettings, type QueueRefusal } from '../use-cases/queue-settings';

type Query = z.infer<typeof queueListQuerySchema>;
const namesSchema = z.array(queueNameSchema);
/** PATCH takes the whole queue or a part of it, with the version that it was read at. */
const patchSchema = patchOf(saveQueueSchema);

const CSV: readonly CsvColumn<Queue>[] = [
  { heading: { pl: 'Nazwa', en: 'Name' }, value: ({ name }) => name },
  { heading: { pl: 'Strategia', en: 'Strategy' }, value: ({ strategy }) => strategy },
  { heading: { pl: 'Priorytet', en: 'Priority' }, value: ({ priority }) => priority },
  { heading: { pl: 'Aktywna', en: 'Active' }, value: ({ active }) => active },
];

@Controller('queues')
export class QueuesController {
  constructor(
    private readonly settings: QueueSettings,
    private readonly queues: QueueStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('queues.view')
  @RouteSummary('Queues of the groups that one supervises', ['text/csv'])
  @ZodResponse(pageSchema(queueSchema))
  async list(
    @CurrentUser() user: Principal,
    @ZodQuery(queueListQuerySchema) asked: Query,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const query = user.supervised ? { ...asked, only: [...user.supervised.queueIds] } : asked;
    return listResponse(query, csv, { name: 'queues', columns: CSV, load: (page) => this.queues.page(page) });
  }

  @Get('names')
  @RequirePermission('calls.take')
  @RouteSummary('Names of active queues, where a call can be transferred to, and the classifiers of their calls')
  @ZodResponse(namesSchema)
  names(): Promise<z.infer<typeof namesSchema>> {
    return this.queues.names();
  }

  @Get(':id')
  @RequirePermission('queues.view')
  @RouteSummary('One queue')
  @ZodResponse(queueSchema)
  async one(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<Queue> {
    const queue = await this.queues.find(this.database.read, id);
    if (!queue || !oversees(user, { queues: [id] })) throw new ProblemException(404, 'queue-not-found');
    return queue;
  }

  @Post()
  @RequirePermission('queues.manage')
  @RouteSummary('A new queue')
  @ZodResponse(queueSchema, 201)
  async create(
    @CurrentUser() user: Principal,
    @ZodBody(saveQueueSchema) body: SaveQueue,
    @Req() request: Request,
  ): Promise<Queue> {
    if (!mayStaff(user.supervised, body)) throw new ProblemException(403, 'not-supervised');
    return valueOr(await this.settings.create(body, this.meta(user, request)), queueProblem);
  }

  @Patch(':id')
  @RequirePermission('queues.manage')
  @RouteSummary('Changes a queue; waiting callers keep their places')
  @ZodResponse(queueSchema)
  async update(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(patchSchema) body: Partial<SaveQueue> & { version: number },
    @Req() request: Request,
  ): Promise<Queue> {
    const current = await this.one(user, { id });
    const wanted: SaveQueue = { ...current, ...givenFields(body) };
    if (!mayStaff(user.supervised, wanted, current)) throw new ProblemException(403, 'not-supervised');
    return valueOr(await this.settings.update(id, wanted, body.version, this.meta(user, request)), queueProblem);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('queues.manage')
  @RouteSummary('Removes a queue that nobody waits in and no number leads to')
  async remove(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById, @Req() request: Request): Promise<void> {
    await this.one(user, { id });
    valueOr(await this.settings.remove(id, this.meta(user, request)), queueProblem);
  }

  private meta(user: Principal, request: Request) {
    return byUser(user.userId, requestIdOf(request), this.clock.now());
  }
}

export function queueProblem(refusal: QueueRefusal): ProblemException {
  switch (refusal.code) {
    case 'queue-not-found':
      return new ProblemException(404, refusal.code);
    case 'changed-meanwhile':
      return new ProblemException(409, refusal.code);
    case 'queue-name-taken':
      return new ProblemException(409, refusal.code, {
        fields: [{ field: 'name', rule: 'unique', message: 'Another queue has this name' }],
      });
    case 'queue-member-unknown':
      return new ProblemException(422, refusal.code);
    case 'queue-has-waiting':
    case 'queue-has-numbers':
    case 'queue-is-overflow-target':
      return new ProblemException(409, refusal.code);
    case 'overflow-to-itself':
    case 'overflow-target-unavailable':
    case 'number-not-valid':
      return new ProblemException(422, refusal.code, {
        fields: [
          { field: `overflow.${refusal.place}.to`, rule: refusal.code, message: 'Callers cannot overflow there' },
        ],
      });
    case 'feature-not-ordered':
      return new ProblemException(403, refusal.code, {
        fields: [{ field: refusal.field, rule: refusal.code, message: `Needs the function ${refusal.feature}` }],
      });
    case 'limit-reached':
      return new ProblemException(403, refusal.code, { params: { meterId: refusal.meterId, limit: refusal.limit } });
  }
}
