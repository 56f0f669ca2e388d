import type { RecordedEvent } from '../../../../kernel/journal';

/** Who waits in the same queue: when one comes or goes, the places of the others change on the screen. Only noted, never decided from. */
export class WaitingTogether {
  private readonly queues = new Map<string, Set<string>>();

  affected({ type, data }: RecordedEvent): string[] {
    const { queueId, subjectId, channel } = data as { queueId: string; subjectId: string; channel: string };
    if (channel !== 'call') return [];
    const queue = this.queues.get(queueId) ?? new Set();
    this.queues.set(queueId, queue);
    if (type === 'WorkQueued' || type === 'WorkReturned') queue.add(subjectId);
    else queue.delete(subjectId);
    return [subjectId, ...queue];
  }
}
