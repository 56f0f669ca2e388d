import { Injectable } from '@nestjs/common';
import { join } from 'node:path';
import type { EventMeta } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { bytesFree, FileStore } from '../../../../platform/files';
import { Journal } from '../../../../platform/journal';
import { switchArea } from '../../switch';
import { RecordingStore } from '../data/recording.store';
import { lostReason } from '../domain/lost-reason';

/** Brings what the switch has written into the file store, where it counts toward the disk space of the Order. */
@Injectable()
export class KeepRecording {
  private readonly directory = config(switchArea).recordingsDirectory;

  constructor(
    private readonly store: RecordingStore,
    private readonly files: FileStore,
    private readonly journal: Journal,
    private readonly database: Database,
  ) {}

  /** Stored, or lost with its reason. A file that is not there yet is waited for, unless this is the last look. */
  async keep(id: string, { meta, last }: { meta: EventMeta; last: boolean }): Promise<void> {
    const recording = await this.store.find(id);
    if (recording?.state !== 'recording') return;
    const { key, durationMs } = recording;
    const adopted = await this.files.adopt({ key, mediaType: 'audio/wav', path: join(this.directory, recording.path) });
    if (!adopted.ok && adopted.refusal.code === 'file-missing' && !last) return;
    const lost = adopted.ok ? null : lostReason(adopted.refusal.code, await this.free());
    await this.database.transaction(async (tx) => {
      if (!(await this.store.end(tx, id, lost))) return;
      const fact =
        lost === null
          ? { type: 'RecordingStored', data: { recordingId: id, durationMs } }
          : { type: 'RecordingLost', data: { recordingId: id, callId: recording.callId, reason: lost } };
      await this.journal.append(tx, `recording-${id}`, [fact], meta);
    });
  }

  /** Somebody hears it: who and when is kept, as for everything that touches what customers said. */
  async listened(id: string, meta: EventMeta): Promise<void> {
    await this.database.transaction((tx) =>
      this.journal.append(tx, `recording-${id}`, [{ type: 'RecordingListened', data: { recordingId: id } }], meta),
    );
  }

  /** Deleted for good; the file follows (`remove`) and gives its bytes back. False: there is nothing stored. */
  delete(id: string, meta: EventMeta): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      if (!(await this.store.delete(tx, id))) return false;
      await this.journal.append(tx, `recording-${id}`, [{ type: 'RecordingDeleted', data: { recordingId: id } }], meta);
      return true;
    });
  }

  async remove(id: string): Promise<void> {
    const recording = await this.store.find(id);
    if (recording) await this.files.delete(recording.key);
  }

  private free(): Promise<number> {
    // Without its directory nothing was ever recorded here: not the disk is to blame.
    return bytesFree(this.directory).catch(() => Number.POSITIVE_INFINITY);
  }
}
