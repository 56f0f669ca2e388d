import { Inject, Injectable } from '@nestjs/common';
import { MOST_EXPORTED, type RecordingListQuery } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { Database } from '../../../../platform/database';
import { FileStore } from '../../../../platform/files';
import { Journal } from '../../../../platform/journal';
import { exportKey, ExportStore } from '../data/export.store';
import { RecordingViews, type RecordingScope } from '../data/recording.view';

/** Archives of recordings: asked for, cancelled, expired. `PackRecordings` makes them. */
@Injectable()
export class ExportRecordings {
  constructor(
    private readonly store: ExportStore,
    private readonly views: RecordingViews,
    private readonly files: FileStore,
    private readonly journal: Journal,
    private readonly database: Database,
    @Inject(IDS) private readonly ids: Ids,
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

  private end(id: string, to: 'cancelled' | 'expired', meta: EventMeta): Promise<boolean> {
    const type = to === 'cancelled' ? 'RecordingExportCancelled' : 'RecordingExportExpired';
    return this.database.transaction(async (tx) => {
      if (!(await this.store.end(tx, id, to))) return false;
      await this.journal.append(tx, `recording-export-${id}`, [{ type, data: { exportId: id } }], meta);
      return true;
    });
  }
}
