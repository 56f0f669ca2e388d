import type { AgentStatus, NotReadyReason, Strategy } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { ServiceHours } from '../../../../kernel/service-hours';
import type { Channel } from '../../agents';
import type { OverflowRule } from './overflow';
import type { Requirement, Ring } from './skills';

/** What routing has to know of a queue. `members` are in the order that `linear` uses. */
export interface QueueRules {
  readonly id: string;
  readonly strategy: Strategy;
  readonly members: readonly string[];
  /** weight(t) = min(cap, base + what waiting adds); null takes the channel's. */
  readonly base: number | null;
  readonly slope: number;
  readonly slopes: readonly { readonly afterSeconds: number; readonly slopePerSecond: number }[];
  readonly cap: number | null;
  readonly skills: readonly Requirement[];
  readonly ranking: 'strategy' | 'closest-skills';
  readonly rings: readonly Ring[];
  readonly hours: ServiceHours | null;
  readonly overflow: readonly OverflowRule[];
  readonly offerTimeoutSeconds: number;
  readonly active: boolean;
}

/** Rules as a journal may have them from before queues knew skills. */
export const completeRules = (rules: QueueRules): QueueRules => ({
  ...NO_RULES,
  ...rules,
});

export const NO_RULES = {
  slopes: [],
  skills: [],
  ranking: 'strategy',
  rings: [],
  hours: null,
  overflow: [],
} as const;

/** What routing has to know of an agent. */
export interface RoutableAgent {
  readonly id: string;
  readonly status: AgentStatus;
  readonly reason: NotReadyReason | null;
  readonly reachable: boolean;
  /** Channels that he could take one more of now. */
  readonly free: readonly Channel[];
}

/** Whom the caller talked with last, and for how long that agent is preferred. */
export interface Affinity {
  readonly agentId: string;
  readonly seconds: number;
}

/** Who gave an item its base weight in place of its queue: the record of whoever waits, or the flow that sent him. */
export type PrioritySource = 'record' | 'flow';

export interface WaitingWork {
  readonly workId: string;
  readonly channel: Channel;
  readonly queueId: string;
  readonly queuedAt: Instant;
  /** When it came into this queue: later than `queuedAt` after an overflow. */
  readonly enteredAt: Instant;
  readonly priority: number | null;
  readonly priorityBy: PrioritySource | null;
  readonly requirements: readonly Requirement[];
  readonly affinity: Affinity | null;
  /** Queues that it overflowed from. */
  readonly via: readonly string[];
}

export type Because =
  | 'first-in-order'
  | 'later-in-order'
  | 'next-in-turn'
  | 'later-in-turn'
  | 'drawn'
  | 'not-drawn'
  | 'rings-with-all'
  | 'closest-skills'
  | 'farther-skills'
  | 'last-agent';

/** One sentence, as a code that screens translate. */
export type Sentence =
  | 'offered-first-in-order'
  | 'offered-next-in-turn'
  | 'offered-drawn'
  | 'offered-to-all'
  | 'offered-closest-skills'
  | 'offered-last-agent'
  | 'held-nobody-assigned'
  | 'held-nobody-signed-in'
  | 'held-nobody-ready'
  | 'held-nobody-skilled'
  | 'held-for-last-agent'
  | 'held-queue-inactive'
  | 'held-channel-paused'
  | 'held-behind-others';

export interface EligibleAgent {
  readonly agentId: string;
  readonly rank: number;
  readonly because: Because;
  /** How far his skills are from the wanted ones, where the queue ranks by it. */
  readonly distance?: number;
}

/**
 * Why an item went where it went, or why it went nowhere: everything the decision was made from.
 * `basis` is the last journal position that the engine knew: replaying up to it gives the same decision, byte for byte.
 */
export interface RoutingChoice {
  readonly at: Instant;
  readonly basis: number;
  readonly workId: string;
  readonly queueId: string;
  readonly strategy: Strategy;
  readonly chosen: readonly string[];
  readonly eligible: readonly EligibleAgent[];
  readonly filtered: readonly { readonly agentId: string; readonly by: string }[];
  /** How many waited in the queue, this one included. */
  readonly waiting: number;
  readonly weight: number;
  /** The base weight, where it is not the queue's. */
  readonly priority?: { readonly by: PrioritySource; readonly value: number };
  readonly tieBreak: 'longest-waiting' | 'arrival-order' | null;
  /** The draw of `random`, in [0, 1). */
  readonly draw: number | null;
  /** What was mandatory at that moment, and how many relaxation rings had opened. */
  readonly need: readonly { readonly skillId: string; readonly level: number }[];
  readonly ring: number;
  /** For whom it was kept; null for nobody. */
  readonly keptFor: string | null;
  readonly sentence: Sentence;
}

/** Why this agent cannot be offered this channel now; null when he can. */
export function filterOf(agent: RoutableAgent | undefined, channel: Channel): string | null {
  if (!agent || agent.status === 'offline') return 'not-signed-in';
  if (agent.status === 'not-ready') return `not-ready:${agent.reason ?? 'break'}`;
  if (!agent.free.includes(channel)) return agent.status === 'ready' ? 'no-capacity' : agent.status;
  if (!agent.reachable && channel === 'call') return 'phone-unregistered';
  return null;
}

/** Whether it makes sense to wait for this agent: on duty, though perhaps with somebody else now. */
export const onDuty = (agent: RoutableAgent | undefined): boolean =>
  agent !== undefined && agent.status !== 'offline' && agent.status !== 'not-ready';
