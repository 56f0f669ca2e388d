import type { BlacklistHit, CallOutcome, TransferTarget } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { MissCause } from '../../../work/agents';
import type { CallerId, HangUpReason, LegId } from '../../switch';
import type { CallDialed, CallFarAnswered, CallPlaced, Of } from './dialled-events';
import { CALLBACK_CALL_EVENTS, type CallbackCallEvent } from './callback-events';
import { VOICEMAIL_CALL_EVENTS, type VoicemailCallEvent } from './voicemail-events';
import type { Notice } from './code-text';
import type { ContactCard, HandlingPolicy, OfferLeg, OnTape, Party, Ringer } from './call-state';
import type { Unrecorded } from './record-rule';
import { RING_EVENT_TYPES, type RingEvent } from './ring-events';
import type {
  CallQueued,
  CallQueueLeft,
  CallFlowEntered,
  CallerAsked,
  CallerAnswered,
  CallFlowLeft,
  CallAnnounced,
  CallOverflowed,
  CallOverflowFailed,
  CallMusicResumed,
} from './waiting-events';
import type { SurveyCallEvent } from './survey-call-events';

export type * from './callback-events';
export type * from './voicemail-events';
export type * from './survey-call-events';
export type * from './waiting-events';
export type * from './ring-events';

export type { CallDialed, CallFarAnswered, CallPlaced } from './dialled-events';

export interface Ringing {
  readonly legId: LegId;
  readonly party: Party;
  readonly trunk: string | null;
  readonly callerId: CallerId;
  readonly ringSeconds: number;
}

export type CallArrived = Of<
  'CallArrived',
  {
    legId: LegId;
    ani: string;
    number: string | null;
    displayName: string | null;
    dnis: string;
    ownNumber: string | null;
    trunk: string | null;
    contact: ContactCard | null;
    policy: HandlingPolicy | null;
    greeting: string | null;
    /** The flow that the number leads into; null or absent: a queue. */
    flowId?: string | null;
    /** The phones that the number or extension leads to. */
    ring?: Omit<Ringer, 'step'> | null;
    /** Somebody of ours calls, from his phone. */
    caller?: { readonly agentId: string; readonly extension: string } | null;
    notice?: Notice | null;
  }
>;
/** The blacklist forbids the call; it ends with this. */
export type CallBlocked = Of<'CallBlocked', { number: string | null; entry: BlacklistHit }>;
export type CallPickedUp = Of<'CallPickedUp', { legId: LegId; greeting: string | null; playbackId: string }>;
export type CallOffered = Of<'CallOffered', { offer: OfferLeg; ring: Ringing; queueName: string | null }>;
export type CallOfferRang = Of<
  'CallOfferRang',
  { offerId: string; agentId: string; extension: string; legId: LegId; lifts?: boolean }
>;
export type CallOfferFailed = Of<
  'CallOfferFailed',
  {
    offerId: string;
    agentId: string;
    legId: LegId;
    kind: OfferLeg['kind'];
    workId: string | null;
    cause: MissCause;
    rawCause: string;
    hangUp: boolean;
  }
>;
export type CallOfferWithdrawn = Of<
  'CallOfferWithdrawn',
  { offerId: string; agentId: string; legId: LegId; kind: OfferLeg['kind']; because: string }
>;
export type CallConnected = Of<
  'CallConnected',
  {
    agentId: string;
    extension: string;
    agentLegId: LegId;
    farLegId: LegId;
    workId: string;
    queueWorkId: string | null;
    queueId: string | null;
    recording: OnTape | null;
    /** Why nothing is recorded, as long as nothing is. */
    unrecorded?: Unrecorded;
    first: boolean;
    waitedMs: number;
  }
>;
/** A colleague began to take part: called internally, consulted, or in a conference. */
export type CallColleagueJoined = Of<'CallColleagueJoined', { agentId: string; workId: string }>;
export type CallOwnPhoneRang = Of<'CallOwnPhoneRang', { agentId: string; extension: string; legId: LegId }>;
export type CallOwnPhoneAnswered = Of<
  'CallOwnPhoneAnswered',
  { agentId: string; legId: LegId; ring: Ringing; ringback?: true }
