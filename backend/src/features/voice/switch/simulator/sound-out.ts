import { closeSync, constants, openSync, writeSync } from 'node:fs';
import type { LegId } from '../port/leg';
import type { SoundHandler } from '../port/leg-sound';
import { intoFrames, SOUND_ENDING, type SoundPipe, type SoundPipes } from '../freeswitch/sound/sound-pipes';

/** Where the simulated switch writes the sound of a leg that is listened to. */
export interface SoundOut {
  write(path: string, samples: Int16Array): void;
}

const bytesOf = (samples: Int16Array): Buffer => Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);

/** Both ends in one process: what is written is heard at once, so a virtual clock is enough. */
export class MemoryPipes implements SoundPipes, SoundOut {
  private readonly readers = new Map<string, (bytes: Buffer) => void>();

  open(legId: LegId, heard: SoundHandler): Promise<SoundPipe> {
    const path = `/sound/${legId}${SOUND_ENDING}`;
    this.readers.set(path, intoFrames(heard));
    return Promise.resolve({ path, close: () => Promise.resolve(void this.readers.delete(path)) });
  }

  write(path: string, samples: Int16Array): void {
    this.readers.get(path)?.(bytesOf(samples));
  }
}

/** The simulated switch as a process of its own: into the pipe that the backend has opened; nobody reads, nothing is lost. */
export const soundIntoPipes: SoundOut = {
  write(path, samples) {
    let pipe: number | null = null;
    try {
      pipe = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
      writeSync(pipe, bytesOf(samples));
    } catch (error) {
      if (!GONE.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    } finally {
      if (pipe !== null) closeSync(pipe);
    }
  },
};

/** The reader has gone, or is behind. */
const GONE = new Set(['ENOENT', 'ENXIO', 'EPIPE', 'EAGAIN']);
