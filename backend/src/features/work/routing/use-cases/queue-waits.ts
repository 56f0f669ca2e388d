import { Injectable } from '@nestjs/common';
import type { QueueWait } from '#contracts';
import { Database } from '../../../../platform/database';
import { QueueStore } from '../data/queue.store';
import { WaitEstimateStore } from '../data/wait-estimate.store';
import { Routing } from './routing';

/** What callers of a queue are told to expect, and what that was worth. */
@Injectable()
export class QueueWaits {
  constructor(
    private readonly database: Database,
    private readonly queues: QueueStore,
    private readonly estimates: WaitEstimateStore,
    private readonly routing: Routing,
  ) {}

  async of(queueId: string): Promise<QueueWait | null> {
    const tx = this.database.read;
    if (!(await this.queues.find(tx, queueId))) return null;
    const waiting = await this.queues.waiting(tx, queueId);
    const expectedMs = await this.routing.expectedWait(tx, queueId, waiting + 1);
    return {
      waiting,
      expectedSeconds: expectedMs === null ? null : Math.round(expectedMs / 1000),
      errors: await this.estimates.errors(queueId),
    };
  }
}
