import { Controller, Delete, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  changeSupervisionSchema,
  pageSchema,
  startSupervisionSchema,
  supervisionListQuerySchema,
  supervisionSchema,
  type Supervision,
  type SupervisionListQuery,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import {
  byId,
  CurrentUser,
  foundOr404,
  listResponse,
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
import { overseesCall } from '../data/call-parties';
import { CallViews } from '../data/call.view';
import { SupervisionStore } from '../data/supervision.store';
import { Supervising, type SuperviseRefusal } from '../use-cases/supervising';

type Start = z.infer<typeof startSupervisionSchema>;
type Change = z.infer<typeof changeSupervisionSchema>;

const CSV: readonly CsvColumn<Supervision>[] = [
  { heading: { pl: 'Kto', en: 'Who' }, value: ({ supervisorName }) => supervisorName },
  { heading: { pl: 'Kogo', en: 'Whom' }, value: ({ agentName }) => agentName },
  { heading: { pl: 'Połączenie', en: 'Call' }, value: ({ callId }) => callId },
  { heading: { pl: 'Początek', en: 'Began' }, value: ({ startedAt }) => startedAt },
  { heading: { pl: 'Koniec', en: 'Ended' }, value: ({ endedAt }) => endedAt },
  { heading: { pl: 'Podsłuch (s)', en: 'Listened (s)' }, value: ({ listenSeconds }) => listenSeconds },
  { heading: { pl: 'Podpowiadanie (s)', en: 'Whispered (s)' }, value: ({ whisperSeconds }) => whisperSeconds },
  { heading: { pl: 'W rozmowie (s)', en: 'Barged in (s)' }, value: ({ bargeSeconds }) => bargeSeconds },
  { heading: { pl: 'Zakończenie', en: 'End' }, value: ({ because }) => because },
];

/** Listening to conversations, whispering and barging in, by one's own phone. */
@Controller('supervisions')
export class SupervisionController {
  constructor(
    private readonly supervising: Supervising,
    private readonly store: SupervisionStore,
    private readonly views: CallViews,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('calls.supervise')
  @RequiresFeature('listen-whisper')
  @RouteSummary('Who listened to those whom one supervises, in which mode and for how long', ['text/csv'])
  @ZodResponse(pageSchema(supervisionSchema))
  async list(
    @CurrentUser() user: Principal,
    @ZodQuery(supervisionListQuerySchema) query: SupervisionListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const load = (page: SupervisionListQuery) => this.store.page(page, user);
    return listResponse(query, csv, { name: 'supervisions', columns: CSV, load });
  }

  @Post()
  @RequirePermission('calls.supervise')
  @RequiresFeature('listen-whisper')
  @RouteSummary("Rings the supervisor's own phone and lets it hear the agent's conversation")
  @ZodResponse(supervisionSchema, 201)
  async start(
    @CurrentUser() user: Principal,
    @ZodBody(startSupervisionSchema) { callId, mode }: Start,
    @RequestCause() cause: Cause,
  ): Promise<Supervision> {
    const [row] = await this.views.byIds([callId]);
    if (!overseesCall(user, foundOr404(row, 'call-not-found'))) throw new ProblemException(403, 'not-supervised');
    const wish = { callId, mode, supervisorId: user.userId };
    const started = valueOr(await this.supervising.start(wish, this.meta(cause)), supervisionProblem);
    return this.one(started.supervisionId);
  }

  @Put(':id')
  @RequirePermission('calls.supervise')
  @RequiresFeature('listen-whisper')
  @RouteSummary('Another mode, without ringing again')
  @ZodResponse(supervisionSchema)
  async change(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(changeSupervisionSchema) { mode }: Change,
    @RequestCause() cause: Cause,
  ): Promise<Supervision> {
    const { callId } = await this.one(id);
    const order = { type: 'ChangeMode', supervisorId: user.userId, mode } as const;
    valueOr(await this.supervising.order(callId, order, this.meta(cause)), supervisionProblem);
    return this.one(id);
  }

  @Post(':id/take-over')
  @HttpCode(200)
  @RequirePermission('calls.supervise')
  @RequiresFeature('listen-whisper')
  @RouteSummary('The call is handed to the supervisor: his phone rings with it, the agent is free')
  @ZodResponse(supervisionSchema)
  async takeOver(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<Supervision> {
    const { callId } = await this.one(id);
    const order = { type: 'TakeOver', supervisorId: user.userId } as const;
    valueOr(await this.supervising.order(callId, order, this.meta(cause)), supervisionProblem);
    return this.one(id);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('calls.supervise')
  @RequiresFeature('listen-whisper')
  @RouteSummary('Leaves the conversation')
  async leave(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<void> {
    const { callId } = await this.one(id);
    const order = { type: 'Leave', supervisorId: user.userId } as const;
    valueOr(await this.supervising.order(callId, order, this.meta(cause)), supervisionProblem);
  }

  private async one(id: string): Promise<Supervision> {
    return foundOr404((await this.store.byIds([id]))[0], 'supervision-not-found');
  }

  private meta(cause: Cause) {
    return { ...cause, at: this.clock.now() };
  }
}

function supervisionProblem({ code }: SuperviseRefusal): ProblemException {
  switch (code) {
    case 'call-supervised':
    case 'supervision-not-own':
    case 'supervision-not-on':
    case 'nobody-to-hear':
    case 'own-call':
    case 'agent-busy':
    case 'agent-phone-unregistered':
    case 'extension-missing':
      return new ProblemException(409, code);
  }
}
