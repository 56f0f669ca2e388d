import { Controller, Delete, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  agentBreakSchema,
  askBreakSchema,
  breakKindSchema,
  breakListQuerySchema,
  forceBreakSchema,
  pageSchema,
  refuseBreakSchema,
  type AgentBreak,
  type BreakKind,
  type BreakListQuery,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
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
import { AgentViewStore } from '../../agents';
import { BreakKindStore } from '../data/break-kind.store';
import { BreakStore } from '../data/break.store';
import { BreakRoom } from '../use-cases/break-room';
import { breakProblem } from './break-problems';

type Ask = z.infer<typeof askBreakSchema>;
type Force = z.infer<typeof forceBreakSchema>;
type Refuse = z.infer<typeof refuseBreakSchema>;

const CSV: readonly CsvColumn<AgentBreak>[] = [
  { heading: { pl: 'Agent', en: 'Agent' }, value: ({ agentName }) => agentName },
  { heading: { pl: 'Przerwa', en: 'Break' }, value: ({ kindName }) => kindName },
  { heading: { pl: 'Stan', en: 'State' }, value: ({ stage }) => stage },
  { heading: { pl: 'Płatna', en: 'Paid' }, value: ({ paid }) => String(paid) },
  { heading: { pl: 'Limit (s)', en: 'Limit (s)' }, value: ({ limitSeconds }) => limitSeconds },
  { heading: { pl: 'Trwała (s)', en: 'Lasted (s)' }, value: ({ spentSeconds }) => spentSeconds },
  { heading: { pl: 'Zgłoszona', en: 'Asked' }, value: ({ askedAt }) => askedAt },
  { heading: { pl: 'Początek', en: 'Began' }, value: ({ startedAt }) => startedAt },
  { heading: { pl: 'Koniec', en: 'Ended' }, value: ({ endedAt }) => endedAt },
  { heading: { pl: 'Wymuszona', en: 'Forced' }, value: ({ forced }) => String(forced) },
  { heading: { pl: 'Powód', en: 'Reason' }, value: ({ note }) => note },
];

/** Breaks: an agent asks, a supervisor answers or sends him. */
@Controller()
export class BreaksController {
  constructor(
    private readonly room: BreakRoom,
    private readonly breaks: BreakStore,
    private readonly kinds: BreakKindStore,
    private readonly agents: AgentViewStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('breaks')
  @RequirePermission('breaks.decide')
  @RequiresFeature('breaks')
  @RouteSummary('Breaks of those whom one supervises', ['text/csv'])
  @ZodResponse(pageSchema(agentBreakSchema))
  async list(
    @CurrentUser() user: Principal,
    @ZodQuery(breakListQuerySchema) query: BreakListQuery,
    @WantsCsv() csv: CsvRequest | null,
  ): Promise<unknown> {
    const load = (page: BreakListQuery) => this.breaks.page(page, user);
    return listResponse(query, csv, { name: 'breaks', columns: CSV, load });
  }

  @Get('break-kinds/offered')
  @RequirePermission('status.own')
  @RequiresFeature('breaks')
  @RouteSummary('Kinds of breaks that can be asked for')
  @ZodResponse(z.array(breakKindSchema))
  offered(): Promise<BreakKind[]> {
    return this.kinds.offered();
  }

  @Post('agents/me/breaks')
  @RequirePermission('status.own')
  @RequiresFeature('breaks')
  @RouteSummary(
    'Asks for a break: it begins at once or after the work in hand, when it is approved and there is a place',
  )
  @ZodResponse(agentBreakSchema, 201)
  async ask(
    @CurrentUser() user: Principal,
    @ZodBody(askBreakSchema) { kindId }: Ask,
    @RequestCause() cause: Cause,
  ): Promise<AgentBreak> {
    await this.mustBeSignedIn(user.userId);
    const asked = await this.room.ask(user.userId, kindId, { ...cause, at: this.clock.now() });
    return this.one(valueOr(asked, breakProblem).breakId);
  }

  @Delete('agents/me/breaks')
  @HttpCode(204)
  @RequirePermission('status.own')
  @RequiresFeature('breaks')
  @RouteSummary('Withdraws what one has asked for and not been given yet')
  async withdraw(@CurrentUser() user: Principal, @RequestCause() cause: Cause): Promise<void> {
    const order = { type: 'Withdraw', agentId: user.userId, because: 'withdrawn' } as const;
    valueOr(await this.room.order(order, { ...cause, at: this.clock.now() }), breakProblem);
  }

  @Post('agents/:id/breaks')
  @RequirePermission('breaks.decide')
  @RequiresFeature('breaks')
  @RouteSummary('Sends an agent on a break, with the reason for it')
  @ZodResponse(agentBreakSchema, 201)
  async force(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(forceBreakSchema) body: Force,
    @RequestCause() cause: Cause,
  ): Promise<AgentBreak> {
    await this.mustBeSignedIn(id);
    if (!oversees(user, { users: [id] })) throw new ProblemException(403, 'not-supervised');
    const forced = await this.room.force(id, body, { ...cause, at: this.clock.now() });
    return this.one(valueOr(forced, breakProblem).breakId);
  }

  @Post('breaks/:id/approve')
  @HttpCode(200)
  @RequirePermission('breaks.decide')
  @RequiresFeature('breaks')
  @RouteSummary('Agrees to a break; it begins when there is a place')
  @ZodResponse(agentBreakSchema)
  async approve(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @RequestCause() cause: Cause,
  ): Promise<AgentBreak> {
    await this.mustOversee(user, id);
    const meta = { ...cause, at: this.clock.now() };
    valueOr(await this.room.order({ type: 'Approve', breakId: id }, meta), breakProblem);
    return this.one(id);
  }

  @Post('breaks/:id/refuse')
  @HttpCode(200)
  @RequirePermission('breaks.decide')
  @RequiresFeature('breaks')
  @RouteSummary('Refuses a break, with the reason for it')
  @ZodResponse(agentBreakSchema)
  async refuse(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(refuseBreakSchema) { note }: Refuse,
    @RequestCause() cause: Cause,
  ): Promise<AgentBreak> {
    await this.mustOversee(user, id);
    const meta = { ...cause, at: this.clock.now() };
    valueOr(await this.room.order({ type: 'Refuse', breakId: id, note }, meta), breakProblem);
    return this.one(id);
  }

  private async one(id: string): Promise<AgentBreak> {
    return foundOr404((await this.breaks.byIds([id]))[0], 'break-not-found');
  }

  private async mustOversee(user: Principal, breakId: string): Promise<void> {
    const { agentId } = await this.one(breakId);
    if (!oversees(user, { users: [agentId] })) throw new ProblemException(403, 'not-supervised');
  }

  private async mustBeSignedIn(agentId: string): Promise<void> {
    const [agent] = await this.agents.byIds([agentId], this.clock.now());
    if (foundOr404(agent, 'agent-not-found').status === 'offline') throw new ProblemException(409, 'agent-offline');
  }
}