>;
/** Nobody was reached by one trunk; another one tries. */
export type CallRerouted = Of<'CallRerouted', { failed: LegId; cause: string; ring: Ringing }>;
export type CallFarRang = Of<'CallFarRang', { legId: LegId }>;
export type CallHeld = Of<'CallHeld', { legId: LegId; music: string }>;
export type CallResumed = Of<'CallResumed', { legId: LegId }>;
export type CallMuted = Of<'CallMuted', { legId: LegId }>;
export type CallUnmuted = Of<'CallUnmuted', { legId: LegId }>;
export type CallDigitsSent = Of<'CallDigitsSent', { legId: LegId; digits: string }>;
/** The agent asked for it. */
export type CallRecordingStarted = Of<'CallRecordingStarted', { legId: LegId; path: string; recordingId: string }>;
export type CallRecordingPaused = Of<'CallRecordingPaused', { legId: LegId; path: string; recordingId: string }>;
export type CallRecordingResumed = Of<'CallRecordingResumed', { legId: LegId; path: string; recordingId: string }>;
export type CallTransferred = Of<
  'CallTransferred',
  {
    fromAgentId: string;
    agentLegId: LegId;
    farLegId: LegId;
    target: TransferTarget;
    targetName: string | null;
    music: string;
  }
>;
/** A campaign's call is taken from its agent; who was called waits anew. */
export type CallTakenBack = Of<
  'CallTakenBack',
  { agentId: string; agentLegId: LegId; farLegId: LegId; because: string }
>;
/** The customer is being sent to an outside number: nobody of ours is on the call any more. */
export type CallSentOut = Of<'CallSentOut', { ring: Ringing }>;
export type CallSentOutAnswered = Of<'CallSentOutAnswered', { legId: LegId; farLegId: LegId }>;
export type CallConsultStarted = Of<
  'CallConsultStarted',
  {
    agentId: string;
    agentLegId: LegId;
    farLegId: LegId;
    ring: Ringing;
    offerId: string | null;
    target: TransferTarget;
    targetName: string | null;
    music: string;
  }
>;
export type CallConsultRang = Of<'CallConsultRang', { legId: LegId; extension: string | null }>;
export type CallConsultAnswered = Of<'CallConsultAnswered', { legId: LegId; agentLegId: LegId }>;
export type CallConsultFailed = Of<
  'CallConsultFailed',
  { legId: LegId; offerId: string | null; agentId: string | null; cause: string; miss: MissCause | null }
>;
export type CallReturnedToCaller = Of<
  'CallReturnedToCaller',
  {
    agentLegId: LegId;
    farLegId: LegId;
    thirdLegId: LegId | null;
    offer: { offerId: string; agentId: string; ringing: boolean } | null;
  }
>;
export type CallTransferCompleted = Of<
  'CallTransferCompleted',
  { fromAgentId: string; agentLegId: LegId; farLegId: LegId; thirdLegId: LegId; to: Party; workId: string | null }
>;
export type CallConferenced = Of<'CallConferenced', { conferenceId: string; legIds: readonly LegId[] }>;
export type CallConferenceLeft = Of<
  'CallConferenceLeft',
  {
    legId: LegId;
    hangUp: boolean;
    promoted: { agentId: string; extension: string; legId: LegId; workId: string } | null;
    who: 'agent' | 'third';
  }
>;
/** An agent's part in the call is over; `wrapUp` null: no after-call work. */
export type CallAgentLeft = Of<
  'CallAgentLeft',
  { agentId: string; workId: string; wrapUp: { until: Instant; closing: 'timer' | 'explicit' } | null }
>;
/** The agent's line broke, not the conversation's end: the customer is kept. */
export type CallAgentLost = Of<'CallAgentLost', { agentId: string; legId: LegId; cause: string }>;
export type CallHungUp = Of<
  'CallHungUp',
  {
    outcome: CallOutcome;
    endedBy: 'caller' | 'agent' | 'system';
    because: string;
    legIds: readonly LegId[];
    reason: HangUpReason;
    queueWorkId: string | null;
    queueId: string | null;
    agentId: string | null;
    answered: boolean;
    talkMs: number;
    waitMs: number;
  }
