import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { StepFailure } from './progress.mjs';

/** The port it could listen on, or 0. */
export function canListen(port, host = '127.0.0.1') {
  return new Promise((answer) => {
    const server = createServer();
    server.once('error', () => answer(0));
    server.listen({ port, host, exclusive: true }, () => {
      const chosen = server.address().port;
      server.close(() => answer(chosen));
    });
  });
}

/**
 * The asked port (a failure when it is taken), else the one remembered in `file`, else the first choice, else any free
 * one: so an address stays the same from start to start.
 */
export async function steadyPort(file, { name, asked, first = 0 }) {
  if (asked) {
    if (await canListen(asked)) return remember(file, asked);
    throw new StepFailure(`port ${asked} for ${name} is taken`, {
      todo: 'choose another or end who has it (ss -ltnp)',
    });
  }
  const before = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : 0;
  for (const candidate of [before, first]) {
    if (candidate > 0 && (await canListen(candidate))) return remember(file, candidate);
  }
  return remember(file, await canListen(0));
}

function remember(file, port) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, String(port));
  return port;
}
