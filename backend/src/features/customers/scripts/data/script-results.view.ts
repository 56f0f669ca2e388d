import { Injectable } from '@nestjs/common';
import type {
  Page,
  ScriptAnswers,
  ScriptDocument,
  ScriptFieldName,
  ScriptResult,
  ScriptResultListQuery,
} from '#contracts';
import { Database } from '../../../../platform/database';
import { keysetSqlPage, type Supervised } from '../../../../platform/http';
import { answersOnPath } from '../domain/script-run';
import { campaignInView, ScriptStore } from './script.store';

interface Row {
  readonly id: string;
  readonly script_id: string;
  readonly script_name: string;
  readonly version: number;
  readonly call_id: string;
  readonly state: ScriptResult['state'];
  readonly queue_id: string | null;
  readonly queue_name: string | null;
  readonly campaign_id: string | null;
  readonly campaign_name: string | null;
  readonly agent_id: string;
  readonly agent_name: string | null;
  readonly contact_id: string | null;
  readonly number: string | null;
  readonly at: Date;
  readonly finished_at: Date | null;
  readonly outcome_id: string | null;
  readonly classifier_id: string | null;
  readonly classifier_name: string | null;
  readonly answers: ScriptAnswers;
}

const COLUMNS = `r.id, r.script_id, s.name as script_name, r.version, r.call_id, r.state, r.queue_id, q.name as queue_name,
  r.campaign_id, c.name as campaign_name, r.agent_id, u.first_name || ' ' || u.last_name as agent_name, r.contact_id, r.number,
  r.at, r.finished_at, r.outcome_id, r.classifier_id, k.name as classifier_name, r.answers`;
const FROM = `script_run r join script s on s.id = r.script_id left join queue q on q.id = r.queue_id
  left join campaign c on c.id = r.campaign_id left join app_user u on u.id = r.agent_id
  left join classifier k on k.id = r.classifier_id`;
const SORTING = {
  columns: { at: { sql: 'r.at', type: 'timestamptz' } },
  default: '-at',
  id: { sql: 'r.id', type: 'uuid' },
} as const;

/** What was answered in scripts. */
@Injectable()
export class ScriptResultsView {
  constructor(
    private readonly database: Database,
    private readonly scripts: ScriptStore,
  ) {}

  async page(
    scriptId: string,
    query: ScriptResultListQuery,
    supervised: Supervised | null,
  ): Promise<Page<ScriptResult>> {
    const parameters: unknown[] = [];
    const where = conditions(scriptId, query, { supervised, parameters });
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: FROM, where, parameters },
      { sorting: SORTING, sort: query.sort, limit: query.limit, after: query.after },
    );
    return { items: await this.told(page.items), next: page.next };
  }

  /** His own, and those that he supervises. */
  async ofCall(callId: string, viewer: { userId: string; supervised: Supervised | null }): Promise<ScriptResult[]> {
    const parameters: unknown[] = [callId, viewer.userId];
    const seen = viewer.supervised ? supervisedBy(viewer.supervised, parameters) : 'true';
    const rows = await this.database.read.query<Row[]>(
      `select ${COLUMNS} from ${FROM} where r.call_id = $1 and (r.agent_id = $2 or ${seen}) order by r.at, r.id`,
      parameters,
    );
    return this.told(rows);
  }

  /** Fields of every version, as the newest calls them. */
  async fields(scriptId: string): Promise<ScriptFieldName[]> {
    const found = new Map<string, ScriptFieldName>();
    for (const { steps } of await this.scripts.allOf(this.database.read, scriptId))
      for (const { id, label, kind, options } of steps.flatMap(({ fields }) => fields))
        if (!found.has(id)) found.set(id, { id, label, kind, options });
    return [...found.values()];
  }

  private async told(rows: readonly Row[]): Promise<ScriptResult[]> {
    const results: ScriptResult[] = [];
    for (const row of rows) {
      const document = await this.scripts.document(this.database.read, row.script_id, row.version);
      if (document) results.push(toResult(row, document));
    }
    return results;
  }
}

function conditions(
  scriptId: string,
  query: ScriptResultListQuery,
  { supervised, parameters }: { supervised: Supervised | null; parameters: unknown[] },
): string[] {
  const where: string[] = [];
  const at = (value: unknown) => `$${parameters.push(value)}`;
  const equal = (column: string, value: unknown) => value !== undefined && where.push(`${column} = ${at(value)}`);
  equal('r.script_id', scriptId);
  where.push(`r.at >= ${at(query.from)}::date::timestamp at time zone 'Europe/Warsaw'`);
  where.push(`r.at < (${at(query.to)}::date + 1)::timestamp at time zone 'Europe/Warsaw'`);
  equal('r.queue_id', query.queueId);
  equal('r.campaign_id', query.campaignId);
  equal('r.agent_id', query.agentId);
  if (query.state) where.push(`r.state = any(${at(query.state)}::text[])`);
  if (query.fieldId && query.answer)
    where.push(
      `exists (select 1 from script_answer a where a.run_id = r.id and a.field_id = ${at(query.fieldId)} and a.value = ${at(query.answer)})`,
    );
  if (supervised) where.push(supervisedBy(supervised, parameters));
  return where;
}

/** A run is seen by its queue, its agent or its campaign. */
function supervisedBy({ queueIds, userIds, groupIds }: Supervised, parameters: unknown[]): string {
  const [queues, users, groups] = [queueIds, userIds, groupIds].map((ids) => `$${parameters.push([...ids])}`);
  return `(r.queue_id = any(${queues}::uuid[]) or r.agent_id = any(${users}::uuid[])
    or ${campaignInView('r.campaign_id', { groups: String(groups), users: String(users) })})`;
}

const named = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' });

function toResult(row: Row, document: ScriptDocument): ScriptResult {
  const counting = answersOnPath(document, row.answers);
  return {
    id: row.id,
    script: { id: row.script_id, name: row.script_name },
    version: row.version,
    callId: row.call_id,
    state: row.state,
    queue: named(row.queue_id, row.queue_name),
    campaign: named(row.campaign_id, row.campaign_name),
    agent: named(row.agent_id, row.agent_name),
    contactId: row.contact_id,
    number: row.number,
    at: row.at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    outcome: document.summary.outcomes.find(({ id }) => id === row.outcome_id)?.label ?? null,
    classifier: named(row.classifier_id, row.classifier_name),
    answers: document.steps
      .flatMap(({ fields }) => fields)
      .flatMap(({ id, label }) => {
        const answer = counting[id];
        return answer === undefined ? [] : [{ fieldId: id, label, value: [answer].flat() }];
      }),
  };
}
