import type { HangUpReason } from './cause';
import type { CallId, LegId, LegVariables, NodeId } from './leg';

/** What a leg hears. Files are absolute paths on the switch's machine. */
export type Media =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'silence'; readonly ms: number }
  /** One or two frequencies in Hz for `ms`. */
  | { readonly kind: 'tone'; readonly frequencies: readonly number[]; readonly ms: number }
  /** Synthesised speech; `voice` is a voice installed on the switch. */
  | { readonly kind: 'say'; readonly text: string; readonly voice: string };

/** Where an outbound leg goes: a phone of our own, or a public number (E.164 with `+` or as the trunk wants it) through a trunk. */
export type DialTarget =
  | { readonly kind: 'extension'; readonly extension: string }
  | { readonly kind: 'trunk'; readonly trunk: string; readonly number: string };

export interface CallerId {
  readonly number: string;
  readonly name?: string;
}

export type SuperviseMode = 'listen' | 'whisper' | 'barge';

/** `id` is ours and makes the command safe to repeat: the same id is carried out once and acknowledged again. */
interface Common<Type extends string> {
  readonly type: Type;
  readonly id: string;
  readonly nodeId: NodeId;
  readonly legId: LegId;
}

/** Takes an inbound call (billing starts). */
export type AnswerLeg = Common<'AnswerLeg'>;
/** Opens audio without answering (free announcement). */
export type PreAnswerLeg = Common<'PreAnswerLeg'>;
/** Lets the caller hear ringing. */
export type RingLeg = Common<'RingLeg'>;

/** Plays the list once, then `PlaybackEnded` with `playbackId` = this command's id. */
export interface Play extends Common<'Play'> {
  readonly media: readonly Media[];
  /** Stop what the leg hears now (music too) and play at once; otherwise it waits for its turn. */
  readonly interrupt?: boolean;
}
/** Stops playback and music and forgets what was queued. */
export type StopPlaying = Common<'StopPlaying'>;

/** Plays the prompt and collects digits; a digit interrupts the prompt. Answer: `DigitsCollected` with `collectionId` = this command's id. */
export interface CollectDigits extends Common<'CollectDigits'> {
  readonly prompt: readonly Media[];
  readonly invalid?: readonly Media[];
  readonly minimum: number;
  readonly maximum: number;
  readonly attempts: number;
  readonly timeoutMs: number;
  readonly interDigitTimeoutMs: number;
  /** Digits that end the entry and are not part of it, for example `#`; empty for none. */
  readonly terminators: string;
  readonly interrupt?: boolean;
}

/** Endless music: `files` in their order, again and again, or else a named stream of the switch (`moh` when absent). */
export interface Music {
  readonly stream?: string;
  /** Absolute paths on the switch's machine. */
  readonly files?: readonly string[];
}
export type StartMusic = Common<'StartMusic'> & Music;
export type StopMusic = Common<'StopMusic'>;

/**
 * Makes a new leg with an id of ours, rings it, parks it when answered. Repeating it never makes a second leg.
 * Answered: `LegAnswered`, then `LegParked`. Otherwise `CommandFailed` exactly once, plus `LegEnded` when the leg had come into being.
 */
export interface OriginateLeg extends Common<'OriginateLeg'> {
  readonly callId: CallId;
  readonly to: DialTarget;
  readonly callerId: CallerId;
  readonly ringSeconds: number;
  /** Stays up (parked) when its partner hangs up: agents' legs between calls, customers' legs always. */
  readonly parkAfterBridge: boolean;
  /** Ends the leg when no audio arrives for so long; absent: never. */
  readonly mediaTimeoutMs?: number;
  readonly variables?: LegVariables;
  /** Shown to the phone as `X-CC-…` headers, for example `{ Call: '77' }`. */
  readonly phoneHeaders?: Readonly<Record<string, string>>;
}

/** Connects two legs; music on either stops. Also re-connects parked legs. `LegBridged` follows. */
export interface BridgeLegs extends Common<'BridgeLegs'> {
  readonly withLegId: LegId;
}
/** Takes a bridge apart and parks both legs: `LegUnbridged`, then `LegParked` twice. */
export type UnbridgeLeg = Common<'UnbridgeLeg'>;

