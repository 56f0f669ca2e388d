import type { CallOutcome, CallState as Phase } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { DigitsWanted } from '../../ivr';
import type { RingTarget } from '../../pbx';
import type { LegId, NodeId } from '../../switch';
import type { Notice } from './code-text';
import type { Requirement } from '../../../work/routing';

/** Somebody on the other end of a leg. */
export type Party =
  | { readonly kind: 'agent'; readonly agentId: string; readonly extension: string }
  | { readonly kind: 'number'; readonly number: string };

export interface ContactCard {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** `sample`: a share of the conversations; `on-demand`: when the agent asks for it. */
export type RecordRule = 'always' | 'never' | 'sample' | 'on-demand';

/** What the call takes from the settings when it enters a queue (or is dialled); later edits of these apply to later calls. */
export interface HandlingPolicy {
  readonly queueId: string | null;
  readonly queueName: string | null;
  readonly music: string;
  readonly announcePosition: boolean;
  readonly announceEverySeconds: number;
  readonly maxWaitSeconds: number | null;
  readonly record: RecordRule;
  /** Of a hundred conversations, by the rule `sample`; absent: all. */
  readonly recordPercent?: number;
  readonly classifierRequired: boolean;
  readonly wrapUpSeconds: number;
  readonly offerTimeoutSeconds: number;
  /** How long the caller's last agent is preferred; null or absent: not at all. */
  readonly lastAgentSeconds?: number | null;
  /** Says the expected wait with the position. */
  readonly announceWait?: boolean;
  /** Pressed by a waiting caller who wants to be called back; null or absent: that is not offered. */
  readonly callbackDigit?: string | null;
}

/** What a waiting caller is asked about being called back; `number` is the one that he would be called at. */
export interface CallbackDialog {
  /** `closing`: he has confirmed, and hears that he is called back. */
  readonly step: 'confirm' | 'number' | 'closing';
  readonly number: string;
  readonly tries: number;
  readonly playbackId: string;
  readonly text: string;
}

/** `expected`: ordered, nothing heard yet; `ringing`; `up`: answered. */
export type LegStage = 'expected' | 'ringing' | 'up';

/** The outside party of the call; the colleague called, when it is internal. */
export interface FarLeg {
  readonly legId: LegId;
  readonly party: Party;
  readonly trunk: string | null;
  readonly stage: LegStage;
  /** Trunks by which he could not be reached, in order. */
  readonly failed?: readonly { readonly trunk: string; readonly cause: string }[];
  /** The reservation of the colleague who is called. */
  readonly offerId: string | null;
}

export interface AgentLeg {
  readonly legId: LegId;
  readonly agentId: string;
  readonly extension: string;
  /** The stretch of the agent's work: the offer's id, or the call's own for a call that he dialled. */
  readonly workId: string;
  readonly stage: LegStage;
  /** His phone called us: it is on the line before anybody else. Absent: we rang it. */
  readonly arrived?: boolean;
}

export interface OfferLeg {
  readonly offerId: string;
  readonly agentId: string;
  readonly extension: string;
  readonly legId: LegId;
  readonly stage: LegStage;
  readonly kind: 'queue' | 'direct';
  /** The phone lifts by itself: the agent waits for calls of a campaign. */
  readonly lifts?: boolean;
}

/** The campaign that made the call, and its attempt. */
export interface OfCampaign {
  readonly campaignId: string;
  readonly attemptId: string;
}

/** The third party: of a consultation, a conference, or the one the call was transferred to outside. */
export interface ThirdLeg {
  readonly legId: LegId;
  readonly party: Party;
  readonly offerId: string | null;
  readonly state: 'dialing' | 'ringing' | 'talking' | 'failed';
}

export interface QueueStay {
  readonly workId: string;
  readonly queuedAt: Instant;
  /** Start of the wait that counts, kept over returns. */
  readonly originalQueuedAt: Instant;
}

/** Phones that ring for a group or one person; `step` of how they ring, `hops` how often the call was led on before. */
export interface Ringer {
  readonly target: RingTarget;
  readonly name: string;
  readonly hops: number;
  readonly step: number;
}

/** Whose phones a call is for, before any has rung. */
export type Lead = Omit<Ringer, 'step'>;

export interface OnTape {
  readonly recordingId: string;
  readonly path: string;
  readonly legId: LegId;
  readonly state: 'on' | 'paused';
}

/** What a flow has the caller hear, and the digits that it wants from him; `playbackId` is the switch's command. */
export interface CallerAsk {
  readonly askId: string;
  readonly playbackId: string;
  readonly files: readonly string[];
  readonly wanted: DigitsWanted | null;
  /** A tone behind the files: it is his turn to speak. */
  readonly tone?: true | undefined;
  /** What he says is recorded for so long at most; absent: nothing is. */
  readonly speechSeconds?: number | undefined;
  /** Of the files together. */
  readonly milliseconds: number;
}

/** What a flow has found out for routing: it stays with the call when it returns to the queue. */
export interface WorkDemand {
  readonly requirements: readonly Requirement[];
  readonly priority: number | null;
  readonly language: string | null;
}

/** Where the caller goes when the agent hangs up after so long a conversation. */
export interface CallSurvey {
  readonly flowId: string;
  readonly minimumTalkMs: number;
}

/** Audio as it should be now: what reconciliation restores. */
export type Audio =
  | 'none'
  | 'greeting'
  | 'ivr'
  | 'voicemail'
  | 'music'
  /** The switch plays it to its end by itself. */
  | 'ringback'
  | 'bridged'
  | 'held'
  | 'consult'
  | 'conference'
  | 'transferred-out';

export interface CallState {
  readonly phase: Phase | 'none';
  readonly direction: 'inbound' | 'outbound' | 'internal';
  readonly nodeId: NodeId;
  readonly far: FarLeg | null;
  readonly agent: AgentLeg | null;
  readonly offers: readonly OfferLeg[];
  readonly third: ThirdLeg | null;
  readonly audio: Audio;
  readonly policy: HandlingPolicy;
  readonly stay: QueueStay | null;
  /** Prompt to be played before the queue. */
  readonly greeting: string | null;
  /** The greeting's or the announcement's playback, while it runs. */
  readonly playbackId: string | null;
  /** The flow that the caller is in or came from; `returns`: he may come back into it. Absent: none. */
  readonly flow?: { readonly flowId: string; readonly session: number; readonly returns: boolean } | null;
  /** How many flows the call has been in; absent: none. */
  readonly flows?: number;
  /** Whose phones ring, or are to; absent: nobody's. */
  readonly ring?: Ringer | null;
  /** What whoever dialled a code is told; absent: nothing. */
  readonly notice?: Notice | null;
  readonly ask?: CallerAsk | null;
  /** Where a call that was dialled on a desk goes when the dialler's phone is up; absent: to whom he dialled. */
  readonly lead?: Lead | null;
  readonly demand?: WorkDemand | null;
  readonly survey?: CallSurvey | null;
  /** The call asks for an opinion of this one; absent: it is a conversation itself. */
  readonly surveyOf?: string;
  /** The call's line was this one's, and has gone on in it; absent: a line of its own. */
  readonly continues?: string;
  /** Absent: of no campaign. */
  readonly campaign?: OfCampaign | null;
  readonly muted: boolean;
  readonly recording: OnTape | null;
  readonly contact: ContactCard | null;
  readonly number: string | null;
  readonly ownNumber: string | null;
  readonly startedAt: Instant;
  readonly answeredAt: Instant | null;
  readonly hungUpAt: Instant | null;
  /** Who closes the call after it, and until when. */
  readonly wrapUp: {
    readonly agentId: string;
    readonly workId: string;
    readonly until: Instant;
    readonly overdue: boolean;
  } | null;
  readonly classifierId: string | null;
  readonly everAnswered: boolean;
  /** Out of the queue by an overflow: to a number, a colleague, or about to be let go. Absent: no. */
  readonly overflowed?: 'number' | 'agent' | 'voicemail' | 'hang-up' | null;
  /** What the call came to when it was let go; absent: nobody wanted it. */
  readonly letGoAs?: CallOutcome | undefined;
  /** The callback that it is an attempt of; absent: none. */
  readonly callbackId?: string | null;
  /** Absent: he is asked nothing. */
  readonly dialog?: CallbackDialog | null;
  /** The message that he may leave; absent: none. */
  readonly voicemail?: {
    readonly messageId: string;
    readonly boxId: string;
    readonly maximumSeconds: number;
    readonly speaks: boolean;
  } | null;
  /** What screens and the history show beside; no decision rests on it. */
  readonly shown: Shown;
}

export interface Shown {
  readonly displayName: string | null;
  readonly stateSince: Instant;
  readonly queuedAt: Instant | null;
  /** The agent who handles it or handled it last. */
  readonly agentId: string | null;
  /** Everybody who ever took part. */
  readonly participants: readonly string[];
  readonly consultName: string | null;
  readonly outcome: CallOutcome | null;
  readonly endedBy: 'caller' | 'agent' | 'system' | null;
  readonly note: string | null;
  readonly waitMs: number;
  readonly talkMs: number;
  readonly wrapUpMs: number;
  readonly wrapUpUntil: Instant | null;
}

/** Outbound and internal calls have no queue; the dialling use case brings the policy of the installation. */
export const NO_POLICY: HandlingPolicy = {
  queueId: null,
  queueName: null,
  music: 'moh',
  announcePosition: false,
  announceEverySeconds: 60,
  maxWaitSeconds: null,
  record: 'never',
  classifierRequired: false,
  wrapUpSeconds: 0,
  offerTimeoutSeconds: 20,
};

export const INITIAL_CALL: CallState = {
  phase: 'none',
  direction: 'inbound',
  nodeId: '',
  far: null,
  agent: null,
  offers: [],
  third: null,
  audio: 'none',
  policy: NO_POLICY,
  stay: null,
  greeting: null,
  playbackId: null,
  muted: false,
  recording: null,
  contact: null,
  number: null,
  ownNumber: null,
  startedAt: 0,
  answeredAt: null,
  hungUpAt: null,
  wrapUp: null,
  classifierId: null,
  everAnswered: false,
  shown: {
    displayName: null,
    stateSince: 0,
    queuedAt: null,
    agentId: null,
    participants: [],
    consultName: null,
    outcome: null,
    endedBy: null,
    note: null,
    waitMs: 0,
    talkMs: 0,
    wrapUpMs: 0,
    wrapUpUntil: null,
  },
};

export const isOver = ({ phase }: CallState): boolean => phase === 'none' || phase === 'wrap-up' || phase === 'ended';

/** Everybody of ours who takes part and may see the call on his desk. */
export function participants(state: CallState): readonly string[] {
  const parties = [state.far?.party, state.third?.party].flatMap((party) =>
    party?.kind === 'agent' ? [party.agentId] : [],
  );
  const handling = state.agent?.agentId ?? state.wrapUp?.agentId;
  return [...new Set([...(handling ? [handling] : []), ...parties, ...state.offers.map(({ agentId }) => agentId)])];
}

/** Every leg that is up or on its way. */
export function liveLegs(state: CallState): readonly LegId[] {
  const third = state.third && state.third.state !== 'failed' ? [state.third.legId] : [];
  return [
    ...(state.far ? [state.far.legId] : []),
    ...(state.agent ? [state.agent.legId] : []),
    ...third,
    ...state.offers.map(({ legId }) => legId),
  ];
}
