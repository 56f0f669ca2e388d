import { Injectable } from '@nestjs/common';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventMeta } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database, type Transaction } from '../../../../platform/database';
import { bytesFree, FileStore } from '../../../../platform/files';
import { Journal } from '../../../../platform/journal';
import { speechPath } from '../../calls';
import { lostReason } from '../../recordings';
import { switchArea } from '../../switch';
import { SpeechStore, type Speech } from '../data/speech.store';
import type { SurveySpeechEvent } from '../domain/speech-events';

/** Less than this is no answer. */
const SHORTEST_MS = 1000;

/** Brings what callers said into the file store, and takes it out again; sounds count as recordings do. */
@Injectable()
export class KeepSpeech {
  private readonly directory = config(switchArea).recordingsDirectory;

  constructor(
    private readonly store: SpeechStore,
    private readonly files: FileStore,
    private readonly journal: Journal,
    private readonly database: Database,
  ) {}

  /** Kept, thrown away, or lost with its reason. A file that is not there yet is waited for, unless this is the last look. */
  async keep(id: string, of: { durationMs: number | null; meta: EventMeta; last: boolean }): Promise<void> {
    const speech = await this.store.find(this.database.read, id);
    const path = join(this.directory, speechPath(id));
    // Said once more after a lost connection: the first time counts.
    if (speech?.state !== 'recording') return rm(path, { force: true });
    if (of.durationMs !== null && of.durationMs < SHORTEST_MS) {
      await rm(path, { force: true });
      return this.end(speech, { state: 'too-short', reason: null }, of);
    }
    const adopted = await this.files.adopt({ key: speech.key, mediaType: 'audio/wav', path });
    if (adopted.ok) return this.end(speech, { state: 'kept', reason: null }, of);
    if (adopted.refusal.code === 'file-missing' && !of.last) return;
    await this.end(speech, { state: 'lost', reason: lostReason(adopted.refusal.code, await this.free()) }, of);
  }

  /** Somebody hears it: who and when is kept, as for everything that touches what customers said. */
  async heard(speech: Speech, meta: EventMeta): Promise<void> {
    await this.database.transaction((tx) => this.note(tx, { type: 'SurveySpeechHeard', data: said(speech) }, meta));
  }

  /** For good; the file follows (`removeFile`) and gives its bytes back. False: there was nothing kept. */
  async delete(tx: Transaction, id: string, because: 'by-retention' | 'erasure', meta: EventMeta): Promise<boolean> {
    const speech = await this.store.find(tx, id);
    if (!speech || !(await this.store.delete(tx, id))) return false;
    await this.note(tx, { type: 'SurveySpeechDeleted', data: { ...said(speech), because } }, meta);
    return true;
  }

  async removeFile(id: string): Promise<void> {
    const speech = await this.store.find(this.database.read, id);
    if (speech) await this.files.delete(speech.key);
  }

  private async end(
    speech: Speech,
    { state, reason }: { state: 'kept' | 'too-short' | 'lost'; reason: string | null },
    { durationMs, meta }: { durationMs: number | null; meta: EventMeta },
  ): Promise<void> {
    const length = durationMs ?? 0;
    await this.database.transaction(async (tx) => {
      if (!(await this.store.end(tx, speech.id, { state, reason, durationMs: length }))) return;
      await this.note(tx, factOf(speech, state, { reason: reason ?? '', durationMs: length }), meta);
    });
  }

  private async note(tx: Transaction, event: SurveySpeechEvent, meta: EventMeta): Promise<void> {
    await this.journal.append(tx, `speech-${event.data.speechId}`, [event], meta);
  }

  private free(): Promise<number> {
    // Without its directory nothing was ever recorded here: not the disk is to blame.
    return bytesFree(this.directory).catch(() => Number.POSITIVE_INFINITY);
  }
}

const said = ({ id, runId, questionId }: Speech) => ({ speechId: id, runId, questionId });

function factOf(
  speech: Speech,
  state: 'kept' | 'too-short' | 'lost',
  { reason, durationMs }: { reason: string; durationMs: number },
): SurveySpeechEvent {
  const of = said(speech);
  if (state === 'lost') return { type: 'SurveySpeechLost', data: { ...of, reason } };
  return { type: state === 'kept' ? 'SurveySpeechKept' : 'SurveySpeechTooShort', data: { ...of, durationMs } };
}
