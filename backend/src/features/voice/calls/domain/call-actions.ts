import type { CallAction } from '#contracts';
import { isOver, type CallState } from './call-state';
import { mayStartRecording } from './record-rule';

/** What this agent can do with the call now. The desk shows exactly these; the decider refuses the rest. */
export function actionsOf(state: CallState, agentId: string): readonly CallAction[] {
  if (state.phase === 'wrap-up' && state.wrapUp?.agentId === agentId) return wrapUpActions(state);
  if (isOver(state)) return [];
  const offered = state.offers.find((offer) => offer.agentId === agentId);
  if (offered) return offered.stage === 'ringing' ? ['answer', 'decline'] : [];
  if (state.agent?.agentId === agentId) return agentActions(state);
  return guestActions(state, agentId);
}

function wrapUpActions(state: CallState): CallAction[] {
  const owed = state.policy.classifierRequired && state.classifierId === null;
  return owed ? ['classify'] : ['classify', 'finish-wrap-up'];
}

function agentActions(state: CallState): CallAction[] {
  const mute: CallAction = state.muted ? 'unmute' : 'mute';
  const inside = state.direction === 'internal';
  const tape: CallAction[] = state.recording
    ? [state.recording.state === 'on' ? 'pause-recording' : 'resume-recording']
    : mayStartRecording(state)
      ? ['start-recording']
      : [];
  switch (state.phase) {
    case 'dialing':
      return ['hang-up'];
    case 'talking':
      return [
        'hang-up',
        'hold',
        mute,
        'dtmf',
        ...(inside ? [] : (['transfer', 'consult', ...tape, 'classify'] as const)),
      ];
    case 'held':
      return ['hang-up', 'resume', mute, ...(inside ? [] : (['transfer', 'consult', ...tape, 'classify'] as const))];
    case 'consulting':
      return [
        ...(state.third?.state === 'talking' ? (['complete-transfer', 'conference'] as const) : []),
        'return-to-caller',
        mute,
      ];
    case 'conference':
      return ['hang-up', mute, ...tape, 'classify'];
    default:
      return [];
  }
}

/** A colleague who was called, consulted or is in the conference. */
function guestActions({ far, third, phase }: CallState, agentId: string): CallAction[] {
  if (far?.party.kind === 'agent' && far.party.agentId === agentId) {
    return far.stage === 'up' ? ['hang-up'] : far.stage === 'ringing' ? ['answer', 'decline'] : [];
  }
  if (third?.party.kind !== 'agent' || third.party.agentId !== agentId) return [];
  if (third.state === 'ringing') return ['answer', 'decline'];
  return third.state === 'talking' && (phase === 'consulting' || phase === 'conference') ? ['hang-up'] : [];
}
