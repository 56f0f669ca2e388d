import fc from 'fast-check';
import { FakeBox } from '../box/fake-box.fixture';
import {
  DESIRED,
  applyPeers,
  causeOf,
  initiate,
  keepPeers,
  peersSchema,
  readPeers,
  swanctlConfiguration,
  tunnelState,
  type Peer,
} from '.';

const office: Peer = {
  name: 'head-office',
  enabled: true,
  remote: '198.51.100.4',
  localIdentity: 'centrala.example.com',
  remoteIdentity: 'office.example.com',
  localAddress: '10.10.1.1',
  remoteNetworks: ['10.20.1.0/24'],
  services: ['reporting-database'],
  authentication: { kind: 'certificate' },
  initiate: true,
  version: 1,
};
const branch: Peer = {
  ...office,
  name: 'branch',
  remote: 'anywhere',
  remoteIdentity: 'branch.example.com',
  services: ['reporting-database', 'support'],
  authentication: { kind: 'pre-shared-key', key: 'a-long-pre-shared-key-0123456789' },
  initiate: false,
};

describe('vpn-ipsec: configuration', () => {
  it('leads a peer to the services it may reach, and to nothing else', () => {
    const text = swanctlConfiguration([office, branch]);
    expect(text).toContain('local_ts = 10.10.1.1/32[tcp/5433]\n');
    expect(text).toContain('local_ts = 10.10.1.1/32[tcp/5433], 10.10.1.1/32[tcp/22]\n');
    expect(text).toContain('remote_addrs = %any\n');
    expect(text).toContain('secret = "a-long-pre-shared-key-0123456789"\n');
    expect(text).toContain('version = 2\n');
  });

  it('offers no algorithm that is no longer safe', () => {
    expect(swanctlConfiguration([office, branch])).not.toMatch(
      /sha1|md5|3des|-cbc|modp(?:768|1024|1536|2048)|version = 0/i,
    );
  });

  it('leaves out peers that are switched off', () => {
    expect(swanctlConfiguration([{ ...office, enabled: false }])).not.toContain('head-office');
  });

  it('no accepted peer can write a line of his own', () => {
    const anything = fc.oneof(fc.string(), fc.constantFrom('x\n}', 'a = b', '"; include /etc/shadow', 'x } y {', '#'));
    fc.assert(
      fc.property(anything, anything, anything, (name, identity, key) => {
        const peer = { ...branch, name, remoteIdentity: identity, authentication: { kind: 'pre-shared-key', key } };
        const parsed = peersSchema.safeParse({ peers: [peer] });
        if (!parsed.success) return;
        const lines = swanctlConfiguration(parsed.data.peers).split('\n').length;
        expect(lines).toBe(swanctlConfiguration([branch]).split('\n').length);
      }),
    );
  });

  it('refuses two peers of one name and short keys', () => {
    expect(peersSchema.safeParse({ peers: [office, office] }).success).toBe(false);
    const short = { ...branch, authentication: { kind: 'pre-shared-key', key: 'short' } };
    expect(peersSchema.safeParse({ peers: [short] }).success).toBe(false);
  });
});

describe('vpn-ipsec: tunnels', () => {
  const boxWith = (programs: ConstructorParameters<typeof FakeBox>[1]) =>
    new FakeBox({ [DESIRED]: JSON.stringify({ peers: [office, branch] }) }, programs);

  it('applies what the console wants, readable by root alone, and says when nothing changed', async () => {
    const box = boxWith({ 'swanctl --load-all': '' });
    expect(await applyPeers(box, readPeers(box))).toEqual({ peers: 2, changed: true });
    expect(box.mode('/etc/swanctl/conf.d/centrala.conf')).toBe(0o600);
    expect(await applyPeers(box, readPeers(box))).toEqual({ peers: 2, changed: false });
    expect(box.ran.flatMap(({ args }) => args).join(' ')).not.toContain('pre-shared-key');
  });

  it('keeps a file of peers, and names every field that breaks a rule', () => {
    const box = boxWith({});
    expect(keepPeers(box, JSON.stringify({ peers: [branch] }))).toEqual([branch]);
    expect(readPeers(box)).toEqual([branch]);
    expect(box.mode(DESIRED)).toBe(0o600);
    const wrong = { peers: [{ ...branch, name: 'UPPER', services: ['everything'] }] };
    expect(() => keepPeers(box, JSON.stringify(wrong))).toThrow(/peers\.0\.name: [\s\S]*peers\.0\.services/);
    expect(readPeers(box)).toEqual([branch]);
  });

  it('tells of each peer whether it is up, its bytes, and why it is not', async () => {
    const box = boxWith({
      'swanctl --list-sas':
        'list-sa event {head-office {uniqueid=1 version=2 state=ESTABLISHED child-sas {head-office-1 {name=head-office uniqueid=1 reqid=1 state=INSTALLED mode=TUNNEL protocol=ESP bytes-in=5150 packets-in=7 bytes-out=920 packets-out=8 install-time=42 local-ts=[10.10.1.1/32[tcp/5433]]}}}}\n',
      journalctl: 'parsed IKE_AUTH response 1 [ N(AUTH_FAILED) ]\nreceived AUTHENTICATION_FAILED notify error\n',
    });
    expect((await tunnelState(box, readPeers(box))).peers).toEqual([
      { name: 'head-office', up: true, bytesIn: 5150, bytesOut: 920, seconds: 42, lastError: null },
      {
        name: 'branch',
        up: false,
        bytesIn: 0,
        bytesOut: 0,
        seconds: null,
        lastError: 'the key or the certificate is not accepted',
      },
    ]);
  });

  it('says why a tunnel does not open', async () => {
    const refused = boxWith({ 'swanctl --initiate': { code: 1, err: 'received NO_PROPOSAL_CHOSEN notify error' } });
    expect(await initiate(refused, 'branch')).toEqual({ ok: false, said: 'the two ends have no algorithms in common' });
    expect(causeOf('giving up after 5 retransmits')).toBe('the peer does not answer');
    expect(causeOf('all is well')).toBeNull();
  });
});
