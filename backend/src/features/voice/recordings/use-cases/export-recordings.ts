import { Inject, Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { MOST_EXPORTED, type RecordingListQuery } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { Database } from '../../../../platform/database';
import { FileStore } from '../../../../platform/files';
import { safeCell } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { exportKey, ExportStore } from '../data/export.store';
import { RecordingVault } from '../data/recording-vault';
import { RecordingStore } from '../data/recording.store';
import { RecordingViews, type RecordingScope } from '../data/recording.view';
import { fileNameOf, MANIFEST_COLUMNS, manifestRow, type Packed } from '../domain/manifest';

/** Timer that deletes an archive: it is a copy of what customers said. */
export const EXPORT_EXPIRY = 'recordings.export-expiry';
const KEPT_MS = 7 * 86_400_000;

/** Somebody does not want the archive any more, while it is being packed. */
class Cancelled extends Error {}

/** Archives of recordings, packed in the background: sounds and a manifest. */
@Injectable()
export class ExportRecordings {
  constructor(
    private readonly store: ExportStore,
    private readonly recordings: RecordingStore,
    private readonly views: RecordingViews,
    private readonly vault: RecordingVault,
    private readonly files: FileStore,
    private readonly journal: Journal,
    private readonly database: Database,
    private readonly schedule: Schedule,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Those of a search, or of these ids, that the person may hear. */
  async ask(
    wanted: { readonly ids?: readonly string[] | undefined; readonly search: RecordingListQuery },
    scope: RecordingScope,
    meta: EventMeta,
  ): Promise<Outcome<string, { readonly code: 'nothing-to-export' }>> {
    const search = wanted.ids ? { limit: MOST_EXPORTED } : wanted.search;
    const recordingIds = await this.views.ids({ ...search, state: ['stored'] }, scope, {
      limit: MOST_EXPORTED,
      ...(wanted.ids && { among: wanted.ids }),
    });
    if (recordingIds.length === 0) return refused({ code: 'nothing-to-export' });
    const id = this.ids.next();
    await this.database.transaction(async (tx) => {
      await this.store.add(tx, { id, by: meta.actor.id, at: meta.at, recordingIds });
      const data = { exportId: id, recordings: recordingIds.length };
      await this.journal.append(tx, `recording-export-${id}`, [{ type: 'RecordingExportAsked', data }], meta);
    });
    return accepted(id);
  }

  /** False: there was nothing to end. */
  cancel(id: string, meta: EventMeta): Promise<boolean> {
    return this.end(id, 'cancelled', meta);
  }

  /** The archive is deleted; what it was made of stays. */
  async expire(id: string, meta: EventMeta): Promise<void> {
    await this.end(id, 'expired', meta);
    await this.files.delete(exportKey(id));
  }

  async run(id: string): Promise<void> {
    const order = await this.store.begin(id);
    if (!order) return;
    try {
      await this.pack(id, order);
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error;
    }
  }

  failed(id: string, problem: string): Promise<void> {
    return this.store.failed(id, problem);
  }

  private async pack(id: string, order: { recordingIds: string[]; askedBy: string }): Promise<void> {
    const packed = await this.views.packed(order.recordingIds);
    const content = this.zip(packed, (done, recordingId) => this.reached(id, done, { recordingId, by: order.askedBy }));
    const put = await this.files.put({ key: exportKey(id), mediaType: 'application/zip', content });
    if (!put.ok) return this.store.failed(id, put.refusal.code);
    const expiresAt = this.clock.now() + KEPT_MS;
    const kept = await this.database.transaction(async (tx) => {
      if (!(await this.store.done(tx, id, { bytes: put.value.bytes, expiresAt }))) return false;
      const timer = {
        key: `recording-export:${id}`,
        due: expiresAt,
        command: EXPORT_EXPIRY,
        payload: { exportId: id },
      };
      await this.schedule.at(tx, timer);
      return true;
    });
    if (!kept) await this.files.delete(exportKey(id));
  }

  /** One sound is opened after the other, when the one before is in. */
  private zip(packed: readonly Packed[], reached: (done: number, recordingId: string) => Promise<void>): Readable {
    const zip = new ZipFile();
    const output = zip.outputStream as unknown as Readable;
    zip.on('error', (error: Error) => output.destroy(error));
    const rows = [MANIFEST_COLUMNS, ...packed.map((each) => manifestRow(each).map(safeCell))];
    zip.addBuffer(Buffer.from(`\uFEFF${stringify(rows.map((row) => [...row]))}`), 'manifest.csv');
    packed
      .filter(({ state }) => state === 'stored')
      .forEach((recording, place) => {
        // Stored, not deflated: the box has calls to carry.
        zip.addReadStreamLazy(fileNameOf(recording), { compress: false }, (give) => {
          this.sound(recording.id, () => reached(place + 1, recording.id)).then(
            (sound) => give(null, sound),
            (error: unknown) => give(error, undefined as never),
          );
        });
      });
    zip.end();
    return output;
  }

  private async sound(id: string, reached: () => Promise<void>): Promise<Readable> {
    const recording = await this.recordings.find(id);
    const sound = recording?.state === 'stored' ? await this.vault.open(recording) : undefined;
    if (!sound) throw new Error(`Recording ${id} has gone while the archive was packed`);
    await reached();
    return sound;
  }

  /** Progress, and the audit: whoever packs a recording can hear it. */
  private async reached(
    id: string,
    done: number,
    { recordingId, by }: { recordingId: string; by: string },
  ): Promise<void> {
    if (!(await this.store.progress(id, done))) throw new Cancelled();
    const meta: EventMeta = {
      at: this.clock.now(),
      actor: { kind: 'user', id: by },
      correlation: id,
      causation: null,
    };
    const data = { recordingId, exportId: id };
    await this.database.transaction((tx) =>
      this.journal.append(tx, `recording-${recordingId}`, [{ type: 'RecordingExported', data }], meta),
    );
  }

  private end(id: string, to: 'cancelled' | 'expired', meta: EventMeta): Promise<boolean> {
    const type = to === 'cancelled' ? 'RecordingExportCancelled' : 'RecordingExportExpired';
    return this.database.transaction(async (tx) => {
      if (!(await this.store.end(tx, id, to))) return false;
      await this.journal.append(tx, `recording-export-${id}`, [{ type, data: { exportId: id } }], meta);
      return true;
    });
  }
}
