import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { keptSecret } from './environment.mjs';
import { NODE, inRoot } from './paths.mjs';
import { run, tail } from './processes.mjs';
import { StepFailure } from './progress.mjs';

const ADMIN = 'root-admin';
const STARTS_WITHIN_MS = 240_000;

/** The Keycloak distribution of KEYCLOAK_HOME; null when the embedded identity provider is to be used. */
export function findKeycloak(environment = process.env) {
  const home = environment.KEYCLOAK_HOME;
  if (!home) return null;
  if (existsSync(join(home, 'bin/kc.sh'))) return home;
  throw new StepFailure(`KEYCLOAK_HOME is ${home}, and there is no bin/kc.sh`, {
    todo: 'set it to an unpacked distribution, or unset it',
  });
}

/** Starts a real Keycloak with its own data under ours, applies the realm, and gives the environment that points at it. */
export async function startKeycloak(home, { environment, ports, dataDir, logDir, progress, running }) {
  const url = `http://127.0.0.1:${ports.keycloak}`;
  const password = keptSecret(dataDir, 'keycloak-admin');
  const log = join(logDir, 'keycloak.log');
  await progress.step(`Starting Keycloak from ${home}`, async () => {
    const env = environmentOfKeycloak(environment, password);
    const say = (text) => progress.say(text);
    const child = running.supervise({
      name: 'Keycloak',
      ...programOf(home, ports, dataDir),
      env,
      log,
      restart: true,
      say,
    });
    const ready = await child.answering(() => answers(`${url}/realms/master`), { withinMs: STARTS_WITHIN_MS });
    if (!ready) throw new StepFailure('Keycloak did not answer', { log, output: tail(log), todo: 'read the log' });
  });
  const pointing = {
    ...environment,
    CENTRALA_IDENTITY: 'keycloak',
    CENTRALA_KEYCLOAK_URL: url,
    CENTRALA_KEYCLOAK_SECRET: keptSecret(dataDir, 'keycloak-client'),
  };
  await applyRealm(
    { ...pointing, CENTRALA_KEYCLOAK_ADMIN: ADMIN, CENTRALA_KEYCLOAK_ADMIN_PASSWORD: password },
    { logDir, progress },
  );
  return pointing;
}

const programOf = (home, ports, dataDir) => ({
  command: join(home, 'bin/kc.sh'),
  args: [
    'start-dev',
    ...[
      '--db=dev-file',
      `--db-url=jdbc:h2:file:${join(dataDir, 'keycloak/database')};NON_KEYWORDS=VALUE`,
      '--cache=local',
    ],
    ...['--http-host=127.0.0.1', `--http-port=${ports.keycloak}`, `--http-management-port=${ports.keycloakManagement}`],
  ],
});

const environmentOfKeycloak = (environment, password) => ({
  ...environment,
  NODE_OPTIONS: '',
  JAVA_OPTS_KC_HEAP: '-Xms96m -Xmx640m',
  JAVA_OPTS_APPEND: '-XX:TieredStopAtLevel=1', // a few sign-ins: a quick start is worth more
  KC_BOOTSTRAP_ADMIN_USERNAME: ADMIN,
  KC_BOOTSTRAP_ADMIN_PASSWORD: password,
});

const applyRealm = (env, { logDir, progress }) =>
  progress.step('Applying the realm', () =>
    run(NODE, [inRoot('dist/provisioning/keycloak/apply.js')], {
      env,
      log: join(logDir, 'realm.log'),
      what: 'Applying the realm did not succeed',
      todo: 'read the log',
    }),
  );

async function answers(address) {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(5000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false; // not listening yet
  }
}
