import type { AttemptResult, Callback } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Decider } from '../../../../kernel/decider';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import type { CallbackClosed, CallbackEvent, CallbackRequest } from './callback-events';

export interface CallbackState extends CallbackRequest {
  readonly phase: 'none' | 'waiting' | 'calling' | 'closed';
  readonly requestedAt: Instant;
  readonly nextAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly ending: Callback['ending'];
  /** Attempts that count. */
  readonly tried: number;
  readonly tries: readonly { readonly callId: string; readonly at: Instant; readonly result: AttemptResult | null }[];
}

export type CallbackCommand = { readonly at: Instant } & (
  | { readonly type: 'Request'; readonly request: CallbackRequest; readonly nextAt: Instant }
  /** Its time has come; `callId` names the attempt, so that the same one again is the same call. */
  | { readonly type: 'StartAttempt'; readonly callId: string }
  | { readonly type: 'Reschedule'; readonly nextAt: Instant; readonly because: 'hours' | 'on-the-line' | 'now' }
  | { readonly type: 'NoteAttempt'; readonly callId: string; readonly result: AttemptResult }
  | {
      readonly type: 'Close';
      readonly ending: Exclude<Callback['ending'], 'reached' | 'exhausted' | null>;
      readonly callId: string | null;
    }
);

/** `callback-closed`: nothing can be done with it any more. */
export type CallbackRefusal = Refusal<'callback-closed'>;
type Decision = Outcome<readonly CallbackEvent[], CallbackRefusal>;

/** After something of ours came between (nobody took it, a lost line) it is tried again soon. */
const SOON_MS = 60_000;
/** Results that say nothing about the customer. */
const OURS: ReadonlySet<AttemptResult> = new Set(['not-tried']);

const INITIAL: CallbackState = {
  phase: 'none',
  number: '',
  queueId: '',
  contactId: null,
  ownNumber: null,
  origin: 'queue',
  failed: null,
  fromCallId: null,
  queuedAt: 0,
  demand: null,
  attempts: 0,
  intervalMs: 0,
  requestedAt: 0,
  nextAt: null,
  closedAt: null,
  ending: null,
  tried: 0,
  tries: [],
};

/** Somebody who is to be called back, from the wish to its end. Repeats and late reports change nothing. */
export const callbackDecider: Decider<CallbackState, CallbackCommand, CallbackEvent, CallbackRefusal> = {
  kind: 'callback',
  stateVersion: 1,
  initialState: INITIAL,
  decide,
  evolve,
};

const nothing: Decision = accepted([]);

function decide(state: CallbackState, command: CallbackCommand): Decision {
  const { at } = command;
  if (command.type === 'Request') {
    if (state.phase !== 'none') return nothing;
    return accepted([{ type: 'CallbackRequested', data: { ...command.request, nextAt: command.nextAt, at } }]);
  }
  if (state.phase === 'none') return nothing;
  if (state.phase === 'closed')
    return command.type === 'Close' || command.type === 'Reschedule' ? refused({ code: 'callback-closed' }) : nothing;
  switch (command.type) {
    case 'StartAttempt':
      if (state.phase !== 'waiting' || (state.nextAt ?? 0) > at) return nothing;
      return accepted([
        { type: 'CallbackAttemptStarted', data: { callId: command.callId, attempt: state.tried + 1, at } },
      ]);
    case 'Reschedule':
      if (state.phase !== 'waiting') return nothing;
      return accepted([
        { type: 'CallbackRescheduled', data: { nextAt: command.nextAt, because: command.because, at } },
      ]);
    case 'NoteAttempt':
      return attemptOver(state, command);
    case 'Close':
      return accepted([closed(state, at, command.ending, command.callId)]);
  }
}

function attemptOver(
  state: CallbackState,
  { at, callId, result }: Extract<CallbackCommand, { type: 'NoteAttempt' }>,
): Decision {
  if (state.phase !== 'calling' || callingOf(state) !== callId) return nothing;
  const counts = !OURS.has(result);
  const ended = (nextAt: Instant | null): CallbackEvent => ({
    type: 'CallbackAttemptEnded',
    data: { callId, result, counts, nextAt, at },
  });
  const over = { ...state, phase: 'waiting' } as const;
  if (result === 'reached') return accepted([ended(null), closed(over, at, 'reached', callId)]);
  if (result === 'blacklisted') return accepted([ended(null), closed(over, at, 'blacklisted', callId)]);
  if (!counts) return accepted([ended(at + SOON_MS)]);
  if (state.tried + 1 >= state.attempts) return accepted([ended(null), closed(over, at, 'exhausted', callId)]);
  return accepted([ended(at + state.intervalMs)]);
}

const closed = (
  state: CallbackState,
  at: Instant,
  ending: CallbackClosed['data']['ending'],
  callId: string | null,
): CallbackEvent => ({ type: 'CallbackClosed', data: { ending, calling: callingOf(state), callId, at } });

/** The call of the attempt that is under way. */
export const callingOf = ({ phase, tries }: Pick<CallbackState, 'phase' | 'tries'>): string | null =>
  phase === 'calling' ? (tries.at(-1)?.callId ?? null) : null;

function evolve(state: CallbackState, event: CallbackEvent): CallbackState {
  switch (event.type) {
    case 'CallbackRequested': {
      const { nextAt, at, ...request } = event.data;
      return { ...state, ...request, phase: 'waiting', requestedAt: at, nextAt };
    }
    case 'CallbackAttemptStarted': {
      const { callId, at } = event.data;
      return { ...state, phase: 'calling', nextAt: null, tries: [...state.tries, { callId, at, result: null }] };
    }
    case 'CallbackAttemptEnded': {
      const { callId, result, counts, nextAt } = event.data;
      const tries = state.tries.map((each) => (each.callId === callId ? { ...each, result } : each));
      return { ...state, phase: 'waiting', tries, tried: state.tried + (counts ? 1 : 0), nextAt };
    }
    case 'CallbackRescheduled':
      return { ...state, nextAt: event.data.nextAt };
    case 'CallbackClosed':
      return { ...state, phase: 'closed', nextAt: null, closedAt: event.data.at, ending: event.data.ending };
  }
}
