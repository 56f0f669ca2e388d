import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { callbackListQuerySchema, callbackSchema, pageSchema, type Callback, type CallbackListQuery } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { EventMeta } from '../../../../kernel/journal';
import { Database, type Transaction } from '../../../../platform/database';
import {
  byId,
  CurrentUser,
  foundOr404,
  listResponse,
  oversees,
  ProblemException,
  RequestCause,
  RequirePermission,
  RequiresFeature,
  RouteSummary,
  WantsCsv,
  ZodParams,
  ZodQuery,
  ZodResponse,
  type ById,
  type Cause,
  type CsvColumn,
  type CsvRequest,
  type Principal,
} from '../../../../platform/http';
import { CallbackStore } from '../data/callback.store';
import { AttemptCallback } from '../use-cases/attempt-callback';

const CSV: readonly CsvColumn<Callback>[] = [
  { heading: { pl: 'Zamówiono', en: 'Requested' }, value: ({ requestedAt }) => requestedAt },
  { heading: { pl: 'Numer', en: 'Number' }, value: ({ number }) => number },
  { heading: { pl: 'Kolejka', en: 'Queue' }, value: ({ queue }) => queue.name },
  { heading: { pl: 'Pochodzenie', en: 'Origin' }, value: ({ origin, failed }) => failed ?? origin },
  { heading: { pl: 'Stan', en: 'State' }, value: ({ state, ending }) => ending ?? state },
  { heading: { pl: 'Próby', en: 'Attempts' }, value: ({ tried, attempts }) => `${tried}/${attempts}` },
  {
    heading: { pl: 'Wyniki prób', en: 'Results' },
    value: ({ tries }) => tries.map(({ result }) => result ?? '').join(', '),
  },
  { heading: { pl: 'Następna próba', en: 'Next attempt' }, value: ({ nextAt }) => nextAt },
  { heading: { pl: 'Zamknięto', en: 'Closed' }, value: ({ closedAt }) => closedAt },
];

/** Callbacks that are open, and how the closed ones went. */
@Controller('callbacks')
export class CallbacksController {
  constructor(
    private readonly store: CallbackStore,
    private readonly attempts: AttemptCallback,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('callbacks.manage')
  @RequiresFeature('automatic-callbacks')
  @RouteSummary('Callbacks of the queues in view', ['text/csv'])
  @ZodResponse(pageSchema(callbackSchema))
  async list(
    @CurrentUser() user: Principal,
    @ZodQuery(callbackListQuerySchema) query: CallbackListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const load = (page: CallbackListQuery) => this.store.page(user.supervised, page);
    return listResponse(query, csv, { name: 'callbacks', columns: CSV, load });
  }

  @Get(':id')
  @RequirePermission('callbacks.view')
  @RequiresFeature('automatic-callbacks')
  @RouteSummary('One callback with its attempts, for the agent who calls and for the list')
  @ZodResponse(callbackSchema)
  async one(@ZodParams(byId) { id }: ById): Promise<Callback> {
    return foundOr404(await this.store.find(id), 'callback-not-found');
  }

  @Post(':id/now')
  @HttpCode(200)
  @RequirePermission('callbacks.manage')
  @RequiresFeature('automatic-callbacks')
  @RouteSummary('Puts the next attempt into the queue now')
  @ZodResponse(callbackSchema)
  async now(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<Callback> {
    return this.change(user, id, cause, async (tx, meta) => {
      const outcome = await this.attempts.now(tx, id, meta);
      return outcome.ok ? null : outcome.refusal.code;
    });
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @RequirePermission('callbacks.manage')
  @RequiresFeature('automatic-callbacks')
  @RouteSummary('Nobody calls back any more; an attempt that waits in the queue is taken out')
  @ZodResponse(callbackSchema)
  async cancel(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<Callback> {
    return this.change(user, id, cause, async (tx, meta) =>
      (await this.attempts.close(tx, id, 'cancelled', null, meta)) ? null : 'callback-closed',
    );
  }

  private async change(
    user: Principal,
    id: string,
    cause: Cause,
    work: (tx: Transaction, meta: EventMeta) => Promise<'callback-closed' | 'callback-outside-times' | null>,
  ): Promise<Callback> {
    const found = await this.store.find(id);
    if (!found || !oversees(user, { queues: [found.queue.id] })) throw new ProblemException(404, 'callback-not-found');
    const meta = { ...cause, at: this.clock.now() };
    const refusal = await this.database.transaction((tx) => work(tx, meta));
    if (refusal !== null) throw new ProblemException(409, refusal);
    return this.one({ id });
  }
}