>;
export type CallWrapUpStarted = Of<'CallWrapUpStarted', { agentId: string; workId: string; until: Instant }>;
export type CallWrapUpOverdue = Of<'CallWrapUpOverdue', { agentId: string }>;
export type CallClassified = Of<'CallClassified', { classifierId: string; note: string; agentId: string }>;
export type CallClosed = Of<
  'CallClosed',
  { agentId: string | null; workId: string | null; classified: boolean; by: 'agent' | 'timer' | 'system' }
>;
/** After a time without events: what the switch does differs from what it should; `fix` puts it right. */
export type CallRepaired = Of<
  'CallRepaired',
  {
    fix: 'bridge' | 'music' | 'hold' | 'conference' | 'drop-leg';
    legIds: readonly LegId[];
    music: string;
    found: string;
  }
>;

export type CallEvent =
  | RingEvent
  | CallArrived
  | CallBlocked
  | CallPickedUp
  | CallQueued
  | CallQueueLeft
  | CallFlowEntered
  | CallerAsked
  | CallerAnswered
  | CallFlowLeft
  | CallAnnounced
  | CallOverflowed
  | CallOverflowFailed
  | CallMusicResumed
  | CallOffered
  | CallOfferRang
  | CallOfferFailed
  | CallOfferWithdrawn
  | CallConnected
  | CallColleagueJoined
  | CallDialed
  | CallPlaced
  | CallFarAnswered
  | CallOwnPhoneRang
  | CallOwnPhoneAnswered
  | CallRerouted
  | CallFarRang
  | CallHeld
  | CallResumed
  | CallMuted
  | CallUnmuted
  | CallDigitsSent
  | CallRecordingStarted
  | CallRecordingPaused
  | CallRecordingResumed
  | CallTransferred
  | CallTakenBack
  | CallSentOut
  | CallSentOutAnswered
  | CallConsultStarted
  | CallConsultRang
  | CallConsultAnswered
  | CallConsultFailed
  | CallReturnedToCaller
  | CallTransferCompleted
  | CallConferenced
  | CallConferenceLeft
  | CallAgentLeft
  | CallAgentLost
  | CallHungUp
  | CallWrapUpStarted
  | CallWrapUpOverdue
  | CallClassified
  | CallClosed
  | CallRepaired
  | VoicemailCallEvent
  | SurveyCallEvent
  | CallbackCallEvent;

export const CALL_EVENT_TYPES = [
  ...RING_EVENT_TYPES,
  'CallArrived',
  'CallBlocked',
  'CallPickedUp',
  'CallQueued',
  'CallQueueLeft',
  'CallFlowEntered',
  'CallerAsked',
  'CallerAnswered',
  'CallFlowLeft',
  'CallAnnounced',
  'CallOverflowed',
  'CallOverflowFailed',
  'CallMusicResumed',
  'CallOffered',
  'CallOfferRang',
  'CallOfferFailed',
  'CallOfferWithdrawn',
  'CallConnected',
  'CallColleagueJoined',
  'CallDialed',
  'CallPlaced',
  'CallFarAnswered',
  'CallOwnPhoneRang',
  'CallOwnPhoneAnswered',
  'CallRerouted',
  'CallFarRang',
  'CallHeld',
  'CallResumed',
  'CallMuted',
  'CallUnmuted',
  'CallDigitsSent',
  'CallRecordingStarted',
  'CallRecordingPaused',
  'CallRecordingResumed',
  'CallTransferred',
  'CallTakenBack',
  'CallSentOut',
  'CallSentOutAnswered',
  'CallConsultStarted',
  'CallConsultRang',
  'CallConsultAnswered',
  'CallConsultFailed',
  'CallReturnedToCaller',
  'CallTransferCompleted',
  'CallConferenced',
  'CallConferenceLeft',
  'CallAgentLeft',
  'CallAgentLost',
  'CallHungUp',
  'CallWrapUpStarted',
  'CallWrapUpOverdue',
  'CallClassified',
  'CallClosed',
  'CallRepaired',
  ...VOICEMAIL_CALL_EVENTS,
  'CallSurveyPlanned',
  'CallPassedToSurvey',
  'CallSurveyBegan',
  'CallSurveyDialed',
  ...CALLBACK_CALL_EVENTS,
] as const satisfies readonly CallEvent['type'][];
