import type { CallConnected, CallDialed, CallEvent, CallQueued, CallTransferCompleted } from './call-events';
import { NO_POLICY, type CallState, type LegStage, type ThirdLeg } from './call-state';
import { evolveCallback } from './calling-back';
import { evolveFlow } from './flowing';
import { evolveShown } from './evolve-shown';
import { evolveSurvey } from './surveying';
import { evolvePlaced } from './placing';
import { evolveTalk } from './evolve-talk';
import { evolveVoicemail } from './voicemail';
import { evolveRing } from './ringing';

/** State after an event: what decisions rest on, then what screens show. */
export function evolveCall(state: CallState, event: CallEvent): CallState {
  const next = evolveFacts(state, event);
  return { ...next, shown: evolveShown(state, next, event) };
}

function evolveFacts(state: CallState, event: CallEvent): CallState {
  switch (event.type) {
    case 'CallArrived':
      return arrived(state, event.data);
    case 'CallPickedUp':
      return { ...far(state, 'up'), phase: 'greeting', audio: 'greeting', playbackId: event.data.playbackId };
    case 'CallQueued':
      return queued(state, event.data);
    case 'CallCallbackAsked':
    case 'CallCallbackDeclined':
    case 'CallCallbackAccepted':
    case 'CallCallbackQueued':
    case 'CallCallbackTaken':
    case 'CallDialedBack':
      return evolveCallback(state, event);
    case 'CallVoicemailEntered':
    case 'CallVoicemailGreeted':
    case 'CallVoicemailStarted':
      return evolveVoicemail(state, event);
    case 'CallFlowEntered':
    case 'CallerAsked':
    case 'CallerAnswered':
    case 'CallFlowLeft':
      return evolveFlow(state, event);
    case 'CallRingBegun':
    case 'CallRingUnanswered':
    case 'CallRingLeft':
    case 'CallPickUpAsked':
    case 'CallTold':
      return evolveRing(state, event);
    case 'CallAnnounced':
      return { ...state, playbackId: event.data.playbackId };
    case 'CallOverflowed':
      return overflowed(state, event.data);
    case 'CallOverflowFailed':
      return { ...state, overflowed: null };
    case 'CallMusicResumed':
      return { ...state, playbackId: null };
    case 'CallConnected':
      return connected(state, event.data);
    case 'CallColleagueJoined':
    case 'CallAgentLeft':
    case 'CallQueueLeft':
      return state;
    case 'CallAgentLost':
      return { ...state, agent: null };
    default:
      return evolveEdges(state, event);
  }
}

/** The beginning of a dialled call, a transfer's completion, and the end of any. */
function evolveEdges(state: CallState, event: CallEvent): CallState {
  switch (event.type) {
    case 'CallTransferCompleted':
      return completed(state, event.data);
    case 'CallDialed':
      return dialed(state, event.data);
    case 'CallPlaced':
      return evolvePlaced(state, event.data);
    case 'CallFarAnswered':
      return far(state, 'up');
    case 'CallOwnPhoneRang':
      return { ...state, agent: state.agent && { ...state.agent, stage: 'ringing' } };
    case 'CallOwnPhoneAnswered':
      return { ...state, agent: state.agent && { ...state.agent, stage: 'up' } };
    case 'CallFarRang':
      return far(state, 'ringing');
    case 'CallHungUp':
      return {
        ...state,
        phase: 'ended',
        far: null,
        third: null,
        offers: [],
        audio: 'none',
        hungUpAt: event.data.at,
        recording: null,
        agent: null,
      };
    case 'CallWrapUpStarted':
      return {
        ...state,
        phase: 'wrap-up',
        wrapUp: { agentId: event.data.agentId, workId: event.data.workId, until: event.data.until, overdue: false },
      };
    case 'CallWrapUpOverdue':
      return { ...state, wrapUp: state.wrapUp && { ...state.wrapUp, overdue: true } };
    case 'CallClassified':
      return { ...state, classifierId: event.data.classifierId };
    case 'CallClosed':
      return { ...state, phase: 'ended', wrapUp: null };
    case 'CallSurveyPlanned':
    case 'CallSurveyBegan':
    case 'CallSurveyDialed':
      return evolveSurvey(state, event);
    default:
      return evolveTalk(state, event);
  }
}