/** `legId` is the customer's leg: it hears music, the other side silence; the bridge stays. */
export type HoldLeg = Common<'HoldLeg'> & Music;
export type ResumeLeg = Common<'ResumeLeg'>;

/** Nobody hears the leg's owner until `UnmuteLeg`. */
export type MuteLeg = Common<'MuteLeg'>;
export type UnmuteLeg = Common<'UnmuteLeg'>;

/**
 * Sends `legId` to another party without anybody announcing it. The new leg is `newLegId`; when the party does not
 * take the call, `legId` is parked again (`LegParked`) and `CommandFailed` tells the cause.
 */
export interface TransferLeg extends Common<'TransferLeg'> {
  readonly callId: CallId;
  readonly newLegId: LegId;
  readonly to: DialTarget;
  readonly callerId: CallerId;
  readonly ringSeconds: number;
}

export interface JoinConference extends Common<'JoinConference'> {
  readonly conferenceId: string;
}
/** Parks the leg; the others stay. */
export type LeaveConference = Common<'LeaveConference'>;

/** `0-9*#A-D`, sent towards the leg's owner. */
export interface SendDigits extends Common<'SendDigits'> {
  readonly digits: string;
}

/** Stereo: left what the leg's owner says, right what they hear. `RecordingEnded` follows the stop or the hang-up. */
export interface StartRecording extends Common<'StartRecording'> {
  readonly path: string;
}
export interface StopRecording extends Common<'StopRecording'> {
  readonly path: string;
}
/**
 * Records what the leg's owner says, one track, nobody else heard: until a terminator, so many seconds of silence, the longest
 * time, `StopPlaying` or the hang-up. Answer: `RecordingEnded` with the path, then, while the leg is still there, `PlaybackEnded`
 * with `playbackId` = this command's id. A file that cannot be written ends the leg.
 */
export interface RecordMessage extends Common<'RecordMessage'> {
  readonly path: string;
  readonly maximumSeconds: number;
  /** Null: silence does not end it. */
  readonly silenceSeconds: number | null;
  /** Digits that end it, for example `#`; empty for none. */
  readonly terminators: string;
}
/** Records silence until `UnmaskRecording` (card numbers). */
export interface MaskRecording extends Common<'MaskRecording'> {
  readonly path: string;
}
export interface UnmaskRecording extends Common<'UnmaskRecording'> {
  readonly path: string;
}

/** Ends the leg. A leg that is already gone is acknowledged. */
export interface HangUp extends Common<'HangUp'> {
  readonly reason: HangUpReason;
}
export interface ScheduleHangUp extends Common<'ScheduleHangUp'> {
  readonly afterSeconds: number;
  readonly reason: HangUpReason;
}

/** Rings a supervisor's phone as new leg `legId` and attaches it to the agent's leg; stays across the agent's calls. */
export interface SuperviseLeg extends Common<'SuperviseLeg'> {
  readonly callId: CallId | null;
  readonly targetLegId: LegId;
  readonly to: DialTarget;
  readonly callerId: CallerId;
  readonly ringSeconds: number;
  readonly mode: SuperviseMode;
}
export interface ChangeSupervision extends Common<'ChangeSupervision'> {
  readonly mode: SuperviseMode;
}
export type StopSupervising = Common<'StopSupervising'>;

/** Stores facts of ours on the leg; `callId` and `queueId` also mark every later event and snapshot of it. */
export interface SetVariables extends Common<'SetVariables'> {
  readonly callId?: CallId;
  readonly queueId?: string;
  readonly variables?: LegVariables;
}

/** Everything that we can ask of a switch. */
export type SwitchCommand =
  | AnswerLeg
  | PreAnswerLeg
  | RingLeg
  | Play
  | StopPlaying
  | CollectDigits
  | StartMusic
  | StopMusic
  | OriginateLeg
  | BridgeLegs
  | UnbridgeLeg
  | HoldLeg
  | ResumeLeg
  | MuteLeg
  | UnmuteLeg
  | TransferLeg
  | JoinConference
  | LeaveConference
  | SendDigits
  | StartRecording
  | StopRecording
  | RecordMessage
  | MaskRecording
  | UnmaskRecording
  | HangUp
  | ScheduleHangUp
  | SuperviseLeg
  | ChangeSupervision
  | StopSupervising
  | SetVariables;
