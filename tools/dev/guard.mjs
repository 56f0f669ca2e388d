// Ends what is left when its parent dies without a word (kill -9): the parent writes "+pid" and "-pid" lines to our standard
// input and closes it by dying. Started through `startGuard`.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endGroup } from './processes.mjs';

const SELF = fileURLToPath(import.meta.url);

/** @returns {{ add(pid: number, signal?: string): void, remove(pid: number): void, dismiss(): void }} */
export function startGuard() {
  const child = spawn(process.execPath, [SELF], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  child.unref();
  child.stdin.unref?.();
  child.stdin.on('error', () => undefined); // a guard that was killed guards nothing; the ordered shutdown still works
  const tell = (line) => child.stdin.write(`${line}\n`);
  return {
    add: (pid, signal = 'SIGTERM') => tell(`+${pid} ${signal}`),
    remove: (pid) => tell(`-${pid}`),
    dismiss: () => child.stdin.end(),
  };
}

async function keepWatch() {
  const watched = new Map();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
  for await (const line of createInterface({ input: process.stdin })) {
    const [pid, signal] = line.slice(1).split(' ');
    if (line.startsWith('+')) watched.set(Number(pid), signal);
    else watched.delete(Number(pid));
  }
  // Started last, ended first: the backend before the databases under it.
  for (const [pid, signal] of [...watched].reverse()) await endGroup(pid, { signal, patienceMs: 8000 });
}

if (process.argv[1] === SELF) await keepWatch();