function queued(state: CallState, { policy, stay, demand, returns }: CallQueued['data']): CallState {
  return {
    ...state,
    phase: 'queued',
    audio: 'music',
    policy,
    stay,
    overflowed: null,
    demand: demand ?? null,
    dialog: null,
    flow: returns && state.flow ? { ...state.flow, returns: true } : null,
    ask: null,
    ring: null,
    playbackId: null,
    agent: null,
    third: null,
    offers: [],
    muted: false,
  };
}

function overflowed(state: CallState, data: Extract<CallEvent, { type: 'CallOverflowed' }>['data']): CallState {
  const { kind, policy, say, playbackId, outcome } = data;
  return {
    ...state,
    policy,
    overflowed: kind === 'queue' || kind === 'flow' ? null : kind,
    playbackId: say === null ? null : playbackId,
    letGoAs: outcome,
  };
}

const far = (state: CallState, stage: LegStage): CallState => ({ ...state, far: state.far && { ...state.far, stage } });

function arrived(state: CallState, data: Extract<CallEvent, { type: 'CallArrived' }>['data']): CallState {
  return {
    ...state,
    phase: 'arriving',
    direction: data.caller ? 'internal' : 'inbound',
    nodeId: data.nodeId,
    far: {
      legId: data.legId,
      party: data.caller ? { kind: 'agent', ...data.caller } : { kind: 'number', number: data.number ?? '' },
      trunk: data.trunk,
      stage: 'ringing',
      // His own work: the call that he makes.
      offerId: data.caller ? data.legId : null,
    },
    ring: data.ring ? { ...data.ring, step: 0 } : null,
    notice: data.notice ?? null,
    policy: data.policy ?? NO_POLICY,
    greeting: data.greeting,
    flow: data.flowId ? { flowId: data.flowId, session: 1, returns: false } : null,
    contact: data.contact,
    number: data.number,
    ownNumber: data.ownNumber,
    startedAt: data.at,
  };
}

function dialed(state: CallState, data: CallDialed['data']): CallState {
  return {
    ...state,
    phase: 'dialing',
    direction: data.direction,
    nodeId: data.nodeId,
    far: { legId: data.farLegId, party: data.to, trunk: data.trunk, stage: 'expected', offerId: data.offerId },
    agent: {
      legId: data.agentLegId,
      agentId: data.agentId,
      extension: data.extension,
      workId: data.agentLegId,
      stage: 'expected',
      ...(data.arrived && { arrived: true }),
    },
    policy: data.policy,
    contact: data.contact,
    number: data.number,
    ownNumber: data.ownNumber,
    startedAt: data.at,
    ...(data.campaign && { campaign: data.campaign }),
    ...(data.lead && { lead: data.lead }),
  };
}

function connected(state: CallState, data: CallConnected['data']): CallState {
  const { agentId, extension, agentLegId, workId } = data;
  return {
    ...far(state, 'up'),
    phase: 'talking',
    audio: 'bridged',
    agent: { legId: agentLegId, agentId, extension, workId, stage: 'up' },
    offers: [],
    third: null,
    // Whoever has talked with somebody does not fall back into the flow that led there.
    flow: null,
    dialog: null,
    ring: null,
    playbackId: null,
    recording: data.recording ?? state.recording,
    answeredAt: state.answeredAt ?? data.at,
    everAnswered: true,
  };
}

/** A colleague becomes the handling agent; an outside number leaves the customer with nobody of ours. */
function completed(state: CallState, data: CallTransferCompleted['data']): CallState {
  if (data.to.kind === 'agent') {
    const { agentId, extension } = data.to;
    return {
      ...state,
      phase: 'talking',
      audio: 'bridged',
      third: null,
      muted: false,
      agent: { legId: data.thirdLegId, agentId, extension, workId: data.workId ?? data.thirdLegId, stage: 'up' },
    };
  }
  const third: ThirdLeg | null = state.third && { ...state.third, state: 'talking' };
  return { ...state, phase: 'talking', audio: 'transferred-out', agent: null, third, muted: false };
}
