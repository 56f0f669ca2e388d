import type { Instant } from '../../../../kernel/clock';
import type { Channel } from '../../agents';
import type { Floor, Group, QueuePlace } from './queue-place';
import { onDuty, type RoutingChoice, type WaitingWork } from './routing-choice';
import { before } from './waiting-heap';
import { weightAt } from './weight';

export interface Head {
  readonly place: QueuePlace;
  readonly work: WaitingWork;
  readonly weight: number;
  readonly tieBreak: RoutingChoice['tieBreak'];
}

interface Looking {
  readonly at: Instant;
  readonly paused: ReadonlySet<Channel>;
  readonly floor: Floor;
}

/** The heaviest of the buckets' heads that somebody could take now; equals by longest wait, then by id. */
export function findHead(places: Iterable<QueuePlace>, looking: Looking): Head | null {
  let best: Head | null = null;
  for (const place of places) {
    if (place.waiting === 0 || !place.rules.active) continue;
    for (const group of place.groups.values()) {
      if (looking.paused.has(group.channel) || !place.someoneCanTake(group)) continue;
      const base = looking.floor.channelBase(group.channel);
      for (const bucket of group.buckets.values()) {
        const work = bucket.heap.peek()?.work;
        if (!work || !mayGo(place, group, bucket.keptFor, looking.floor)) continue;
        const weight = weightAt(place.rules, work, looking.at, base);
        best = heavier(best, { place, work, weight, tieBreak: null });
      }
    }
  }
  return best;
}

/** Kept for an agent who is on duty but cannot take it, it waits for him; for one who is away it does not. */
const mayGo = (place: QueuePlace, group: Group, keptFor: string | null, floor: Floor): boolean =>
  keptFor === null || place.canTake(keptFor, group) || !onDuty(floor.agent(keptFor));

function heavier(best: Head | null, other: Head): Head {
  if (!best || best.weight < other.weight) return other;
  if (best.weight > other.weight) return best;
  const asEntry = ({ work, weight }: Head) => ({ work, key: weight });
  const winner = before(asEntry(other), asEntry(best)) ? other : best;
  const sameWait = other.work.queuedAt === best.work.queuedAt;
  const known = winner === best && best.tieBreak === 'arrival-order';
  return { ...winner, tieBreak: sameWait || known ? 'arrival-order' : 'longest-waiting' };
}
