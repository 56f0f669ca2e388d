import type { AgentStatus, NotReadyReason } from '#contracts';
import type { Instant } from '../../../../kernel/clock';

/** Kinds of work, each with a capacity of its own. */
export type Channel = 'call' | 'chat' | 'messenger' | 'mail' | 'sms';

/** How much of each channel an agent takes at once. */
export type Capacity = Readonly<Record<Channel, number>>;

export const DEFAULT_CAPACITY: Capacity = { call: 1, chat: 6, messenger: 3, mail: 5, sms: 5 };

/** A break as it was granted; its kind's words and limit are kept, whatever becomes of the kind. */
export interface GrantedBreak {
  readonly breakId: string;
  readonly kindId: string;
  readonly name: string;
  readonly paid: boolean;
  /** How long it may last; null has no limit. */
  readonly limitMs: number | null;
  /** A supervisor sent the agent. */
  readonly forced: boolean;
}

/** A break that the agent is on, or goes on after the work in hand. `spentMs`: its stretches that are over. */
export interface HeldBreak extends GrantedBreak {
  readonly startedAt: Instant | null;
  readonly spentMs: number;
}

/** What the agent is when nothing is offered and nothing in hand. */
export type Availability =
  | { readonly kind: 'offline' }
  | { readonly kind: 'not-ready'; readonly reason: NotReadyReason; readonly break?: HeldBreak }
  | { readonly kind: 'ready' };

export interface HeldOffer {
  readonly offerId: string;
  readonly channel: Channel;
  /** The interaction itself: a call's id. */
  readonly subjectId: string;
  /** `queue`: found by routing, so a miss makes the agent not ready; `direct`: somebody asked for this person. */
  readonly kind: 'queue' | 'direct';
  readonly since: Instant;
}

export interface WorkInHand {
  /** The offer's id, or the dialled call's own id: one stretch of work of one agent, never used again. */
  readonly workId: string;
  readonly channel: Channel;
  readonly subjectId: string;
  readonly stage: 'active' | 'wrap-up';
  readonly startedAt: Instant;
  readonly stageSince: Instant;
  readonly wrapUpUntil: Instant | null;
  /** `timer`: wrap-up ends by itself; `explicit`: somebody has to close it (a required classifier is missing). */
  readonly closing: 'timer' | 'explicit';
  /** Its time is over, and `wrapUpUntil` is the last moment now. */
  readonly overdue?: boolean;
}

/**
 * One agent. The status is never stored: it follows from what is in hand, what is offered and the availability,
 * in this order, so an agent cannot be in two states.
 */
export interface AgentState {
  readonly sessionId: string | null;
  /** There with his phone, without a desk: nobody could close by hand what is owed after a call. Absent: at a desk. */
  readonly phoneOnly?: boolean;
  readonly availability: Availability;
  readonly offers: readonly HeldOffer[];
  readonly work: readonly WorkInHand[];
  /** Start of the present status. */
  readonly since: Instant;
  /** The status that `since` belongs to, as last journalled. */
  readonly status: AgentStatus;
  readonly reason: NotReadyReason | null;
  /** The break that the present status belongs to. (States stored before breaks had kinds have none.) */
  readonly breakId?: string | null;
  readonly phone: 'registered' | 'unregistered';
  readonly capacity: Capacity;
  /** The last offers and works that are over: a repeated command about them changes nothing. */
  readonly closed: readonly string[];
  readonly missedOfferId: string | null;
}

export const INITIAL_AGENT: AgentState = {
  sessionId: null,
  availability: { kind: 'offline' },
  offers: [],
  work: [],
  since: 0,
  status: 'offline',
  reason: null,
  phone: 'unregistered',
  capacity: DEFAULT_CAPACITY,
  closed: [],
  missedOfferId: null,
};

/** What the agent does now, with the reason of `not-ready` and the break it is. */
export function statusOf(state: Pick<AgentState, 'availability' | 'offers' | 'work'>): {
  status: AgentStatus;
  reason: NotReadyReason | null;
  breakId: string | null;
} {
  const none = { reason: null, breakId: null };
  if (state.work.some(({ stage }) => stage === 'active')) return { status: 'busy', ...none };
  if (state.work.length > 0) return { status: 'wrap-up', ...none };
  if (state.offers.length > 0) return { status: 'reserved', ...none };
  const { availability } = state;
  if (availability.kind !== 'not-ready') return { status: availability.kind, ...none };
  return { status: 'not-ready', reason: availability.reason, breakId: availability.break?.breakId ?? null };
}

/** The break that the agent is on or goes on next. */
export const heldBreak = ({ availability }: Pick<AgentState, 'availability'>): HeldBreak | null =>
  (availability.kind === 'not-ready' && availability.break) || null;

/** Free places of a channel; offered work takes one already. */
export function freeCapacity(state: AgentState, channel: Channel): number {
  const taken = [...state.work, ...state.offers].filter((each) => each.channel === channel).length;
  return Math.max(0, state.capacity[channel] - taken);
}

/** A call in hand or ringing keeps every other channel away: two things cannot be said at once. */
export function hasCall(state: AgentState): boolean {
  return [...state.work, ...state.offers].some(({ channel }) => channel === 'call');
}
