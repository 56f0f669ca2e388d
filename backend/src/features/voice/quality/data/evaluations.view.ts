import { Injectable } from '@nestjs/common';
import type {
  Evaluation,
  EvaluationListItem,
  EvaluationListQuery,
  Page,
  QualityReportQuery,
  QualityReportRow,
  Scores,
} from '#contracts';
import { Database } from '../../../../platform/database';
import { keysetSqlPage, type Principal } from '../../../../platform/http';
import { ScorecardStore } from './scorecard.store';

interface Row {
  readonly id: string;
  readonly scorecard_id: string;
  readonly scorecard: string;
  readonly version: number;
  readonly call_id: string;
  readonly agent_id: string;
  readonly agent: string;
  readonly scorer_id: string;
  readonly scorer: string;
  readonly queue_id: string | null;
  readonly queue: string | null;
  readonly state: EvaluationListItem['state'];
  readonly percent: number | null;
  readonly knocked_out: boolean;
  readonly call_at: Date;
  readonly at: Date;
  readonly finished_at: Date | null;
  readonly scores: Scores;
  readonly comment: string;
  readonly reply: string;
  readonly answer: string;
}

const NAME = (alias: string) => `${alias}.first_name || ' ' || ${alias}.last_name`;
const COLUMNS = `e.id, e.scorecard_id, s.name as scorecard, e.version, e.call_id, e.agent_id, ${NAME('a')} as agent, e.scorer_id,
  ${NAME('u')} as scorer, c.queue_id, q.name as queue, e.state, e.percent, e.knocked_out, c.started_at as call_at, e.at,
  e.finished_at, e.scores, e.comment, e.reply, e.answer`;
const FROM = `evaluation e join scorecard s on s.id = e.scorecard_id join call c on c.id = e.call_id
  join app_user a on a.id = e.agent_id join app_user u on u.id = e.scorer_id left join queue q on q.id = c.queue_id`;
const SORTING = {
  columns: { at: { sql: 'e.at', type: 'timestamptz' } },
  default: '-at',
  id: { sql: 'e.id', type: 'uuid' },
} as const;

type Viewer = Pick<Principal, 'userId' | 'permissions' | 'supervised'>;
/** An evaluation with what a screen needs beside the row. */
export type EvaluationShown = Omit<Evaluation, 'may'>;

/** Evaluations for whoever may see them: whoever scores his own, overseers the finished ones of their people, an agent his own. */
@Injectable()
export class EvaluationsView {
  constructor(
    private readonly database: Database,
    private readonly scorecards: ScorecardStore,
  ) {}

  async page(query: EvaluationListQuery, viewer: Viewer): Promise<Page<EvaluationListItem>> {
    const parameters: unknown[] = [];
    const where = [...conditions(query, parameters), seenBy(viewer, parameters)];
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: FROM, where, parameters },
      { sorting: SORTING, sort: query.sort, limit: query.limit, after: query.after },
    );
    return { items: page.items.map(toItem), next: page.next };
  }

  async find(id: string, viewer: Viewer): Promise<EvaluationShown | null> {
    const parameters: unknown[] = [id];
    const [row] = await this.database.read.query<Row[]>(
      `select ${COLUMNS} from ${FROM} where e.id = $1 and ${seenBy(viewer, parameters)}`,
      parameters,
    );
    const document = row && (await this.scorecards.document(this.database.read, row.scorecard_id, row.version));
    if (!row || !document) return null;
    const [recording] = await this.database.read.query<{ id: string; durationMs: number }[]>(
      `select id, duration_ms as "durationMs" from recording where call_id = $1 and state = 'stored' order by started_at limit 1`,
      [row.call_id],
    );
    const { scores, comment, reply, answer } = row;
    return { ...toItem(row), document, scores, comment, reply, answer, recording: recording ?? null };
  }

  /** Finished evaluations of the same conversation by the same scorecard, the eldest first. */
  async beside(id: string, viewer: Viewer): Promise<{ item: EvaluationListItem; scores: Scores }[]> {
    const parameters: unknown[] = [id];
    const rows = await this.database.read.query<Row[]>(
      `select ${COLUMNS} from ${FROM} join evaluation o on o.id = $1
       where e.call_id = o.call_id and e.agent_id = o.agent_id and e.scorecard_id = o.scorecard_id and e.state <> 'draft'
         and ${seenBy(viewer, parameters)} order by e.at, e.id limit 20`,
      parameters,
    );
    return rows.map((row) => ({ item: toItem(row), scores: row.scores }));
  }

  /** Averages of finished evaluations. */
  async report({ by, ...query }: QualityReportQuery, viewer: Viewer): Promise<QualityReportRow[]> {
    const parameters: unknown[] = [];
    const where = [...conditions(query, parameters), seenBy(viewer, parameters), `e.state <> 'draft'`];
    const { key, name, join, value } = GROUPING[by];
    return this.database.read.query(
      `select ${key} as key, ${name} as name, count(*)::int as evaluations, round(avg(${value})::numeric, 1)::float8 as average,
         (count(*) filter (where e.knocked_out))::int as "knockedOut"
       from ${FROM} ${join} where ${where.join(' and ')} group by 1, 2 order by 2, 1 limit 1000`,
      parameters,
    );
  }
}

