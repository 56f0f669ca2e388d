import type { Box } from '../../box';

/** One file of a support bundle. */
export interface Collector {
  readonly file: string;
  collect(box: Box): Promise<string>;
}

const program = (file: string, name: string, ...args: readonly string[]): Collector => ({
  file,
  async collect(box) {
    const { code, out, err } = await box.run(name, args, { timeoutMs: 10_000 });
    if (code === null) throw new Error(err || `${name} did not end`);
    return `${out}${err}`;
  },
});

const files = (file: string, ...paths: readonly string[]): Collector => ({
  file,
  collect: async (box) => paths.map((path) => `==> ${path}\n${box.read(path) ?? '(absent)\n'}`).join('\n'),
});

const UNITS = ['api@1', 'telephony', 'worker', 'switch', 'keycloak', 'first-boot', 'doctor', 'backup', 'vpn-apply'].map(
  (name) => `centrala-${name}.service`,
);

export const COLLECTORS: readonly Collector[] = [
  program('system/units.txt', 'systemctl', 'list-units', '--all', '--no-pager', '--plain'),
  program('system/failed.txt', 'systemctl', '--failed', '--no-pager'),
  program('system/memory.txt', 'free', '-m'),
  program('system/disk.txt', 'df', '-h'),
  program('system/blocks.txt', 'lsblk', '-f'),
  program('system/processes.txt', 'ps', 'axo', 'pid,user,pcpu,pmem,etime,comm', '--sort=-pcpu'),
  program('system/packages.txt', 'dpkg-query', '-W'),
  program('system/clock.txt', 'chronyc', '-n', 'tracking'),
  program('network/addresses.txt', 'ip', '-brief', 'address'),
  program('network/routes.txt', 'ip', 'route'),
  program('network/sockets.txt', 'ss', '-tulpn'),
  program('network/firewall.txt', 'nft', 'list', 'ruleset'),
  program('network/tunnels.txt', 'swanctl', '--list-sas'),
  program('database/clusters.txt', 'pg_lsclusters'),
  files(
    'configuration/appliance.txt',
    '/etc/centrala/profile.env',
    '/etc/centrala/backend.env',
    '/etc/centrala/switch',
    '/etc/centrala/identity',
  ),
  files('configuration/answers.json', '/var/lib/centrala/provisioning/answers.json'),
  files('configuration/network.txt', '/etc/systemd/network/10-lan.network', '/etc/nftables.d/addresses.nft'),
  files('state/doctor.json', '/var/lib/centrala/doctor/last.json'),
  files('state/set-up.json', '/var/lib/centrala/provisioning/state.json'),
  files('state/backup.json', '/var/lib/centrala/backup/state.json'),
  files('state/vpn.json', '/var/lib/centrala/vpn/state.json'),
  ...UNITS.map((unit) =>
    program(
      `log/${unit.replace('.service', '')}.txt`,
      'journalctl',
      '-u',
      unit,
      '-n',
      '5000',
      '--no-pager',
      '-o',
      'short-iso',
    ),
  ),
  program('log/kernel.txt', 'journalctl', '-k', '-b', '-n', '2000', '--no-pager', '-o', 'short-iso'),
  program('log/web-server.txt', 'tail', '-n', '5000', '/var/log/nginx/access.log'),
];
