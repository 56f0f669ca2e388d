import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { NODE, inRoot } from './paths.mjs';
import { tail, until } from './processes.mjs';
import { StepFailure } from './progress.mjs';

const SWITCH = inRoot('dist/backend/src/features/voice/switch');
/** Ports for the audio of calls, from `ports.audio` on. */
export const AUDIO_PORTS = 1000;

/** Where a real FreeSWITCH is: FREESWITCH_HOME, or the prefix of the `freeswitch` on the PATH; null for none. */
export function findFreeswitch(environment = process.env) {
  if (environment.FREESWITCH_HOME) return environment.FREESWITCH_HOME;
  const folders = (environment.PATH ?? '').split(':').filter(Boolean);
  const found = folders.find((folder) => existsSync(join(folder, 'freeswitch')));
  return found ? join(found, '..') : null;
}

/** Starts the switch: the real one of `home`, or with null the simulated one with its callers. */
export async function startSwitch(home, stack) {
  return home ? await startReal(home, stack) : await startSimulated(stack);
}

async function startSimulated({ environment, ports, logDir, progress, running }) {
  const log = join(logDir, 'switch.log');
  return await progress.step('Starting the simulated switch', async () => {
    supervise(running, progress, { command: NODE, args: [join(SWITCH, 'simulator/main.js')], env: environment, log });
    await opened(ports.switch, { what: 'the simulated switch', log, withinMs: 20_000 });
    return { kind: 'simulated (callers and colleagues included)', environment };
  });
}

async function startReal(home, { environment, trunk, ports, dataDir, logDir, progress, running }) {
  return await progress.step(`Starting FreeSWITCH from ${home}`, async () => {
    const prepared = prepare(setupOf({ home, trunk, dataDir, environment, ports }), environment);
    const log = join(logDir, 'switch.log');
    supervise(running, progress, { ...prepared, env: { ...environment, ...prepared.env }, log });
    await opened(ports.switch, { what: 'FreeSWITCH', log: prepared.log, withinMs: 60_000 });
    return {
      kind: `FreeSWITCH; open https://127.0.0.1:${ports.webSocket} once and accept its certificate`,
      firstTry: `Sign in as the agent, press Ready, and call sip:+48221000100@127.0.0.1:${ports.sipTrunks} with any SIP phone.`,
      trunksPort: ports.sipTrunks,
      environment: {
        ...environment,
        CENTRALA_SWITCH_MODE: 'freeswitch',
        CENTRALA_PHONE_WEBSOCKET_URL: `wss://127.0.0.1:${ports.webSocket}`,
      },
    };
  });
}

const setupOf = ({ home, trunk, dataDir, environment, ports }) => ({
  home,
  directory: join(dataDir, 'freeswitch'),
  recordingsDirectory: environment.CENTRALA_RECORDINGS_DIR,
  domain: '127.0.0.1',
  address: '127.0.0.1',
  ports: {
    eventSocket: ports.switch,
    phones: ports.sipPhones,
    webSocket: ports.webSocket,
    trunks: ports.sipTrunks,
    trunksTls: ports.sipTrunksTls,
    audio: [ports.audio, ports.audio + AUDIO_PORTS - 1],
    directory: ports.directory,
  },
  passwords: {
    eventSocket: environment.CENTRALA_SWITCH_PASSWORD,
    directory: environment.CENTRALA_SWITCH_DIRECTORY_SECRET,
  },
  trunks: trunksOf(trunk, environment.CENTRALA_OUTBOUND_TRUNK),
  trustedNetworks: ['127.0.0.0/8'],
});

/** The outside world of this installation: `host[:port]` of a SIP peer that takes our calls; it may come and go, so no pings. */
function trunksOf(address, name = 'trunk-pl-1') {
  if (!address) return [];
  const [host, port] = address.split(':');
  return [{ name, host, pingSeconds: 86_400, ...(port && { port: Number(port) }) }];
}

/** Writes the configuration under the project's own Node, which the compiled backend needs. */
function prepare(setup, env) {
  const script = `const { prepareFreeSwitch } = require(${JSON.stringify(join(SWITCH, 'freeswitch/configuration/prepare-freeswitch.js'))});
    process.stdout.write(JSON.stringify(prepareFreeSwitch(JSON.parse(process.argv[1]))));`;
  try {
    return JSON.parse(
      execFileSync(NODE, ['-e', script, JSON.stringify(setup)], {
        env,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
  } catch (error) {
    const todo = 'mend the installation, or unset FREESWITCH_HOME to use the simulated switch';
    throw new StepFailure('FreeSWITCH could not be configured', { output: error.stderr ?? error.message, todo });
  }
}

const supervise = (running, progress, program) =>
  running.supervise({ name: 'The switch', restart: true, say: (text) => progress.say(text), ...program });

async function opened(port, { what, log, withinMs }) {
  if (await until(() => listens(port), { withinMs })) return;
  throw new StepFailure(`${what} did not open its port ${port}`, { log, output: tail(log), todo: 'read the log' });
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