const WEEK = `to_char(date_trunc('week', e.finished_at at time zone 'Europe/Warsaw'), 'YYYY-MM-DD')`;
const GROUPING: Readonly<Record<QualityReportQuery['by'], { key: string; name: string; join: string; value: string }>> =
  {
    agent: { key: 'e.agent_id::text', name: NAME('a'), join: '', value: 'e.percent' },
    scorer: { key: 'e.scorer_id::text', name: NAME('u'), join: '', value: 'e.percent' },
    week: { key: WEEK, name: WEEK, join: '', value: 'e.percent' },
    criterion: {
      key: `e.scorecard_id || ' ' || k.criterion_id`,
      name: `s.name || ': ' || coalesce(n.name, k.criterion_id)`,
      join: `join evaluation_score k on k.evaluation_id = e.id left join lateral (
      select c ->> 'name' as name from scorecard_version v, jsonb_path_query(v.document, '$.sections[*].criteria[*]') c
      where v.scorecard_id = e.scorecard_id and v.number = s.live_version and c ->> 'id' = k.criterion_id limit 1) n on true`,
      value: 'k.share * 100',
    },
  };

/** Blind: while somebody has an open evaluation of a conversation, he does not see what others said of it. */
function seenBy({ userId, permissions, supervised }: Viewer, parameters: unknown[]): string {
  const at = (value: unknown) => `$${parameters.push(value)}`;
  const me = at(userId);
  const blind = `not exists (select 1 from evaluation m where m.call_id = e.call_id and m.agent_id = e.agent_id
    and m.scorecard_id = e.scorecard_id and m.scorer_id = ${me} and m.state = 'draft')`;
  const own = `(e.agent_id = ${me} and e.state <> 'draft')`;
  const scored = `e.scorer_id = ${me}`;
  if (!permissions.has('quality.view')) return `(${own} or ${scored})`;
  const inView = supervised ? `e.agent_id = any(${at([...supervised.userIds])}::uuid[])` : 'true';
  return `(${own} or ${scored} or (e.state <> 'draft' and ${inView} and ${blind}))`;
}

function conditions(
  query: Omit<QualityReportQuery, 'by'> & Partial<EvaluationListQuery>,
  parameters: unknown[],
): string[] {
  const where: string[] = [];
  const at = (value: unknown) => `$${parameters.push(value)}`;
  const equal = (column: string, value: unknown) => value !== undefined && where.push(`${column} = ${at(value)}`);
  const moment = 'coalesce(e.finished_at, e.at)';
  if (query.from) where.push(`${moment} >= ${at(query.from)}::date::timestamp at time zone 'Europe/Warsaw'`);
  if (query.to) where.push(`${moment} < (${at(query.to)}::date + 1)::timestamp at time zone 'Europe/Warsaw'`);
  equal('e.agent_id', query.agentId);
  equal('e.scorer_id', query.scorerId);
  equal('e.scorecard_id', query.scorecardId);
  equal('e.call_id', query.callId);
  if (query.state) where.push(`e.state = any(${at(query.state)}::text[])`);
  return where;
}

const toItem = (row: Row): EvaluationListItem => ({
  id: row.id,
  scorecard: { id: row.scorecard_id, name: row.scorecard },
  version: row.version,
  callId: row.call_id,
  agent: { id: row.agent_id, name: row.agent },
  scorer: { id: row.scorer_id, name: row.scorer },
  queue: row.queue_id === null ? null : { id: row.queue_id, name: row.queue ?? '' },
  state: row.state,
  percent: row.percent,
  knockedOut: row.knocked_out,
  callAt: row.call_at.toISOString(),
  at: row.at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
});
