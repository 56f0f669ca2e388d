import type { Peer, SaveVpnPeer } from '#contracts';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';

export type VpnPeerRefusal = Refusal<
  'vpn-peer-not-found' | 'vpn-peer-name-taken' | 'vpn-peers-full' | 'vpn-key-missing' | 'changed-meanwhile'
>;

/** So many connections are what the machine is told of at most. */
const MOST = 50;

function authenticationOf({ authentication, key }: SaveVpnPeer, before?: Peer): Peer['authentication'] | null {
  if (authentication === 'certificate') return { kind: 'certificate' };
  if (key !== undefined) return { kind: 'pre-shared-key', key };
  return before?.authentication.kind === 'pre-shared-key' ? before.authentication : null;
}

/** The peers with one more, or with `id` changed. */
export function withPeer(
  peers: readonly Peer[],
  id: string | null,
  wanted: SaveVpnPeer,
): Outcome<readonly Peer[], VpnPeerRefusal> {
  const before = peers.find(({ name }) => name === id);
  const others = peers.filter((each) => each !== before);
  if (id !== null && !before) return refused({ code: 'vpn-peer-not-found' });
  if (before && before.version !== wanted.version) return refused({ code: 'changed-meanwhile' });
  if (others.some(({ name }) => name === wanted.name)) return refused({ code: 'vpn-peer-name-taken' });
  if (others.length >= MOST) return refused({ code: 'vpn-peers-full' });
  const authentication = authenticationOf(wanted, before);
  if (!authentication) return refused({ code: 'vpn-key-missing' });
  const { key: _key, version: _version, ...fields } = wanted;
  return accepted([...others, { ...fields, authentication, version: (before?.version ?? 0) + 1 }]);
}

export function withoutPeer(peers: readonly Peer[], id: string): Outcome<readonly Peer[], VpnPeerRefusal> {
  const others = peers.filter(({ name }) => name !== id);
  return others.length === peers.length ? refused({ code: 'vpn-peer-not-found' }) : accepted(others);
}
