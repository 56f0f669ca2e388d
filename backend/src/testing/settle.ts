import type { Relay } from '../platform/journal';
import type { ScheduleRunner } from '../platform/schedule';

/**
 * Lets subscribers and due timers set each other going until nothing can go on without the clock: the settle hook of a
 * world's VirtualClock. `more` brings other parts to rest (the simulated switch) and says whether they did anything.
 */
export function settled(
  { relay, timers }: { relay: Relay; timers: ScheduleRunner },
  { more, failing = 'rejects' }: { more?: () => Promise<boolean>; failing?: 'rejects' | 'allowed' } = {},
): () => Promise<void> {
  return async () => {
    for (let before = -1; ;) {
      await relay.idle({ failing });
      await timers.idle();
      const busy = more ? await more() : false;
      await relay.idle({ failing });
      if (!busy && relay.settled === before) return;
      before = relay.settled;
    }
  };
}
