import type { Instant } from '../../../../kernel/clock';
import type { Channel } from '../../agents';
import { filterOf, type QueueRules, type RoutableAgent, type WaitingWork } from './routing-choice';
import { lacking, needOf, NO_SKILLS, relaxed, ringAt, type Requirement, type Skills } from './skills';
import { WaitingHeap } from './waiting-heap';
import { baseOf, isCapped, nextReorder, stretchAt } from './weight';

/** What the queues have to know of agents and channels. */
export interface Floor {
  agent(id: string): RoutableAgent | undefined;
  skills(id: string): Skills;
  channelBase(channel: Channel): number;
}

/** Items that the same agents may take, by what is asked of them. */
export interface Group {
  readonly channel: Channel;
  readonly mandatory: readonly Requirement[];
  /** Members whose skills suffice. */
  readonly qualified: Set<string>;
  /** One of them who could take an item when `checked` was the queue's count of changes; null: nobody could. */
  witness: string | null;
  checked: number;
  readonly buckets: Map<string, Bucket>;
}

/** Items of one group that keep their order: the same slope, or all at the cap; and kept for the same agent. */
export interface Bucket {
  readonly keptFor: string | null;
  readonly heap: WaitingHeap;
}

interface Placed {
  readonly work: WaitingWork;
  readonly groupKey: string;
  readonly bucketKey: string;
  readonly token: number;
}

/** When a placed item has to be looked at again: `reorder` moves it among the waiting, `wake` may find it an agent or a way out. */
export interface Changes {
  readonly token: number;
  readonly reorder: Instant | null;
  readonly wake: Instant | null;
}

/** One queue: who serves it and who waits in it, bucketed so that the head of each bucket is known. */
export class QueuePlace {
  readonly groups = new Map<string, Group>();
  last: string | null = null;
  /** Members who could take one more of a channel now, and how often that has changed. */
  private readonly free = new Map<Channel, Set<string>>();
  private changes = 0;
  private readonly placed = new Map<string, Placed>();

  constructor(
    readonly rules: QueueRules,
    private readonly floor: Floor,
    private readonly members: ReadonlySet<string> = new Set(rules.members),
  ) {
    for (const agentId of rules.members) this.settle(agentId, freeChannels(floor.agent(agentId)));
  }

  get waiting(): number {
    return this.placed.size;
  }

  get works(): WaitingWork[] {
    return [...this.placed.values()].map(({ work }) => work);
  }

  find(workId: string): WaitingWork | null {
    return this.placed.get(workId)?.work ?? null;
  }

  holds(workId: string, token: number): boolean {
    return this.placed.get(workId)?.token === token;
  }

  /** Puts an item where it belongs at this instant. */
  place(work: WaitingWork, at: Instant, token: number): Changes {
    const waited = Math.max(0, at - work.queuedAt);
    const base = baseOf(this.rules, work, this.floor.channelBase(work.channel));
    const mandatory = this.mandatory(work, at);
    const keptFor = this.keptFor(work, at);
    const groupKey = this.groupKey(work, mandatory, at);
    const capped = isCapped(this.rules, base, waited);
    const { index, slope } = stretchAt(this.rules, waited);
    const bucketKey = `${capped ? 'cap' : index}/${keptFor ?? ''}`;
    const bucket = this.bucket(this.group(groupKey, work.channel, mandatory), bucketKey, keptFor);
    bucket.heap.push({ work, key: capped ? 0 : base - (slope * work.queuedAt) / 1000 });
    this.placed.set(work.workId, { work, groupKey, bucketKey, token });
    const reorder = nextReorder(this.rules, base, waited);
    return { token, reorder: reorder === null ? null : work.queuedAt + reorder, wake: this.nextWake(work, at) };
  }

  remove(workId: string): WaitingWork | null {
    const found = this.placed.get(workId);
    if (!found) return null;
    this.placed.delete(workId);
    const group = this.groups.get(found.groupKey);
    const bucket = group?.buckets.get(found.bucketKey);
    bucket?.heap.remove(workId);
    if (bucket?.heap.size === 0) group?.buckets.delete(found.bucketKey);
    if (group?.buckets.size === 0) this.groups.delete(found.groupKey);
    return found.work;
  }

