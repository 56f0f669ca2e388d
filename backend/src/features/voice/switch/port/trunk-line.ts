/** The switch's line to itself: a call that goes out on it arrives like one from outside. In every switch, in no list of trunks. */
export const SELF_TRUNK = 'self';

/** One line to a telephone network as a switch needs it. */
export interface TrunkLine {
  /** `[a-z0-9-]`; the name that commands and events use. */
  readonly name: string;
  readonly host: string;
  readonly port: number | null;
  readonly transport: 'udp' | 'tcp' | 'tls';
  /** With account: registers there. Null: trusted by its address. */
  readonly account: { readonly user: string; readonly password: string } | null;
  /** Addresses and networks (CIDR) that its calls come from; empty: those of `host`. */
  readonly addresses: readonly string[];
  /** Spoken with it in this order of preference, and no others; what only passes through cannot be heard by the switch itself. */
  readonly codecs: readonly ('OPUS' | 'PCMA' | 'PCMU' | 'G729')[];
  /** Asks the far side for a sign of life; its state follows. */
  readonly pings: boolean;
}

/**
 * - `no-directory`: the installation does not say where the switch reads trunks
 * - `name-of-setup`: the switch has a trunk of this name from its own set-up
 * - `host-unknown`: the name has no address
 * - `invalid`: `detail` names the field and its rule
 * - `switch-refused`: the switch did not take it; `detail` is its own text
 */
export type TrunkLineRefusal = 'no-directory' | 'name-of-setup' | 'host-unknown' | 'invalid' | 'switch-refused';

/** How one trunk stands after `configureTrunks`. `now`: its state in the switch, as `TrunkStateChanged` would tell it. */
export type TrunkLineResult =
  | {
      readonly name: string;
      readonly result: 'applied';
      readonly now: 'up' | 'trying' | 'down';
      readonly detail: string;
    }
  | { readonly name: string; readonly result: 'refused'; readonly reason: TrunkLineRefusal; readonly detail: string };
