import type { WorkEvent } from '../../../work/routing';

/** He stopped waiting because he is or was called back: nobody gave up. */
const DIVERTED = /^callback/;

/** How a stay in a queue ended; null: it goes on. */
export function endOf(
  event: WorkEvent,
): { result: 'answered' | 'abandoned' | 'overflowed' | 'diverted'; agentId: string | null } | null {
  switch (event.type) {
    case 'WorkAssigned':
      return { result: 'answered', agentId: event.data.agentId };
    case 'WorkOverflowed':
      return { result: 'overflowed', agentId: null };
    case 'WorkWithdrawn':
      return { result: DIVERTED.test(event.data.because) ? 'diverted' : 'abandoned', agentId: null };
    default:
      return null;
  }
}
