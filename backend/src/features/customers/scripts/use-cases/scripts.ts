import { Inject, Injectable } from '@nestjs/common';
import {
  EMPTY_TEXT,
  type ChangeScript,
  type CreateScript,
  type DocumentVersion,
  type PublishDocument,
  type SaveScriptDraft,
  type Script,
  type ScriptDocument,
  type ScriptFinding,
} from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { constraintOf, Database, sqlState, type Transaction } from '../../../../platform/database';
import type { Supervised } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { ScriptStore } from '../data/script.store';
import type { ScriptSettingsEvent } from '../domain/script-events';
import { JudgeScript } from './judge-script';
import { ScriptPictures } from './script-pictures';

/**
 * - `script-not-found`, `script-version-not-found`, `script-name-taken`, `changed-meanwhile`
 * - `script-not-valid`: `findings` say what keeps it from being published
 * - `script-in-use`: queues, campaigns or classifiers, by name, lead into it · `script-has-results`: it was shown beside calls
 * - `script-place-unknown`: no such queue or campaign in view · `script-place-taken`: another script is shown there
 */
export type ScriptRefusal =
  | Refusal<
      | 'script-not-found'
      | 'script-version-not-found'
      | 'script-name-taken'
      | 'changed-meanwhile'
      | 'script-has-results'
      | 'script-place-unknown'
      | 'script-place-taken'
    >
  | (Refusal<'script-not-valid'> & { readonly findings: readonly ScriptFinding[] })
  | (Refusal<'script-in-use'> & { readonly by: readonly string[] });
type Saved<T> = Outcome<T, ScriptRefusal>;

/** What is in one of two lists only. */
const moved = (before: readonly string[], after: readonly string[]): string[] => [
  ...after.filter((each) => !before.includes(each)),
  ...before.filter((each) => !after.includes(each)),
];

/** What a new script begins with. */
const BLANK: ScriptDocument = { schema: 1, steps: [], summary: { text: EMPTY_TEXT, outcomes: [] } };

/** Scripts as they are edited, published and given to queues and campaigns. */
@Injectable()
export class Scripts {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: ScriptStore,
    private readonly judging: JudgeScript,
    private readonly pictures: ScriptPictures,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  one(id: string): Promise<Saved<Script>> {
    return this.stored(this.database.read, id);
  }

  create({ name, document = BLANK }: CreateScript, meta: EventMeta): Promise<Saved<Script>> {
    return this.saving(async (tx) => {
      const id = this.ids.next();
      await this.store.insert(tx, { id, name, draft: document, at: meta.at });
      await this.tell(tx, { type: 'ScriptSaved', data: { scriptId: id, name, queueIds: [], campaignIds: [] } }, meta);
      return this.stored(tx, id);
    });
  }

  /** Who supervises some groups gives it to their queues and campaigns only, and leaves those of others as they are. */
  change(id: string, given: ChangeScript, supervised: Supervised | null, meta: EventMeta): Promise<Saved<Script>> {
    return this.saving(async (tx) => {
      const script = await this.store.find(tx, id);
      if (!script) return refused({ code: 'script-not-found' });
      const { name = script.name, queueIds = script.queueIds, campaignIds = script.campaignIds, version } = given;
      const [queues, campaigns] = [moved(script.queueIds, queueIds), moved(script.campaignIds, campaignIds)];
      if (supervised && !queues.every((each) => supervised.queueIds.has(each)))
        return refused({ code: 'script-place-unknown' });
      if (supervised && !(await this.store.supervises(tx, supervised, campaigns)))
        return refused({ code: 'script-place-unknown' });
      if (!(await this.store.rename(tx, id, name, version))) return refused({ code: 'changed-meanwhile' });
      await this.store.show(tx, id, { queueIds, campaignIds });
      await this.tell(tx, { type: 'ScriptSaved', data: { scriptId: id, name, queueIds, campaignIds } }, meta);
      return this.stored(tx, id);
    });
  }

