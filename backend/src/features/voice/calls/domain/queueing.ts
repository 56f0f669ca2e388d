import type { CallDecision, CommandOf } from './call-commands';
import type { CallEvent, CallOverflowFailed, CallQueued } from './call-events';
import type { CallState, OfferLeg } from './call-state';
import { hungUp } from './ending';
import { flowResumed } from './flow-entered';
import { events, here, ignore, refuse, withdrawOffers } from './decisions';

/** Puts the caller into the queue of the call's policy; the wait that counts began when he first queued there. */
export function enqueued(
  state: CallState,
  { at, freshId }: { at: number; freshId: string },
  because: CallQueued['data']['because'],
  policy = state.policy,
): CallEvent {
  const original =
    because === 'arrival' || because === 'campaign' || because === 'flow' || because === 'transfer'
      ? at
      : (state.stay?.originalQueuedAt ?? at);
  return {
    type: 'CallQueued',
    data: {
      ...here(state, { at }),
      legId: state.far?.legId ?? '',
      stay: { workId: freshId, queuedAt: at, originalQueuedAt: original },
      policy,
      because,
      demand: state.demand ?? null,
    },
  };
}

/** Routing found somebody: his phone rings, the caller goes on hearing music. */
export function offer(state: CallState, command: CommandOf<'Offer'>): CallDecision {
  const waits = (state.phase === 'queued' || state.phase === 'offered') && state.stay?.workId === command.workId;
  // Somebody was asked for by name: until he declines, the caller is no queue's.
  const promised = state.offers.some(({ kind }) => kind === 'direct');
  if (!waits || promised || state.offers.some(({ legId }) => legId === command.legId)) return ignore;
  const { offerId, agentId, extension, legId, callerId, lifts } = command;
  const leg: OfferLeg = {
    ...{ offerId, agentId, extension, legId },
    ...{ stage: 'expected', kind: 'queue', ...(lifts && { lifts }) },
  };
  const ring = {
    legId,
    party: { kind: 'agent', agentId, extension } as const,
    trunk: null,
    callerId,
    ringSeconds: state.policy.offerTimeoutSeconds + 3,
  };
  return events({
    type: 'CallOffered',
    data: { ...here(state, command), offer: leg, ring, queueName: state.policy.queueName },
  });
}

export function withdrawOffer(state: CallState, command: CommandOf<'WithdrawOffer'>): CallDecision {
  const found = state.offers.find(({ offerId, agentId }) => offerId === command.offerId && agentId === command.agentId);
  if (!found) return ignore;
  const { offerId, agentId, legId, kind } = found;
  return events({
    type: 'CallOfferWithdrawn',
    data: { ...here(state, command), offerId, agentId, legId, kind, because: command.because },
  });
}

/** The agent pressed decline: his phone stops, routing goes on to the next. */
export function decline(state: CallState, command: CommandOf<'Decline'>): CallDecision {
  const found = state.offers.find(({ agentId }) => agentId === command.agentId);
  if (found)
    return offerFailed(state, found, {
      at: command.at,
      freshId: command.freshId,
      cause: 'declined',
      rawCause: 'declined at the desk',
      hangUp: true,
    });
  return refuse('action-not-possible');
}

interface Failure {
  readonly at: number;
  readonly freshId: string;
  readonly cause: 'no-answer' | 'declined' | 'unreachable';
  readonly rawCause: string;
  /** The leg still rings and has to be ended. */
  readonly hangUp: boolean;
}

/** One agent will not take it. An offer of the queue goes back to routing; a transfer to that person looks for another way. */
export function offerFailed(state: CallState, found: OfferLeg, failure: Failure): CallDecision {
  const { offerId, agentId, legId, kind } = found;
  const { cause, rawCause, hangUp } = failure;
  const workId = kind === 'queue' ? (state.stay?.workId ?? null) : null;
  const failed: CallEvent = {
    type: 'CallOfferFailed',
    data: { ...here(state, failure), offerId, agentId, legId, kind, workId, cause, rawCause, hangUp },
  };
  // Of several phones that ring for one call the others may still take it.
  if (kind === 'queue' || state.offers.length > 1) return events(failed);
  return events(failed, ...nobodyThere(state, failure));
}

/** The person or number that the caller was sent to is not there: back to the queue with the old place, or the end. */
export function nobodyThere(state: CallState, command: { at: number; freshId: string; cause: string }): CallEvent[] {
  if (state.ring) {
    const [legId, step] = [state.far?.legId ?? '', state.ring.step];
    return [{ type: 'CallRingUnanswered', data: { ...here(state, command), legId, step } }];
  }
  if (state.flow?.returns) return [flowResumed(state, command, 'target-unreachable')];
  if (state.overflowed)
    return [
      overflowFailed(state, command, { target: null, reason: command.cause }),
      enqueued(state, command, 'overflow-failed'),
    ];
  if (state.policy.queueId !== null) return [enqueued(state, command, 'target-unreachable')];
  return hungUp(
    { ...state, offers: [] },
    { ...command, outcome: 'no-answer', endedBy: 'system', because: 'target-unreachable' },
  );
}

/** Routing may have moved his work already: that place goes, whichever queue it is in. */
export const overflowFailed = (
  state: CallState,
  command: { at: number },
  why: Pick<CallOverflowFailed['data'], 'target' | 'reason'>,
): CallEvent => ({
  type: 'CallOverflowFailed',
  data: { ...here(state, command), ...why, workId: state.stay?.workId ?? null },
});

export function announce(state: CallState, command: CommandOf<'Announce'>): CallDecision {
  const { workId, position, text, language, freshId } = command;
  if (state.dialog || state.phase !== 'queued' || state.stay?.workId !== workId || !state.far) return ignore;
  return events({
    type: 'CallAnnounced',
    data: { ...here(state, command), legId: state.far.legId, position, text, language, playbackId: freshId },
  });
}

/** The queue could not serve him, and the flow that led into it has drawn how it goes on then. */
export const backIntoFlow = (
  state: CallState,
  { at }: { at: number },
  because: 'overflow' | 'max-wait',
): CallEvent[] => [
  {
    type: 'CallQueueLeft',
    data: { ...here(state, { at }), legId: state.far?.legId ?? '', workId: state.stay?.workId ?? '', because },
  },
  flowResumed(state, { at }, because),
];

export function maxWait(state: CallState, command: CommandOf<'MaxWait'>): CallDecision {
  const waits = state.phase === 'queued' || state.phase === 'offered';
  if (!waits || state.stay?.workId !== command.workId) return ignore;
  const withdrawn = withdrawOffers(state, command.at, 'timed-out');
  if (state.flow?.returns) return events(...withdrawn, ...backIntoFlow(state, command, 'max-wait'));
  return events(
    ...withdrawn,
    ...hungUp({ ...state, offers: [] }, { ...command, outcome: 'timed-out', endedBy: 'system', because: 'max-wait' }),
  );
}
