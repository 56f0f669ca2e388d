import type { Instant } from '../../../../kernel/clock';
import type { Channel } from '../../agents';
import type { GroupIndex } from './group-index';
import { filterOf, type QueueRules, type RoutableAgent, type WaitingWork } from './routing-choice';
import { lacking, needOf, NO_SKILLS, relaxed, ringAt, type Requirement, type Skills } from './skills';
import { WaitingHeap } from './waiting-heap';
import { baseOf, isCapped, nextReorder, stretchAt, type Stretch } from './weight';

/** What the queues have to know of agents and channels. */
export interface Floor {
  agent(id: string): RoutableAgent | undefined;
  skills(id: string): Skills;
  /** What the agent could take one more of now. */
  free(id: string): readonly Channel[];
  channelBase(channel: Channel): number;
}

/** Items that the same agents may take, by what is asked of them. */
export interface Group {
  readonly place: QueuePlace;
  readonly key: string;
  readonly channel: Channel;
  readonly mandatory: readonly Requirement[];
  /** Members whose skills suffice. */
  readonly qualified: Set<string>;
  readonly buckets: Map<string, Bucket>;
  /** The last look for a head that has come by: several free agents may take the same. */
  seen: number;
}

/** Items of one group that keep their order: the same slope, or all at the cap; and kept for the same agent. */
export interface Bucket {
  readonly key: string;
  readonly keptFor: string | null;
  readonly heap: WaitingHeap;
  readonly capped: boolean;
  readonly line: Stretch;
}

interface Placed {
  readonly work: WaitingWork;
  readonly group: Group;
  readonly bucket: Bucket;
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
  last: string | null = null;
  private readonly groups = new Map<string, Group>();
  private readonly placed = new Map<string, Placed>();
  private readonly members: ReadonlySet<string>;
  /** What the queue itself asks for in each ring, for the many items that ask for nothing of their own. */
  private readonly asked: readonly (readonly Requirement[])[];

  constructor(
    readonly rules: QueueRules,
    private readonly floor: Floor,
    private readonly index: GroupIndex,
  ) {
    this.members = new Set(rules.members);
    this.asked = [0, ...rules.rings].map((_, ring) => relaxed(rules.skills, rules.rings, ring));
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
    const group = this.group(work, at);
    const bucket = this.bucket(group, work, { at, waited, base });
    bucket.heap.push({ work, key: bucket.capped ? 0 : base - (bucket.line.slope * work.queuedAt) / 1000 });
    this.placed.set(work.workId, { work, group, bucket, token });
    const reorder = nextReorder(this.rules, base, waited);
    return { token, reorder: reorder === null ? null : work.queuedAt + reorder, wake: this.nextWake(work, at) };
  }

  remove(workId: string): WaitingWork | null {
    const found = this.placed.get(workId);
    if (!found) return null;
    const { work, group, bucket } = found;
    this.placed.delete(workId);
    bucket.heap.remove(workId);
    if (bucket.heap.size === 0) group.buckets.delete(bucket.key);
    if (group.buckets.size === 0) this.drop(group);
    return work;
  }

  /** Nobody waits here any more. */
  clear(): void {
    for (const group of [...this.groups.values()]) this.drop(group);
    this.placed.clear();
  }

  /** An agent of this queue has learned or forgotten something. */
  settleSkills(agentId: string): void {
    const skills = this.floor.skills(agentId);
    for (const group of this.groups.values())
      this.index.qualify(agentId, group, lacking(skills, group.mandatory) === null);
  }

  need(work: WaitingWork): readonly Requirement[] {
    return needOf(this.rules.skills, work.requirements);
  }

  ring(work: WaitingWork, at: Instant): number {
    return ringAt(this.rules.rings, at - work.queuedAt);
  }

  mandatory(work: WaitingWork, at: Instant): readonly Requirement[] {
    const ring = this.ring(work, at);
    if (work.requirements.length === 0) return this.asked[ring] ?? [];
    return relaxed(this.need(work), this.rules.rings, ring);
  }

  /** The caller's last agent while he is preferred; only one who serves this queue and can do it. */
  keptFor(work: WaitingWork, at: Instant): string | null {
    const { affinity, enteredAt } = work;
    if (!affinity || at >= enteredAt + affinity.seconds * 1000) return null;
    const { agentId } = affinity;
    const could = this.members.has(agentId) && lacking(this.floor.skills(agentId), this.mandatory(work, at)) === null;
    return could ? agentId : null;
  }

  private nextWake({ queuedAt, enteredAt, affinity }: WaitingWork, at: Instant): Instant | null {
    let first = Infinity;
    const consider = (instant: Instant): void => {
      if (instant > at && instant < first) first = instant;
    };
    for (const { afterSeconds } of this.rules.rings) consider(queuedAt + afterSeconds * 1000);
    for (const { when, threshold } of this.rules.overflow)
      if (when === 'waiting-time' && threshold !== null) consider(enteredAt + threshold * 1000);
    if (affinity) consider(enteredAt + affinity.seconds * 1000);
    return first === Infinity ? null : first;
  }

  /** Equal needs are equal texts; items without a need of their own are told apart by their ring alone. */
  private group(work: WaitingWork, at: Instant): Group {
    const mandatory = this.mandatory(work, at);
    const need =
      work.requirements.length === 0
        ? String(this.ring(work, at))
        : mandatory.map(({ skillId, level }) => `${skillId}:${level}`).join();
    const key = `${work.channel}/${need}`;
    const known = this.groups.get(key);
    if (known) return known;
    const able = this.rules.members.filter((id) => lacking(this.floor.skills(id), mandatory) === null);
    const { channel } = work;
    const made: Group = { place: this, key, channel, mandatory, qualified: new Set(able), buckets: new Map(), seen: 0 };
    this.groups.set(key, made);
    this.index.add(made);
    return made;
  }

  private drop(group: Group): void {
    this.groups.delete(group.key);
    this.index.drop(group);
  }

  private bucket(
    { buckets }: Group,
    work: WaitingWork,
    { at, waited, base }: { at: Instant; waited: number; base: number },
  ): Bucket {
    const keptFor = this.keptFor(work, at);
    const capped = isCapped(this.rules, base, waited);
    const line = stretchAt(this.rules, waited);
    const key = `${capped ? 'cap' : line.index}/${keptFor ?? ''}`;
    const known = buckets.get(key);
    if (known) return known;
    const made = { key, keptFor, heap: new WaitingHeap(), capped, line };
    buckets.set(key, made);
    return made;
  }
}

/** What this agent could take one more of now. */
export const freeChannels = (agent: RoutableAgent | undefined): readonly Channel[] =>
  agent?.free.filter((channel) => filterOf(agent, channel) === null) ?? [];

export const skillsOf = (skills: ReadonlyMap<string, Skills>, agentId: string): Skills =>
  skills.get(agentId) ?? NO_SKILLS;
