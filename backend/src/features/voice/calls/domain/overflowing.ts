import type { OverflowTarget } from '#contracts';
import type { CallDecision, CommandOf, OverflowTo } from './call-commands';
import type { CallEvent } from './call-events';
import type { CallState, OfferLeg } from './call-state';
import { closingOver } from './calling-back';
import { events, here, ignore } from './decisions';
import { hungUp } from './ending';
import { flowBegun } from './flow-entered';
import { backIntoFlow, enqueued, overflowFailed } from './queueing';
import { voicemailEntered } from './voicemail';

/** Routing took the caller out of his queue: he waits in another, is sent to somebody, or is told and let go. */
export function overflow(state: CallState, command: CommandOf<'Overflow'>): CallDecision {
  const { workId, to } = command;
  if (state.phase !== 'queued' || state.stay?.workId !== workId || !state.far) return ignore;
  const calledBack = closingOver(state, { at: command.at });
  if (calledBack) return events(...calledBack);
  if (to.kind === 'back') return events(...backIntoFlow(state, command, 'overflow'));
  if (to.kind === 'nowhere') return events(...ledNowhere(state, command, to));
  const left = overflowed(state, command, to);
  switch (to.kind) {
    case 'queue':
      return events(left);
    case 'number':
      return events(left, { type: 'CallSentOut', data: { ...here(state, command), ring: to.ring } });
    case 'agent':
      return events(left, rung(state, command, to));
    case 'flow':
      return events(left, flowBegun(state, command, to.flowId));
    case 'voicemail':
      return events(left, voicemailEntered(state, command, to.box, 'overflow'));
    case 'hang-up':
      return to.message === '' ? events(left, ...letGo({ ...state, letGoAs: to.outcome }, command.at)) : events(left);
  }
}

function overflowed(
  state: CallState,
  command: CommandOf<'Overflow'>,
  to: Exclude<OverflowTo, { kind: 'nowhere' | 'back' }>,
): CallEvent {
  return {
    type: 'CallOverflowed',
    data: {
      ...here(state, command),
      legId: state.far?.legId ?? '',
      fromQueueId: state.policy.queueId,
      kind: to.kind,
      policy: to.kind === 'queue' ? to.policy : state.policy,
      stay: state.stay ?? { workId: command.workId, queuedAt: command.at, originalQueuedAt: command.at },
      say: to.kind === 'hang-up' && to.message !== '' ? to.message : null,
      ...(to.kind === 'hang-up' && to.language && { language: to.language }),
      playbackId: command.freshId,
      ...(to.kind === 'hang-up' && to.outcome && { outcome: to.outcome }),
    },
  };
}

/** A colleague who is reached by his extension: his phone rings, nobody else's. */
function rung(state: CallState, command: { at: number }, to: Extract<OverflowTo, { kind: 'agent' }>): CallEvent {
  const { agentId, extension } = to.party;
  const { legId } = to.ring;
  const offer: OfferLeg = { offerId: to.offerId, agentId, extension, legId, stage: 'expected', kind: 'direct' };
  return { type: 'CallOffered', data: { ...here(state, command), offer, ring: to.ring, queueName: null } };
}

/** Nobody is where the rule leads: the queue that he came from keeps him, and his place is the one he had. */
function ledNowhere(
  state: CallState,
  command: { at: number; freshId: string },
  { target, reason }: { target: OverflowTarget; reason: string },
): CallEvent[] {
  return [overflowFailed(state, command, { target, reason }), enqueued(state, command, 'overflow-failed')];
}

/** He has heard all there is to hear; nobody will take the call. */
export const letGo = (state: CallState, at: number): CallEvent[] =>
  hungUp(state, { at, outcome: state.letGoAs ?? 'rejected', endedBy: 'system', because: 'overflow' });
