import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { mkdir, open, unlink } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LegId } from '../../port/leg';
import type { SoundHandler } from '../../port/leg-sound';

/** A way from the switch to us for the sound of one leg. */
export interface SoundPipe {
  /** Where the switch writes. */
  readonly path: string;
  close(): Promise<void>;
}

export interface SoundPipes {
  open(legId: LegId, heard: SoundHandler): Promise<SoundPipe>;
}

const FRAME_BYTES = 320;
/** Raw sound; what ends so is no recording. */
export const SOUND_ENDING = '.r8';

const run = promisify(execFile);

/**
 * A named pipe a leg. Opened for reading and writing before the switch opens it, so that neither side waits for the other; a
 * reader that stands still costs the call nothing (measured).
 */
export class FifoPipes implements SoundPipes {
  constructor(private readonly directory: string) {}

  async open(legId: LegId, heard: SoundHandler): Promise<SoundPipe> {
    await mkdir(this.directory, { recursive: true });
    const path = join(this.directory, `${legId}${SOUND_ENDING}`);
    await unlink(path).catch(absent);
    await run('mkfifo', ['-m', '666', path]);
    const handle = await open(path, constants.O_RDWR | constants.O_NONBLOCK);
    const socket = new Socket({ fd: handle.fd, readable: true, writable: false });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    // A pipe that breaks is the same as silence: whoever listens has a time of his own.
    socket.on('error', () => undefined);
    socket.on('data', intoFrames(heard));
    return {
      path,
      close: async () => {
        socket.destroy();
        await closed;
        await handle.close().catch(absent);
        await unlink(path).catch(absent);
      },
    };
  }
}

const absent = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'ENOENT' && error.code !== 'EBADF') throw error;
};

/** Bytes come as they like; frames are whole. */
export function intoFrames(heard: SoundHandler): (bytes: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (bytes) => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    while (rest.length >= FRAME_BYTES) {
      const frame = rest.subarray(0, FRAME_BYTES);
      heard(Int16Array.from({ length: FRAME_BYTES / 2 }, (_, at) => frame.readInt16LE(at * 2)));
      rest = rest.subarray(FRAME_BYTES);
    }
  };
}
