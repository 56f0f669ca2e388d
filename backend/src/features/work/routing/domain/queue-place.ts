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
  /** Members who could take one now. */
  readonly able: Set<string>;
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
  private readonly placed = new Map<string, Placed>();

  constructor(
    readonly rules: QueueRules,
    private readonly floor: Floor,
    private readonly members: ReadonlySet<string> = new Set(rules.members),
  ) {}

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
    const groupKey = `${work.channel}/${mandatory.map(({ skillId, level }) => `${skillId}:${level}`).join()}`;
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

  /** An agent of this queue has changed. */
  settle(agentId: string): void {
    for (const group of this.groups.values()) {
      if (this.isAble(agentId, group)) group.able.add(agentId);
      else group.able.delete(agentId);
    }
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
    const made: Group = { channel, mandatory, able: new Set(), buckets: new Map() };
    for (const agentId of this.rules.members) if (this.isAble(agentId, made)) made.able.add(agentId);
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

  private isAble(agentId: string, { channel, mandatory }: Group): boolean {
    if (filterOf(this.floor.agent(agentId), channel) !== null) return false;
    return mandatory.length === 0 || lacking(this.floor.skills(agentId), mandatory) === null;
  }
}

export const skillsOf = (skills: ReadonlyMap<string, Skills>, agentId: string): Skills =>
  skills.get(agentId) ?? NO_SKILLS;
