import { createSocket } from 'node:dgram';
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

/** Whether nobody listens there for datagrams: SIP needs both. */
function takesDatagrams(port, host = '127.0.0.1') {
  return new Promise((answer) => {
    const socket = createSocket('udp4');
    socket.once('error', () => answer(false));
    socket.bind({ port, address: host, exclusive: true }, () => socket.close(() => answer(true)));
  });
}

/** What this process has reserved: port → the file that remembers it. */
const ours = new Map();

/**
 * Reserves a port for as long as this process lives. Between the choice and the listening lie a seed and the start of a switch:
 * two starts at once would choose the same ports. The mark is a socket without a file, which goes when its process goes, however
 * it does. A port that this process reserved for the same purpose before is its own still.
 */
function reserve(port, file) {
  if (ours.has(port)) return ours.get(port) === file;
  return new Promise((answer) => {
    const mark = createServer();
    mark.unref();
    mark.once('error', () => answer(false));
    mark.listen(`\0centrala-port-${port}`, () => {
      ours.set(port, file);
      answer(true);
    });
  });
}

/** The port, when it is free and now ours; 0 otherwise. */
async function taken(port, file) {
  const free = await canListen(port);
  return free && (await takesDatagrams(free)) && (await reserve(free, file)) ? free : 0;
}

const ANY = Array.from({ length: 20 }, () => 0);

/**
 * The asked port (a failure when it is taken), else the one remembered in `file`, else one of the first choices, else any free
 * one: so an address stays the same from start to start.
 */
export async function steadyPort(file, { name, asked, first = [] }) {
  if (asked) {
    if (await taken(asked, file)) return remember(file, asked);
    throw new StepFailure(`port ${asked} for ${name} is taken`, {
      todo: 'choose another or end who has it (ss -ltnp)',
    });
  }
  const before = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : 0;
  for (const candidate of [...[before, first].flat().filter((port) => port > 0), ...ANY]) {
    const port = await taken(candidate, file);
    if (port) return remember(file, port);
  }
  throw new StepFailure(`no port for ${name} is free`, { todo: 'end something that listens (ss -ltnp)' });
}

function remember(file, port) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, String(port));
  return port;
}
