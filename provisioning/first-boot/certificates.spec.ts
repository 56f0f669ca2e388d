import { X509Certificate } from 'node:crypto';
import { FakeBox } from '../../appliance/box/fake-box.fixture';
import { readAnswers } from './answers';
import { issueServer, makeAuthority } from './authority';
import { configure } from './first-boot';

const DAY_MS = 86_400_000;
const NAME = 'centrala.example.com';
const SERVER = '/etc/centrala/tls/server.pem';
const VPN = '/etc/swanctl/x509/centrala.pem';
const answers = readAnswers(
  JSON.stringify({
    profile: 'mini',
    hostName: NAME,
    domain: 'example.com',
    managementNetworks: ['10.0.0.0/8'],
    administrator: { login: 'admin', email: 'a@example.com', firstName: 'A', lastName: 'B' },
  }),
);

describe('certificates are renewed', () => {
  const box = new FakeBox({ '/usr/lib/postgresql/17/bin/postgres': '' }, { systemctl: '', swanctl: '' });
  const daily = () => configure('certificates', { box, answers, say: () => undefined });
  const endOf = (path: string): number => Date.parse(new X509Certificate(box.read(path) ?? '').validTo);

  it('by a daily look a month before their end, for the console and for tunnels, under the same authority', async () => {
    expect(await daily()).toBe(true);
    expect(await daily()).toBe(false);
    const [authority, first] = [box.read('/etc/centrala/tls/authority.pem'), endOf(SERVER)];
    box.clock = first - 31 * DAY_MS;
    expect(await daily()).toBe(false);
    box.clock += 2 * DAY_MS;
    expect(await daily()).toBe(true);
    expect(endOf(SERVER)).toBeGreaterThan(first + 300 * DAY_MS);
    expect(box.read(VPN)).toBe(box.read(SERVER));
    expect(box.mode('/etc/swanctl/private/centrala.key')).toBe(0o600);
    expect(box.read('/etc/centrala/tls/authority.pem')).toBe(authority);
    expect(box.ran.at(-2)).toMatchObject({ program: 'swanctl', args: ['--load-creds', '--noprompt'] });
  });

  it("but not the customer's own, which he renews himself", async () => {
    const making = { now: box.clock, serial: Buffer.alloc(16, 9) };
    const his = issueServer(makeAuthority({ name: 'Klient', ...making }), { names: [NAME], ...making });
    box.write(VPN, his.certificate);
    box.write(SERVER, his.certificate);
    box.write('/etc/centrala/tls/server.key', his.key);
    await daily();
    box.clock = endOf(SERVER) - 5 * DAY_MS;
    await daily();
    expect([box.read(SERVER), box.read(VPN)]).toEqual([his.certificate, his.certificate]);
  });
});
