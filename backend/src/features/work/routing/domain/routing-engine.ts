import type { Instant } from '../../../../kernel/clock';
import type { Channel } from '../../agents';
import { chooseAgents, drawFor } from './choose-agents';
import {
  filterOf,
  weightAt,
  type QueueRules,
  type RoutableAgent,
  type RoutingChoice,
  type Sentence,
  type WaitingWork,
} from './routing-choice';
import { before, WaitingHeap, type HeapEntry } from './waiting-heap';

interface Bucket {
  readonly base: number;
  readonly heap: WaitingHeap;
}

interface QueuePlace {
  rules: QueueRules;
  /** Capped weights keep their order only among equals: one bucket for each base then, otherwise one in all. */
  readonly buckets: Map<number, Bucket>;
  waiting: number;
  readonly ready: Set<string>;
  last: string | null;
}

interface Head {
  readonly place: QueuePlace;
  readonly work: WaitingWork;
  readonly weight: number;
}

/**
 * Matches waiting work to agents. Holds what it is told and nothing else: no clock, no chance, no I/O, so the same
 * inputs in the same order give the same decisions. Measured by tools/bench: the cost of a decision does not grow with
 * the number waiting.
 */
export class RoutingEngine {
  private readonly queues = new Map<string, QueuePlace>();
  private readonly agents = new Map<string, RoutableAgent>();
  private readonly queuesOf = new Map<string, Set<QueuePlace>>();
  private readonly work = new Map<string, WaitingWork>();
  private readonly paused = new Set<Channel>();

  setQueue(rules: QueueRules): void {
    const known = this.queues.get(rules.id);
    const waiting = known ? this.takeOut(known) : [];
    const place: QueuePlace = { rules, buckets: new Map(), waiting: 0, ready: new Set(), last: known?.last ?? null };
    if (known) this.forgetMembers(known);
    this.queues.set(rules.id, place);
    for (const agentId of rules.members) {
      const of = this.queuesOf.get(agentId) ?? new Set();
      this.queuesOf.set(agentId, of.add(place));
      this.settle(place, agentId);
    }
    for (const work of waiting) this.insert(place, work);
  }

  removeQueue(id: string): void {
    const place = this.queues.get(id);
    if (!place) return;
    this.forgetMembers(place);
    for (const { workId } of this.takeOut(place)) this.work.delete(workId);
    this.queues.delete(id);
  }

  setAgent(agent: RoutableAgent): void {
    this.agents.set(agent.id, agent);
    for (const place of this.queuesOf.get(agent.id) ?? []) this.settle(place, agent.id);
  }

  pause(channel: Channel, paused: boolean): void {
    if (paused) this.paused.add(channel);
    else this.paused.delete(channel);
  }

  /** Waits (again). An item that is already here stays where it is. */
  addWork(work: WaitingWork): void {
    if (this.work.has(work.workId)) return;
    const place = this.queues.get(work.queueId);
    if (!place) return;
    this.work.set(work.workId, work);
    this.insert(place, work);
  }

  /** Taken, withdrawn or on offer. */
  removeWork(workId: string): void {
    const work = this.work.get(workId);
    if (!work) return;
    this.work.delete(workId);
    const place = this.queues.get(work.queueId);
    place?.buckets.get(this.bucketOf(place, work))?.heap.remove(workId);
    if (place) place.waiting -= 1;
  }

  isWaiting(workId: string): boolean {
    return this.work.has(workId);
  }

  waitingIn(queueId: string): number {
    return this.queues.get(queueId)?.waiting ?? 0;
  }

  /** The agent offered last, for `round-robin`. */
  setLast(queueId: string, agentId: string): void {
    const place = this.queues.get(queueId);
    if (place) place.last = agentId;
  }

  /**
   * The next offer to make, or null when nobody eligible is left or nothing waits. The item leaves the queue and the
   * agents count as taken at once; `addWork` and `setAgent` put back what could not be had.
   */
  next(at: Instant, basis: number): RoutingChoice | null {
    const head = this.bestHead(at);
    if (!head) return null;
    const choice = this.choose(head, at, basis);
    this.removeWork(head.work.workId);
    for (const agentId of choice.chosen) {
      const agent = this.agents.get(agentId);
      if (agent) this.setAgent({ ...agent, status: 'reserved', free: [] });
    }
    const [first] = choice.chosen;
    if (first !== undefined && head.place.rules.strategy !== 'ring-all') head.place.last = first;
    return choice;
  }

