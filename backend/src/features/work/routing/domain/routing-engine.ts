import type { Instant } from '../../../../kernel/clock';
import type { Channel } from '../../agents';
import { chooseAgents, drawFor } from './choose-agents';
import { DueHeap } from './due-heap';
import { findHead, type Head } from './find-head';
import { GroupIndex } from './group-index';
import { freeChannels, QueuePlace, skillsOf, type Floor } from './queue-place';
import { sentenceOfHeld, sift } from './sift';
import {
  completeRules,
  onDuty,
  type QueueRules,
  type RoutableAgent,
  type RoutingChoice,
  type WaitingWork,
} from './routing-choice';
import { distance, type Skills } from './skills';
import { DEFAULT_BASE, weightAt } from './weight';

/**
 * Matches waiting work to agents. Holds what it is told and nothing else: no clock, no chance, no I/O, so the same
 * inputs in the same order give the same decisions. Measured by tools/bench: the cost of a decision does not grow with
 * the number waiting.
 */
export class RoutingEngine {
  private readonly queues = new Map<string, QueuePlace>();
  private readonly agents = new Map<string, RoutableAgent>();
  private readonly skillsByAgent = new Map<string, Skills>();
  private readonly queuesOf = new Map<string, Set<QueuePlace>>();
  private readonly placeOf = new Map<string, QueuePlace>();
  private readonly paused = new Set<Channel>();
  private readonly bases = new Map<Channel, number>();
  private readonly reorders = new DueHeap(({ workId, token }) => this.isCurrent(workId, token));
  private readonly wakes = new DueHeap(({ workId, token }) => this.isCurrent(workId, token));
  private readonly woken = new Set<string>();
  private readonly index = new GroupIndex();
  /** Who could take one more of something now. */
  private readonly free = new Map<string, readonly Channel[]>();
  private readonly floor: Floor = {
    agent: (id) => this.agents.get(id),
    skills: (id) => skillsOf(this.skillsByAgent, id),
    free: (id) => this.free.get(id) ?? [],
    channelBase: (channel) => this.bases.get(channel) ?? DEFAULT_BASE,
  };
  /** The latest instant that it was asked for: where items are placed by. */
  private now: Instant = 0;
  private tokens = 0;
  private looks = 0;

  setQueue(given: QueueRules): void {
    const rules = completeRules(given);
    const known = this.queues.get(rules.id);
    if (known) this.forgetMembers(known);
    const place = new QueuePlace(rules, this.floor, this.index);
    place.last = known?.last ?? null;
    this.queues.set(rules.id, place);
    for (const agentId of rules.members) {
      const of = this.queuesOf.get(agentId) ?? new Set();
      this.queuesOf.set(agentId, of.add(place));
    }
    const works = known?.works ?? [];
    known?.clear();
    for (const work of works) this.put(place, work);
  }

  removeQueue(id: string): void {
    const place = this.queues.get(id);
    if (!place) return;
    this.forgetMembers(place);
    for (const { workId } of place.works) this.placeOf.delete(workId);
    place.clear();
    this.queues.delete(id);
  }

  setAgent(agent: RoutableAgent): void {
    this.agents.set(agent.id, agent);
    const free = freeChannels(agent);
    if (free.length > 0) this.free.set(agent.id, free);
    else this.free.delete(agent.id);
  }

  setSkills(agentId: string, skills: Skills): void {
    this.skillsByAgent.set(agentId, skills);
    for (const place of this.queuesOf.get(agentId) ?? []) {
      place.settleSkills(agentId);
      for (const work of place.works) if (work.affinity?.agentId === agentId) this.put(place, work);
    }
  }

  pause(channel: Channel, paused: boolean): void {
    if (paused) this.paused.add(channel);
    else this.paused.delete(channel);
  }

  /** Base weight of work whose record and queue have none. */
  setChannelBase(channel: Channel, base: number): void {
    this.bases.set(channel, base);
    for (const place of this.queues.values()) for (const work of place.works) this.put(place, work);
  }

  /** Waits (again). An item that is already here stays where it is. */
  addWork(work: WaitingWork): void {
    const place = this.queues.get(work.queueId);
    if (place && !this.placeOf.has(work.workId)) this.put(place, work);
  }

  /** Taken, withdrawn or on offer. */
  removeWork(workId: string): void {
    this.placeOf.get(workId)?.remove(workId);
    this.placeOf.delete(workId);
    this.woken.delete(workId);
  }

  isWaiting(workId: string): boolean {
    return this.placeOf.has(workId);
  }

  waitingIn(queueId: string): number {
    return this.queues.get(queueId)?.waiting ?? 0;
  }

  rulesOf(queueId: string): QueueRules | null {
    return this.queues.get(queueId)?.rules ?? null;
  }

  /** Everybody who waits in the queue, in no order. */
  worksOf(queueId: string): readonly WaitingWork[] {
    return this.queues.get(queueId)?.works ?? [];
  }

  queueIdsOf(agentId: string): string[] {
    return [...(this.queuesOf.get(agentId) ?? [])].map(({ rules }) => rules.id);
  }

  queueIds(): string[] {
    return [...this.queues.keys()];
  }

