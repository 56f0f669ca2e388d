import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ROOT, childEnvironment } from './paths.mjs';
import { StepFailure } from './progress.mjs';

const LAST_LINES = 25;
const FIRST_PAUSE_MS = 50;
const DEATHS_IN_VAIN = 5;

/** The end of a log, for a failure message. */
export function tail(log, lines = LAST_LINES) {
  if (!existsSync(log)) return '';
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

const openLog = (log, flags = 'a') => {
  mkdirSync(dirname(log), { recursive: true });
  return openSync(log, flags);
};

/** Runs a program to its end, output into `log`. Throws a `StepFailure` with the log's end unless the exit code is 0. */
export async function run(command, args, { log, env, cwd = ROOT, what = command, todo, append = false, onSpawn } = {}) {
  const file = openLog(log, append ? 'a' : 'w');
  try {
    const child = spawn(command, args, { cwd, env: env ?? childEnvironment(), stdio: ['ignore', file, file] });
    onSpawn?.(child);
    const code = await ended(child);
    if (code !== 0) throw new StepFailure(`${what} (exit ${code})`, { log, todo, output: tail(log) });
  } finally {
    closeSync(file);
  }
}

/** Exit code of a child, or the signal's or the spawn error's name. */
export const ended = (child) =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve(error.code));
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks a process group to end, then makes it: resolves once nothing of it is left. */
export async function endGroup(pid, { patienceMs = 10_000, signal = 'SIGTERM' } = {}) {
  const send = (which) => {
    try {
      process.kill(-pid, which);
      return true;
    } catch {
      return false; // nobody of the group is left
    }
  };
  if (!send(signal)) return;
  for (let waited = 0; waited < patienceMs; waited += 50) {
    await pause(50);
    if (!send(0)) return;
  }
  send('SIGKILL');
}

/** Polls `probe` until it gives something truthy; null when the time is up. */
export async function until(probe, { withinMs, everyMs = 100 }) {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (Date.now() > deadline) return null;
    await pause(everyMs);
  }
}

/**
 * A long-running program in a process group of its own, output into `log`.
 * With `restart` it is started again when it dies by itself: at once, then with doubling pauses up to 10 s while it
 * keeps dying young.
 */
export class Supervised {
  #options;
  #child;
  #stopping = false;
  #pauseMs = FIRST_PAUSE_MS;
  #timer;
  #deaths = 0;

  /** @param {{ name, command, args, env, log, guard?, restart?: boolean, say?: (text) => void }} options */
  constructor(options) {
    this.#options = options;
  }

  get pid() {
    return this.#child?.pid;
  }

  get running() {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  start() {
    const { command, args, env, log, guard } = this.#options;
    const file = openLog(log);
    const child = spawn(command, args, { cwd: ROOT, env, detached: true, stdio: ['ignore', file, file] });
    closeSync(file);
    const bornAt = Date.now();
    this.#child = child;
    if (child.pid) guard?.add(child.pid);
    void ended(child).then((how) => {
      if (child.pid) guard?.remove(child.pid);
      this.#died(how, Date.now() - bornAt);
    });
    return this;
  }

  #died(how, livedMs) {
    if (this.#stopping) return;
    this.#deaths += 1;
    const { name, log, restart, say } = this.#options;
    if (!restart) return say?.(`${name} ended (${how}); its log is ${log}`);
    this.#pauseMs = livedMs > 5000 ? FIRST_PAUSE_MS : Math.min(this.#pauseMs * 2, 10_000);
    say?.(`${name} ended (${how}); starting it again. Its log is ${log}`);
    this.#timer = setTimeout(() => this.start(), this.#pauseMs);
  }

  /** Waits for its first answer: whether it came in time. One that dies again and again will not get up. */
  async answering(probe, { withinMs }) {
    const before = this.#deaths;
    const outcome = async () => ((await probe()) ? 'up' : this.#deaths - before >= DEATHS_IN_VAIN && 'down');
    return (await until(outcome, { withinMs })) === 'up';
  }

  async stop(patienceMs = 10_000) {
    this.#stopping = true;
    clearTimeout(this.#timer);
    if (this.#child?.pid) await endGroup(this.#child.pid, { patienceMs });
  }

  /** Ends the running one and starts it anew (after a rebuild). */
  async again() {
    await this.stop();
    this.#stopping = false;
    this.start();
  }
}
