import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Box, Ran, RunOptions, WriteOptions } from './box';

/** This machine; `root` puts all of its files below another folder. */
export function systemBox(root = '/'): Box {
  const at = (path: string): string => join(root, path);
  return {
    isRoot: process.getuid?.() === 0,
    read: (path) => (existsSync(at(path)) && statSync(at(path)).isFile() ? readFileSync(at(path), 'utf8') : undefined),
    write: (path, content, options) => writeDurably(at(path), content, options),
    exists: (path) => existsSync(at(path)),
    list: (path) => (existsSync(at(path)) ? readdirSync(at(path)).sort() : []),
    mode: (path) => (existsSync(at(path)) ? statSync(at(path)).mode & 0o777 : undefined),
    remove: (path) => rmSync(at(path), { recursive: true, force: true }),
    run: runProgram,
    now: () => Date.now(),
    random: (bytes) => randomBytes(bytes),
  };
}

/** Beside it, to the disk, in its place, and the folder to the disk too: after a power cut there is the old file or the new one. */
function writeDurably(path: string, content: string, { mode = 0o644, owner }: WriteOptions = {}): void {
  const umask = process.umask(0o022); // others read what is not secret, also where a unit keeps its own files to itself
  mkdirSync(dirname(path), { recursive: true });
  process.umask(umask);
  const beside = `${path}.new`;
  const file = openSync(beside, 'w', mode);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  chmodSync(beside, mode);
  if (owner) spawnSync('chown', [owner, beside]);
  renameSync(beside, path);
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Long enough for a machine on which all starts at once. */
const PATIENCE_MS = 120_000;
const MOST_OUTPUT = 64 * 1024 * 1024;

function runProgram(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { input, timeoutMs = PATIENCE_MS, env, cwd } = options;
  return new Promise((resolve) => {
    const settings = {
      timeout: timeoutMs,
      maxBuffer: MOST_OUTPUT,
      env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', ...env },
      cwd,
    };
    const child = execFile(program, [...args], settings, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
      resolve({ code, out, err: err || (code === null && error ? error.message : '') });
    });
    child.stdin?.on('error', () => undefined); // it ended before it read
    child.stdin?.end(input ?? '');
  });
}
