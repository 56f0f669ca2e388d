import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** The newest PostgreSQL (15 or later) of this machine: the folder of its programs. */
export function postgresBinaries() {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root)
    ? readdirSync(root)
        .map(Number)
        .filter((version) => version >= 15)
    : [];
  const found = versions.sort((a, b) => b - a).map((version) => join(root, String(version), 'bin'));
  return found.find((bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres')));
}

/** A program on the PATH or in one of Debian's folders. */
export function findProgram(name) {
  const places = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/bin', '/usr/bin'];
  return places
    .filter(Boolean)
    .map((place) => join(place, name))
    .find((path) => existsSync(path));
}

const PACKAGES = {
  postgresql: () => postgresBinaries() !== undefined,
  'redis-server': () => findProgram('redis-server') !== undefined,
  chromium: () => findProgram('chromium') !== undefined,
  'openssh-server': () => findProgram('sshd') !== undefined,
  'espeak-ng': () => findProgram('espeak-ng') !== undefined,
  ...Object.fromEntries(
    Object.entries({
      shellcheck: 'shellcheck',
      yamllint: 'yamllint',
      'ansible-lint': 'ansible-lint',
      'charon-systemd': 'charon-systemd',
      'strongswan-swanctl': 'swanctl',
      nftables: 'nft',
      socat: 'socat',
      iproute2: 'ip',
      'cryptsetup-bin': 'cryptsetup',
    }).map(([name, program]) => [name, () => findProgram(program) !== undefined]),
  ),
  'libcharon-extra-plugins': () => existsSync('/usr/lib/ipsec/plugins/libstrongswan-kernel-libipsec.so'),
  'libstrongswan-standard-plugins': () => existsSync('/usr/lib/ipsec/plugins/libstrongswan-gcm.so'),
};

/** Packages are missing and we may not install them, or apt refused: `help` is the line to run. */
export class PackagesMissing extends Error {
  constructor(message, help, log) {
    super(message);
    this.name = 'PackagesMissing';
    this.help = help;
    this.log = log;
  }
}

/** Those of `names` (keys above) that this machine lacks. */
export const missingPackages = (names) => names.filter((name) => !PACKAGES[name]());

const rights = () => {
  if (!findProgram('apt-get')) return null;
  if (process.getuid() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : null;
};

/** Installs what is missing, apt's output into `log`, or throws with the exact line to run. */
export async function ensurePackages(names, { log, say = () => {} }) {
  const missing = missingPackages(names);
  if (missing.length === 0) return;
  const line = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  const prefix = rights();
  if (!prefix) throw new PackagesMissing(`missing here: ${missing.join(', ')}`, `run as root: ${line}`);
  say(`Installing ${missing.join(', ')} (apt)`);
  mkdirSync(dirname(log), { recursive: true });
  keepDebianFromMakingAClusterOfItsOwn(prefix);
  const allowStarting = preventStarting(prefix);
  try {
    await apt(prefix, ['update', '-qq'], { log, line });
    await apt(prefix, ['install', '-y', '-q', '--no-install-recommends', ...missing], { log, line });
  } finally {
    allowStarting();
  }
}

async function apt(prefix, args, { log, line }) {
  const [program, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
  const output = openSync(log, 'a');
  const child = spawn(program, rest, { stdio: ['ignore', output, output] });
  const code = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.code));
    child.once('exit', resolve);
  });
  closeSync(output);
  if (code === 0) return;
  const said = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-6).join('\n');
  throw new PackagesMissing(`apt-get ${args[0]} did not succeed:\n${said}`, `run as root: ${line}`, log);
}

/** We start clusters of our own; Debian's packages would otherwise create one on port 5432. */
function keepDebianFromMakingAClusterOfItsOwn(prefix) {
  const file = '/etc/postgresql-common/createcluster.conf';
  if (existsSync(file)) return;
  const [program, ...args] = [
    ...prefix,
    'sh',
    '-c',
    `mkdir -p ${dirname(file)} && echo 'create_main_cluster = false' > ${file}`,
  ];
  spawnSync(program, args, { stdio: 'ignore' });
}

const POLICY = '/usr/sbin/policy-rc.d';

/** Debian starts the servers that it installs; as root we ask it not to, for as long as we install. */
function preventStarting(prefix) {
  if (existsSync(POLICY) || prefix.length > 0) return () => {};
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n');
  chmodSync(POLICY, 0o755);
  return () => rmSync(POLICY, { force: true });
}
