import type { AgentStatus, NotReadyReason } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { DomainEvent } from '../../../../kernel/journal';
import type { Availability, Capacity, GrantedBreak, HeldBreak, HeldOffer, WorkInHand } from './agent-state';

export type AgentSignedIn = DomainEvent<'AgentSignedIn', { sessionId: string; phoneOnly?: true }>;
export type AgentSignedOut = DomainEvent<'AgentSignedOut', { sessionId: string; reason: string }>;
/** What the agent (or a supervisor) wants to be; `effective` says whether it waits for the end of the work in hand. */
export type AgentStatusRequested = DomainEvent<
  'AgentStatusRequested',
  { availability: Availability; effective: 'now' | 'after-work'; note: string | null }
>;
export type AgentBreakTaken = DomainEvent<
  'AgentBreakTaken',
  { granted: GrantedBreak; effective: 'now' | 'after-work'; note: string | null }
>;
/** Its first moment; what interrupts it (a call made to the person) is told by the changes of status. */
export type AgentBreakStarted = DomainEvent<'AgentBreakStarted', { breakId: string; kindId: string; at: Instant }>;
export type AgentBreakOverLimit = DomainEvent<
  'AgentBreakOverLimit',
  { breakId: string; kindId: string; name: string; limitMs: number }
>;
/** `spentMs`: the sum of its stretches; 0 and no beginning when the agent never went. */
export type AgentBreakEnded = DomainEvent<'AgentBreakEnded', HeldBreak & { at: Instant }>;
export type AgentReserved = DomainEvent<'AgentReserved', { offer: HeldOffer }>;
export type AgentOfferMissed = DomainEvent<
  'AgentOfferMissed',
  { offerId: string; subjectId: string; cause: MissCause; kind: HeldOffer['kind'] }
>;
export type AgentOfferReleased = DomainEvent<
  'AgentOfferReleased',
  { offerId: string; subjectId: string; because: string }
>;
export type AgentWorkStarted = DomainEvent<
  'AgentWorkStarted',
  { work: WorkInHand; fromMissed: boolean; offered: boolean }
>;
export type AgentWrapUpStarted = DomainEvent<
  'AgentWrapUpStarted',
  { workId: string; subjectId: string; at: Instant; until: Instant; closing: WorkInHand['closing'] }
>;
/** The time is over and somebody still has to close it; at `until` it ends all the same. (Older events have no `until`.) */
export type AgentWrapUpOverdue = DomainEvent<
  'AgentWrapUpOverdue',
  { workId: string; subjectId: string; until?: Instant }
>;
export type AgentWorkEnded = DomainEvent<
  'AgentWorkEnded',
  { workId: string; subjectId: string; by: 'timer' | 'order'; activeMs: number; wrapUpMs: number }
>;
export type AgentPhoneChanged = DomainEvent<'AgentPhoneChanged', { phone: 'registered' | 'unregistered' }>;
export type AgentCapacityChanged = DomainEvent<'AgentCapacityChanged', { capacity: Capacity }>;
/** Every change of the derived status, with the stretch of time that it closes: what presence reports add up. */
export type AgentStatusChanged = DomainEvent<
  'AgentStatusChanged',
  {
    from: AgentStatus;
    fromReason: NotReadyReason | null;
    since: Instant;
    durationMs: number;
    to: AgentStatus;
    toReason: NotReadyReason | null;
    /** The breaks that these statuses belong to. (Older events have neither.) */
    fromBreak?: string | null;
    toBreak?: string | null;
    at: Instant;
  }
>;

/** `unreachable`: the phone could not be rung at all. */
export type MissCause = 'no-answer' | 'declined' | 'unreachable';

export type AgentEvent =
  | AgentSignedIn
  | AgentSignedOut
  | AgentStatusRequested
  | AgentBreakTaken
  | AgentBreakStarted
  | AgentBreakOverLimit
  | AgentBreakEnded
  | AgentReserved
  | AgentOfferMissed
  | AgentOfferReleased
  | AgentWorkStarted
  | AgentWrapUpStarted
  | AgentWrapUpOverdue
  | AgentWorkEnded
  | AgentPhoneChanged
  | AgentCapacityChanged
  | AgentStatusChanged;

export const AGENT_EVENT_TYPES = [
  'AgentSignedIn',
  'AgentSignedOut',
  'AgentStatusRequested',
  'AgentBreakTaken',
  'AgentBreakStarted',
  'AgentBreakOverLimit',
  'AgentBreakEnded',
  'AgentReserved',
  'AgentOfferMissed',
  'AgentOfferReleased',
  'AgentWorkStarted',
  'AgentWrapUpStarted',
  'AgentWrapUpOverdue',
  'AgentWorkEnded',
  'AgentPhoneChanged',
  'AgentCapacityChanged',
  'AgentStatusChanged',
] as const satisfies readonly AgentEvent['type'][];
