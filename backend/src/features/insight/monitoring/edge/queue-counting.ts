import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because } from '../../../../kernel/event-meta';
import type { RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Journal, Relay } from '../../../../platform/journal';
import type { WorkEvent } from '../../../work/routing';
import { QueueNumbers } from '../data/queue-numbers.store';

/** Counts the day of each queue from the journal, and says so in it, so that screens read what is already counted. */
@Injectable()
export class QueueCounting implements OnModuleInit {
  constructor(
    private readonly numbers: QueueNumbers,
    private readonly relay: Relay,
    private readonly journal: Journal,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (!config('process').parts.includes('worker')) return;
    this.relay.subscribe({
      name: 'monitoring.queues',
      types: ['WorkQueued', 'WorkAssigned', 'WorkWithdrawn'],
      from: 'beginning',
      handle: async (events) => {
        for (const event of events) await this.count(event);
      },
    });
  }

  private async count(event: RecordedEvent): Promise<void> {
    const work = { type: event.type, data: event.data } as WorkEvent;
    await this.database.transaction(async (tx) => {
      const { workId, queueId, queuedAt } = work.data;
      const counted =
        work.type === 'WorkQueued'
          ? await this.numbers.queued(tx, workId, { queueId, queuedAt })
          : 'waitedMs' in work.data &&
            (await this.numbers.ended(tx, workId, {
              ended: work.type === 'WorkAssigned' ? 'answered' : 'abandoned',
              waitedMs: work.data.waitedMs,
            }));
      if (!counted) return;
      await this.journal.append(
        tx,
        `queuenumbers-${queueId}`,
        [{ type: 'QueueNumbersChanged', data: { queueId } }],
        because(event, 'monitoring', this.clock.now()),
      );
    });
  }
}
