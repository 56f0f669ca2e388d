import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { stackEnvironment } from './environment.mjs';
import { startGuard } from './guard.mjs';
import { ensureNodeModules, ensurePackages, ensureWished } from './install.mjs';
import { findKeycloak, startKeycloak } from './keycloak.mjs';
import { NODE, inRoot } from './paths.mjs';
import { steadyPort } from './ports.mjs';
import { Supervised, run, tail } from './processes.mjs';
import { StepFailure } from './progress.mjs';
import { startServices } from './services.mjs';
import { AUDIO_PORTS, findFreeswitch, startSwitch } from './switch.mjs';

const READY_WITHIN_MS = 180_000;

/**
 * The whole of Centrala as child processes of ours.
 * @param {object} what
 * @param {object} [what.services]  databaseUrl and redisUrl of servers that run already
 * @param {object} [what.marks]     further environment of every child
 * @param {string | null} [what.freeswitch] prefix of a real switch, null for the simulated one; default: where it is found
 * @param {boolean} [what.withConsole] false leaves the console unbuilt
 * @param {string} [what.trunk]    `host:port` of a SIP peer that takes the calls of a real switch; default: CENTRALA_TRUNK_ADDRESS
 * @param {Function} [what.between] changes the backend's environment once the switch runs: a place for a proxy
 * @returns {Promise<{ address, logins, switchKind, signInKind, switchPort, environment, backendPid(): number,
 *   restartBackend(): Promise<void>, stopBackend(): Promise<void>, stop(): Promise<void> }>}
 */
