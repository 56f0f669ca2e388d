import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because } from '../../../../kernel/event-meta';
import type { EventMeta, RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database, type Transaction } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import type { AgentEvent } from '../../../work/agents';
import type { WorkEvent } from '../../../work/routing';
import { Directory } from '../data/directory.store';
import { CallOverflows } from '../use-cases/call-overflows';
import { Calls, type CallOrder } from '../use-cases/calls';
import { legOfOffer } from '../use-cases/leg-of-offer';

interface Demand {
  readonly callId: string;
  readonly order: CallOrder;
}

/** What routing and agents' presence mean for calls. */
@Injectable()
export class WorkReactions implements OnModuleInit {
  constructor(
    private readonly relay: Relay,
    private readonly calls: Calls,
    private readonly directory: Directory,
    private readonly overflows: CallOverflows,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (!config('process').parts.includes('telephony')) return;
    this.relay.subscribe({
      name: 'calls.offers',
      types: ['WorkOffered', 'WorkOfferMissed', 'WorkOfferReleased', 'WorkOverflowed'],
      from: 'beginning',
      handle: (events) =>
        this.each(events, (tx, event, meta) =>
          this.ofWork(tx, { type: event.type, data: event.data } as WorkEvent, meta),
        ),
    });
    this.relay.subscribe({
      name: 'calls.presence',
      types: ['AgentWorkEnded', 'AgentWrapUpOverdue', 'AgentSignedOut'],
      from: 'beginning',
      handle: (events) => this.each(events, (tx, event) => this.ofAgent(tx, event)),
    });
  }

  private async each(
    events: readonly RecordedEvent[],
    demandsOf: (tx: Transaction, event: RecordedEvent, meta: EventMeta) => Promise<Demand[]>,
  ): Promise<void> {
    for (const event of events) {
      const meta = because(event, 'calls', this.clock.now());
      await this.database.transaction(async (tx) => {
        for (const { callId, order } of await demandsOf(tx, event, meta))
          await this.calls.handle(tx, callId, order, meta);
      });
    }
  }

  private async ofWork(tx: Transaction, event: WorkEvent, meta: EventMeta): Promise<Demand[]> {
    if (event.data.channel !== 'call') return [];
    const { subjectId: callId, workId } = event.data;
    if (event.type === 'WorkOfferMissed' || event.type === 'WorkOfferReleased') {
      const { offerId, agentId } = event.data;
      const reason = event.type === 'WorkOfferMissed' ? event.data.cause : event.data.because;
      return [{ callId, order: { type: 'WithdrawOffer', offerId, agentId, because: reason } }];
    }
    if (event.type === 'WorkOverflowed') return this.overflows.demandOf(tx, event.data, meta);
    if (event.type !== 'WorkOffered') return [];
    const { offerId, agentIds } = event.data.offer;
    const call = await this.calls.load(tx, callId);
    const callerId = { number: call.number ?? 'anonymous', name: call.shown.displayName ?? undefined };
    const phones = await this.directory.extensions(tx, agentIds);
    return agentIds.map((agentId) => ({
      callId,
      order: {
        type: 'Offer',
        offerId,
        workId,
        agentId,
        extension: phones.get(agentId) ?? '',
        legId: legOfOffer(offerId, agentId),
        callerId,
      },
    }));
  }

  private async ofAgent(tx: Transaction, { type, data, stream }: RecordedEvent): Promise<Demand[]> {
    if (type === 'AgentSignedOut')
      return this.ofSignedOut(tx, stream.slice('agent-'.length), (data as { reason: string }).reason);
    const event = { type, data } as Extract<AgentEvent, { type: 'AgentWorkEnded' | 'AgentWrapUpOverdue' }>;
    const { workId, subjectId: callId } = event.data;
    return [{ callId, order: { type: event.type === 'AgentWorkEnded' ? 'AgentClosed' : 'WrapUpOverdue', workId } }];
  }

  /** Nobody will classify it any more; one who only moved to another desk goes on there. */
  private async ofSignedOut(tx: Transaction, agentId: string, reason: string): Promise<Demand[]> {
    if (reason === 'signed-in-elsewhere') return [];
    const rows = await tx.query<{ id: string }[]>(`select id from call where state = 'wrap-up' and agent_id = $1`, [
      agentId,
    ]);
    const demands: Demand[] = [];
    for (const { id } of rows) {
      const { wrapUp } = await this.calls.load(tx, id);
      if (wrapUp) demands.push({ callId: id, order: { type: 'AgentClosed', workId: wrapUp.workId } });
    }
    return demands;
  }
}
