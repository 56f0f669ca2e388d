import type { Instant } from '../../../../kernel/clock';

/** Name of one switch machine. Every command and event carries it, so that several switches can stand beside each other. */
export type NodeId = string;

/** One party's connection to the switch (a customer's line, an agent's phone). UUID; ours for legs that we originate, the switch's for legs that arrive. */
export type LegId = string;

/** A call of ours: one customer interaction, any number of legs. */
export type CallId = string;

export type LegDirection = 'inbound' | 'outbound';

/** `ringing`: nothing heard yet; `early`: audio before the answer, nothing is billed; `answered`: both directions, billed. */
export type LegProgressState = 'ringing' | 'early' | 'answered';

/** Where the leg's audio is. `parked`: waits for our next command; `elsewhere`: the switch does something that we did not order. */
export type LegPlace = 'parked' | 'bridged' | 'conference' | 'supervising' | 'dialling' | 'elsewhere';

/** Facts of ours stored on the leg inside the switch; they survive a restart of our process. Names: `[a-z][a-z0-9_]*`. */
export type LegVariables = Readonly<Record<string, string>>;

/** One live leg as the switch knows it now: what reconciliation compares with our own state. */
export interface LegSnapshot {
  readonly nodeId: NodeId;
  readonly legId: LegId;
  /** Null: no command of ours has claimed the leg yet (it arrived while nobody listened). */
  readonly callId: CallId | null;
  readonly direction: LegDirection;
  readonly progress: LegProgressState;
  readonly place: LegPlace;
  /** The other leg when `place` is `bridged`. */
  readonly bridgedWith: LegId | null;
  /** The leg hears hold music that `Hold` started. */
  readonly held: boolean;
  readonly muted: boolean;
  /** Caller's number as it was signalled; empty when withheld. */
  readonly ani: string;
  /** Dialled number, or the extension that rings. */
  readonly dnis: string;
  readonly displayName: string;
  /** Trunk of an inbound or trunk leg; null for an extension. */
  readonly trunk: string | null;
  /** The phone of ours that called; null for every other leg. */
  readonly extension: string | null;
  readonly startedAt: Instant;
  readonly answeredAt: Instant | null;
  readonly variables: LegVariables;
}
