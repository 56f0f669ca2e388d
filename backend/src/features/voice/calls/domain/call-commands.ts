import type { BlacklistHit, CallOutcome, OverflowTarget, TransferTarget } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Outcome, Refusal } from '../../../../kernel/outcome';
import type { CallerId, HangUpReason, LegEndCause, LegId, LegSnapshot, NodeId } from '../../switch';
import type { Notice } from './code-text';
import type { CallEvent, Ringing, VoicemailPlan } from './call-events';
import type { Surveyed } from './survey-call-events';
import type { RingEnd } from '../../pbx';
import type {
  CallerAsk,
  CallSurvey,
  ContactCard,
  HandlingPolicy,
  Lead,
  OfCampaign,
  Party,
  WorkDemand,
} from './call-state';

/** `freshId`: an id that the decision may use for whatever comes into being (queue place, playback, recording). */
interface Base {
  readonly at: Instant;
  readonly freshId: string;
}

export interface Arrive {
  readonly type: 'Arrive';
  readonly nodeId: NodeId;
  readonly legId: LegId;
  readonly ani: string;
  readonly number: string | null;
  readonly displayName: string | null;
  readonly dnis: string;
  readonly trunk: string | null;
  readonly contact: ContactCard | null;
  /** Somebody of ours, from his phone; null or absent: somebody outside. */
  readonly caller?: { readonly agentId: string; readonly extension: string } | null;
  readonly route:
    | {
        readonly ok: true;
        readonly ownNumber: string;
        readonly policy: HandlingPolicy;
        readonly greeting: string | null;
        /** The flow that the number leads into; null: the policy's queue. */
        readonly flowId: string | null;
        /** The phones that it leads to instead; null or absent: none. */
        readonly ring?: Lead | null;
        /** What the caller is told, and nothing else. */
        readonly notice?: Notice | null;
      }
    | {
        readonly ok: false;
        readonly because: string;
        readonly reason: HangUpReason;
        /** The entry of the blacklist that forbids it. */
        readonly blocked?: BlacklistHit;
      };
}

/** What the switch told us about a leg. */
export type LegReport =
  | { readonly type: 'NoteProgress'; readonly legId: LegId }
  | { readonly type: 'NoteAnswered'; readonly legId: LegId }
  | {
      readonly type: 'NoteEnded';
      readonly legId: LegId;
      readonly cause: LegEndCause;
      readonly rawCause: string;
      readonly farSide: boolean;
    }
  | { readonly type: 'NotePlayback'; readonly legId: LegId; readonly playbackId: string };

/** Where a transfer or consultation goes, found out by the use case; an agent has been reserved in the same transaction. */
export type ResolvedTarget =
  | { readonly kind: 'queue'; readonly target: TransferTarget; readonly policy: HandlingPolicy }
  | {
      readonly kind: 'agent';
      readonly target: TransferTarget;
      readonly offerId: string;
      readonly party: Extract<Party, { kind: 'agent' }>;
      readonly ring: Ringing;
      readonly name: string;
    }
  | { readonly kind: 'number'; readonly target: TransferTarget; readonly ring: Ringing }
  | { readonly kind: 'voicemail'; readonly target: TransferTarget; readonly box: VoicemailPlan };

export interface Dial {
  readonly type: 'Dial';
  readonly nodeId: NodeId;
  readonly agentId: string;
  readonly extension: string;
  readonly agentLegId: LegId;
  readonly farLegId: LegId;
  readonly to: Party;
  readonly offerId: string | null;
  readonly trunk: string | null;
  readonly number: string | null;
  readonly displayName: string | null;
  readonly contact: ContactCard | null;
  readonly ownNumber: string | null;
  readonly callerId: CallerId;
  readonly policy: HandlingPolicy;
  readonly ringSeconds: number;
  readonly campaign?: OfCampaign;
  /** A group, or a colleague with rules of his own: once he is on the line, the call goes where they say. */
  readonly lead?: Lead;
  /** His phone called us, and is on the line as `agentLegId`. */
  readonly arrived?: true;
}

/** A campaign calls somebody, and nobody of ours waits on the line: who speaks is found when he has answered, or a flow does. */
export interface Place extends Pick<
  Dial,
  'nodeId' | 'to' | 'trunk' | 'number' | 'contact' | 'ownNumber' | 'callerId' | 'policy' | 'ringSeconds'
