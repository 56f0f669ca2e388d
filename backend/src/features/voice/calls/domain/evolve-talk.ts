import type {
  CallConferenceLeft,
  CallEvent,
  CallRecordingPaused,
  CallRecordingResumed,
  CallRecordingStarted,
  CallRerouted,
} from './call-events';
import type { CallState, FarLeg, LegStage, OnTape, ThirdLeg } from './call-state';

/** What happens while people talk: offers, hold, recording, transfer, consultation, conference. */
export function evolveTalk(state: CallState, event: CallEvent): CallState {
  switch (event.type) {
    case 'CallOffered':
      return { ...state, phase: 'offered', offers: [...state.offers, event.data.offer] };
    case 'CallOfferRang':
      return offerStage(state, event.data.legId, 'ringing');
    case 'CallOfferFailed':
    case 'CallOfferWithdrawn':
      return withoutOffer(state, event.data.legId);
    case 'CallHeld':
      return { ...state, phase: 'held', audio: 'held' };
    case 'CallResumed':
      return { ...state, phase: 'talking', audio: 'bridged' };
    case 'CallMuted':
    case 'CallUnmuted':
      return { ...state, muted: event.type === 'CallMuted' };
    case 'CallRecordingStarted':
    case 'CallRecordingPaused':
    case 'CallRecordingResumed':
      return { ...state, recording: tapeAfter(state, event) };
    case 'CallTransferred':
    case 'CallTakenBack':
      return { ...state, agent: null, third: null, audio: 'music', muted: false };
    case 'CallRerouted':
      return { ...state, far: state.far && rerouted(state.far, event.data) };
    case 'CallSentOut':
      return { ...state, phase: 'dialing', audio: 'transferred-out', third: thirdOf(event.data.ring, null) };
    case 'CallSentOutAnswered':
      return { ...state, phase: 'talking', third: state.third && { ...state.third, state: 'talking' } };
    case 'CallConsultStarted':
      return { ...state, phase: 'consulting', audio: 'consult', third: thirdOf(event.data.ring, event.data.offerId) };
    case 'CallConsultRang':
    case 'CallConsultAnswered':
      return third(state, event.type === 'CallConsultRang' ? 'ringing' : 'talking');
    case 'CallConsultFailed':
      return third(state, 'failed');
    case 'CallReturnedToCaller':
      return { ...state, phase: 'talking', audio: 'bridged', third: null };
    case 'CallConferenced':
      return { ...state, phase: 'conference', audio: 'conference' };
    case 'CallConferenceLeft':
      return conferenceLeft(state, event.data);
    default:
      return state;
  }
}

const rerouted = (far: FarLeg, { cause, ring }: CallRerouted['data']): FarLeg => ({
  ...far,
  legId: ring.legId,
  trunk: ring.trunk,
  stage: 'expected',
  failed: [...(far.failed ?? []), { trunk: far.trunk ?? '', cause }],
});

const thirdOf = (ring: { legId: string; party: ThirdLeg['party'] }, offerId: string | null): ThirdLeg => ({
  legId: ring.legId,
  party: ring.party,
  offerId,
  state: 'dialing',
});

const third = (state: CallState, stage: ThirdLeg['state']): CallState => ({
  ...state,
  third: state.third && { ...state.third, state: stage },
});

const offerStage = (state: CallState, legId: string, stage: LegStage): CallState => ({
  ...state,
  offers: state.offers.map((offer) => (offer.legId === legId ? { ...offer, stage } : offer)),
});

/** Without an offer left the caller waits again. */
function withoutOffer(state: CallState, legId: string): CallState {
  const offers = state.offers.filter((offer) => offer.legId !== legId);
  return { ...state, offers, phase: state.phase === 'offered' && offers.length === 0 ? 'queued' : state.phase };
}

function conferenceLeft(state: CallState, { who, promoted }: CallConferenceLeft['data']): CallState {
  if (who === 'third') return { ...state, third: null };
  if (!promoted) return { ...state, agent: null, muted: false };
  const { agentId, extension, legId, workId } = promoted;
  return { ...state, third: null, muted: false, agent: { agentId, extension, legId, workId, stage: 'up' } };
}

function tapeAfter(
  { recording }: CallState,
  { type, data }: CallRecordingStarted | CallRecordingPaused | CallRecordingResumed,
): OnTape | null {
  const { recordingId, path, legId } = data;
  if (type === 'CallRecordingStarted') return { recordingId, path, legId, state: 'on' };
  return recording && { ...recording, state: type === 'CallRecordingPaused' ? 'paused' : 'on' };
}