export async function startStack({
  options,
  dataDir,
  progress,
  services: given,
  marks = {},
  freeswitch = findFreeswitch(),
  trunk = process.env.CENTRALA_TRUNK_ADDRESS,
  between = (same) => same,
  withConsole = true,
}) {
  const logDir = join(dataDir, 'log');
  const running = new Running(startGuard());
  try {
    await ensureNodeModules({ progress, logDir });
    const services = given ?? (await openServices({ options, dataDir, logDir, progress, running }));
    // One after the other: two cores, and the compilers take both.
    await ensureBuilt('backend', { progress, logDir });
    if (withConsole) await ensureBuilt('console', { progress, logDir });
    const ports = await choosePorts(dataDir, options);
    const bare = { ...stackEnvironment({ dataDir, services, ports, traffic: options.traffic }), ...marks };
    const keycloak = findKeycloak();
    const environment = keycloak
      ? await startKeycloak(keycloak, { environment: bare, ports, dataDir, logDir, progress, running })
      : bare;
    const logins = await seed({ environment, dataDir, logDir, progress });
    const telephony = await startSwitch(freeswitch, { environment, trunk, ports, dataDir, logDir, progress, running });
    startProviders({ environment, logDir, running });
    const environmentOfBackend = await between(telephony.environment);
    const backend = await startBackend({ environment: environmentOfBackend, logDir, progress, running });
    const colleagues = !freeswitch && options.traffic;
    if (colleagues) startColleagues({ environment, people: logins.colleagues, logDir, running });
    return {
      address: environment.CENTRALA_PUBLIC_URL,
      logins: { ...logins, try: whatToTry(logins.try, telephony.firstTry, colleagues) },
      switchKind: telephony.kind,
      signInKind: keycloak ? `Keycloak at ${environment.CENTRALA_KEYCLOAK_URL}` : 'embedded provider',
      switchPort: ports.switch,
      trunksPort: telephony.trunksPort,
      peoplePort: ports.phones,
      environment: telephony.environment,
      restartBackend: () => backend.again(),
      backendPid: () => backend.pid,
      stopBackend: () => backend.stop(),
      stop: () => running.stop(),
    };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/** What has been started so far, ended in the opposite order. */
class Running {
  #stops = [];

  constructor(guard) {
    this.guard = guard;
  }

  add(stop) {
    this.#stops.push(stop);
  }

  supervise(options) {
    const child = new Supervised({ ...options, guard: this.guard }).start();
    this.add(() => child.stop());
    return child;
  }

  async stop() {
    for (const stop of this.#stops.splice(0).reverse()) await stop();
    this.guard.dismiss();
  }
}

async function openServices({ options, dataDir, logDir, progress, running }) {
  await ensureWished(['espeak-ng'], { progress, logDir });
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env;
  if (databaseUrl && redisUrl) return { databaseUrl, redisUrl };
  await ensurePackages(['postgresql', 'redis-server'], { progress, logDir });
  const services = await progress.step('Starting PostgreSQL and Redis', () =>
    startServices({
      dir: dataDir,
      durable: true,
      ports: { postgres: options['db-port'], redis: options['redis-port'] },
      log: (line) => progress.say(line),
    }),
  );
  running.add(async () => {
    await services.stop();
    for (const { pid } of services.processes) running.guard.remove(pid);
  });
  for (const { pid, signal } of services.processes) running.guard.add(pid, signal);
  return databaseUrl
    ? { ...services, databaseUrl, reportingUrl: '' }
    : { ...services, redisUrl: redisUrl ?? services.redisUrl };
}

/** First ports of ranges for calls' audio: two real switches on one machine must not share one. */
const AUDIO_RANGES = Array.from({ length: 10 }, (_, at) => 20_000 + at * AUDIO_PORTS);

/** Ports of everything that listens; each stays the same from start to start while it is free. */
async function choosePorts(dataDir, options) {
  const port = (name, wanted) => steadyPort(join(dataDir, 'ports', name), { name, ...wanted });
  return {
    http: await port('console', { asked: options.port, first: 8080 }),
    switch: await port('switch', { asked: options['switch-port'], first: 8021 }),
    phones: await port('phones', { first: 8022 }),
    directory: await port('directory', { first: 8023 }),
    hlr: await port('hlr', { first: 8024 }),
    sms: await port('sms', { first: 8025 }),
    webSocket: await port('web-socket', { first: 7443 }),
    sipPhones: await port('sip-phones', { first: 5060 }),
    keycloak: await port('keycloak', { first: 8180 }),
    keycloakManagement: await port('keycloak-management', { first: 9180 }),
    reporting: await port('reporting', { first: 5434 }),
    sipTrunks: await port('sip-trunks', { first: 5080 }),
    sipTrunksTls: await port('sip-trunks-tls', { first: 5081 }),
    audio: await port('audio', { first: AUDIO_RANGES }),
  };
}

const compiled = (path) => inRoot('dist/backend/src', path);

const script = (path, { title, environment, logDir, progress }) => {
  const log = join(logDir, `${path.replace(/\W+js$/, '').replace(/\W/g, '-')}.log`);
  return progress.step(title, async () => {
    await run(NODE, [compiled(path)], {
      log,
      env: environment,
      what: `${title} did not succeed`,
      todo: 'read the log; "npm start -- --reset" starts over',
    });
    return readFileSync(log, 'utf8');
  });
};

async function startBackend({ environment, logDir, progress, running }) {
  const log = join(logDir, 'backend.log');
  rmSync(log, { force: true });
  return await progress.step('Starting the backend', async () => {
    const backend = running.supervise({
      name: 'The backend',
      command: NODE,
      args: [compiled('main.js')],
      env: environment,
      log,
      restart: true,
      say: (text) => progress.say(text),
    });
    const health = `${environment.CENTRALA_PUBLIC_URL}/api/v1/health/ready`;
    const ready = await backend.answering(() => answers(health), { withinMs: READY_WITHIN_MS });
    if (!ready)
      throw new StepFailure('the backend did not get ready', { log, output: tail(log), todo: 'read the log' });
    return backend;
  });
}

/** With a real switch nobody calls by himself, and no colleague's phone answers. */
const whatToTry = ([call, ...more], callYourself, colleagues) => [
  callYourself ?? call,
  ...(colleagues
    ? ['In a call press Transfer, then Enter: a colleague answers; hand the caller over, or talk all three.']
    : []),
  ...more,
];

/** Whom the backend asks about mobile numbers (HLR), and who takes its SMS. */
function startProviders({ environment, logDir, running }) {
  const provider = (name, file) =>
    running.supervise({
      name: `The ${name}`,
      command: NODE,
      args: [compiled(file)],
      env: environment,
      log: join(logDir, `${name}.log`),
      restart: true,
    });
  provider('operators', 'features/customers/hlr/simulator/main.js');
  provider('sms', 'platform/sms/simulator/main.js');
}

/** Agents who are ready to be consulted: with the simulated switch, whose phones they have. */
function startColleagues({ environment, people, logDir, running }) {
  const env = { ...environment, CENTRALA_DEMO_PEOPLE: JSON.stringify(people) };
  const log = join(logDir, 'colleagues.log');
  const args = [inRoot('tools/dev/colleagues.mjs')];
  running.supervise({ name: 'The colleagues', command: NODE, args, env, log, restart: true });
}

async function answers(address) {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false; // not listening yet
  }
}

/** The demo company, made once per data directory and identity provider: its logins stay in a file. */
async function seed({ environment, dataDir, logDir, progress }) {
  const file = join(dataDir, environment.CENTRALA_IDENTITY === 'keycloak' ? 'logins-keycloak.json' : 'logins.json');
  const kept = existsSync(file) && JSON.parse(readFileSync(file, 'utf8'));
  if (!kept?.colleagues) {
    const output = await script('seed/main.js', { title: 'Seeding the demo company', environment, logDir, progress });
    const line = output.split('\n').find((each) => each.startsWith('SEEDED '));
    if (!line)
      throw new StepFailure('the seed printed no SEEDED line', {
        log: join(logDir, 'seed-main.log'),
        todo: 'read the log',
      });
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, line.slice('SEEDED '.length));
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}
