import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { APPLIANCE_FINDINGS } from '#contracts';
import type { FakeBox } from '../../box/fake-box.fixture';
import { writeUpdate } from '../update/state';
import { examine } from './examine';
import { expiring, healthyBox, otherPair } from './healthy-box.fixture';

const down = (box: FakeBox, unit: string): void => {
  box.programs[`systemctl is-active ${unit}`] = { code: 3, out: 'failed\n' };
};
const json = (value: unknown): string => JSON.stringify(value);

/** What is broken, the finding that names it, and the command that mends it. */
const FAULTS: readonly (readonly [string, (box: FakeBox) => void, string])[] = [
  [
    'database-down',
    (box) =>
      (box.programs['pg_lsclusters --no-header'] =
        '17 main 5432 down postgres x y\n17 reporting 5433 online postgres x y\n'),
    'systemctl restart postgresql@17-main.service',
  ],
  [
    'reporting-database-down',
    (box) =>
      (box.programs['pg_lsclusters --no-header'] =
        '17 main 5432 online postgres x y\n17 reporting 5433 down postgres x y\n'),
    'systemctl restart postgresql@17-reporting.service',
  ],
  [
    'connections-exhausted',
    (box) => (box.programs['psql'] = (args) => (args.join(' ').includes('max_connections') ? '118|120\n' : '')),
    'centrala profile apply --restart',
  ],
  [
    'replication-stalled',
    (box) =>
      (box.programs['psql'] = (args) =>
        args.join(' ').includes('slot_name') ? 'reporting|f|2500000000\n' : '1|120\n'),
    'systemctl restart postgresql@*-reporting.service',
  ],
  ['redis-down', (box) => down(box, 'redis-server.service'), 'systemctl restart redis-server.service'],
  [
    'redis-memory-full',
    (box) => (box.programs['redis-cli info memory'] = 'used_memory:82000000\r\nmaxmemory:83886080\r\n'),
    'centrala profile apply --restart',
  ],
  ['api-down', (box) => (box.programs['curl'] = { code: 7 }), 'systemctl restart centrala-api@1.service'],
  ['api-degraded', (box) => (box.programs['curl'] = '{"status":"degraded"}'), 'centrala status'],
  [
    'release-older-than-database',
    (box) => (box.programs['journalctl -b'] = 'This version is older than its database: 20270101 changed the schema\n'),
    'centrala backup restore --latest',
  ],
  ['telephony-down', (box) => down(box, 'centrala-telephony.service'), 'systemctl restart centrala-telephony.service'],
  ['worker-down', (box) => down(box, 'centrala-worker.service'), 'systemctl restart centrala-worker.service'],
  ['web-server-down', (box) => down(box, 'nginx.service'), 'systemctl restart nginx.service'],
  [
    'switch-absent',
    (box) => box.remove('/opt/freeswitch/bin/freeswitch'),
    'build the image with freeswitch_packages or freeswitch_archive',
  ],
  ['switch-down', (box) => down(box, 'centrala-switch.service'), 'systemctl restart centrala-switch.service'],
  ['sign-in-down', (box) => down(box, 'centrala-keycloak.service'), 'systemctl restart centrala-keycloak.service'],
  [
    'disk-full',
    (box) => (box.programs['df --output=pcent,target'] = 'Use% Mounted on\n 96% /\n'),
    'centrala disk usage',
  ],
  [
    'inodes-exhausted',
    (box) => (box.programs['df --output=ipcent,target'] = 'IUse% Mounted on\n 88% /\n'),
    'centrala disk usage',
  ],
  [
    'clock-not-synchronised',
    (box) => (box.programs['chronyc -n tracking'] = 'System time : 0.0 seconds\nLeap status     : Not synchronised\n'),
    'centrala configure time',
  ],
  [
    'clock-wrong',
    (box) =>
      (box.programs['chronyc -n tracking'] =
        'System time     : 4.200000000 seconds slow of NTP time\nLeap status     : Normal\n'),
    'chronyc makestep',
  ],
  [
    'unit-failed',
    (box) => (box.programs['systemctl --failed'] = 'fail2ban.service loaded failed failed Fail2Ban\n'),
    'systemctl restart fail2ban.service',
  ],
  [
    'memory-short',
    (box) => box.write('/proc/pressure/memory', 'full avg10=9.00 avg60=20.00 avg300=31.50 total=1\n'),
    'centrala preflight',
  ],
  [
    'memory-exhausted',
    (box) => (box.programs['journalctl -k'] = 'Out of memory: Killed process 812 (node)\n'),
    'centrala preflight',
  ],
  [
    'machine-too-small',
    (box) => box.write('/etc/centrala/profile.env', 'CENTRALA_PROFILE=max\n'),
    'centrala preflight',
  ],
  ['profile-missing', (box) => box.remove('/etc/centrala/profile.env'), 'centrala profile apply mini'],
  ['restart-due', (box) => box.write('/run/reboot-required', ''), 'systemctl reboot'],
  ['name-not-resolved', (box) => (box.programs['getent'] = { code: 2 }), 'centrala configure names'],
  [
    'disk-not-encrypted',
    (box) => (box.programs['cryptsetup luksDump --dump-json-metadata'] = { code: 1 }),
    'systemctl reboot',
  ],
  [
    'encryption-unfinished',
    (box) => (box.programs['cryptsetup luksDump'] = 'Requirements: online-reencrypt-v2\n'),
    'systemctl reboot',
  ],
  [
    'recovery-key-missing',
    (box) => (box.programs['cryptsetup luksDump --dump-json-metadata'] = json({ keyslots: { 0: { type: 'luks2' } } })),
    'centrala disk recovery-key',
  ],
  ['certificate-missing', (box) => box.remove('/etc/centrala/tls/server.pem'), 'centrala configure certificates'],
  [
    'certificate-expires',
    (box) => {
      box.write('/etc/centrala/tls/server.pem', expiring.certificate);
      box.write('/etc/centrala/tls/server.key', expiring.key);
    },
    'centrala configure certificates',
  ],
  [
    'certificate-mismatch',
    (box) => box.write('/etc/centrala/tls/server.key', otherPair.key),
    'centrala configure certificates',
  ],
  [
    'firewall-off',
    (box) => (box.programs['nft list table'] = { code: 1, err: 'No such file or directory' }),
    'systemctl restart nftables.service',
  ],
  [
    'ssh-accepts-passwords',
    (box) => (box.programs['sshd -T'] = 'passwordauthentication yes\n'),
    'rm /etc/ssh/sshd_config.d/[!1]*.conf; systemctl reload ssh',
  ],
  [
    'secret-readable',
    (box) => box.write('/etc/centrala/credentials/REDIS_URL', 'x', { mode: 0o644 }),
    'chmod 600 /etc/centrala/credentials/REDIS_URL',
  ],
  [
    'backup-old',
    (box) => box.write('/var/lib/centrala/backup/state.json', json({ at: '2026-11-20T01:30:00Z' })),
    'centrala backup create',
  ],
  [
    'backup-unusable',
    (box) =>
      box.write(
        '/var/lib/centrala/backup/state.json',
        json({ at: '2026-11-29T01:30:00Z', verified: { at: 'x', ok: false, detail: 'the journal differs' } }),
      ),
    'centrala backup create --full',
  ],
  [
    'tunnel-down',
    (box) =>
      box.write(
        '/var/lib/centrala/vpn/state.json',
        json({ peers: [{ name: 'head-office', up: false, lastError: 'the peer does not answer' }] }),
      ),
    'centrala vpn initiate head-office',
  ],
  [
    'update-returned',
    (box) =>
      writeUpdate(box, {
        phase: 'ended',
        from: '1.0.0',
        to: '1.1.0',
        bundle: null,
        sha256: null,
        oneWay: false,
        drainMinutes: 60,
        watchMinutes: 15,
        before: [],
        by: 'root',
        log: [{ at: '2026-11-29T12:00:00.000Z', text: 'api-down: the API is silent' }],
        outcome: 'returned',
      }),
    'centrala update state',
  ],
  [
    'apparmor-off',
    (box) => (box.programs['aa-enabled --quiet'] = { code: 1 }),
    'systemctl enable --now apparmor.service',
  ],
];