  findWork(workId: string): WaitingWork | null {
    return this.placeOf.get(workId)?.find(workId) ?? null;
  }

  /** Agents of the queue who are signed in. */
  signedIn(queueId: string): number {
    const members = this.queues.get(queueId)?.rules.members ?? [];
    return members.filter((id) => (this.agents.get(id)?.status ?? 'offline') !== 'offline').length;
  }

  /** Agents of the queue who are signed in and on no break, with work or without. */
  onDuty(queueId: string): string[] {
    return (this.queues.get(queueId)?.rules.members ?? []).filter((id) => onDuty(this.agents.get(id)));
  }

  /** What a waiting item weighs now. */
  weightOf(work: WaitingWork, at: Instant): number {
    const place = this.queues.get(work.queueId);
    return place ? this.weight(place, work, at) : 0;
  }

  /** The agent offered last, for `round-robin`. */
  setLast(queueId: string, agentId: string): void {
    const place = this.queues.get(queueId);
    if (place) place.last = agentId;
  }

  /** When waiting alone will change who may take what: decide again then. */
  nextWake(): Instant | null {
    return this.wakes.next();
  }

  /** Items that a ring, the end of a preference or a limit of waiting has reached since the last time. */
  takeWoken(at: Instant): string[] {
    this.advance(at);
    const woken = [...this.woken];
    this.woken.clear();
    return woken;
  }

  /**
   * The next offer to make, or null when nobody eligible is left or nothing waits. The item leaves the queue and the
   * agents count as taken at once; `addWork` and `setAgent` put back what could not be had.
   */
  next(at: Instant, basis: number): RoutingChoice | null {
    this.advance(at);
    this.looks += 1;
    const { looks: look, paused, floor, index } = this;
    const head = findHead(this.free, { at, look, paused, floor, index });
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
    this.advance(at);
    const place = this.placeOf.get(workId);
    const work = place?.find(workId);
    if (!place || !work) return null;
    const sifted = sift({ place, work, at, floor: this.floor });
    return {
      ...this.record({ place, work, at, basis }),
      chosen: [],
      eligible: sifted.eligible.map((agentId, rank) => ({ agentId, rank, because: 'later-in-order' })),
      filtered: sifted.filtered,
      weight: this.weight(place, work, at),
      tieBreak: null,
      draw: null,
      keptFor: sifted.keptFor,
      sentence: sentenceOfHeld(place.rules, sifted, this.paused.has(work.channel)),
    };
  }

  private choose({ place, work, weight, tieBreak }: Head, at: Instant, basis: number): RoutingChoice {
    const { eligible, filtered, keptFor } = sift({ place, work, at, floor: this.floor });
    const draw = drawFor(`${work.workId}@${at}`);
    const need = place.need(work);
    const distanceOf = (agentId: string) => distance(this.floor.skills(agentId), need);
    const chosen = chooseAgents({ rules: place.rules, eligible, last: place.last, draw, distanceOf, keptFor });
    return { ...this.record({ place, work, at, basis }), ...chosen, filtered, weight, tieBreak, keptFor };
  }

  private record({ place, work, at, basis }: { place: QueuePlace; work: WaitingWork; at: Instant; basis: number }) {
    return {
      at,
      basis,
      workId: work.workId,
      queueId: place.rules.id,
      strategy: place.rules.strategy,
      waiting: place.waiting,
      ...priorityOf(work),
      need: place.mandatory(work, at).map(({ skillId, level }) => ({ skillId, level })),
      ring: place.ring(work, at),
    };
  }

  private weight({ rules }: QueuePlace, work: WaitingWork, at: Instant): number {
    return weightAt(rules, work, at, this.floor.channelBase(work.channel));
  }

  /** Items whose slope, ring or preference has changed by now move to where they belong. */
  private advance(at: Instant): void {
    this.now = Math.max(this.now, at);
    for (let workId = this.wakes.take(at); workId !== null; workId = this.wakes.take(at)) {
      this.woken.add(workId);
      this.replace(workId);
    }
    for (let workId = this.reorders.take(at); workId !== null; workId = this.reorders.take(at)) this.replace(workId);
  }

  private replace(workId: string): void {
    const place = this.placeOf.get(workId);
    const work = place?.remove(workId);
    if (place && work) this.put(place, work);
  }

  private put(place: QueuePlace, work: WaitingWork): void {
    const { workId } = work;
    place.remove(workId);
    this.tokens += 1;
    const { token, reorder, wake } = place.place(work, this.now, this.tokens);
    this.placeOf.set(workId, place);
    if (reorder !== null) this.reorders.push({ at: reorder, workId, token });
    if (wake !== null) this.wakes.push({ at: wake, workId, token });
  }

  private isCurrent(workId: string, token: number): boolean {
    return this.placeOf.get(workId)?.holds(workId, token) ?? false;
  }

  private forgetMembers(place: QueuePlace): void {
    for (const agentId of place.rules.members) this.queuesOf.get(agentId)?.delete(place);
  }
}

/** Left out where the queue's counts, as decisions had it before records had a priority. */
const priorityOf = ({ priority, priorityBy }: WaitingWork): Pick<RoutingChoice, 'priority'> =>
  priorityBy === null || priority === null ? {} : { priority: { by: priorityBy, value: priority } };
