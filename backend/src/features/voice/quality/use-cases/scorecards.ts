import { Inject, Injectable } from '@nestjs/common';
import type {
  CreateScorecard,
  DocumentVersion,
  PublishDocument,
  RenameScorecard,
  SaveScorecardDraft,
  Scorecard,
  ScorecardDocument,
  ScorecardFinding,
} from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { ScorecardStore } from '../data/scorecard.store';
import type { QualitySettingsEvent } from '../domain/quality-events';
import { validateScorecard } from '../domain/validate-scorecard';

/**
 * - `scorecard-not-found`, `scorecard-version-not-found`, `scorecard-name-taken`, `changed-meanwhile`
 * - `scorecard-not-valid`: `findings` say what keeps it from being published
 * - `scorecard-in-use`: conversations were scored by it, or a rule draws for it
 */
export type ScorecardRefusal =
  | Refusal<
      | 'scorecard-not-found'
      | 'scorecard-version-not-found'
      | 'scorecard-name-taken'
      | 'changed-meanwhile'
      | 'scorecard-in-use'
    >
  | (Refusal<'scorecard-not-valid'> & { readonly findings: readonly ScorecardFinding[] });
type Saved<T> = Outcome<T, ScorecardRefusal>;

const BLANK: ScorecardDocument = { schema: 1, sections: [] };

/** Scorecards as they are edited and published. */
@Injectable()
export class Scorecards {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: ScorecardStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  one(id: string): Promise<Saved<Scorecard>> {
    return this.stored(this.database.read, id);
  }

  create({ name, document = BLANK }: CreateScorecard, meta: EventMeta): Promise<Saved<Scorecard>> {
    return this.saving(async (tx) => {
      const id = this.ids.next();
      await this.store.insert(tx, { id, name, draft: document, at: meta.at });
      await this.tell(tx, id, { type: 'ScorecardSaved', data: { scorecardId: id, name } }, meta);
      return this.stored(tx, id);
    });
  }

  rename(id: string, { name, version }: RenameScorecard, meta: EventMeta): Promise<Saved<Scorecard>> {
    return this.saving(async (tx) => {
      if (!(await this.store.find(tx, id))) return refused({ code: 'scorecard-not-found' });
      if (!(await this.store.rename(tx, id, name, version))) return refused({ code: 'changed-meanwhile' });
      await this.tell(tx, id, { type: 'ScorecardSaved', data: { scorecardId: id, name } }, meta);
      return this.stored(tx, id);
    });
  }

  saveDraft(id: string, { document, draftVersion }: SaveScorecardDraft, meta: EventMeta): Promise<Saved<Scorecard>> {
    return this.saving(async (tx) => {
      const scorecard = await this.store.find(tx, id);
      if (!scorecard) return refused({ code: 'scorecard-not-found' });
      if (!(await this.store.saveDraft(tx, id, { document, draftVersion, at: meta.at })))
        return refused({ code: 'changed-meanwhile' });
      const data = { scorecardId: id, name: scorecard.name, draftVersion: draftVersion + 1 };
      await this.tell(tx, id, { type: 'ScorecardDraftSaved', data }, meta);
      return this.stored(tx, id);
    });
  }

  /** New evaluations go by it; those that were begun keep their version. */
  publish(id: string, { draftVersion, note }: PublishDocument, meta: EventMeta): Promise<Saved<DocumentVersion>> {
    return this.saving(async (tx) => {
      await this.store.lock(tx, id);
      const scorecard = await this.store.find(tx, id);
      if (!scorecard) return refused({ code: 'scorecard-not-found' });
      if (scorecard.draftVersion !== draftVersion) return refused({ code: 'changed-meanwhile' });
      const findings = validateScorecard(scorecard.draft);
      if (findings.length > 0) return refused({ code: 'scorecard-not-valid', findings });
      const version = await this.store.publish(tx, id, { document: scorecard.draft, note }, meta);
      const data = { scorecardId: id, name: scorecard.name, number: version.number, note };
      await this.tell(tx, id, { type: 'ScorecardPublished', data }, meta);
      return accepted(version);
    });
  }

  rollBack(id: string, number: number, meta: EventMeta): Promise<Saved<DocumentVersion>> {
    return this.saving(async (tx) => {
      await this.store.lock(tx, id);
      const scorecard = await this.store.find(tx, id);
      if (!scorecard) return refused({ code: 'scorecard-not-found' });
      const version = await this.store.activate(tx, id, number);
      if (!version) return refused({ code: 'scorecard-version-not-found' });
      const data = { scorecardId: id, name: scorecard.name, number, from: scorecard.liveVersion };
      await this.tell(tx, id, { type: 'ScorecardRolledBack', data }, meta);
      return accepted(version);
    });
  }

  remove(id: string, meta: EventMeta): Promise<Saved<void>> {
    return this.saving(async (tx) => {
      const scorecard = await this.store.find(tx, id);
      if (!scorecard) return refused({ code: 'scorecard-not-found' });
      if (await this.store.isUsed(tx, id)) return refused({ code: 'scorecard-in-use' });
      await this.store.remove(tx, id);
      await this.tell(tx, id, { type: 'ScorecardDeleted', data: { scorecardId: id, name: scorecard.name } }, meta);
      return accepted(undefined);
    });
  }

  private async stored(tx: Transaction, id: string): Promise<Saved<Scorecard>> {
    const scorecard = await this.store.find(tx, id);
    if (!scorecard) return refused({ code: 'scorecard-not-found' });
    return accepted({ ...scorecard, findings: validateScorecard(scorecard.draft) });
  }

  private async tell(tx: Transaction, id: string, event: QualitySettingsEvent, meta: EventMeta): Promise<void> {
    await this.journal.append(tx, `scorecard-${id}`, [event], meta);
  }

  private async saving<T>(work: (tx: Transaction) => Promise<Saved<T>>): Promise<Saved<T>> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (sqlState(error) === '23505') return refused({ code: 'scorecard-name-taken' });
      throw error;
    }
  }
}
