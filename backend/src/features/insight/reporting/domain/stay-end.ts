import type { WorkEvent } from '../../../work/routing';

/** Reasons by which somebody stopped waiting because another way served him: nobody gave up. */
const DIVERTED = /^(callback|voicemail|flow|pickup|diverted)/;

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
