import { mustRun, type Box } from '../box';
import { peersSchema, type Peer } from './peer';
import { swanctlConfiguration } from './swanctl-configuration';

/** Where the console leaves what it wants; readable by root and the platform. */
export const DESIRED = '/var/lib/centrala/vpn/desired.json';
const CONFIGURATION = '/etc/swanctl/conf.d/centrala.conf';

/** Peers that the console wants; none when it never said. Throws when the file breaks a rule. */
export const readPeers = (box: Box): readonly Peer[] =>
  peersSchema.parse(JSON.parse(box.read(DESIRED) ?? '{"peers":[]}')).peers;

/** Keeps other peers; throws an error that names every wrong field when one breaks a rule. */
export function keepPeers(box: Box, text: string): readonly Peer[] {
  const result = peersSchema.safeParse(JSON.parse(text));
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
    throw new Error(`The peers cannot be used:\n${problems.join('\n')}`);
  }
  // the console reads and writes it too
  const owner = box.isRoot ? { owner: 'centrala:centrala' } : {};
  box.write(DESIRED, `${JSON.stringify(result.data, null, 2)}\n`, { mode: 0o600, ...owner });
  return result.data.peers;
}

/** Writes the configuration and has the daemon load it; tunnels that did not change stay up. */
export async function applyPeers(box: Box, peers: readonly Peer[]): Promise<{ peers: number; changed: boolean }> {
  const wanted = swanctlConfiguration(peers);
  const changed = box.read(CONFIGURATION) !== wanted;
  if (changed) box.write(CONFIGURATION, wanted, { mode: 0o600 });
  await mustRun(box, 'swanctl', ['--load-all', '--clear', '--noprompt']);
  return { peers: peers.filter(({ enabled }) => enabled).length, changed };
}

export interface Tunnel {
  readonly name: string;
  readonly up: boolean;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Seconds since it was opened. */
  readonly seconds: number | null;
  readonly lastError: string | null;
}

export interface TunnelState {
  readonly at: string;
  readonly peers: readonly Tunnel[];
}

/** Why charon refused, in the words of its log, newest last. */
const ERRORS: readonly (readonly [RegExp, string])[] = [
  [/AUTHENTICATION_FAILED|MAC mismatched|no shared key found/, 'the key or the certificate is not accepted'],
  [/NO_PROPOSAL_CHOSEN|no acceptable proposal found|no matching proposal/, 'the two ends have no algorithms in common'],
  [/TS_UNACCEPTABLE|traffic selectors .* unacceptable/, 'the networks of the two ends do not fit each other'],
  [
    /no issuer certificate found|no trusted .* public key|untrusted/,
    'the certificate is of an authority that is not known here',
  ],
  [/certificate .* expired|validity .* expired|subject certificate invalid/, 'a certificate has expired'],
  [/giving up after|peer not responding/, 'the peer does not answer'],
];

/** The cause in words for what swanctl or the log said; null when it names none. */
export function causeOf(log: string): string | null {
  const lines = log.split('\n').reverse();
  for (const line of lines) {
    const found = ERRORS.find(([pattern]) => pattern.test(line));
    if (found) return found[1];
  }
  return null;
}

/** Each wanted peer as the daemon sees it. */
export async function tunnelState(box: Box, peers: readonly Peer[]): Promise<TunnelState> {
  const { out } = await box.run('swanctl', ['--list-sas', '--raw']);
  const enabled = peers.filter((each) => each.enabled);
  const tunnels = await Promise.all(
    enabled.map(async (peer) => ({ name: peer.name, ...(await stateOf(box, peer, out)) })),
  );
  return { at: new Date(box.now()).toISOString(), peers: tunnels };
}

async function stateOf(box: Box, { name }: Peer, sas: string): Promise<Omit<Tunnel, 'name'>> {
  const child = new RegExp(`child-sas \\{${name}-\\d+ \\{name=${name} [^}]*state=INSTALLED[^}]*\\}`).exec(sas)?.[0];
  if (child) {
    const number = (key: string) => Number(new RegExp(` ${key}=(\\d+)`).exec(child)?.[1] ?? 0);
    return {
      up: true,
      bytesIn: number('bytes-in'),
      bytesOut: number('bytes-out'),
      seconds: number('install-time'),
      lastError: null,
    };
  }
  const log = await box.run('journalctl', [
    '-q',
    '-b',
    '-o',
    'cat',
    '-n',
    '400',
    '-u',
    'strongswan.service',
    '-g',
    `${name}|N\\(`,
  ]);
  return { up: false, bytesIn: 0, bytesOut: 0, seconds: null, lastError: causeOf(log.out) };
}

/** Opens a tunnel now; what was said when it does not open. */
export async function initiate(box: Box, name: string): Promise<{ ok: boolean; said: string }> {
  const ran = await box.run('swanctl', ['--initiate', '--child', name, '--timeout', '20'], { timeoutMs: 25_000 });
  if (ran.code === 0) return { ok: true, said: `the tunnel to ${name} is up` };
  return { ok: false, said: causeOf(`${ran.out}${ran.err}`) ?? (ran.err.trim() || ran.out.trim()) };
}
