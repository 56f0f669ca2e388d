import type { CallId, DialTarget, SwitchCommand } from '../../switch';
import type { Ringing } from './call-events';

/** A command without what the journal gives it: its id and node. */
export type Order = SwitchCommand extends infer C
  ? C extends SwitchCommand
    ? Omit<C, 'id' | 'nodeId'>
    : never
  : never;

/** Our own phones stay up when their partner goes, so that the caller is never lost with the agent. */
export function originate(ring: Ringing, callId: CallId): Order {
  const { legId, party, trunk, callerId, ringSeconds } = ring;
  const to: DialTarget =
    party.kind === 'agent'
      ? { kind: 'extension', extension: party.extension }
      : { kind: 'trunk', trunk: trunk ?? '', number: party.number };
  return {
    type: 'OriginateLeg',
    legId,
    callId,
    to,
    callerId,
    ringSeconds,
    parkAfterBridge: true,
    ...(party.kind === 'agent' && { mediaTimeoutMs: 4000, phoneHeaders: { Call: callId } }),
  };
}
