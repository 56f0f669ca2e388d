import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { systemBox } from '../box';
import type { CommandContext } from './context';
import { makeProgram } from './program';

/** Takes what is typed without showing it. */
class Silent extends Writable {
  override _write(_chunk: Buffer, _encoding: string, done: () => void): void {
    done();
  }
}

async function ask(question: string, { hidden }: { readonly hidden?: boolean } = {}): Promise<string> {
  if (!process.stdin.isTTY) throw new Error('Nobody stands at the console to answer');
  const lines = createInterface({
    input: process.stdin,
    output: hidden ? new Silent() : process.stdout,
    terminal: true,
  });
  try {
    if (hidden) process.stdout.write(question);
    return await lines.question(hidden ? '' : question);
  } finally {
    lines.close();
    if (hidden) process.stdout.write('\n');
  }
}

const context: CommandContext = {
  box: systemBox(),
  out: (text) => void process.stdout.write(`${text}\n`),
  ask,
  exit: (code) => void (process.exitCode = code),
};

makeProgram(context)
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
