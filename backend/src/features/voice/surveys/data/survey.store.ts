import { Injectable } from '@nestjs/common';
import {
  surveyDocumentSchema,
  surveyListQuerySchema,
  surveyRuleSchema,
  type Page,
  type Survey,
  type SurveyDocument,
  type SurveyListItem,
  type SurveyName,
  type SurveyRule,
} from '#contracts';
import { z } from 'zod';
import { Database, type Transaction } from '../../../../platform/database';
import { documentItem, DocumentStore, type DocumentRow } from '../../../../platform/documents';

export type SurveyListQuery = z.infer<typeof surveyListQuerySchema>;
export type StoredSurvey = Omit<Survey, 'findings'>;

interface Row extends DocumentRow {
  readonly rules: unknown[];
}

/** Surveys as they are edited and published, with whom they are for. */
@Injectable()
export class SurveyStore extends DocumentStore<SurveyDocument> {
  constructor(database: Database) {
    super(database, {
      table: 'survey',
      key: 'survey_id',
      parse: (stored) => surveyDocumentSchema.parse(stored),
      more: ['array(select r.rule from survey_rule r where r.survey_id = d.id order by r.place) as rules'],
    });
  }

  async page(query: SurveyListQuery): Promise<Page<SurveyListItem>> {
    const page = await this.listed<Row>(query);
    return { items: page.items.map(toItem), next: page.next };
  }

  async names(): Promise<SurveyName[]> {
    return this.database.read.query<SurveyName[]>(
      'select id, name, live_version as "liveVersion" from survey order by name, id limit 1000',
    );
  }

  async find(tx: Transaction, id: string): Promise<StoredSurvey | null> {
    const found = await this.drafted<Row>(tx, id);
    if (!found) return null;
    const { row, draft, draftVersion } = found;
    return { ...toItem(row), draft, draftVersion, rules: rulesOf(row) };
  }

  async replaceRules(tx: Transaction, id: string, rules: readonly SurveyRule[]): Promise<void> {
    await tx.query('delete from survey_rule where survey_id = $1', [id]);
    for (const [place, rule] of rules.entries())
      await tx.query('insert into survey_rule (queue_id, survey_id, place, rule) values ($1, $2, $3, $4)', [
        rule.queueId,
        id,
        place,
        JSON.stringify(rule),
      ]);
  }

  /** The queue's survey and for whom it is; null: none, or not now. */
  async ruleOf(
    tx: Transaction,
    queueId: string,
  ): Promise<{ surveyId: string; rule: SurveyRule; live: boolean } | null> {
    const [row] = await tx.query<{ survey_id: string; rule: unknown; live: boolean }[]>(
      `select r.survey_id, r.rule, s.live_version is not null as live
       from survey_rule r join survey s on s.id = r.survey_id where r.queue_id = $1`,
      [queueId],
    );
    const rule = row && surveyRuleSchema.parse(row.rule);
    return row && rule?.active ? { surveyId: row.survey_id, rule, live: row.live } : null;
  }

  /** Names of queues and flows that lead into it. */
  async usedBy(tx: Transaction, id: string): Promise<string[]> {
    const rows = await tx.query<{ name: string }[]>(
      `select q.name from survey_rule r join queue q on q.id = r.queue_id where r.survey_id = $1 and q.deleted_at is null
       union select f.name from ivr_flow f left join ivr_flow_version v on v.flow_id = f.id and v.number = f.live_version
       where f.draft -> 'nodes' @> $2 or v.document -> 'nodes' @> $2 order by 1 limit 20`,
      [id, JSON.stringify([{ kind: 'survey', surveyId: id }])],
    );
    return rows.map(({ name }) => name);
  }

  /** Languages that each prompt can be heard in. */
  async prompts(tx: Transaction): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await tx.query<{ id: string; languages: string[] }[]>(
      `select p.id, array(select v.language from prompt_variant v where v.prompt_id = p.id) as languages from prompt p`,
    );
    return new Map(rows.map(({ id, languages }) => [id, languages]));
  }

  /** Surveys whose draft or live version says the prompt. */
  async usesOfPrompt(tx: Transaction, promptId: string): Promise<{ kind: 'survey'; id: string; name: string }[]> {
    const rows = await tx.query<{ id: string; name: string }[]>(
      `select s.id, s.name from survey s left join survey_version v on v.survey_id = s.id and v.number = s.live_version
       where jsonb_path_exists(s.draft, $2, $1) or jsonb_path_exists(v.document, $2, $1) order by s.name, s.id limit 20`,
      [JSON.stringify({ id: promptId }), '$.**.promptId ? (@ == $id)'],
    );
    return rows.map(({ id, name }) => ({ kind: 'survey', id, name }));
  }
}

const rulesOf = ({ rules }: Row): SurveyRule[] => rules.map((rule) => surveyRuleSchema.parse(rule));

const toItem = (row: Row): SurveyListItem => ({
  ...documentItem(row),
  queueIds: rulesOf(row).map(({ queueId }) => queueId),
});
