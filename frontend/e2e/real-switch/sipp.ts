import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CALLEE_ANSWERS, CALLEE_IS_BUSY, callerScenario } from './scenarios';

const HOST = '127.0.0.1';

/** One run of SIPp; `ended` says whether its scenario came out as written. */
export interface SippRun {
  readonly ended: Promise<{ ok: boolean; output: string }>;
  stop(): void;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface Caller {
  readonly from: string;
  readonly to: string;
  readonly trunksPort: number;
  readonly rtpPort: number;
  /** Hangs up by himself so long after the answer; without it he waits for the other side. */
  readonly patienceMs?: number;
}

/** Somebody outside calls a number of ours. */
export async function sippCalls({ from, to, trunksPort, rtpPort, patienceMs }: Caller): Promise<SippRun> {
  const keys = ['-s', to, '-key', 'caller', from, '-key', 'rtp_port', String(rtpPort)];
  return run(callerScenario(patienceMs), [`${HOST}:${trunksPort}`, ...keys, '-p', String(await freePort())]);
}

/** Somebody outside whom our trunk leads to: takes the call, or is busy. */
export async function sippTakes(
  what: 'answers' | 'is-busy',
  { port, rtpPort }: { port: number; rtpPort: number },
): Promise<SippRun> {
  const scenario = what === 'answers' ? CALLEE_ANSWERS : CALLEE_IS_BUSY;
  return run(scenario, ['-key', 'rtp_port', String(rtpPort), '-p', String(port)]);
}

async function run(scenario: string, args: readonly string[]): Promise<SippRun> {
  const folder = mkdtempSync(join(tmpdir(), 'centrala-sipp-'));
  const file = join(folder, 'scenario.xml');
  writeFileSync(file, scenario);
  const common = [
    '-sf',
    file,
    '-i',
    HOST,
    '-mp',
    String(await freePort()),
    '-m',
    '1',
    '-l',
    '1',
    '-nostdin',
    '-timeout',
    '150s',
    '-timeout_error',
    '-trace_err',
    '-error_file',
    join(folder, 'errors'),
  ];
  const child = spawn('sipp', [...args, ...common], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (bytes: Buffer): void => void (output = (output + bytes.toString()).slice(-4000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<{ ok: boolean; output: string }>((resolve) => {
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('exit', (code) => resolve({ ok: code === 0, output }));
  });
  return { ended, stop: () => void child.kill('SIGKILL') };
}
