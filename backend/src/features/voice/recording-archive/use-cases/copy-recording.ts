import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { RecordingSounds } from '../../recordings';
import type { ArchivePlace } from '../data/archive-place';

/** What was read back is not what was sent. */
export class NotTheSame extends Error {}

/** The recording is not stored any more. */
export class NothingToCopy extends Error {}

/** Copies one recording: goes on where it broke off, reads the copy back, and gives it its name only when it is the same. */
@Injectable()
export class CopyRecording {
  constructor(private readonly sounds: RecordingSounds) {}

  async copy(place: ArchivePlace, recordingId: string): Promise<{ path: string; bytes: number }> {
    const sound = await this.sounds.describe(recordingId);
    if (!sound) throw new NothingToCopy('recording-not-stored');
    const { bytes, path } = sound;
    const sha256 = sound.sha256 ?? (await hashOf(await this.part(recordingId, 0, bytes)));
    if ((await place.size(path)) === bytes && (await hashOf(await place.read(path))) === sha256) return { path, bytes };
    const growing = `${path}.part`;
    let have = Math.max(0, await place.size(growing));
    if (have > bytes) {
      await place.remove(growing);
      have = 0;
    }
    if (have < bytes) await place.append(growing, await this.part(recordingId, have, bytes));
    if ((await hashOf(await place.read(growing))) !== sha256) {
      await place.remove(growing);
      throw new NotTheSame('copy-not-the-same');
    }
    await place.rename(growing, path);
    return { path, bytes };
  }

  private async part(recordingId: string, start: number, bytes: number): Promise<Readable> {
    const sound = await this.sounds.open(recordingId, { start, end: bytes - 1 });
    if (!sound) throw new NothingToCopy('recording-not-stored');
    return sound;
  }
}

async function hashOf(content: Readable): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of content) hash.update(piece as Buffer);
  return hash.digest('hex');
}
