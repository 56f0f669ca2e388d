import { Controller, Get, HttpCode, Inject, Post, Put, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import {
  agentViewSchema,
  AGENT_STATUSES,
  idSchema,
  setStatusOfOtherSchema,
  setStatusSchema,
  signOutOtherSchema,
  type AgentView,
  type SetStatus,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { byUser } from '../../../../kernel/event-meta';
import { Database } from '../../../../platform/database';
import {
  byId,
  CurrentUser,
  oversees,
  ProblemException,
  RequestCause,
  requestIdOf,
  RequirePermission,
  RouteSummary,
  valueOr,
  ZodBody,
  ZodParams,
  ZodResponse,
  type ById,
  type Cause,
  type Principal,
} from '../../../../platform/http';
import { AgentViewStore } from '../data/agent-view.store';
import type { AgentRefusal } from '../domain/agent-commands';
import { Agents, type AgentOrder } from '../use-cases/agents';
import { SignOutOther } from '../use-cases/sign-out-other';

const namesSchema = z.array(
  z.object({ id: idSchema, name: z.string(), extension: z.string().nullable(), status: z.enum(AGENT_STATUSES) }),
);
type SignOutOtherBody = z.infer<typeof signOutOtherSchema>;
type SetOther = z.infer<typeof setStatusOfOtherSchema>;

@Controller('agents')
export class AgentsController {
  constructor(
    private readonly agents: Agents,
    private readonly views: AgentViewStore,
    private readonly signOuts: SignOutOther,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('calls.take')
  @RouteSummary('Names and states of everybody with an extension: whom a call can be transferred to')
  @ZodResponse(namesSchema)
  async names(): Promise<z.infer<typeof namesSchema>> {
    const all = await this.views.all(this.clock.now());
    return all.map(({ id, name, extension, status }) => ({ id, name, extension, status }));
  }

  @Get('me')
  @RequirePermission('status.own')
  @RouteSummary('The caller as an agent')
  @ZodResponse(agentViewSchema)
  async me(@CurrentUser() user: Principal): Promise<AgentView> {
    return this.view(user.userId);
  }

  @Put('me/status')
  @RequirePermission('status.own')
  @RouteSummary('Ready or not ready; while busy it takes effect afterwards')
  @ZodResponse(agentViewSchema)
  async setOwn(
    @CurrentUser() user: Principal,
    @ZodBody(setStatusSchema) body: SetStatus,
    @Req() request: Request,
  ): Promise<AgentView> {
    const reason = body.status === 'not-ready' ? body.reason : null;
    const isBreak = reason === 'break' || reason === 'lunch';
    if (isBreak && (await this.views.hasBreakKinds())) throw new ProblemException(409, 'break-kind-required');
    await this.order(user, user.userId, { type: 'RequestStatus', status: body.status, reason, note: null }, request);
    return this.view(user.userId);
  }

  @Post('me/finish-wrap-up')
  @HttpCode(200)
  @RequirePermission('status.own')
  @RouteSummary('Ends one’s after-call work early, also of a call that has been handed on')
  @ZodResponse(agentViewSchema)
  async finishWrapUp(@CurrentUser() user: Principal, @Req() request: Request): Promise<AgentView> {
    await this.order(user, user.userId, { type: 'FinishWrapUp' }, request);
    const view = await this.view(user.userId);
    if (view.status === 'wrap-up') throw new ProblemException(409, 'classifier-required');
    return view;
  }

  @Post(':id/status')
  @HttpCode(200)
  @RequirePermission('status.others')
  @RouteSummary("Another agent's status, with the reason for it")
  @ZodResponse(agentViewSchema)
  async setOther(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(setStatusOfOtherSchema) { status, note }: SetOther,
    @Req() request: Request,
  ): Promise<AgentView> {
    const reason = status === 'not-ready' ? 'supervisor' : null;
    await this.view(id);
    if (!oversees(user, { users: [id] })) throw new ProblemException(403, 'not-supervised');
    await this.order(user, id, { type: 'RequestStatus', status, reason, note }, request);
    return this.view(id);
  }

  @Post(':id/sign-out')
  @HttpCode(200)
  @RequirePermission('status.others')
  @RouteSummary("Ends another's session, with the reason for it; a call in hand goes on to its end")
  @ZodResponse(agentViewSchema)
  async signOutOther(
    @CurrentUser() user: Principal,
    @ZodParams(byId) { id }: ById,
    @ZodBody(signOutOtherSchema) { note }: SignOutOtherBody,
    @RequestCause() cause: Cause,
  ): Promise<AgentView> {
    await this.view(id);
    if (!oversees(user, { users: [id] })) throw new ProblemException(403, 'not-supervised');
    await this.signOuts.of(id, note, { ...cause, at: this.clock.now() });
    return this.view(id);
  }

  private async order(user: Principal, agentId: string, order: AgentOrder, request: Request): Promise<void> {
    const meta = byUser(user.userId, requestIdOf(request), this.clock.now());
    valueOr(await this.database.transaction((tx) => this.agents.handle(tx, agentId, order, meta)), agentProblem);
  }

  private async view(id: string): Promise<AgentView> {
    const [view] = await this.views.byIds([id], this.clock.now());
    if (!view) throw new ProblemException(404, 'agent-not-found');
    return view;
  }
}

/** Refusals of presence as HTTP answers. */
export function agentProblem({ code }: AgentRefusal): ProblemException {
  switch (code) {
    case 'agent-offline':
    case 'agent-not-ready':
    case 'agent-engaged':
    case 'agent-busy':
    case 'agent-phone-unregistered':
      return new ProblemException(409, code);
  }
}
