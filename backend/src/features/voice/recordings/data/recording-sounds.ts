import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { ByteRange } from '../../../../platform/files';
import { fileNameOf } from '../domain/manifest';
import { RecordingVault } from './recording-vault';
import { RecordingStore } from './recording.store';
import { RecordingViews } from './recording.view';

export interface DescribedSound {
  readonly bytes: number;
  /** Null: stored before hashes were taken. */
  readonly sha256: string | null;
  /** A name for a copy, in a folder of its day. */
  readonly path: string;
  readonly queueId: string | null;
  readonly direction: string;
  readonly durationMs: number;
}

/** Stored sounds by the ids of their recordings. */
@Injectable()
export class RecordingSounds {
  constructor(
    private readonly store: RecordingStore,
    private readonly vault: RecordingVault,
    private readonly views: RecordingViews,
  ) {}

  /** Undefined: it is not stored (any more), or its file has gone. */
  async open(id: string, range?: ByteRange): Promise<Readable | undefined> {
    const recording = await this.store.find(id);
    return recording?.state === 'stored' ? this.vault.open(recording, range) : undefined;
  }

  /** What a copy of it needs to know; undefined as for `open`. */
  async describe(id: string): Promise<DescribedSound | undefined> {
    const recording = await this.store.find(id);
    const bytes = recording?.state === 'stored' ? await this.vault.size(recording) : undefined;
    const [shown] = bytes === undefined ? [] : await this.views.packed([id]);
    if (!recording || !shown || bytes === undefined) return undefined;
    const { queueId, durationMs, sha256 } = recording;
    const folder = shown.startedAt.slice(0, 10).replaceAll('-', '/');
    return { bytes, sha256, queueId, durationMs, direction: shown.direction, path: `${folder}/${fileNameOf(shown)}` };
  }
}
