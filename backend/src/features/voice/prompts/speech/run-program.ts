import { spawn } from 'node:child_process';

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly input?: string;
  readonly timeoutMs: number;
}

export type Ran =
  | { readonly kind: 'done'; readonly output: Buffer }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly why: string };

/** Ten minutes of 48 kHz mono: more is a runaway. */
const MOST_OUTPUT = 60_000_000;
const MOST_COMPLAINT = 2_000;

/** Runs a program without a shell: its arguments are an array, the text goes through its standard input. */
export function runProgram({ command, args, input, timeoutMs }: Program): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], LANG: 'C.UTF-8' },
    });
    const output: Buffer[] = [];
    let bytes = 0;
    let complaint = '';
    let stopped: string | null = null;
    const stop = (why: string) => {
      stopped ??= why;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => stop(`took longer than ${timeoutMs} ms`), timeoutMs);
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_OUTPUT) stop(`wrote more than ${MOST_OUTPUT} bytes`);
      else output.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(0, MOST_COMPLAINT)));
    // A program that ends before it has read everything closes the pipe; its exit code tells the rest.
    child.stdin.on('error', () => undefined);
    const settle = (ran: Ran) => {
      clearTimeout(timer);
      resolve(ran);
    };
    child.once('error', (error: NodeJS.ErrnoException) =>
      settle(error.code === 'ENOENT' ? { kind: 'absent' } : { kind: 'failed', why: error.message }),
    );
    child.once('close', (code, signal) => {
      if (stopped !== null) settle({ kind: 'failed', why: stopped });
      else if (code === 0) settle({ kind: 'done', output: Buffer.concat(output) });
      else settle({ kind: 'failed', why: `ended with ${signal ?? code}: ${complaint.trim()}` });
    });
    child.stdin.end(input ?? '');
  });
}

/** Lets `most` tasks run at once; the others wait in the order of coming. */
export function inTurns(most: number): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (running >= most) await new Promise<void>((resume) => waiting.push(resume));
    else running += 1;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
