import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because } from '../../../../kernel/event-meta';
import type { RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import { Agents } from '../../../work/agents';
import { Routing } from '../../../work/routing';
import { CALL_EVENT_TYPES, type CallEvent } from '../domain/call-events';
import { workOrders } from '../domain/work-orders';
import { CallerTerms } from '../use-cases/caller-terms';
import { LastAgents } from '../use-cases/last-agents';

/** What calls demand of agents and of routing, handed on by the relay; what they demand of the switch: SwitchSubscription. */
@Injectable()
export class CallReactions implements OnModuleInit {
  private readonly logger = new Logger('calls');

  constructor(
    private readonly relay: Relay,
    private readonly agents: Agents,
    private readonly routing: Routing,
    private readonly lastAgents: LastAgents,
    private readonly terms: CallerTerms,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (!config('process').parts.includes('telephony')) return;
    this.relay.subscribe({
      name: 'calls.work',
      types: CALL_EVENT_TYPES,
      from: 'beginning',
      handle: async (events) => {
        for (const event of events) await this.demand(event);
      },
    });
  }

  private async demand(event: RecordedEvent): Promise<void> {
    const callId = event.stream.slice('call-'.length);
    const orders = workOrders({ type: event.type, data: event.data } as CallEvent, callId);
    if (orders.agents.length === 0 && !orders.work) return;
    const meta = because(event, 'calls', this.clock.now());
    await this.database.transaction(async (tx) => {
      for (const { agentId, order } of orders.agents) {
        const outcome = await this.agents.handle(tx, agentId, order, meta);
        if (!outcome.ok)
          this.logger.error(`${order.type} of agent ${agentId} for call ${callId}: ${outcome.refusal.code}`);
      }
      if (!orders.work) return;
      const work = await this.terms.apply(tx, await this.lastAgents.prefer(tx, event, orders.work));
      await this.routing.handle(tx, work, meta);
    });
  }
}