  /** Why an item that waits is not offered now. */
  explain(workId: string, at: Instant, basis: number): RoutingChoice | null {
    const work = this.work.get(workId);
    const place = work && this.queues.get(work.queueId);
    if (!place) return null;
    const { rules } = place;
    const { eligible, filtered } = this.sift(rules, work.channel);
    return {
      at,
      basis,
      workId,
      queueId: rules.id,
      strategy: rules.strategy,
      chosen: [],
      eligible: eligible.map((agentId, rank) => ({ agentId, rank, because: 'later-in-order' })),
      filtered,
      waiting: place.waiting,
      weight: weightAt(rules, work, at),
      tieBreak: null,
      draw: null,
      sentence: this.whyHeld(rules, work.channel, eligible.length, filtered),
    };
  }

  private whyHeld(
    rules: QueueRules,
    channel: Channel,
    eligible: number,
    filtered: RoutingChoice['filtered'],
  ): Sentence {
    if (!rules.active) return 'held-queue-inactive';
    if (this.paused.has(channel)) return 'held-channel-paused';
    if (rules.members.length === 0) return 'held-nobody-assigned';
    if (eligible > 0) return 'held-behind-others';
    return filtered.every(({ by }) => by === 'not-signed-in') ? 'held-nobody-signed-in' : 'held-nobody-ready';
  }

  private choose({ place, work, weight }: Head, at: Instant, basis: number): RoutingChoice {
    const { rules } = place;
    const { eligible, filtered } = this.sift(rules, work.channel);
    const draw = drawFor(`${work.workId}@${at}`);
    const chosen = chooseAgents({ rules, eligible, last: place.last, draw });
    return {
      at,
      basis,
      workId: work.workId,
      queueId: rules.id,
      strategy: rules.strategy,
      ...chosen,
      filtered,
      waiting: place.waiting,
      weight,
      tieBreak: this.tieBreak(work, weight, at),
    };
  }

  private sift(rules: QueueRules, channel: Channel) {
    const eligible: string[] = [];
    const filtered: { agentId: string; by: string }[] = [];
    for (const agentId of rules.members) {
      const by = filterOf(this.agents.get(agentId), channel);
      if (by === null) eligible.push(agentId);
      else filtered.push({ agentId, by });
    }
    return { eligible, filtered };
  }

  private bestHead(at: Instant): Head | null {
    let best: Head | null = null;
    for (const head of this.heads(at)) if (!best || heavier(head, best)) best = head;
    return best;
  }

  /** The best of each bucket whose queue has somebody to offer it to. */
  private *heads(at: Instant): Generator<Head> {
    for (const place of this.queues.values()) {
      if (place.waiting === 0 || place.ready.size === 0 || !place.rules.active) continue;
      for (const { heap } of place.buckets.values()) {
        const work = heap.peek()?.work;
        if (!work || this.paused.has(work.channel) || !this.anyoneFor(place, work.channel)) continue;
        yield { place, work, weight: weightAt(place.rules, work, at) };
      }
    }
  }

  private anyoneFor(place: QueuePlace, channel: Channel): boolean {
    for (const agentId of place.ready) if (filterOf(this.agents.get(agentId), channel) === null) return true;
    return false;
  }

  private tieBreak(work: WaitingWork, weight: number, at: Instant): RoutingChoice['tieBreak'] {
    for (const head of this.heads(at)) {
      if (head.work.workId === work.workId || head.weight !== weight) continue;
      return head.work.queuedAt === work.queuedAt ? 'arrival-order' : 'longest-waiting';
    }
    return null;
  }

  private settle(place: QueuePlace, agentId: string): void {
    const agent = this.agents.get(agentId);
    const could =
      agent !== undefined && agent.status !== 'offline' && agent.status !== 'not-ready' && agent.free.length > 0;
    if (could) place.ready.add(agentId);
    else place.ready.delete(agentId);
  }

  private bucketOf({ rules }: QueuePlace, work: WaitingWork): number {
    return rules.cap === null ? 0 : (work.priority ?? rules.base);
  }

  private insert(place: QueuePlace, work: WaitingWork): void {
    const { rules } = place;
    const base = this.bucketOf(place, work);
    const bucket = place.buckets.get(base) ?? { base, heap: new WaitingHeap() };
    place.buckets.set(base, bucket);
    const key =
      rules.cap === null ? (work.priority ?? rules.base) - (rules.slope * work.queuedAt) / 1000 : -work.queuedAt;
    bucket.heap.push({ work, key });
    place.waiting += 1;
  }

  private takeOut(place: QueuePlace): WaitingWork[] {
    return [...this.work.values()].filter(({ queueId }) => queueId === place.rules.id);
  }

  private forgetMembers(place: QueuePlace): void {
    for (const agentId of place.rules.members) this.queuesOf.get(agentId)?.delete(place);
  }
}

function heavier(a: Head, b: Head): boolean {
  const entry = ({ work, weight }: Head): HeapEntry => ({ work, key: weight });
  return before(entry(a), entry(b));
}
