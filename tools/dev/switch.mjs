import { createConnection } from 'node:net';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NODE, inRoot } from './paths.mjs';
import { tail, until } from './processes.mjs';
import { StepFailure } from './progress.mjs';

const SWITCH = 'dist/backend/src/features/voice/switch';

/** Where a real FreeSWITCH is: FREESWITCH_HOME, or the folder above the `freeswitch` on the PATH; null for none. */
export function findFreeswitch(environment = process.env) {
  const home = environment.FREESWITCH_HOME;
  if (home) return home;
  const folders = (environment.PATH ?? '').split(':').filter(Boolean);
  const found = folders.map((folder) => join(folder, 'freeswitch')).find((file) => existsSync(file));
  return found ? join(found, '../..') : null;
}

/** Starts the switch: the real one where it is found, else the simulated one with its callers. */
export async function startSwitch({ environment, ports, logDir, progress, running }) {
  const log = join(logDir, 'switch.log');
  return await progress.step('Starting the simulated switch', async () => {
    running.supervise({
      name: 'The simulated switch',
      command: NODE,
      args: [inRoot(SWITCH, 'simulator/main.js')],
      env: environment,
      log,
      restart: true,
      say: (text) => progress.say(text),
    });
    if (!(await until(() => listens(ports.switch), { withinMs: 20_000 }))) {
      throw new StepFailure('the simulated switch did not open its port', {
        log,
        output: tail(log),
        todo: 'read the log',
      });
    }
    return { kind: 'simulated', environment };
  });
}

const listens = (port) =>
  new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const finish = (yes) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
  });
