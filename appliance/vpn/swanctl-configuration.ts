import { SERVICES, type Peer } from './peer';

/** AEAD and elliptic curves, with MODP 3072 for peers that have none. Nothing with SHA-1, CBC or small groups is offered. */
const IKE_PROPOSALS = 'aes256gcm16-prfsha384-ecp384, aes256gcm16-prfsha256-curve25519, aes256gcm16-prfsha256-modp3072';
const ESP_PROPOSALS = 'aes256gcm16-ecp384, aes256gcm16-curve25519, aes256gcm16-modp3072';

interface Section {
  readonly [key: string]: string | Section;
}

/** swanctl's text: one `key = value` a line, sections in braces. */
function write(section: Section, depth = 0): string {
  const indent = '  '.repeat(depth);
  return Object.entries(section)
    .map(([key, value]) =>
      typeof value === 'string'
        ? `${indent}${key} = ${value}\n`
        : `${indent}${key} {\n${write(value, depth + 1)}${indent}}\n`,
    )
    .join('');
}

const localSelectors = ({ localAddress, services }: Peer): string =>
  services.map((service) => `${localAddress}/32[${SERVICES[service].protocol}/${SERVICES[service].port}]`).join(', ');

function connectionOf(peer: Peer, addresses: Addresses): Section {
  const { authentication, localIdentity, remoteIdentity, remote } = peer;
  const byCertificate = authentication.kind === 'certificate';
  return {
    version: '2',
    ...(addresses.local && { local_addrs: addresses.local }),
    remote_addrs: remote === 'anywhere' ? '%any' : remote,
    proposals: IKE_PROPOSALS,
    unique: 'replace',
    dpd_delay: '30s',
    rekey_time: '4h',
    local: {
      auth: byCertificate ? 'pubkey' : 'psk',
      ...(byCertificate && { certs: 'centrala.pem' }),
      id: localIdentity,
    },
    remote: {
      auth: byCertificate ? 'pubkey' : 'psk',
      ...(byCertificate && { cacerts: 'centrala-authority.pem' }),
      id: remoteIdentity,
    },
    children: {
      [peer.name]: {
        mode: 'tunnel',
        local_ts: localSelectors(peer),
        remote_ts: peer.remoteNetworks.join(', '),
        esp_proposals: ESP_PROPOSALS,
        rekey_time: '1h',
        dpd_action: peer.initiate ? 'restart' : 'clear',
        close_action: peer.initiate ? 'start' : 'none',
        start_action: peer.initiate ? 'start' : 'none',
      },
    },
  };
}

export interface Addresses {
  /** This machine's own, where it has several. */
  readonly local?: string;
}

/** swanctl.conf for all peers that are enabled. Values are those of a checked Peer: none can end its line. */
export function swanctlConfiguration(peers: readonly Peer[], addresses: Addresses = {}): string {
  const enabled = peers.filter((each) => each.enabled);
  const secrets = enabled.flatMap((peer) =>
    peer.authentication.kind === 'pre-shared-key'
      ? [
          [
            `ike-${peer.name}`,
            { 'id-a': peer.localIdentity, 'id-b': peer.remoteIdentity, secret: `"${peer.authentication.key}"` },
          ] as const,
        ]
      : [],
  );
  return `# Written by \`centrala vpn apply\` from what the console keeps; a change by hand is overwritten.\n${write({
    connections: Object.fromEntries(enabled.map((peer) => [peer.name, connectionOf(peer, addresses)])),
    secrets: Object.fromEntries(secrets),
  })}`;
}
