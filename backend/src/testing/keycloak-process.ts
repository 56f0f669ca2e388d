import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface KeycloakProcess {
  readonly url: string;
  readonly admin: { readonly username: string; readonly password: string };
  stop(): Promise<void>;
}

const START_MS = 240_000;

/** Where a Keycloak distribution lies (`KEYCLOAK_HOME`), or null. */
export function keycloakHome(): string | null {
  const home = process.env['KEYCLOAK_HOME'];
  return home && existsSync(join(home, 'bin', 'kc.sh')) ? home : null;
}

/** Starts a real Keycloak on a free port with a database in memory; resolves when it answers. */
export async function startKeycloak(home: string): Promise<KeycloakProcess> {
  const port = await freePort();
  const management = await freePort();
  const admin = { username: 'root-admin', password: randomBytes(16).toString('base64url') };
  const url = `http://127.0.0.1:${port}`;
  const options = [
    '--db=dev-mem',
    '--cache=local',
    `--http-port=${port}`,
    '--http-host=127.0.0.1',
    `--http-management-port=${management}`,
  ];
  const child = spawn(join(home, 'bin', 'kc.sh'), ['start-dev', ...options], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      JAVA_OPTS_KC_HEAP: '-Xms96m -Xmx640m',
      KC_BOOTSTRAP_ADMIN_USERNAME: admin.username,
      KC_BOOTSTRAP_ADMIN_PASSWORD: admin.password,
    },
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  const stop = () => stopGroup(child);
  try {
    await answering(`${url}/realms/master`, child);
  } catch (error) {
    await stop();
    throw new Error(`Keycloak did not start: ${String(error)}\n${output.join('').slice(-4000)}`, { cause: error });
  }
  return { url, admin, stop };
}

/** Asks until it answers. The process offers no other sign that it is ready than answering. */
async function answering(address: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    const response = await fetch(address, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    if (response?.ok) return;
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        clearInterval(timer);
        resolve();
      }, 500);
    });
  }
  throw new Error('it did not answer in time');
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  process.kill(-child.pid, 'SIGTERM');
  const kill = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), 15_000);
  await ended;
  clearTimeout(kill);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
