import { mustRun, type Box } from '../appliance/box';
import { CREDENTIALS } from './first-boot/steps/secrets';

/** What the services read from `backend.env`. */
function settingsOf(box: Box): Record<string, string> {
  const lines = (box.read('/etc/centrala/backend.env') ?? '').split('\n');
  const pairs = lines.map((line) => /^([A-Z_]+)="(.*)"$/.exec(line)).filter((match) => match !== null);
  return Object.fromEntries(pairs.map(([, key, value]) => [key, value])) as Record<string, string>;
}

/** Runs a compiled program of the release in force with the settings and secrets that the services have; what it printed. */
export function runBackend(box: Box, script: string, args: readonly string[], input?: string): Promise<string> {
  return mustRun(box, '/opt/centrala/current/bin/node', ['--no-warnings', `dist/backend/src/${script}.js`, ...args], {
    cwd: '/opt/centrala/current',
    timeoutMs: 300_000,
    // the folder is root's own; the process reads its secrets from there as services do
    env: { ...settingsOf(box), NODE_ENV: 'production', CREDENTIALS_DIRECTORY: CREDENTIALS },
    ...(input !== undefined && { input }),
  });
}
