import type { Instant } from '../../../../kernel/clock';
import type { Channel } from '../../agents';
import type { GroupIndex } from './group-index';
import type { Bucket, Floor, Group, QueuePlace } from './queue-place';
import { onDuty, type RoutingChoice, type WaitingWork } from './routing-choice';
import { before, type HeapEntry } from './waiting-heap';
import { weightAt } from './weight';

export interface Head {
  readonly place: QueuePlace;
  readonly work: WaitingWork;
  readonly weight: number;
  readonly tieBreak: RoutingChoice['tieBreak'];
}

interface Looking {
  readonly at: Instant;
  /** Unlike that of any other look: groups remember it. */
  readonly look: number;
  readonly paused: ReadonlySet<Channel>;
  readonly floor: Floor;
  readonly index: GroupIndex;
}

/** More than any rounding of the straight line, and less than anybody sets. */
const ROUNDING = 1e-3;

/** The heaviest of the buckets' heads that somebody free could take now; equals by longest wait, then by id. */
export function findHead(free: ReadonlyMap<string, readonly Channel[]>, looking: Looking): Head | null {
  let best: Head | null = null;
  for (const [agentId, channels] of free) {
    const usable = channels.filter((channel) => !looking.paused.has(channel));
    if (usable.length === 0) continue;
    for (const group of looking.index.of(agentId)) {
      if (group.seen === looking.look || !usable.includes(group.channel)) continue;
      group.seen = looking.look;
      if (group.place.rules.active) best = headOf(group, best, looking);
    }
  }
  return best;
}

function headOf(group: Group, known: Head | null, { at, floor }: Looking): Head | null {
  const { place, channel } = group;
  let best = known;
  for (const bucket of group.buckets.values()) {
    const head = bucket.heap.peek();
    if (!head || (best && mostOf(place, bucket, head, at) < best.weight - ROUNDING)) continue;
    if (!mayGo(group, bucket.keptFor, floor)) continue;
    const weight = weightAt(place.rules, head.work, at, floor.channelBase(channel));
    best = heavier(best, { place, work: head.work, weight, tieBreak: null });
  }
  return best;
}

/** What the head weighs but for rounding: cheap, to pass most heads by. */
function mostOf({ rules }: QueuePlace, { capped, line }: Bucket, { key, work }: HeapEntry, at: Instant): number {
  if (capped) return rules.cap ?? Infinity;
  return key + (line.slope * Math.max(at, work.queuedAt)) / 1000 + line.offset;
}

/** Kept for an agent who is on duty but cannot take it, it waits for him; for one who is away it does not. */
const mayGo = ({ channel, qualified }: Group, keptFor: string | null, floor: Floor): boolean =>
  keptFor === null ||
  (qualified.has(keptFor) && floor.free(keptFor).includes(channel)) ||
  !onDuty(floor.agent(keptFor));

function heavier(best: Head | null, other: Head): Head {
  if (!best || best.weight < other.weight) return other;
  if (best.weight > other.weight) return best;
  const asEntry = ({ work, weight }: Head) => ({ work, key: weight });
  const winner = before(asEntry(other), asEntry(best)) ? other : best;
  const sameWait = other.work.queuedAt === best.work.queuedAt;
  const known = winner === best && best.tieBreak === 'arrival-order';
  return { ...winner, tieBreak: sameWait || known ? 'arrival-order' : 'longest-waiting' };
}