describe('doctor', () => {
  it('finds nothing on a healthy machine', async () => {
    expect(await examine(healthyBox())).toEqual([]);
  });

  it.each(FAULTS)('names %s, and nothing else, with what mends it', async (code, breakIt, mend) => {
    const box = healthyBox();
    breakIt(box);
    const findings = await examine(box);
    expect(findings.map((finding) => finding.code)).toEqual([code]);
    expect(findings[0]?.mend).toBe(mend);
    expect(findings[0]?.evidence).not.toBe('');
  });

  it('names several at once, the critical ones first', async () => {
    const box = healthyBox();
    box.write('/run/reboot-required', '');
    down(box, 'redis-server.service');
    box.programs['chronyc -n tracking'] = 'Leap status     : Not synchronised\n';
    expect((await examine(box)).map(({ severity }) => severity)).toEqual(['critical', 'warning', 'notice']);
  });

  it('finds only what the console has words for', () => {
    expect([...FAULTS.map(([code]) => code), 'look-failed'].sort()).toEqual([...APPLIANCE_FINDINGS].sort());
  });

  it('tells of a look that could not be taken, and goes on', async () => {
    const box = healthyBox();
    box.write('/etc/centrala/tls/server.pem', 'no certificate');
    down(box, 'nginx.service');
    expect((await examine(box)).map(({ code }) => code)).toEqual(['web-server-down', 'look-failed']);
  });

  it('has a page for each finding', () => {
    const runbooks = join(__dirname, '../../../docs/runbooks');
    const missing = FAULTS.map(([code]) => code).filter((code) => !existsSync(join(runbooks, `${code}.md`)));
    expect(missing).toEqual([]);
    for (const [code, , mend] of FAULTS) {
      const command = mend.replace(/postgresql@\S+|fail2ban\.service|REDIS_URL|head-office/, '');
      expect(readFileSync(join(runbooks, `${code}.md`), 'utf8')).toContain(command.slice(0, 12));
    }
  });
});
