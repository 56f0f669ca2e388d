import { Injectable } from '@nestjs/common';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { config } from '../../../../platform/config';
import { Database, type Transaction } from '../../../../platform/database';
import { bytesFree } from '../../../../platform/files';
import { Journal } from '../../../../platform/journal';
import { switchArea } from '../../switch';
import { ProofStore } from '../data/proof.store';
import { RecordingVault, type Sealed } from '../data/recording-vault';
import { RecordingStore, type Recording } from '../data/recording.store';
import { lostReason } from '../domain/lost-reason';

/** It is not stored (any more), or it is kept. */
export type DeletionRefused = { readonly code: 'recording-not-stored' } | { readonly code: 'recording-kept' };

/** Brings what the switch has written into the file store, where it counts toward the disk space of the Order. */
@Injectable()
export class KeepRecording {
  private readonly directory = config(switchArea).recordingsDirectory;

  constructor(
    private readonly store: RecordingStore,
    private readonly vault: RecordingVault,
    private readonly proofs: ProofStore,
    private readonly journal: Journal,
    private readonly database: Database,
  ) {}

  /** Stored, or lost with its reason. A file that is not there yet is waited for, unless this is the last look. */
  async keep(id: string, { meta, last }: { meta: EventMeta; last: boolean }): Promise<void> {
    const recording = await this.store.find(id);
    if (!recording) return;
    const path = join(this.directory, recording.path);
    if (recording.state === 'recording') {
      const taken = await this.vault.store(recording, path);
      if (taken.ok) await this.stored(recording, taken.value, meta);
      else if (taken.refusal.code === 'storage-full' || last)
        await this.lost(recording, lostReason(taken.refusal.code, await this.free()), meta);
      else return;
    }
    await rm(path, { force: true });
  }

  private async stored({ id, durationMs }: Recording, sealed: Sealed, meta: EventMeta): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.store.stored(tx, id, sealed))) return;
      const proof = await this.proofs.add(tx, { recordingId: id, kind: 'stored', at: meta.at, content: sealed.sha256 });
      await this.note(tx, id, { type: 'RecordingStored', data: { recordingId: id, durationMs, proof } }, meta);
    });
  }

  private async lost({ id, callId }: Recording, reason: string, meta: EventMeta): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.store.lost(tx, id, reason))) return;
      await this.note(tx, id, { type: 'RecordingLost', data: { recordingId: id, callId, reason } }, meta);
    });
  }

  /** Somebody hears it: who and when is kept, as for everything that touches what customers said. */
  async listened(id: string, meta: EventMeta): Promise<void> {
    await this.database.transaction((tx) =>
      this.note(tx, id, { type: 'RecordingListened', data: { recordingId: id } }, meta),
    );
  }

  /** Deleted for good; the file follows (`remove`) and gives its bytes back. */
  delete(id: string, reason: string, meta: EventMeta): Promise<Outcome<void, DeletionRefused>> {
    return this.database.transaction((tx) => this.deleteIn(tx, id, reason, meta));
  }

  async deleteIn(
    tx: Transaction,
    id: string,
    reason: string,
    meta: EventMeta,
  ): Promise<Outcome<void, DeletionRefused>> {
    if (!(await this.store.delete(tx, id))) {
      const kept = (await this.store.find(id))?.holdReason != null;
      return refused({ code: kept ? 'recording-kept' : 'recording-not-stored' });
    }
    const proof = await this.proofs.add(tx, { recordingId: id, kind: 'deleted', at: meta.at, content: reason });
    await this.note(tx, id, { type: 'RecordingDeleted', data: { recordingId: id, reason, proof } }, meta);
    return accepted(undefined);
  }

  /** Kept from now on, whoever or whatever would delete it; null lets it go. False: so it was, or it is not stored. */
  hold(id: string, reason: string | null, meta: EventMeta): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      if (!(await this.store.hold(tx, id, reason))) return false;
      const type = reason === null ? 'RecordingReleased' : 'RecordingKept';
      await this.note(tx, id, { type, data: { recordingId: id, reason } }, meta);
      return true;
    });
  }

  async remove(id: string): Promise<void> {
    const recording = await this.store.find(id);
    if (recording) await this.vault.remove(recording.key);
  }

  private async note(
    tx: Transaction,
    id: string,
    fact: { readonly type: string; readonly data: object },
    meta: EventMeta,
  ): Promise<void> {
    await this.journal.append(tx, `recording-${id}`, [fact], meta);
  }

  private free(): Promise<number> {
    // Without its directory nothing was ever recorded here: not the disk is to blame.
    return bytesFree(this.directory).catch(() => Number.POSITIVE_INFINITY);
  }
}
