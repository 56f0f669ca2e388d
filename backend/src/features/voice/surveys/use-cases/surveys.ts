import { Inject, Injectable } from '@nestjs/common';
import type {
  ChangeSurvey,
  CreateSurvey,
  PublishSurvey,
  SaveSurveyDraft,
  Survey,
  SurveyDocument,
  SurveyFinding,
  SurveyVersion,
} from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { constraintOf, Database, sqlState, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { isTemplate } from '../../ivr';
import { SurveyStore, type StoredSurvey } from '../data/survey.store';
import type { SurveySettingsEvent } from '../domain/survey-events';
import { validateSurvey } from '../domain/validate-survey';

/**
 * - `survey-not-found`, `survey-name-taken`, `changed-meanwhile`
 * - `survey-not-valid`: `findings` say what keeps it from being published
 * - `survey-in-use`: queues or flows, by name, lead into it
 * - `queue-unknown`, `queue-has-survey`: a rule names no queue, or one that another survey has
 */
export type SurveyRefusal =
  | Refusal<'survey-not-found' | 'survey-name-taken' | 'changed-meanwhile' | 'queue-unknown' | 'queue-has-survey'>
  | (Refusal<'survey-not-valid'> & { readonly findings: readonly SurveyFinding[] })
  | (Refusal<'survey-in-use'> & { readonly by: readonly string[] });
type Saved<T> = Outcome<T, SurveyRefusal>;

/** What a new survey begins with. */
const BLANK: SurveyDocument = {
  schema: 1,
  languages: ['pl'],
  greeting: { pl: [{ kind: 'text', template: '' }] },
  goodbye: { pl: [{ kind: 'text', template: '' }] },
  questions: [],
  timeoutSeconds: 6,
  attempts: 2,
};

/** Surveys as they are edited, published and given to queues. */
@Injectable()
export class Surveys {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: SurveyStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  one(id: string): Promise<Saved<Survey>> {
    return this.stored(this.database.read, id);
  }

  create({ name, document = BLANK }: CreateSurvey, meta: EventMeta): Promise<Saved<Survey>> {
    return this.saving(async (tx) => {
      const id = this.ids.next();
      await this.store.insert(tx, { id, name, draft: document, at: meta.at });
      await this.tell(tx, id, { type: 'SurveySaved', data: { surveyId: id, name, rules: [] } }, meta);
      return this.stored(tx, id);
    });
  }

  change(id: string, given: ChangeSurvey, meta: EventMeta): Promise<Saved<Survey>> {
    return this.saving(async (tx) => {
      const survey = await this.store.find(tx, id);
      if (!survey) return refused({ code: 'survey-not-found' });
      const { name = survey.name, rules = survey.rules, version } = given;
      if (!(await this.store.rename(tx, id, name, version))) return refused({ code: 'changed-meanwhile' });
      await this.store.replaceRules(tx, id, rules);
      await this.tell(tx, id, { type: 'SurveySaved', data: { surveyId: id, name, rules } }, meta);
      return this.stored(tx, id);
    });
  }

  /** Kept however incomplete it is; nobody is asked anything else. */
  saveDraft(id: string, { document, draftVersion }: SaveSurveyDraft, meta: EventMeta): Promise<Saved<Survey>> {
    return this.saving(async (tx) => {
      const survey = await this.store.find(tx, id);
      if (!survey) return refused({ code: 'survey-not-found' });
      const kept = await this.store.saveDraft(tx, id, { document, draftVersion, at: meta.at });
      if (!kept) return refused({ code: 'changed-meanwhile' });
      const data = { surveyId: id, name: survey.name, draftVersion: draftVersion + 1 };
      await this.tell(tx, id, { type: 'SurveyDraftSaved', data }, meta);
      return this.stored(tx, id);
    });
  }

  /** The next survey that begins is asked so; those that run stay as they are. */
  publish(id: string, { draftVersion, note }: PublishSurvey, meta: EventMeta): Promise<Saved<SurveyVersion>> {
    return this.database.transaction(async (tx): Promise<Saved<SurveyVersion>> => {
      await this.store.lock(tx, id);
      const survey = await this.store.find(tx, id);
      if (!survey) return refused({ code: 'survey-not-found' });
      if (survey.draftVersion !== draftVersion) return refused({ code: 'changed-meanwhile' });
      const findings = await this.judge(tx, survey.draft);
      if (findings.length > 0) return refused({ code: 'survey-not-valid', findings });
      const version = await this.store.publish(tx, id, { document: survey.draft, note }, meta);
      const data = { surveyId: id, name: survey.name, number: version.number, note };
      await this.tell(tx, id, { type: 'SurveyPublished', data }, meta);
      return accepted(version);
    });
  }

  remove(id: string, meta: EventMeta): Promise<Saved<void>> {
    return this.database.transaction(async (tx): Promise<Saved<void>> => {
      const survey = await this.store.find(tx, id);
      if (!survey) return refused({ code: 'survey-not-found' });
      const by = await this.store.usedBy(tx, id);
      if (by.length > 0) return refused({ code: 'survey-in-use', by });
      await this.store.remove(tx, id);
      await this.tell(tx, id, { type: 'SurveyDeleted', data: { surveyId: id, name: survey.name } }, meta);
      return accepted(undefined);
    });
  }

  private async stored(tx: Transaction, id: string): Promise<Saved<Survey>> {
    const survey: StoredSurvey | null = await this.store.find(tx, id);
    if (!survey) return refused({ code: 'survey-not-found' });
    return accepted({ ...survey, findings: await this.judge(tx, survey.draft) });
  }

  private async judge(tx: Transaction, document: SurveyDocument): Promise<SurveyFinding[]> {
    return validateSurvey(document, { prompts: await this.store.prompts(tx), isTemplate });
  }

  private async tell(tx: Transaction, id: string, event: SurveySettingsEvent, meta: EventMeta): Promise<void> {
    await this.journal.append(tx, `survey-${id}`, [event], meta);
  }

  private async saving<T>(work: (tx: Transaction) => Promise<Saved<T>>): Promise<Saved<T>> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (sqlState(error) === '23503') return refused({ code: 'queue-unknown' });
      if (sqlState(error) !== '23505') throw error;
      return refused({ code: constraintOf(error) === 'survey_rule_pkey' ? 'queue-has-survey' : 'survey-name-taken' });
    }
  }
}
