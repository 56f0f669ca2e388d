import { Injectable } from '@nestjs/common';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { HandleVoicemail } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database, type Transaction } from '../../../../platform/database';
import { bytesFree, FileStore } from '../../../../platform/files';
import { Journal } from '../../../../platform/journal';
import { switchArea } from '../../switch';
import { BoxStore } from '../data/box.store';
import { MessageStore, type KeptMessage } from '../data/message.store';
import type { VoicemailEvent } from '../domain/events';
import { judgeMessage, type Verdict } from '../domain/judge-message';

/** Brings what callers said into the file store and its inbox, and takes it out again; sounds count as recordings do. */
@Injectable()
export class KeepMessages {
  private readonly directory = config(switchArea).recordingsDirectory;

  constructor(
    private readonly store: MessageStore,
    private readonly boxes: BoxStore,
    private readonly files: FileStore,
    private readonly journal: Journal,
    private readonly database: Database,
  ) {}

  begin(message: Parameters<MessageStore['begin']>[1]): Promise<void> {
    return this.database.transaction((tx) => this.store.begin(tx, message));
  }

  /** In its inbox, thrown away, or lost with its reason. A file that is not there yet is waited for, unless this is the last look. */
  async keep(id: string, of: { durationMs: number | null; meta: EventMeta; last: boolean }): Promise<void> {
    const message = await this.store.find(this.database.read, id);
    if (message?.state !== 'recording') return;
    const box = await this.boxes.find(this.database.read, message.boxId);
    const length = { durationMs: of.durationMs, minimumSeconds: box?.minimumSeconds ?? 0 };
    const path = join(this.directory, message.path);
    if (judgeMessage(length, null, 0).kind === 'too-short') {
      await rm(path, { force: true });
      return this.end(message, { kind: 'too-short' }, of);
    }
    const adopted = await this.files.adopt({ key: message.key, mediaType: 'audio/wav', path });
    if (!adopted.ok && adopted.refusal.code === 'file-missing' && !of.last) return;
    await this.end(message, judgeMessage(length, adopted.ok ? null : adopted.refusal.code, await this.free()), of);
  }

  /** Somebody hears it: who and when is kept, as for everything that touches what customers said. */
  async heard(message: Pick<KeptMessage, 'id' | 'boxId'>, meta: EventMeta): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.store.heard(tx, message.id, meta.at);
      await this.note(tx, message, { type: 'VoicemailHeard', data: ids(message) }, meta);
    });
  }

  /** False: somebody else changed it meanwhile, or there is nothing to handle. */
  handle(message: Pick<KeptMessage, 'id' | 'boxId'>, how: HandleVoicemail, meta: EventMeta): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      if (!(await this.store.handle(tx, message.id, how, { userId: meta.actor.id, at: meta.at }))) return false;
      const event: VoicemailEvent =
        how.state === 'handled'
          ? { type: 'VoicemailHandled', data: { ...ids(message), note: how.note } }
          : { type: 'VoicemailReopened', data: ids(message) };
      await this.note(tx, message, event, meta);
      return true;
    });
  }

  /** For good; the file follows (`removeFile`) and gives its bytes back. False: it is gone already. */
  delete(id: string, because: 'deleted' | 'by-retention', meta: EventMeta): Promise<boolean> {
    return this.database.transaction((tx) => this.deleteInside(tx, id, { because, meta }));
  }

  async deleteInside(
    tx: Transaction,
    id: string,
    { because, meta }: { because: 'deleted' | 'by-retention' | 'erasure'; meta: EventMeta },
  ): Promise<boolean> {
    const message = await this.store.find(tx, id);
    if (!message || !(await this.store.remove(tx, id))) return false;
    const data = { ...ids(message), number: because === 'erasure' ? null : message.number, because };
    await this.note(tx, message, { type: 'VoicemailDeleted', data }, meta);
    return true;
  }

  async removeFile(id: string): Promise<void> {
    const message = await this.store.find(this.database.read, id);
    if (message) await this.files.delete(message.key);
  }

  private async end(
    message: KeptMessage,
    verdict: Verdict,
    { durationMs, meta }: { durationMs: number | null; meta: EventMeta },
  ): Promise<void> {
    const state = verdict.kind === 'received' ? 'new' : verdict.kind;
    const reason = verdict.kind === 'lost' ? verdict.reason : null;
    await this.database.transaction(async (tx) => {
      if (!(await this.store.end(tx, message.id, { state, reason, durationMs: durationMs ?? 0 }))) return;
      await this.note(tx, message, await this.factOf(tx, message, verdict, durationMs ?? 0), meta);
    });
  }

  private async factOf(
    tx: Transaction,
    message: KeptMessage,
    verdict: Verdict,
    durationMs: number,
  ): Promise<VoicemailEvent> {
    const { callId, number, boxId } = message;
    const common = { ...ids(message), callId };
    if (verdict.kind === 'too-short') return { type: 'VoicemailTooShort', data: { ...common, durationMs } };
    if (verdict.kind === 'lost') return { type: 'VoicemailLost', data: { ...common, reason: verdict.reason } };
    const box = (await this.boxes.find(tx, boxId))?.name ?? '';
    const people = await this.boxes.people(tx, boxId);
    return { type: 'VoicemailReceived', data: { ...common, box, number, durationMs, people } };
  }

  private async note(tx: Transaction, { id }: { id: string }, event: VoicemailEvent, meta: EventMeta): Promise<void> {
    await this.journal.append(tx, `voicemail-${id}`, [event], meta);
  }

  private free(): Promise<number> {
    // Without its directory nothing was ever recorded here: not the disk is to blame.
    return bytesFree(this.directory).catch(() => Number.POSITIVE_INFINITY);
  }
}

const ids = ({ id, boxId }: Pick<KeptMessage, 'id' | 'boxId'>) => ({ messageId: id, boxId });
