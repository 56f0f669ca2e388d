import type { Cancel } from '../../../../kernel/clock';
import type { Outcome } from '../../../../kernel/outcome';
import type { LegId, LegSnapshot, NodeId } from './leg';
import type { Listening, SoundHandler } from './leg-sound';
import type { SwitchCommand } from './switch-command';
import type { SwitchEvent } from './switch-event';
import type { TrunkLine, TrunkLineResult } from './trunk-line';

/** The switch has taken the command. What comes of it (ringing, answer, end of a playback) arrives as events. */
export interface Ack {
  readonly commandId: string;
  /** True when this id had been carried out before, or its effect was already there. */
  readonly repeated: boolean;
}

/**
 * - `not-connected`, `timed-out`: unknown or not done; repeat the same command after the next `SwitchConnected`
 * - `leg-not-found`: the leg is gone (its `LegEnded` came, comes, or was lost with the connection)
 * - `wrong-node`: the command belongs to another switch
 * - `invalid`: the field breaks the rule; repeating is useless
 * - `switch-refused`: the switch said no; `detail` is its own text, for the log only
 */
export type SwitchFailure =
  | { readonly code: 'not-connected' }
  | { readonly code: 'timed-out' }
  | { readonly code: 'leg-not-found'; readonly legId: LegId }
  | { readonly code: 'wrong-node'; readonly nodeId: NodeId }
  | { readonly code: 'invalid'; readonly field: string; readonly rule: string }
  | { readonly code: 'switch-refused'; readonly detail: string };

export type SwitchEventHandler = (event: SwitchEvent) => void | Promise<void>;

/** One switch machine: real FreeSWITCH or the simulator, the caller cannot tell which. */
export interface Switch {
  readonly nodeId: NodeId;
  /** Connects in the background and keeps trying; `SwitchConnected` tells when. Also again after a stop. */
  start(): void;
  /** Resolves when nothing of it runs any more. Calls in the switch go on. */
  stop(): Promise<void>;
  connected(): boolean;
  /** Never throws for anything that the switch or the network does. */
  send(command: SwitchCommand): Promise<Outcome<Ack, SwitchFailure>>;
  /**
   * Every event of this node in order, from now on, one at a time: a returned promise is awaited before the next event
   * is delivered, so persist first, then return. A handler that rejects gets the same event again (at least once).
   */
  subscribe(handler: SwitchEventHandler): Cancel;
  /** Live legs now, for reconciliation. One younger than half a second may be missing: its event has told of it. */
  legs(): Promise<Outcome<readonly LegSnapshot[], SwitchFailure>>;
  /** What the owner of an answered leg says from now on, also while it is bridged or hears something; for telling machines from people. */
  listen(legId: LegId, heard: SoundHandler): Promise<Outcome<Listening, SwitchFailure>>;
  /**
   * Makes the switch have exactly these trunks beside those of its own set-up; one result for each, in their order. What
   * is as it should be is left alone, and no call ends: those of a changed trunk go on. Safe to repeat; calls wait for
   * each other.
   */
  configureTrunks(lines: readonly TrunkLine[]): Promise<Outcome<readonly TrunkLineResult[], SwitchFailure>>;
}

/** Nest token of the `Switch`. */
export const SWITCH = Symbol('Switch');
