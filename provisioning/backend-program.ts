import { mustRun, type Box } from '../appliance/box';
import { CREDENTIALS } from './first-boot/steps/secrets';

/** A first boot brings the database to its schema, also on the slowest machine: it waits rather than giving up. */
const SLOWEST_MS = 3_600_000;

/** What the services read from `backend.env`. */
function settingsOf(box: Box): Record<string, string> {
  const lines = (box.read('/etc/centrala/backend.env') ?? '').split('\n');
  const pairs = lines.map((line) => /^([A-Z_]+)="(.*)"$/.exec(line)).filter((match) => match !== null);
  return Object.fromEntries(pairs.map(([, key, value]) => [key, value])) as Record<string, string>;
}

/** Runs a compiled program of the release in force with the settings and secrets that the services have; what it printed. */
export function runBackend(
  box: Box,
  script: string,
  args: readonly string[],
  how: { readonly input?: string; readonly timeoutMs?: number } = {},
): Promise<string> {
  return runNode(box, [`dist/backend/src/${script}.js`, ...args], { env: settingsOf(box), ...how });
}

/** Makes the realm in a Keycloak that answers at `keycloak` fit the console's address. */
export function runKeycloakRealm(
  box: Box,
  { keycloak, console }: { readonly keycloak: string; readonly console: string },
): Promise<string> {
  return runNode(box, ['dist/provisioning/keycloak/apply.js'], {
    env: { CENTRALA_KEYCLOAK_URL: keycloak, CENTRALA_PUBLIC_URL: console, CENTRALA_KEYCLOAK_ADMIN: 'root-admin' },
  });
}

function runNode(
  box: Box,
  args: readonly string[],
  {
    env,
    input,
    timeoutMs = SLOWEST_MS,
  }: { readonly env: Readonly<Record<string, string>>; readonly input?: string; readonly timeoutMs?: number },
): Promise<string> {
  return mustRun(box, '/opt/centrala/current/bin/node', ['--no-warnings', ...args], {
    cwd: '/opt/centrala/current',
    timeoutMs,
    // the folder is root's own; the process reads its secrets from there as services do
    env: { ...env, NODE_ENV: 'production', CREDENTIALS_DIRECTORY: CREDENTIALS },
    ...(input !== undefined && { input }),
  });
}
