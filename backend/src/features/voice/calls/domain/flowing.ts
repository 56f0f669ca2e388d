import type { CallDecision, CommandOf } from './call-commands';
import type { CallEvent } from './call-events';
import type { CallState, OfferLeg } from './call-state';
import { events, here, ignore } from './decisions';
import { callbackFromFlow } from './calling-back';
import { hungUp } from './ending';
import { flowBegun } from './flow-entered';
import { enqueued } from './queueing';
import { voicemailEntered } from './voicemail';

/** The session wants the caller to hear something, to enter digits, or to speak. */
export function askCaller(state: CallState, command: CommandOf<'AskCaller'>): CallDecision {
  const { type: _type, at: _at, freshId: playbackId, ...ask } = command;
  if (state.phase !== 'ivr' || !state.far || state.ask?.askId === ask.askId) return ignore;
  return events({
    type: 'CallerAsked',
    data: {
      ...here(state, command),
      legId: state.far.legId,
      ask: { ...ask, playbackId },
    },
  });
}

/** He has heard it, or entered something; what it was the session is told. */
export function callerAnswered(state: CallState, command: CommandOf<'NoteAsked'>): CallDecision {
  const { ask } = state;
  if (state.phase !== 'ivr' || ask?.playbackId !== command.playbackId) return ignore;
  return events({
    type: 'CallerAnswered',
    data: { ...here(state, command), askId: ask.askId, playbackId: ask.playbackId },
  });
}

/** What was asked when the connection was lost may have been answered unheard: it is asked anew. */
export function askedAgain(state: CallState, { at, freshId }: { at: number; freshId: string }): CallEvent[] {
  if (state.phase !== 'ivr' || !state.ask || !state.far) return [];
  const ask = { ...state.ask, playbackId: freshId };
  return [{ type: 'CallerAsked', data: { ...here(state, { at }), legId: state.far.legId, ask } }];
}

/** The flow is done with him: to a queue, another flow, a person, a number, or the end. */
export function leaveFlow(state: CallState, command: CommandOf<'LeaveFlow'>): CallDecision {
  const { to, at, freshId } = command;
  if (state.phase !== 'ivr' || !state.far) return ignore;
  const { legId } = state.far;
  if (to.kind === 'hang-up')
    return events(...hungUp(state, { at, outcome: to.outcome, endedBy: 'system', because: to.because }));
  if (to.kind === 'queue') {
    const queued = enqueued(state, { at, freshId }, 'flow', to.policy);
    return events({ ...queued, data: { ...queued.data, demand: to.demand, returns: to.returns } } as CallEvent);
  }
  if (to.kind === 'flow') return events(flowBegun(state, command, to.flowId));
  if (to.kind === 'callback') return events(...callbackFromFlow(state, at, to));
  if (to.kind === 'voicemail') return events(voicemailEntered(state, command, to.box, 'flow'));
  const left: CallEvent = {
    type: 'CallFlowLeft',
    data: { ...here(state, command), legId, music: state.policy.music, returns: to.returns },
  };
  if (to.kind === 'number')
    return events(left, { type: 'CallSentOut', data: { ...here(state, command), ring: to.ring } });
  const offer: OfferLeg = {
    offerId: to.offerId,
    agentId: to.party.agentId,
    extension: to.party.extension,
    legId: to.ring.legId,
    stage: 'expected',
    kind: 'direct',
  };
  return events(left, {
    type: 'CallOffered',
    data: { ...here(state, command), offer, ring: to.ring, queueName: null },
  });
}

/** State after what happens in a flow. */
export function evolveFlow(state: CallState, event: CallEvent): CallState {
  switch (event.type) {
    case 'CallFlowEntered': {
      const { flowId, session = 1 } = event.data;
      return {
        ...state,
        phase: 'ivr',
        audio: 'ivr',
        playbackId: null,
        ask: null,
        offers: [],
        third: null,
        overflowed: null,
        flow: { flowId, session, returns: false },
        flows: Math.max(state.flows ?? 0, session),
      };
    }
    case 'CallerAsked':
      return { ...state, ask: event.data.ask };
    case 'CallerAnswered':
      return { ...state, ask: null };
    case 'CallFlowLeft':
      return {
        ...state,
        audio: 'music',
        ask: null,
        flow: state.flow && { ...state.flow, returns: event.data.returns },
      };
    default:
      return state;
  }
}
