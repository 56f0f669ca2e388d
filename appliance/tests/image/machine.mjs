import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { must, run, until } from '../support.mjs';
import { BOX } from './lan.mjs';

/**
 * Emulated processors are some twenty times slower than real ones, and on a busy machine they get a part of one: patience is
 * counted in what they got.
 */
const PATIENCE_S = 20 * 60;
/** Of the clock, for one that does nothing. */
const IDLE_WITHIN_MS = 90 * 60_000;
const TICKS = 100;

/**
 * The image in QEMU without KVM, as a customer would start it: the disk larger than the image, a disk labelled CENTRALA-KEY
 * beside it, its cable in the wire of lan.mjs.
 */
export class Machine {
  constructor({ folder, image, keyDisk, sshKey, diskGb = 400, cores = 4, memoryMb = 5632 }) {
    Object.assign(this, { folder, keyDisk, sshKey, cores, memoryMb, boots: 0 });
    this.disk = join(folder, 'disk.qcow2');
    if (!existsSync(this.disk))
      must('qemu-img', ['create', '-q', '-f', 'qcow2', '-b', image, '-F', 'qcow2', this.disk, `${diskGb}G`]);
  }

  start() {
    this.boots += 1;
    this.serial = join(this.folder, `serial-${this.boots}.log`);
    writeFileSync(this.serial, '');
    const log = openSync(join(this.folder, 'qemu.log'), 'a');
    // one thread for all processors: on a busy machine several wait for each other until devices time out
    const args = [
      ...['-accel', 'tcg,thread=single,tb-size=1024', '-cpu', 'max', '-smp', String(this.cores)],
      ...['-m', String(this.memoryMb), '-display', 'none', '-serial', `file:${this.serial}`, '-no-reboot'],
      ...['-device', 'virtio-rng-pci', '-nic', 'tap,ifname=guest,script=no,downscript=no,model=virtio-net-pci'],
      ...['-drive', `file=${this.disk},format=qcow2,if=virtio,discard=unmap`],
      ...['-drive', `file=${this.keyDisk},format=raw,if=virtio,readonly=on`],
    ];
    this.process = spawn('qemu-system-x86_64', args, { stdio: ['ignore', log, log] });
    this.ended = new Promise((done) => this.process.once('exit', done));
  }

  said = () => readFileSync(this.serial, 'utf8');

  /** The power goes. */
  async cut() {
    this.process?.kill('SIGKILL');
    await this.ended;
  }

  /** Seconds of processor time that it got since it was started. */
  worked() {
    const [, times] = readFileSync(`/proc/${this.process.pid}/stat`, 'utf8').split(') ');
    const [user, system] = times.split(' ').slice(11, 13).map(Number);
    return (user + system) / TICKS;
  }

  /** Until it is so; fails when the machine has ended, or has worked so long without it. */
  async patiently(what, say, patience = PATIENCE_S) {
    const limit = this.worked() + patience;
    const lost = (how) => new Error(`${say} was not so: ${how}\n${this.said().slice(-3_000)}`);
    return await until(
      async () => {
        if (this.process.exitCode !== null) throw lost('the machine has ended');
        return (await what()) || (this.worked() > limit && Promise.reject(lost(`it worked ${patience} s for it`)));
      },
      { withinMs: IDLE_WITHIN_MS, say },
    );
  }

  works(seconds) {
    const until = this.worked() + seconds;
    return this.patiently(() => this.worked() > until, `it works ${seconds} s`);
  }

  /** Until it does little, or has had its time: what began with it has begun, and is not in the way of what comes. */
  async rests(within = 200) {
    for (const end = this.worked() + within; this.worked() < end;) {
      const before = this.worked();
      await pause(20_000);
      if (this.worked() - before < 8) return;
    }
  }

  /** Waits for a line on the console. */
  hears = (pattern) => this.patiently(() => pattern.test(this.said()), `the console says ${pattern}`);

  /** What its disk has taken of this machine's. */
  written = () => statSync(this.disk).blocks * 512;

  /** What `/` answers over HTTPS: a status, or undefined. */
  answers = (path = '/') =>
    new Promise((done) => {
      const asked = request({ host: BOX, port: 443, path, rejectUnauthorized: false, timeout: 20_000 }, (response) => {
        let body = '';
        response.on('data', (chunk) => (body += chunk));
        response.on('end', () => done({ status: response.statusCode, headers: response.headers, body }));
      });
      asked.on('timeout', () => asked.destroy());
      asked.on('error', () => done(undefined));
      asked.end();
    });

  serves = (path = '/') => this.patiently(async () => (await this.answers(path))?.status === 200, `${path} is served`);

  /** A command of the support staff, over ssh. */
  run = (...command) => this.#ssh(command);

  put = (path, content) => this.#ssh(['sh', '-c', `umask 077; cat >${path}`], content);

  #ssh(command, input) {
    const options = [
      ...['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR', 'BatchMode=yes'],
      'ConnectTimeout=60',
    ];
    const args = ['-i', this.sshKey, ...options.flatMap((each) => ['-o', each]), `support@${BOX}`];
    const quoted = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`); // a shell of the machine reads them
    return run('ssh', [...args, ...quoted], { withinMs: 900_000, input });
  }
}
