import type { CallDecision, CommandOf } from './call-commands';
import type { CallEvent } from './call-events';
import type { CallState, Lead, OfferLeg } from './call-state';
import type { Notice } from './code-text';
import { events, here, ignore, refuse } from './decisions';
import { hungUp } from './ending';
import { enqueued } from './queueing';
import { voicemailEntered } from './voicemail';

/** The phones of a group or of one person are to ring; which, the settings say step by step. */
export const ringBegun = (state: CallState, { at }: { at: number }, ring: Lead): CallEvent => ({
  type: 'CallRingBegun',
  data: { ...here(state, { at }), legId: state.far?.legId ?? '', ...ring },
});

/** Whoever dialled it on a desk is on the line: from now on it is as if his phone had called. */
export const ledOn = (state: CallState, { at }: { at: number }, lead: Lead): CallEvent => ({
  type: 'CallRingBegun',
  data: {
    ...{ ...here(state, { at }), legId: state.agent?.legId ?? '', ...lead },
    dialler: { agentId: state.agent?.agentId ?? '', extension: state.agent?.extension ?? '' },
  },
});

/** These are rung, all at once; the first who answers has the call. */
export function ringPhones(state: CallState, command: CommandOf<'RingPhones'>): CallDecision {
  const { step, phones, callerId, seconds } = command;
  if (!waits(state, step)) return ignore;
  if (phones.length === 0) {
    const legId = state.far?.legId ?? '';
    return events({ type: 'CallRingUnanswered', data: { ...here(state, command), legId, step } });
  }
  return events(
    ...phones.map(({ offerId, party, legId }): CallEvent => {
      const { agentId, extension } = party;
      const offer: OfferLeg = { offerId, agentId, extension, legId, stage: 'expected', kind: 'direct' };
      const ring = {
        legId,
        party: { kind: 'agent', agentId, extension },
        trunk: null,
        callerId,
        ringSeconds: seconds,
      } as const;
      return {
        type: 'CallOffered',
        data: { ...here(state, command), offer, ring, queueName: state.ring?.name ?? null },
      };
    }),
  );
}

const waits = ({ ring, phase, offers, far }: CallState, step: number): boolean =>
  ring?.step === step && phase === 'queued' && offers.length === 0 && far !== null;

/** The phones are done with: a queue, a number, other phones, or the end. */
export function leaveRing(state: CallState, command: CommandOf<'LeaveRing'>): CallDecision {
  const { step, to, because, at, freshId } = command;
  if (!waits(state, step)) return ignore;
  if (to.kind === 'ring') return events(ringBegun(state, command, to.ring));
  const left: CallEvent = { type: 'CallRingLeft', data: { ...here(state, command), because, to: to.kind } };
  switch (to.kind) {
    case 'hang-up':
      return events(
        left,
        ...hungUp(state, { at, outcome: to.outcome, endedBy: 'system', because: `ring:${because}`, reason: to.reason }),
      );
    case 'voicemail':
      return events(left, voicemailEntered(state, command, to.box, 'ring'));
    case 'queue':
      return events(left, enqueued(state, { at, freshId }, 'transfer', to.policy));
    case 'number':
      return events(left, { type: 'CallSentOut', data: { ...here(state, command), ring: to.ring } });
  }
}

/** A colleague takes a call that rings elsewhere: his phone is on the line already, and it counts as one that rings. */
export function pickUp(state: CallState, command: CommandOf<'PickUp'>): CallDecision {
  if (!state.ring || state.offers.length === 0) return refuse('action-not-possible');
  const { agentId, extension } = command.by;
  const { legId } = command;
  const offer: OfferLeg = { offerId: legId, agentId, extension, legId, stage: 'ringing', kind: 'direct' };
  return events({ type: 'CallPickUpAsked', data: { ...here(state, command), offer } });
}

/** The button on a screen: his phone rings with the others. */
export function joinRinging(state: CallState, command: CommandOf<'JoinRinging'>): CallDecision {
  const { offerId, party, legId, callerId, seconds } = command.phone;
  if (!state.ring || state.offers.length === 0) return refuse('action-not-possible');
  const { agentId, extension } = party;
  if (state.offers.some((offer) => offer.agentId === agentId)) return ignore;
  const offer: OfferLeg = { offerId, agentId, extension, legId, stage: 'expected', kind: 'direct' };
  const ring = {
    legId,
    party: { kind: 'agent', agentId, extension },
    trunk: null,
    callerId,
    ringSeconds: seconds,
  } as const;
  return events({ type: 'CallOffered', data: { ...here(state, command), offer, ring, queueName: state.ring.name } });
}

/** Whoever dialled a code is told what came of it, and the line ends. */
export const told = (state: CallState, command: { at: number; freshId: string }, notice: Notice): CallEvent => ({
  type: 'CallTold',
  data: { ...here(state, command), legId: state.far?.legId ?? '', ...notice, playbackId: command.freshId },
});

export const toldEnds = (state: CallState, at: number): CallEvent[] =>
  hungUp(state, { at, outcome: 'self-service', endedBy: 'system', because: 'feature-code' });

/** State after what happens to phones that ring for a group or a person. */
export function evolveRing(state: CallState, event: CallEvent): CallState {
  switch (event.type) {
    case 'CallRingBegun': {
      const { target, name, hops, dialler, legId } = event.data;
      return {
        ...(dialler ? asCaller(state, legId, dialler) : state),
        ...{ phase: 'queued', audio: 'ringback' },
        ...{ playbackId: null, flow: null, offers: [], third: null },
        ring: { target, name, hops, step: 0 },
      };
    }
    case 'CallRingUnanswered':
      return { ...state, ring: state.ring && { ...state.ring, step: event.data.step + 1 } };
    case 'CallRingLeft':
      return { ...state, ring: null };
    case 'CallPickUpAsked':
      return { ...state, offers: [...state.offers, event.data.offer] };
    case 'CallTold':
      return { ...state, playbackId: event.data.playbackId };
    default:
      return state;
  }
}

/** The dialler is whoever calls now, at work with it from the first moment. */
const asCaller = (state: CallState, legId: string, dialler: { agentId: string; extension: string }): CallState => ({
  ...state,
  ...{ agent: null, lead: null, number: dialler.extension, ownNumber: state.number },
  far: { legId, party: { kind: 'agent', ...dialler }, trunk: null, stage: 'up', offerId: legId },
});
