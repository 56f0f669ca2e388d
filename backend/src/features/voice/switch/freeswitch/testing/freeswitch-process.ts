import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PreparedFreeSwitch } from '../configuration/prepare-freeswitch';

/** Prefix of a FreeSWITCH on this machine: FREESWITCH_HOME, or found through the PATH; null when there is none. */
export function findFreeSwitch(environment: NodeJS.ProcessEnv = process.env): string | null {
  const homes = [environment['FREESWITCH_HOME'] ?? '', ...(environment['PATH'] ?? '').split(delimiter).map(dirname)];
  return homes.find((home) => home !== '' && existsSync(join(home, 'bin/freeswitch'))) ?? null;
}

/** A running switch that a test may kill. */
export class FreeSwitchProcess {
  private child: ChildProcess | null = null;

  constructor(
    private readonly prepared: PreparedFreeSwitch,
    private readonly port: number,
  ) {}

  /** Resolves when the event socket takes connections. */
  async start(): Promise<void> {
    const { command, args, env } = this.prepared;
    this.child = spawn(command, [...args], { env: { ...process.env, ...env }, stdio: 'ignore' });
    const { child } = this;
    // Whatever becomes of the test run, no switch outlives it.
    process.once('exit', () => child.kill('SIGKILL'));
    for (let tries = 0; tries < 900; tries += 1) {
      if (child.exitCode !== null) break;
      if (await listens(this.port)) return;
      await sleep(100);
    }
    const log = existsSync(this.prepared.log) ? readFileSync(this.prepared.log, 'utf8').slice(-2000) : 'no log';
    await this.kill();
    throw new Error(`FreeSWITCH did not start: ${log}`);
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
