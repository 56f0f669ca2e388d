import { closeSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import type { SimulatedDisk } from './simulated-world';
import { stereoConversation, wavLength } from './wav';

const UNKNOWN_FILE_MS = 2000;

/** Plays as long as the real file lasts (2 s for one that is not on this machine); writes recordings below one directory only. */
export function realDisk(recordingsDirectory: string | null, report: (problem: string) => void): SimulatedDisk {
  return {
    playbackMs: (file) => lengthOf(file) ?? UNKNOWN_FILE_MS,
    recorded: (path, ms) => {
      if (!recordingsDirectory || !isBelow(recordingsDirectory, path)) return;
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, stereoConversation(ms));
      } catch (error) {
        // A full or read-only disk must not end the simulated calls; the real switch goes on too.
        report(`recording ${path}: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  };
}

const isBelow = (directory: string, path: string): boolean => resolve(path).startsWith(resolve(directory) + sep);

function lengthOf(file: string): number | null {
  let handle: number | null = null;
  try {
    handle = openSync(file, 'r');
    const head = Buffer.alloc(44);
    readSync(handle, head, 0, 44, 0);
    return wavLength(head);
  } catch {
    // Not on this machine: the simulated switch plays what only the real one has.
    return null;
  } finally {
    if (handle !== null) closeSync(handle);
  }
}
