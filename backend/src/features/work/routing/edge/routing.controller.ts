import { Controller, Get, Inject, Put, Req } from '@nestjs/common';
import type { Request } from 'express';
import {
  agentWhySchema,
  channelPrioritiesSchema,
  queueWaitSchema,
  type AgentWhy,
  type ChannelPriorities,
  type QueueWait,
} from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { byUser } from '../../../../kernel/event-meta';
import {
  byId,
  CurrentUser,
  oversees,
  ProblemException,
  requestIdOf,
  RequirePermission,
  RequiresFeature,
  RouteSummary,
  ZodBody,
  ZodParams,
  ZodResponse,
  type ById,
  type Principal,
} from '../../../../platform/http';
import { ChannelSettings } from '../use-cases/channel-settings';
import { QueueWaits } from '../use-cases/queue-waits';
import { WhyAgent } from '../use-cases/why-agent';

/** What routing knows and why it does what it does. */
@Controller()
export class RoutingController {
  constructor(
    private readonly waits: QueueWaits,
    private readonly channels: ChannelSettings,
    private readonly why: WhyAgent,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('queues/:id/wait')
  @RequirePermission('queues.view')
  @RouteSummary('The wait that a caller has to expect, and how right the estimates of the last days were')
  @ZodResponse(queueWaitSchema)
  async wait(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<QueueWait> {
    const wait = oversees(user, { queues: [id] }) ? await this.waits.of(id) : null;
    if (!wait) throw new ProblemException(404, 'queue-not-found');
    return wait;
  }

  @Get('routing/priorities')
  @RequirePermission('queues.view')
  @RequiresFeature('prioritisation')
  @RouteSummary('Base weight of each channel')
  @ZodResponse(channelPrioritiesSchema)
  priorities(): Promise<ChannelPriorities> {
    return this.channels.priorities();
  }

  @Put('routing/priorities')
  @RequirePermission('queues.manage')
  @RequiresFeature('prioritisation')
  @RouteSummary('Base weight of each channel, for work whose record and queue have none')
  @ZodResponse(channelPrioritiesSchema)
  setPriorities(
    @CurrentUser() user: Principal,
    @ZodBody(channelPrioritiesSchema) body: ChannelPriorities,
    @Req() request: Request,
  ): Promise<ChannelPriorities> {
    return this.channels.setPriorities(body, byUser(user.userId, requestIdOf(request), this.clock.now()));
  }

  @Get('agents/me/routing-why')
  @RequirePermission('status.own')
  @RouteSummary('Why one gets no calls')
  @ZodResponse(agentWhySchema)
  own(@CurrentUser() user: Principal): Promise<AgentWhy> {
    return this.why.of(user.userId);
  }

  @Get('agents/:id/routing-why')
  @RequirePermission('calls.explain')
  @RouteSummary('Why an agent gets no calls')
  @ZodResponse(agentWhySchema)
  ofAgent(@CurrentUser() user: Principal, @ZodParams(byId) { id }: ById): Promise<AgentWhy> {
    if (!oversees(user, { users: [id] })) throw new ProblemException(404, 'agent-not-found');
    return this.why.of(id);
  }
}