  /** Kept however incomplete it is; desks do not feel it. */
  saveDraft(id: string, { document, draftVersion }: SaveScriptDraft, meta: EventMeta): Promise<Saved<Script>> {
    return this.saving(async (tx) => {
      const script = await this.store.find(tx, id);
      if (!script) return refused({ code: 'script-not-found' });
      if (!(await this.store.saveDraft(tx, id, { document, draftVersion, at: meta.at })))
        return refused({ code: 'changed-meanwhile' });
      const data = { scriptId: id, name: script.name, draftVersion: draftVersion + 1 };
      await this.tell(tx, { type: 'ScriptDraftSaved', data }, meta);
      return this.stored(tx, id);
    });
  }

  /** The next call is shown it; calls that have the script keep their version. */
  publish(id: string, { draftVersion, note }: PublishDocument, meta: EventMeta): Promise<Saved<DocumentVersion>> {
    return this.saving(async (tx) => {
      await this.store.lock(tx, id);
      const script = await this.store.find(tx, id);
      if (!script) return refused({ code: 'script-not-found' });
      if (script.draftVersion !== draftVersion) return refused({ code: 'changed-meanwhile' });
      const findings = await this.judging.judge(tx, id, script.draft);
      if (findings.length > 0) return refused({ code: 'script-not-valid', findings });
      const version = await this.store.publish(tx, id, { document: script.draft, note }, meta);
      const data = { scriptId: id, name: script.name, number: version.number, note };
      await this.tell(tx, { type: 'ScriptPublished', data }, meta);
      return accepted(version);
    });
  }

  /** An earlier version is the live one again; what it names must still be there. */
  rollBack(id: string, number: number, meta: EventMeta): Promise<Saved<DocumentVersion>> {
    return this.saving(async (tx) => {
      await this.store.lock(tx, id);
      const script = await this.store.find(tx, id);
      if (!script) return refused({ code: 'script-not-found' });
      const document = await this.store.document(tx, id, number);
      if (!document) return refused({ code: 'script-version-not-found' });
      const findings = await this.judging.judge(tx, id, document);
      if (findings.length > 0) return refused({ code: 'script-not-valid', findings });
      const version = await this.store.activate(tx, id, number);
      if (!version) return refused({ code: 'script-version-not-found' });
      const data = { scriptId: id, name: script.name, number, from: script.liveVersion };
      await this.tell(tx, { type: 'ScriptRolledBack', data }, meta);
      return accepted(version);
    });
  }

  async remove(id: string, meta: EventMeta): Promise<Saved<void>> {
    const removed = await this.saving<string[]>(async (tx) => {
      const script = await this.store.find(tx, id);
      if (!script) return refused({ code: 'script-not-found' });
      const by = await this.store.usedBy(tx, id);
      if (by.length > 0) return refused({ code: 'script-in-use', by });
      if (await this.store.hasRuns(tx, id)) return refused({ code: 'script-has-results' });
      const pictures = await this.store.pictures(tx, id);
      await this.store.remove(tx, id);
      await this.tell(tx, { type: 'ScriptDeleted', data: { scriptId: id, name: script.name } }, meta);
      return accepted(pictures);
    });
    if (!removed.ok) return removed;
    await this.pictures.delete(removed.value);
    return accepted(undefined);
  }

  private async stored(tx: Transaction, id: string): Promise<Saved<Script>> {
    const script = await this.store.find(tx, id);
    if (!script) return refused({ code: 'script-not-found' });
    return accepted({ ...script, findings: await this.judging.judge(tx, id, script.draft) });
  }

  private async tell(tx: Transaction, event: ScriptSettingsEvent, meta: EventMeta): Promise<void> {
    await this.journal.append(tx, `script-${event.data.scriptId}`, [event], meta);
  }

  private async saving<T>(work: (tx: Transaction) => Promise<Saved<T>>): Promise<Saved<T>> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (sqlState(error) === '23503') return refused({ code: 'script-place-unknown' });
      if (sqlState(error) !== '23505') throw error;
      return refused({ code: constraintOf(error) === 'script_name' ? 'script-name-taken' : 'script-place-taken' });
    }
  }
}
