import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

/** One of our programs as a process of its own. */
export class Program {
  private child: ChildProcess | undefined;
  private output = '';

  /** `file` below backend/src, for example `main.ts`. */
  constructor(
    private readonly file: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  start(): void {
    const node = join(root, 'node_modules/.bin/node');
    const hook = join(__dirname, 'run-typescript.cjs');
    this.child = spawn(node, ['--no-warnings', '-r', hook, join(root, 'backend/src', this.file)], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '', ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (piece: Buffer) => (this.output = (this.output + piece.toString()).slice(-20_000)));
  }

  /** What it has printed, newest last. */
  get said(): string {
    return this.output;
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}

/** A free loopback port. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Settings of a backend and its simulated switch as processes of their own, with ports of their own and files below `directory`. */
export async function platformEnvironment(databaseUrl: string, directory: string) {
  const [eslPort, controlPort, httpPort] = [await freePort(), await freePort(), await freePort()];
  return {
    DATABASE_URL: databaseUrl,
    CENTRALA_DATABASE_POOL: '8',
    CENTRALA_COMPILED: join(directory, 'compiled'),
    CENTRALA_SWITCH_PORT: String(eslPort),
    CENTRALA_SWITCH_PASSWORD: 'kill-test-password',
    CENTRALA_SWITCH_PHONES_URL: `http://127.0.0.1:${controlPort}`,
    CENTRALA_SIMULATOR_CONTROL_PORT: String(controlPort),
    CENTRALA_RECORDINGS_DIR: join(directory, 'recordings'),
    CENTRALA_FILES_DIRECTORY: join(directory, 'files'),
    CENTRALA_SECRET: 'a-secret-of-tests-that-is-long-enough',
    CENTRALA_HTTP_HOST: '127.0.0.1',
    CENTRALA_HTTP_PORT: String(httpPort),
    CENTRALA_PUBLIC_URL: `http://127.0.0.1:${httpPort}`,
    NODE_ENV: 'test',
  };
}

/** Asks the simulated switch about its people and lines. */
export async function askSimulator(
  control: string,
  method: string,
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${control}${path}`, { method, body: body && JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
}

/** A pause in real time, for tests of real processes only. */
export async function pause(ms: number): Promise<void> {
  await once(AbortSignal.timeout(Math.round(ms)), 'abort');
}

/** Asks again until `check` gives something; fails after `ms`, with what `explain` knows. */
export async function eventually<T>(
  check: () => Promise<T | null | undefined | false>,
  ms: number,
  explain: () => string = () => '',
): Promise<T> {
  const deadline = performance.now() + ms;
  for (;;) {
    const found = await check().catch(() => null);
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`Not within ${ms} ms. ${explain()}`);
    await pause(40);
  }
}
