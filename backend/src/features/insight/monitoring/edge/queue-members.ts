import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { RecordedEvent } from '../../../../kernel/journal';
import { QueueNumbers } from '../data/queue-numbers.store';

const NONE: ReadonlySet<string> = new Set();

/** Who serves which queues, as this process has heard of it: to know whose screens an event changes. */
@Injectable()
export class QueueMembers implements OnApplicationBootstrap {
  /** What changes it; `noted` takes these and passes over others. */
  static readonly TYPES: readonly string[] = ['QueueSaved', 'QueueMembersChanged', 'QueueDeleted'];
  private readonly queues = new Map<string, Set<string>>();

  constructor(private readonly numbers: QueueNumbers) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const { queueId, agentId } of await this.numbers.memberships()) this.join(queueId, agentId);
  }

  /** Every topic that reads this notes what it hears: noting twice changes nothing. */
  noted({ type, data }: RecordedEvent): this {
    if (!QueueMembers.TYPES.includes(type)) return this;
    const { queueId, rules } = data as { queueId: string; rules?: { members: readonly string[] } };
    for (const queues of this.queues.values()) queues.delete(queueId);
    for (const agentId of rules?.members ?? []) this.join(queueId, agentId);
    return this;
  }

  queuesOf(agentId: string): ReadonlySet<string> {
    return this.queues.get(agentId) ?? NONE;
  }

  /** Everybody who serves or has served a queue. */
  everybody(): readonly string[] {
    return [...this.queues.keys()];
  }

  private join(queueId: string, agentId: string): void {
    const queues = this.queues.get(agentId) ?? new Set();
    this.queues.set(agentId, queues.add(queueId));
  }
}
