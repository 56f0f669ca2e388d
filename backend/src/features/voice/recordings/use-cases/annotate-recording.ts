import { Inject, Injectable } from '@nestjs/common';
import type { SaveRecordingComment } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { AnnotationStore } from '../data/annotation.store';

/** Comments, tags and groups; each into the journal of its recording. */
@Injectable()
export class AnnotateRecording {
  constructor(
    private readonly store: AnnotationStore,
    private readonly journal: Journal,
    private readonly database: Database,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  comment(recordingId: string, { atMs, text }: SaveRecordingComment, meta: EventMeta): Promise<void> {
    const commentId = this.ids.next();
    const author = meta.actor.id;
    return this.database.transaction(async (tx) => {
      await this.store.comment(tx, recordingId, { id: commentId, atMs, text, author, writtenAt: meta.at });
      await this.note(tx, 'RecordingCommented', { recordingId, commentId, atMs, text }, meta);
    });
  }

  /** `own`: only one's own. False: there is none such. */
  removeComment(recordingId: string, commentId: string, own: boolean, meta: EventMeta): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      if (!(await this.store.removeComment(tx, recordingId, commentId, own ? meta.actor.id : null))) return false;
      await this.note(tx, 'RecordingCommentRemoved', { recordingId, commentId }, meta);
      return true;
    });
  }

  tag(recordingId: string, tags: readonly string[], meta: EventMeta): Promise<void> {
    const each = [...new Set(tags)].sort();
    return this.database.transaction(async (tx) => {
      await this.store.tag(tx, recordingId, each);
      await this.note(tx, 'RecordingTagged', { recordingId, tags: each }, meta);
    });
  }

  group(groupId: string, recordingId: string, member: boolean, meta: EventMeta): Promise<void> {
    return this.database.transaction(async (tx) => {
      if (!(await this.store.group(tx, groupId, recordingId, member))) return;
      await this.note(tx, member ? 'RecordingGrouped' : 'RecordingUngrouped', { recordingId, groupId }, meta);
    });
  }

  addGroup(name: string, meta: EventMeta): Promise<Outcome<string, { readonly code: 'name-taken' }>> {
    const id = this.ids.next();
    return this.database.transaction(async (tx) => {
      const added = await this.store.addGroup(tx, { id, name, by: meta.actor.id, at: meta.at });
      if (added === null) return refused({ code: 'name-taken' });
      await this.journal.append(
        tx,
        `recording-group-${id}`,
        [{ type: 'RecordingGroupAdded', data: { id, name } }],
        meta,
      );
      return accepted(id);
    });
  }

  /** The recordings stay. False: there was none. */
  removeGroup(id: string, meta: EventMeta): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const name = await this.store.removeGroup(tx, id);
      if (name === null) return false;
      await this.journal.append(
        tx,
        `recording-group-${id}`,
        [{ type: 'RecordingGroupRemoved', data: { id, name } }],
        meta,
      );
      return true;
    });
  }

  private async note(
    tx: Transaction,
    type: string,
    data: { readonly recordingId: string; readonly [field: string]: unknown },
    meta: EventMeta,
  ): Promise<void> {
    await this.journal.append(tx, `recording-${data.recordingId}`, [{ type, data }], meta);
  }
}