> {
  readonly type: 'Place';
  readonly farLegId: LegId;
  readonly flowId: string | null;
  readonly campaign: OfCampaign;
}

/** An attempt of a callback enters its queue. */
export interface QueueCallback {
  readonly type: 'QueueCallback';
  readonly nodeId: NodeId;
  readonly callbackId: string;
  readonly number: string;
  readonly contact: ContactCard | null;
  readonly ownNumber: string | null;
  readonly policy: HandlingPolicy;
  /** Start of the wait whose place it keeps. */
  readonly queuedAt: Instant;
  readonly demand: WorkDemand | null;
}

/** One phone that is to ring; its owner has been reserved in the same transaction. */
export interface PhoneToRing {
  readonly offerId: string;
  readonly party: Extract<Party, { kind: 'agent' }>;
  readonly legId: LegId;
}

/** Where a call goes that nobody of a group, or a person, has taken. */
export type RingExit =
  | { readonly kind: 'ring'; readonly ring: Lead }
  | { readonly kind: 'queue'; readonly policy: HandlingPolicy }
  | { readonly kind: 'number'; readonly ring: Ringing }
  | { readonly kind: 'voicemail'; readonly box: VoicemailPlan }
  | { readonly kind: 'hang-up'; readonly outcome: CallOutcome; readonly reason: HangUpReason };

/** Where a flow sends its caller, found out by the use case; an agent has been reserved in the same transaction. */
export type FlowTarget =
  | {
      readonly kind: 'queue';
      readonly policy: HandlingPolicy;
      readonly demand: WorkDemand;
      /** He comes back when the queue cannot serve him. */
      readonly returns: boolean;
    }
  /** Another flow takes him over; this one is done with him. */
  | { readonly kind: 'flow'; readonly flowId: string }
  | {
      readonly kind: 'agent';
      readonly offerId: string;
      readonly party: Extract<Party, { kind: 'agent' }>;
      readonly ring: Ringing;
      readonly returns: boolean;
    }
  | { readonly kind: 'number'; readonly ring: Ringing; readonly returns: boolean }
  | { readonly kind: 'callback'; readonly queueId: string; readonly number: string; readonly demand: WorkDemand | null }
  | { readonly kind: 'voicemail'; readonly box: VoicemailPlan }
  | { readonly kind: 'hang-up'; readonly outcome: CallOutcome; readonly because: string };

/** The last words, empty for none, and what the call came to by them; absent: nobody wanted it. */
export interface LetGo {
  readonly message: string;
  readonly outcome?: CallOutcome;
}

/** Where an overflow brings a caller, found out by the use case. `nowhere`: the rule's target is not there, and why. */
export type OverflowTo =
  | { readonly kind: 'queue'; readonly policy: HandlingPolicy }
  | { readonly kind: 'number'; readonly ring: Ringing }
  | {
      readonly kind: 'agent';
      readonly offerId: string;
      readonly party: Extract<Party, { kind: 'agent' }>;
      readonly ring: Ringing;
    }
  | { readonly kind: 'flow'; readonly flowId: string }
  /** Into the flow that led into the queue: it has drawn how it goes on. */
  | { readonly kind: 'back' }
  | { readonly kind: 'voicemail'; readonly box: VoicemailPlan }
  | ({ readonly kind: 'hang-up'; readonly language?: string | null } & LetGo)
  | { readonly kind: 'nowhere'; readonly target: OverflowTarget; readonly reason: string };

/** A call that asks for an opinion. */
type Asking<Type extends string, Data> = { readonly type: Type; readonly nodeId: NodeId } & Surveyed & Data;

type Each<Type extends string, Data = unknown> = Type extends unknown ? { readonly type: Type } & Data : never;

/** What a person at a desk asks for. */
export type DeskCommand = { readonly agentId: string } & (
  | Each<'HangUp' | 'Hold' | 'Resume' | 'Mute' | 'Unmute' | 'StartRecording' | 'PauseRecording' | 'ResumeRecording'>
  | Each<'CompleteTransfer' | 'ReturnToCaller' | 'Conference' | 'Decline'>
  | { readonly type: 'SendDigits'; readonly digits: string }
  | Each<'Transfer' | 'Consult', { readonly to: ResolvedTarget }>
  | { readonly type: 'Classify'; readonly classifierId: string; readonly note: string }
  | { readonly type: 'FinishWrapUp' }
);

