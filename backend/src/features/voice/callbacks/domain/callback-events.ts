import type { AttemptResult, Callback, FailedContact } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { DomainEvent } from '../../../../kernel/journal';
import type { Requirement } from '../../../work/routing';

/** What the flow had found out for routing; asked of whoever takes the callback. */
export interface CallbackDemand {
  readonly requirements: readonly Requirement[];
  readonly priority: number | null;
  readonly language: string | null;
}

export interface CallbackRequest {
  readonly number: string;
  readonly queueId: string;
  readonly contactId: string | null;
  /** Our number that he had called: it is shown to him. */
  readonly ownNumber: string | null;
  readonly origin: Callback['origin'];
  readonly failed: FailedContact | null;
  readonly fromCallId: string | null;
  /** Start of the wait whose place it keeps. */
  readonly queuedAt: Instant;
  readonly demand: CallbackDemand | null;
  readonly attempts: number;
  readonly intervalMs: number;
}

type Of<Type extends string, Data> = DomainEvent<Type, Data & { readonly at: Instant }>;

export type CallbackRequested = Of<'CallbackRequested', CallbackRequest & { nextAt: Instant }>;
/** The attempt is a call of its own. */
export type CallbackAttemptStarted = Of<'CallbackAttemptStarted', { callId: string; attempt: number }>;
/** `counts`: it was an attempt to reach him; otherwise something of ours came between. */
export type CallbackAttemptEnded = Of<
  'CallbackAttemptEnded',
  { callId: string; result: AttemptResult; counts: boolean; nextAt: Instant | null }
>;
/** Not now: outside the times, he is on the line already, or somebody wants it sooner. */
export type CallbackRescheduled = Of<
  'CallbackRescheduled',
  { nextAt: Instant; because: 'hours' | 'on-the-line' | 'now' }
>;
export type CallbackClosed = Of<
  'CallbackClosed',
  { ending: NonNullable<Callback['ending']>; calling: string | null; callId: string | null }
>;

export type CallbackEvent =
  CallbackRequested | CallbackAttemptStarted | CallbackAttemptEnded | CallbackRescheduled | CallbackClosed;
export const CALLBACK_EVENT_TYPES = [
  'CallbackRequested',
  'CallbackAttemptStarted',
  'CallbackAttemptEnded',
  'CallbackRescheduled',
  'CallbackClosed',
] as const satisfies readonly CallbackEvent['type'][];
