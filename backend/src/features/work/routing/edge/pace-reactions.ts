import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import type { AgentEvent } from '../../agents';
import { WaitEstimateStore } from '../data/wait-estimate.store';
import type { WorkEvent } from '../domain/work-item';

/** Learns how long work takes, and how long those waited who had been told how long it would be. */
@Injectable()
export class PaceReactions implements OnModuleInit {
  constructor(
    private readonly relay: Relay,
    private readonly database: Database,
    private readonly estimates: WaitEstimateStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (!config('process').parts.includes('telephony')) return;
    this.relay.subscribe({
      name: 'routing.pace',
      types: ['WorkAssigned', 'WorkWithdrawn', 'AgentWorkEnded'],
      from: 'beginning',
      handle: async (events) => {
        for (const event of events) await this.database.transaction((tx) => this.learn(tx, event));
      },
    });
  }

  private async learn(tx: Parameters<WaitEstimateStore['answered']>[0], event: RecordedEvent): Promise<void> {
    const { type, data } = event as unknown as WorkEvent | AgentEvent;
    if (type === 'WorkAssigned') await this.estimates.answered(tx, data, event.meta.at);
    if (type === 'WorkAssigned' || type === 'WorkWithdrawn')
      await this.estimates.waited(tx, data.queueId, data.waitedMs, type === 'WorkWithdrawn');
    if (type !== 'AgentWorkEnded') return;
    await this.estimates.handled(tx, data.subjectId, data.activeMs + data.wrapUpMs, event.position);
  }
}
