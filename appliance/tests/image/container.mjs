import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { USERSPACE_ESP } from '../gateway.mjs';
import { must, run, start, until } from '../support.mjs';
import { answersOf, drawKeys } from './answers.mjs';
import { plugContainer, unplugContainer } from './lan.mjs';
import { check, work } from './run.mjs';

export const SET_UP_WITHIN_MS = 15 * 60_000;
/** What a container has no power over: the audit rules are those of the kernel, which is this machine's. */
const NOT_HERE = ['audit-rules.service'];

/**
 * The image's files over a file system in memory that is as large as a customer's disk. This machine has fewer cores than the
 * smallest profile asks for; it is told of four.
 */
export class Container {
  /** `above`: folders over the image's files, the highest first. */
  constructor(name, above = []) {
    this.folder = join(work, name);
    this.lower = [...above, join(work, 'build/root')].join(':');
    this.root = join(this.folder, 'root');
    this.console = join(this.folder, 'console.log');
  }

  prepare() {
    rmSync(this.folder, { recursive: true, force: true });
    for (const part of ['memory', 'root']) mkdirSync(join(this.folder, part), { recursive: true });
    must('mount', ['-t', 'tmpfs', '-o', 'size=420g,mode=755', 'tmpfs', join(this.folder, 'memory')]);
    for (const part of ['upper', 'work']) mkdirSync(join(this.folder, 'memory', part));
    const layers = `lowerdir=${this.lower},upperdir=${this.folder}/memory/upper,workdir=${this.folder}/memory/work`;
    must('mount', ['-t', 'overlay', '-o', layers, 'overlay', this.root]);
    const { sshPublic } = drawKeys(this.folder);
    const kept = join(this.root, 'var/lib/centrala/provisioning/answers.json');
    writeFileSync(kept, JSON.stringify(answersOf({ sshPublic })), { mode: 0o600 });
    rmSync(join(this.root, 'etc/resolv.conf'), { force: true });
    this.#tellOfFourCores();
    this.#tunnelsWithoutTheKernel();
    this.network = plugContainer();
  }

  /** This machine's kernel has no IPsec: packets come out of strongSwan's userspace ESP, and are known by its interface. */
  #tunnelsWithoutTheKernel() {
    const here = (path) => join(this.root, path);
    writeFileSync(here('etc/strongswan.d/userspace.conf'), `charon-systemd {\n  plugins {\n${USERSPACE_ESP}  }\n}\n`);
    // networkd takes away rules of routing that are not its own; the kernel's IPsec needs none
    mkdirSync(here('etc/systemd/networkd.conf.d'), { recursive: true });
    const foreign = '[Network]\nManageForeignRoutingPolicyRules=no\nManageForeignRoutes=no\n';
    writeFileSync(here('etc/systemd/networkd.conf.d/foreign.conf'), foreign);
    const rules = readFileSync(here('etc/nftables.conf'), 'utf8');
    writeFileSync(here('etc/nftables.conf'), rules.replaceAll('meta ipsec exists', 'iifname "ipsec*"'));
  }

  #tellOfFourCores() {
    const core = /^processor[\s\S]*?\n\n/.exec(readFileSync('/proc/cpuinfo', 'utf8'))[0];
    writeFileSync(join(this.root, 'etc/cpuinfo'), core.repeat(4));
    const dropIn = join(this.root, 'etc/systemd/system/centrala-first-boot.service.d');
    mkdirSync(dropIn, { recursive: true });
    writeFileSync(join(dropIn, 'cores.conf'), '[Service]\nBindReadOnlyPaths=/etc/cpuinfo:/proc/cpuinfo\n');
  }

  async start() {
    mkdirSync('/run/systemd', { recursive: true });
    const command = [
      ...['systemd-nspawn', '--register=no', '--keep-unit', '-q', '-D', this.root, '--capability=CAP_NET_ADMIN'],
      ...[`--network-namespace-path=${this.network}`, '--bind=/dev/net/tun'],
      ...['--resolv-conf=off', '--timezone=off', '--console=interactive', '-b'],
      ...['systemd.mask=systemd-networkd-wait-online.service', 'luks.crypttab=no', 'fstab=no'],
    ];
    // the set-up speaks at a console: a terminal of its own, kept in a file
    this.process = start('script', ['-qefc', `exec ${command.join(' ')}`, this.console]);
    const childOf = (pid, name) => pid && Number(run('pgrep', ['-P', String(pid), '-x', name]).out.trim());
    // others come and go beside it until the container is made
    this.leader = await until(() => childOf(childOf(this.process.pid, 'systemd-nspawn'), 'systemd'), {
      withinMs: 60_000,
      say: `the container starts: ${this.process.said()}`,
    });
  }

  said = () => (existsSync(this.console) ? readFileSync(this.console, 'utf8').replaceAll('\r', '') : '');

  run = (...command) => this.#enter(command);

  put = (path, content) => this.#enter(['sh', '-c', `umask 077; cat >${path}`], content);

  #enter = (command, input) =>
    run('nsenter', ['-t', String(this.leader), '-m', '-u', '-i', '-n', '-p', '--', ...command], {
      withinMs: 900_000,
      input,
    });

  /** The power goes. */
  async cut() {
    process.kill(this.leader, 'SIGKILL');
    await this.process.stop();
  }

  async stop() {
    await this.cut();
    unplugContainer();
    for (const part of ['root', 'memory']) run('umount', ['-l', join(this.folder, part)]);
  }
}

/** To the end of the set-up, and whether all that was started runs. */
export async function checkSetUp(box) {
  const up = await check('it is set up without a person', async () => {
    await until(() => box.run('test', '-e', '/var/lib/centrala/provisioning/done').code === 0, {
      withinMs: SET_UP_WITHIN_MS,
      say: 'the set-up ends',
    }).catch((error) => {
      throw new Error(`${error.message}\n${box.said().slice(-2_000)}`);
    });
  });
  if (up) await checkServices(box);
  return up;
}

async function checkServices(box) {
  await check('status becomes ok: every part that the image has runs', () =>
    until(() => box.run('centrala', 'status').code === 0, { withinMs: 300_000, say: 'status is ok' }).catch((error) => {
      throw new Error(`${error.message}\n${box.run('centrala', 'status').out}`);
    }),
  );
  await check('no unit fails', () => {
    const listed = box.run('systemctl', '--failed', '--plain', '--no-legend').out.trim().split('\n');
    const failed = listed.map((line) => line.split(' ')[0]).filter(Boolean);
    assert.deepEqual(
      failed.filter((unit) => !NOT_HERE.includes(unit)),
      [],
      box.run('journalctl', '-b', '-p', 'err', '--no-pager').out.slice(-2_000),
    );
  });
}
