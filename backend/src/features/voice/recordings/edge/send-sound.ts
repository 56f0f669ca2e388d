import type { Response } from 'express';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ByteRange, FileStore } from '../../../../platform/files';
import { foundOr404, ProblemException } from '../../../../platform/http';
import { rangeOf } from '../domain/byte-range';

/** A sound wherever it is kept; both are undefined when it is not there. */
export interface SoundSource {
  size(): Promise<number | undefined>;
  open(range: ByteRange | undefined): Promise<Readable | undefined>;
}

/** A sound that lies in the file store as it is. */
export const plainSound = (files: FileStore, key: string): SoundSource => ({
  size: async () => ((await files.isWhole(key)) ? (await files.find(key))?.bytes : undefined),
  open: async (range) => (await files.get(key, range))?.content,
});

/** A player that jumps asks for further ranges of what it has begun: that is still one listening. */
export const startsAnew = (response: Response): boolean => !/^bytes=[1-9]/.test(response.req.headers.range ?? '');

/** Answers with a stored sound, or the range of it that was asked for. */
export async function sendSound(sound: SoundSource, response: Response): Promise<void> {
  const size = await sound.size();
  if (size === undefined) throw new ProblemException(404, 'recording-file-missing');
  const range = rangeOf(response.req.headers.range, size);
  if (range === 'unsatisfiable') throw new ProblemException(416, 'range-not-satisfiable');
  const content = foundOr404(await sound.open(range ?? undefined), 'recording-file-missing');
  response.setHeader('accept-ranges', 'bytes');
  response.setHeader('cache-control', 'private, no-store');
  response.type('audio/wav');
  const { start, end } = range ?? { start: 0, end: size - 1 };
  if (range) {
    response.status(206);
    response.setHeader('content-range', `bytes ${start}-${end}/${size}`);
  }
  response.setHeader('content-length', String(end - start + 1));
  await pipeline(content, response);
}
