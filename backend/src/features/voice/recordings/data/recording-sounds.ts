import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { RecordingVault } from './recording-vault';
import { RecordingStore } from './recording.store';

/** Stored sounds by the ids of their recordings. */
@Injectable()
export class RecordingSounds {
  constructor(
    private readonly store: RecordingStore,
    private readonly vault: RecordingVault,
  ) {}

  /** Undefined: it is not stored (any more), or its file has gone. */
  async open(id: string): Promise<Readable | undefined> {
    const recording = await this.store.find(id);
    return recording?.state === 'stored' ? this.vault.open(recording) : undefined;
  }
}
