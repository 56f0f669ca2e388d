import { Inject, Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { EventMeta } from '../../../../kernel/journal';
import { Database } from '../../../../platform/database';
import { FileStore } from '../../../../platform/files';
import { safeCell } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { exportKey, ExportStore } from '../data/export.store';
import { RecordingSounds } from '../data/recording-sounds';
import { RecordingViews } from '../data/recording.view';
import { fileNameOf, MANIFEST_COLUMNS, manifestRow, type Packed } from '../domain/manifest';

/** Timer that deletes an archive: it is a copy of what customers said. */
export const EXPORT_EXPIRY = 'recordings.export-expiry';
const KEPT_MS = 7 * 86_400_000;

/** Somebody does not want the archive any more, while it is being packed. */
class Cancelled extends Error {}

/** Packs an archive: sounds and a manifest. */
@Injectable()
export class PackRecordings {
  constructor(
    private readonly store: ExportStore,
    private readonly sounds: RecordingSounds,
    private readonly views: RecordingViews,
    private readonly files: FileStore,
    private readonly journal: Journal,
    private readonly database: Database,
    private readonly schedule: Schedule,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

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
    const sound = await this.sounds.open(id);
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
}
