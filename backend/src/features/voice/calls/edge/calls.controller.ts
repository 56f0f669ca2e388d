import { Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import {
  callDetailSchema,
  callListItemSchema,
  callListQuerySchema,
  dialSchema,
  idSchema,
  pageSchema,
  routingDecisionSchema,
  type CallDetail,
  type CallListItem,
  type RoutingDecision,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { byUser } from '../../../../kernel/event-meta';
import {
  byId,
  CurrentUser,
  listResponse,
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
import { CallHistory, type CallQuery, type CallScope } from '../data/call.history';
import { overseesCall } from '../data/call-parties';
import { CallViews, toListItem, type CallRow } from '../data/call.view';
import { CallStory } from '../use-cases/call-story';
import { DialOut } from '../use-cases/dial-out';
import { callProblem } from './call-problems';

const dialledSchema = z.object({ id: idSchema });

const CSV: readonly CsvColumn<CallListItem>[] = [
  { heading: { pl: 'Początek', en: 'Started' }, value: ({ startedAt }) => startedAt },
  { heading: { pl: 'Kierunek', en: 'Direction' }, value: ({ direction }) => direction },
  { heading: { pl: 'Numer', en: 'Number' }, value: ({ number }) => number },
  {
    heading: { pl: 'Kontakt', en: 'Contact' },
    value: ({ contact }) => (contact ? `${contact.firstName} ${contact.lastName}`.trim() : ''),
  },
  { heading: { pl: 'Kolejka', en: 'Queue' }, value: ({ queue }) => queue?.name },
  { heading: { pl: 'Kampania', en: 'Campaign' }, value: ({ campaign }) => campaign?.name },
  { heading: { pl: 'Agent', en: 'Agent' }, value: ({ agent }) => agent?.name },
  { heading: { pl: 'Wynik', en: 'Outcome' }, value: ({ outcome }) => outcome },
  { heading: { pl: 'Oczekiwanie (s)', en: 'Wait (s)' }, value: ({ waitSeconds }) => waitSeconds },
  { heading: { pl: 'Rozmowa (s)', en: 'Talk (s)' }, value: ({ talkSeconds }) => talkSeconds },
  { heading: { pl: 'Po rozmowie (s)', en: 'After call (s)' }, value: ({ wrapUpSeconds }) => wrapUpSeconds },
  { heading: { pl: 'Klasyfikator', en: 'Classifier' }, value: ({ classifierName }) => classifierName },
  { heading: { pl: 'Notatka', en: 'Note' }, value: ({ note }) => note },
];

/** The history and one call's story. What agents do with calls: `CallActionsController`. */
@Controller()
export class CallsController {
  constructor(
    private readonly history: CallHistory,
    private readonly views: CallViews,
    private readonly story: CallStory,
    private readonly dialling: DialOut,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('calls')
  @RequirePermission('calls.history.own')
  @RouteSummary('Call history: those of supervised groups for those who may see all, otherwise one’s own', ['text/csv'])
  @ZodResponse(pageSchema(callListItemSchema))
  async list(
    @CurrentUser() user: Principal,
    @ZodQuery(callListQuerySchema) query: CallQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    return this.answer(query, query.mine ? { onlyOf: user.userId } : scopeOf(user), csv);
  }

  @Get('contacts/:id/calls')
  @RequirePermission('contacts.view')
  @RouteSummary('Calls of one contact, newest first', ['text/csv'])
  @ZodResponse(pageSchema(callListItemSchema))
  async ofContact(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodQuery(callListQuerySchema) query: CallQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    return this.answer(query, { ...scopeOf(user), contactId: id }, csv);
  }

  @Get('calls/:id')
  @RequirePermission('calls.history.own')
  @RouteSummary('One call: its timeline, decisions and recordings')
  @ZodResponse(callDetailSchema)
  async one(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<CallDetail> {
    const [row] = await this.views.byIds([id]);
    if (!row || !mayRead(user, row)) throw new ProblemException(404, 'call-not-found');
    return this.story.tell(row, { explain: user.permissions.has('calls.explain') });
  }

  @Get('calls/:id/why')
  @RequirePermission('calls.explain')
  @RouteSummary('Why a call went where it went: every decision, also those that found nobody')
  @ZodResponse(z.array(routingDecisionSchema))
  async why(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<RoutingDecision[]> {
    const [row] = await this.views.byIds([id]);
    if (!row || !mayRead(user, row)) throw new ProblemException(404, 'call-not-found');
    return this.story.why(id);
  }

  @Post('calls')
  @HttpCode(201)
  @RequirePermission('calls.take')
  @RouteSummary('Dials: a colleague’s extension or an outside number')
  @ZodResponse(dialledSchema, 201)
  async dial(
    @CurrentUser() user: Principal,
    @ZodBody(dialSchema) body: z.infer<typeof dialSchema>,
    @Req() request: Request,
  ): Promise<z.infer<typeof dialledSchema>> {
    const wish = { agentId: user.userId, number: body.number, contactId: body.contactId };
    const meta = byUser(user.userId, requestIdOf(request), this.clock.now());
    return { id: valueOr(await this.dialling.dial(wish, meta), callProblem).callId };
  }

  private async answer(query: CallQuery, of: CallScope, csv: CsvRequest | null): Promise<unknown> {
    return listResponse(query, csv, {
      name: 'calls',
      columns: CSV,
      load: async (page) => {
        const { items, next } = await this.history.page(page, of);
        return { items: items.map(toListItem), next };
      },
    });
  }
}

const mayRead = (user: Principal, row: CallRow): boolean =>
  (user.permissions.has('calls.history.all') && overseesCall(user, row)) || row.participants.includes(user.userId);

/** Everything in view for who may see all, else one's own. */
export function scopeOf({ userId, permissions, supervised }: Principal): CallScope {
  if (!permissions.has('calls.history.all')) return { onlyOf: userId };
  return supervised ? { seenBy: { userId, supervised } } : {};
}
