import type { RecordedEvent } from '../../../../kernel/journal';

const COMES = new Set(['WorkQueued', 'WorkReturned', 'WorkOverflowed']);

interface Waiting {
  readonly queueId: string;
  readonly subjectId: string;
  readonly channel: string;
  /** The queue that it overflowed from; the same when it left routing. */
  readonly from?: string;
}

/** Who waits in the same queue: when one comes or goes, the places of the others change on the screen. Only noted, never decided from. */
export class WaitingTogether {
  private readonly queues = new Map<string, Set<string>>();

  affected({ type, data }: RecordedEvent): string[] {
    const { queueId, subjectId, channel, from } = data as Waiting;
    if (channel !== 'call') return [];
    if (from) this.queues.get(from)?.delete(subjectId);
    const queue = this.queues.get(queueId) ?? new Set();
    this.queues.set(queueId, queue);
    if (COMES.has(type) && (!from || from !== queueId)) queue.add(subjectId);
    else queue.delete(subjectId);
    return [subjectId, ...queue, ...(this.queues.get(from ?? '') ?? [])];
  }
}
