import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const inRoot = (...parts) => join(ROOT, ...parts);

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Runs a program to its end, at most `withinMs`; `{ code, out }`, both streams in one. */
export function run(program, args = [], { env = {}, input, withinMs = 120_000, cwd } = {}) {
  const ended = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, PATH, ...env },
    input,
    timeout: withinMs,
    maxBuffer: 64 * 1024 * 1024,
    cwd,
  });
  return { code: ended.status, out: `${ended.stdout ?? ''}${ended.stderr ?? ''}${ended.error?.message ?? ''}` };
}

/** Runs a program that has to succeed; what it said. */
export function must(program, args, options) {
  const { code, out } = run(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${out}`);
  return out;
}

function end(group, signal) {
  try {
    process.kill(-group, signal);
  } catch {
    // nobody is left
  }
}

/** A program that goes on; `ended` resolves when it has ended, `stop()` ends it and waits. */
export function start(program, args, { env = {}, cwd } = {}) {
  const child = spawn(program, args, {
    env: { ...process.env, PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd,
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const ended = new Promise((done) => child.once('exit', done));
  return {
    pid: child.pid,
    ended,
    said: () => said,
    stop: async () => {
      end(child.pid, 'SIGTERM'); // the group: what it has forked too
      await ended;
      end(child.pid, 'SIGKILL');
    },
  };
}

/** Asks every 100 ms until it is so, at most `withinMs`. */
export async function until(what, { withinMs = 20_000, say = 'it' } = {}) {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await what();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${say} was not so within ${withinMs} ms`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** `npm test` lists what cannot run because something is absent. */
export function notRun(what, absent) {
  const list = process.env.CENTRALA_NOT_RUN;
  if (list) appendFileSync(list, `${what}: ${absent}\n`);
}

export function temporaryFolder(name) {
  const path = mkdtempSync(join(tmpdir(), `centrala-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
