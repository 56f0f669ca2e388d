import { FakeBox } from '../../box/fake-box.fixture';
import { PROFILES, sizingOf } from '../../profiles';
import { issueServer, makeAuthority } from '../../../provisioning';

const NOW = Date.parse('2026-11-29T12:00:00Z');
const authority = makeAuthority({ name: 'Test', now: NOW, serial: Buffer.alloc(16, 1) });
export const pair = issueServer(authority, { names: ['box.example.com'], now: NOW, serial: Buffer.alloc(16, 2) });
export const otherPair = issueServer(authority, { names: ['box.example.com'], now: NOW, serial: Buffer.alloc(16, 3) });
export const expiring = issueServer(authority, {
  names: ['box.example.com'],
  now: NOW - 390 * 86_400_000,
  serial: Buffer.alloc(16, 4),
});

const { needs } = sizingOf(PROFILES.mini);

/** A machine on which nothing is wrong: what its programs said on a booted image. */
export function healthyBox(): FakeBox {
  const box = new FakeBox(
    {
      '/etc/hostname': 'box.example.com\n',
      '/etc/centrala/profile.env': 'CENTRALA_PROFILE=mini\n',
      '/etc/centrala/tls/server.pem': pair.certificate,
      '/etc/centrala/tls/server.key': pair.key,
      '/etc/redis/password.conf': 'requirepass word\n',
      '/opt/freeswitch/bin/freeswitch': '',
      '/opt/keycloak/bin/kc.sh': '',
      '/dev/disk/by-partlabel/root': '',
      '/usr/lib/postgresql/17/bin/postgres': '',
      '/proc/meminfo': `MemTotal:       ${needs.memoryMb * 1024} kB\n`,
      '/proc/cpuinfo': Array.from(
        { length: needs.cores },
        (_, index) => `processor\t: ${index}\nflags\t\t: fpu aes\n`,
      ).join('\n'),
      '/proc/pressure/memory':
        'some avg10=0.00 avg60=0.00 avg300=0.00 total=0\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n',
      '/var/lib/centrala/backup/state.json': JSON.stringify({
        at: '2026-11-29T01:34:00Z',
        verified: { at: '2026-11-29T04:31:00Z', ok: true, detail: '' },
      }),
      '/var/lib/centrala/vpn/state.json': JSON.stringify({
        peers: [{ name: 'head-office', up: true, lastError: null }],
      }),
    },
    {
      'systemctl is-active': 'active\n',
      'systemctl --failed': '',
      'pg_lsclusters --no-header':
        '17 main      5432 online postgres /var/lib/postgresql/17/main x\n17 reporting 5433 online postgres /var/lib/postgresql/17/reporting x\n',
      psql: (args) => (args.join(' ').includes('max_connections') ? '24|120\n' : ''),
      'redis-cli info memory': 'used_memory:2097152\r\nmaxmemory:83886080\r\n',
      curl: '{"status":"ok"}',
      journalctl: '',
      df: 'IUse% Mounted on\n  12% /\n',
      'chronyc -n tracking': 'System time     : 0.000012 seconds fast of NTP time\nLeap status     : Normal\n',
      'findmnt --noheadings': `${needs.diskGb * 1e9}\n`,
      lsblk: '   0\n',
      'uname -m': 'x86_64\n',
      getent: '127.0.1.1 box.example.com\n',
      'cryptsetup luksDump --dump-json-metadata': JSON.stringify({
        keyslots: { 0: { type: 'luks2' }, 1: { type: 'luks2' } },
      }),
      'cryptsetup luksDump': 'LUKS header information\n  cipher: aes-xts-plain64\n',
      'nft list table': '  chain input {\n    type filter hook input priority filter; policy drop;\n',
      'sshd -T': 'passwordauthentication no\n',
      'aa-enabled --quiet': '',
    },
  );
  box.clock = NOW;
  for (const name of ['DATABASE_URL', 'REDIS_URL'])
    box.write(`/etc/centrala/credentials/${name}`, 'x', { mode: 0o600 });
  return box;
}
