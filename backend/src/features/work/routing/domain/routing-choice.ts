import type { AgentStatus, NotReadyReason, Strategy } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Channel } from '../../agents';

/** What routing has to know of a queue. `members` are in the order that `linear` uses. */
export interface QueueRules {
  readonly id: string;
  readonly strategy: Strategy;
  readonly members: readonly string[];
  /** weight(t) = min(cap, base + slope · seconds waited). */
  readonly base: number;
  readonly slope: number;
  readonly cap: number | null;
  readonly offerTimeoutSeconds: number;
  readonly active: boolean;
}

/** What routing has to know of an agent. */
export interface RoutableAgent {
  readonly id: string;
  readonly status: AgentStatus;
  readonly reason: NotReadyReason | null;
  readonly reachable: boolean;
  /** Channels that he could take one more of now. */
  readonly free: readonly Channel[];
}

export interface WaitingWork {
  readonly workId: string;
  readonly channel: Channel;
  readonly queueId: string;
  readonly queuedAt: Instant;
  readonly priority: number | null;
}

export type Because =
  'first-in-order' | 'later-in-order' | 'next-in-turn' | 'later-in-turn' | 'drawn' | 'not-drawn' | 'rings-with-all';

/** One sentence, as a code that screens translate. */
export type Sentence =
  | 'offered-first-in-order'
  | 'offered-next-in-turn'
  | 'offered-drawn'
  | 'offered-to-all'
  | 'held-nobody-assigned'
  | 'held-nobody-signed-in'
  | 'held-nobody-ready'
  | 'held-queue-inactive'
  | 'held-channel-paused'
  | 'held-behind-others';

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
  readonly eligible: readonly { readonly agentId: string; readonly rank: number; readonly because: Because }[];
  readonly filtered: readonly { readonly agentId: string; readonly by: string }[];
  /** How many waited in the queue, this one included. */
  readonly waiting: number;
  readonly weight: number;
  readonly tieBreak: 'longest-waiting' | 'arrival-order' | null;
  /** The draw of `random`, in [0, 1). */
  readonly draw: number | null;
  readonly sentence: Sentence;
}

/** weight(t) of decisions.md, in units of the queue's priority. */
export function weightAt(
  rules: Pick<QueueRules, 'base' | 'slope' | 'cap'>,
  work: Pick<WaitingWork, 'queuedAt' | 'priority'>,
  at: Instant,
): number {
  const waited = Math.max(0, at - work.queuedAt) / 1000;
  const weight = (work.priority ?? rules.base) + rules.slope * waited;
  return rules.cap === null ? weight : Math.min(rules.cap, weight);
}

/** Why this agent cannot be offered this channel now; null when he can. */
export function filterOf(agent: RoutableAgent | undefined, channel: Channel): string | null {
  if (!agent || agent.status === 'offline') return 'not-signed-in';
  if (agent.status === 'not-ready') return `not-ready:${agent.reason ?? 'break'}`;
  if (!agent.free.includes(channel)) return agent.status === 'ready' ? 'no-capacity' : agent.status;
  if (!agent.reachable && channel === 'call') return 'phone-unregistered';
  return null;
}