export type CallCommand = Base &
  (
    | Arrive
    | LegReport
    | Dial
    | Place
    | DeskCommand
    /** The attempt by one trunk failed, and another trunk takes the next. */
    | { readonly type: 'Reroute'; readonly failed: LegId; readonly cause: string; readonly ring: Ringing }
    | {
        readonly type: 'Offer';
        readonly offerId: string;
        readonly workId: string;
        readonly agentId: string;
        readonly extension: string;
        readonly legId: LegId;
        readonly callerId: CallerId;
        readonly lifts?: boolean;
      }
    | { readonly type: 'WithdrawOffer'; readonly offerId: string; readonly agentId: string; readonly because: string }
    | {
        readonly type: 'Announce';
        readonly workId: string;
        readonly position: number;
        readonly text: string;
        readonly language: string | null;
      }
    | ({ readonly type: 'AskCaller' } & Omit<CallerAsk, 'playbackId'>)
    | { readonly type: 'NoteAsked'; readonly playbackId: string }
    | { readonly type: 'LeaveFlow'; readonly to: FlowTarget }
    /** A caller pressed a key without being asked. */
    | { readonly type: 'NoteKey'; readonly digit: string; readonly language: string | null }
    | {
        readonly type: 'NoteCallbackDigits';
        readonly playbackId: string;
        readonly digits: string;
        readonly language: string | null;
      }
    | QueueCallback
    | {
        readonly type: 'DialBack';
        readonly to: { readonly ok: true; readonly ring: Ringing } | { readonly ok: false; readonly because: string };
      }
    | { readonly type: 'CallOff'; readonly because: string }
    | {
        readonly type: 'GreetCaller';
        readonly messageId: string;
        readonly files: readonly string[];
        readonly milliseconds: number;
      }
    /** Routing took it out of its queue. */
    | {
        readonly type: 'Overflow';
        readonly workId: string;
        readonly to: OverflowTo;
      }
    | { readonly type: 'PlanSurvey'; readonly survey: CallSurvey | null }
    | Asking<
        'TakeOver',
        { readonly legId: LegId; readonly direction: 'inbound' | 'outbound'; readonly trunk: string | null }
      >
    | Asking<'DialSurvey', { readonly ring: Ringing }>
    | {
        readonly type: 'RingPhones';
        readonly step: number;
        /** None: nobody of this step can be rung. */
        readonly phones: readonly PhoneToRing[];
        readonly callerId: CallerId;
        readonly seconds: number;
      }
    | {
        readonly type: 'LeaveRing';
        readonly step: number;
        readonly to: RingExit;
        readonly because: RingEnd | 'loop' | 'gone';
      }
    /** `legId` is his phone, which called us. */
    | {
        readonly type: 'PickUp';
        readonly legId: LegId;
        readonly by: { readonly agentId: string; readonly extension: string };
      }
    | {
        readonly type: 'JoinRinging';
        readonly phone: PhoneToRing & { readonly callerId: CallerId; readonly seconds: number };
      }
    /** A machine took the call: the agent, or whose phone rings for it, is spared. */
    | { readonly type: 'TakeBack'; readonly because: string }
    | { readonly type: 'MaxWait'; readonly workId: string }
    | { readonly type: 'LegTimeout'; readonly legId: LegId }
    | { readonly type: 'WrapUpOverdue'; readonly workId: string }
    /** The agent's after-call work ended by itself (timer), or he is gone. */
    | { readonly type: 'AgentClosed'; readonly workId: string }
    | { readonly type: 'Reconcile'; readonly legs: readonly LegSnapshot[]; readonly restarted: boolean }
  );

/**
 * - `call-over`: nothing can be done with it any more
 * - `not-your-call`: the agent takes no part in it
 * - `action-not-possible`: not in this state; GET the call for its present `actions`
 * - `classifier-required`: wrap-up cannot be finished without a classification
 */
export type CallRefusal = Refusal<'call-over' | 'not-your-call' | 'action-not-possible' | 'classifier-required'>;
export type CallDecision = Outcome<readonly CallEvent[], CallRefusal>;
export type CommandOf<Type extends CallCommand['type']> = Extract<CallCommand, { type: Type }>;