  /** An agent of this queue takes these channels now. */
  settle(agentId: string, channels: readonly Channel[]): void {
    for (const [channel, free] of this.free) if (!channels.includes(channel)) free.delete(agentId);
    for (const channel of channels) {
      const free = this.free.get(channel) ?? new Set();
      this.free.set(channel, free.add(agentId));
    }
    this.changes += 1;
  }

  /** An agent of this queue has learned or forgotten something. */
  settleSkills(agentId: string): void {
    const skills = this.floor.skills(agentId);
    for (const group of this.groups.values()) {
      if (lacking(skills, group.mandatory) === null) group.qualified.add(agentId);
      else group.qualified.delete(agentId);
      if (group.witness === agentId) group.witness = null;
    }
    this.changes += 1;
  }

  canTake(agentId: string, { channel, qualified }: Group): boolean {
    return qualified.has(agentId) && (this.free.get(channel)?.has(agentId) ?? false);
  }

  /** Whether anybody could take the group's items now; who was found last is asked first, so most answers cost one look. */
  someoneCanTake(group: Group): boolean {
    if (group.checked === this.changes) return group.witness !== null;
    group.checked = this.changes;
    if (group.witness !== null && this.canTake(group.witness, group)) return true;
    group.witness = null;
    for (const agentId of this.free.get(group.channel) ?? []) {
      if (!group.qualified.has(agentId)) continue;
      group.witness = agentId;
      break;
    }
    return group.witness !== null;
  }

  need(work: WaitingWork): readonly Requirement[] {
    return needOf(this.rules.skills, work.requirements);
  }

  ring(work: WaitingWork, at: Instant): number {
    return ringAt(this.rules.rings, at - work.queuedAt);
  }

  mandatory(work: WaitingWork, at: Instant): readonly Requirement[] {
    return relaxed(this.need(work), this.rules.rings, this.ring(work, at));
  }

  /** The caller's last agent while he is preferred; only one who serves this queue and can do it. */
  keptFor(work: WaitingWork, at: Instant): string | null {
    const { affinity, enteredAt } = work;
    if (!affinity || at >= enteredAt + affinity.seconds * 1000) return null;
    const { agentId } = affinity;
    const could = this.members.has(agentId) && lacking(this.floor.skills(agentId), this.mandatory(work, at)) === null;
    return could ? agentId : null;
  }

  /** Equal needs are equal texts; items without a need of their own are told apart by their ring alone. */
  private groupKey(work: WaitingWork, mandatory: readonly Requirement[], at: Instant): string {
    if (work.requirements.length === 0) return `${work.channel}/${this.ring(work, at)}`;
    return `${work.channel}/${mandatory.map(({ skillId, level }) => `${skillId}:${level}`).join()}`;
  }

  private nextWake(work: WaitingWork, at: Instant): Instant | null {
    const { queuedAt, enteredAt, affinity } = work;
    const instants = [
      ...this.rules.rings.map(({ afterSeconds }) => queuedAt + afterSeconds * 1000),
      ...this.rules.overflow.flatMap(({ when, threshold }) =>
        when === 'waiting-time' && threshold !== null ? [enteredAt + threshold * 1000] : [],
      ),
      ...(affinity ? [enteredAt + affinity.seconds * 1000] : []),
    ].filter((instant) => instant > at);
    return instants.length > 0 ? Math.min(...instants) : null;
  }

  private group(key: string, channel: Channel, mandatory: readonly Requirement[]): Group {
    const known = this.groups.get(key);
    if (known) return known;
    const qualified = this.rules.members.filter((id) => lacking(this.floor.skills(id), mandatory) === null);
    const made = { channel, mandatory, qualified: new Set(qualified), witness: null, checked: -1, buckets: new Map() };
    this.groups.set(key, made);
    return made;
  }

  private bucket({ buckets }: Group, key: string, keptFor: string | null): Bucket {
    const known = buckets.get(key);
    if (known) return known;
    const made = { keptFor, heap: new WaitingHeap() };
    buckets.set(key, made);
    return made;
  }
}

/** What this agent could take one more of now. */
export const freeChannels = (agent: RoutableAgent | undefined): readonly Channel[] =>
  agent?.free.filter((channel) => filterOf(agent, channel) === null) ?? [];

export const skillsOf = (skills: ReadonlyMap<string, Skills>, agentId: string): Skills =>
  skills.get(agentId) ?? NO_SKILLS;
