import type { Instant } from '../../../../kernel/clock';
import type { LegEndCause } from './cause';
import type { CallId, LegDirection, LegId, LegSnapshot, NodeId } from './leg';
import type { SwitchCommand } from './switch-command';

/** `at` is the switch's own time of the fact. */
interface Common<Type extends string> {
  readonly type: Type;
  readonly nodeId: NodeId;
  readonly at: Instant;
}

interface OfLeg<Type extends string> extends Common<Type> {
  readonly legId: LegId;
  /** Known once a command of ours has named it (originate, `SetVariables`). */
  readonly callId: CallId | null;
}

/** A call came in and waits, unanswered, for our first command. */
export interface LegArrived extends OfLeg<'LegArrived'> {
  /** Caller's number as signalled; empty when withheld. */
  readonly ani: string;
  readonly dnis: string;
  readonly trunk: string | null;
  /** The phone of ours that calls, by the account with which it signed in; null: somebody outside. */
  readonly extension: string | null;
  readonly displayName: string;
}
/** The far phone rings (`ringing`) or sends audio before its answer (`early`). */
export interface LegProgress extends OfLeg<'LegProgress'> {
  readonly progress: 'ringing' | 'early';
}
export type LegAnswered = OfLeg<'LegAnswered'>;
export interface LegBridged extends OfLeg<'LegBridged'> {
  readonly otherLegId: LegId;
}
/** The bridge is gone; each leg is told where it went by `LegParked`, `LegEnded` or nothing (conference). */
export interface LegUnbridged extends OfLeg<'LegUnbridged'> {
  readonly otherLegId: LegId;
}
/** The leg waits for our next command (again). */
export type LegParked = OfLeg<'LegParked'>;
export interface DigitReceived extends OfLeg<'DigitReceived'> {
  readonly digit: string;
  readonly durationMs: number;
}
export interface DigitsCollected extends OfLeg<'DigitsCollected'> {
  readonly collectionId: string;
  /** Empty when nothing valid was entered in all attempts. */
  readonly digits: string;
}
export interface PlaybackEnded extends OfLeg<'PlaybackEnded'> {
  readonly playbackId: string;
  /** `interrupted`: stopped by a command, a digit or the hang-up; `failed`: the file could not be played. */
  readonly result: 'finished' | 'interrupted' | 'failed';
}
export interface RecordingEnded extends OfLeg<'RecordingEnded'> {
  readonly path: string;
  readonly durationMs: number;
}
export interface LegEnded extends OfLeg<'LegEnded'> {
  readonly direction: LegDirection;
  readonly cause: LegEndCause;
  readonly rawCause: string;
  /** ITU-T Q.850 cause value. */
  readonly q850: number | null;
  /** Final SIP status for a leg that was never answered. */
  readonly sipStatus: number | null;
  /** Who ended it: `far` the phone or the network, `near` the switch on our order or by a limit. */
  readonly endedBy: 'far' | 'near' | 'unknown';
  readonly billableSeconds: number;
  /** Mean opinion score of the audio that came in, 1…5; null when nothing was received. */
  readonly mos: number | null;
}
export interface PhoneRegistered extends Common<'PhoneRegistered'> {
  readonly extension: string;
  readonly contact: string;
  readonly userAgent: string;
  readonly expiresSeconds: number;
}
export interface PhoneUnregistered extends Common<'PhoneUnregistered'> {
  readonly extension: string;
  /** `closed`: its connection broke (closed browser tab); `expired`: it did not renew; `signed-out`: it said so. */
  readonly reason: 'signed-out' | 'closed' | 'expired';
}
export interface TrunkStateChanged extends Common<'TrunkStateChanged'> {
  readonly trunk: string;
  readonly state: 'up' | 'down' | 'trying';
  readonly detail: string;
}
/** What a command led to after it was acknowledged: a call that was not taken, a leg that could not be supervised. */
export interface CommandFailed extends OfLeg<'CommandFailed'> {
  readonly commandId: string;
  readonly command: SwitchCommand['type'];
  readonly cause: LegEndCause;
  readonly rawCause: string;
}

/**
 * The switch can be commanded. `legs` is everything alive at that moment: compare it before anything is sent again,
 * because events of the time without connection are lost for ever.
 * `first`: since our process started; `resumed`: same switch, calls went on; `restarted`: the switch came up anew,
 * only recovered legs are in `legs`, every other one is gone without a `LegEnded`.
 */
export interface SwitchConnected extends Common<'SwitchConnected'> {
  readonly how: 'first' | 'resumed' | 'restarted';
  /** Changes with every start of the switch. Compare with the stored one after a restart of our own process. */
  readonly switchRunId: string;
  readonly legs: readonly LegSnapshot[];
}
/** No connection. Calls go on as they are; nothing can be commanded or seen until `SwitchConnected`. */
export interface SwitchLost extends Common<'SwitchLost'> {
  readonly reason: string;
}

/** Everything that a switch tells us. One order for one node; handlers must be idempotent. */
export type SwitchEvent =
  | LegArrived
  | LegProgress
  | LegAnswered
  | LegBridged
  | LegUnbridged
  | LegParked
  | DigitReceived
  | DigitsCollected
  | PlaybackEnded
  | RecordingEnded
  | LegEnded
  | PhoneRegistered
  | PhoneUnregistered
  | TrunkStateChanged
  | CommandFailed
  | SwitchConnected
  | SwitchLost;

export type LegEvent = Extract<SwitchEvent, { legId: LegId }>;
