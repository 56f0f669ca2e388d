import { Injectable } from '@nestjs/common';
import type {
  EvaluationTask,
  EvaluationTaskListQuery,
  Page,
  SamplingRule,
  SaveSamplingRule,
  samplingRuleListQuerySchema,
} from '#contracts';
import type { z } from 'zod';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage, type Supervised } from '../../../../platform/http';

export type SamplingRuleListQuery = z.infer<typeof samplingRuleListQuerySchema>;

const COLUMNS = `r.id, r.name, r.active, r.scorecard_id as "scorecardId", r.per_agent as "perAgent", r.queue_ids as "queueIds",
  r.classifier_ids as "classifierIds", r.min_talk_seconds as "minTalkSeconds", r.version`;
const SORTING = {
  columns: { name: { sql: 'r.name', type: 'text' } },
  default: 'name',
  id: { sql: 'r.id', type: 'uuid' },
} as const;

interface TaskRow {
  readonly id: string;
  readonly rule_id: string;
  readonly rule: string;
  readonly scorecard_id: string;
  readonly call_id: string;
  readonly agent_id: string;
  readonly agent: string;
  readonly queue_id: string | null;
  readonly queue: string | null;
  readonly call_at: Date;
  readonly talk_seconds: number;
  readonly evaluation_id: string | null;
}

const EVALUATION = `(select e.id from evaluation e where e.call_id = t.call_id and e.agent_id = t.agent_id
  and e.scorecard_id = r.scorecard_id order by e.at, e.id limit 1)`;
const TASK_COLUMNS = `t.rule_id || ':' || t.call_id || ':' || t.agent_id as id, t.rule_id, r.name as rule, r.scorecard_id, t.call_id,
  t.agent_id, a.first_name || ' ' || a.last_name as agent, c.queue_id, q.name as queue, t.call_at,
  round(c.talk_ms / 1000.0)::int as talk_seconds, ${EVALUATION} as evaluation_id`;
const TASK_FROM = `evaluation_task t join sampling_rule r on r.id = t.rule_id join call c on c.id = t.call_id
  join app_user a on a.id = t.agent_id left join queue q on q.id = c.queue_id`;
const TASK_SORTING = {
  columns: { callAt: { sql: 't.call_at', type: 'timestamptz' } },
  default: '-callAt',
  id: { sql: `t.rule_id || ':' || t.call_id || ':' || t.agent_id`, type: 'text' },
} as const;

/** Rules that draw conversations, and what they drew. */
@Injectable()
export class SamplingStore {
  constructor(private readonly database: Database) {}

  page(query: SamplingRuleListQuery): Promise<Page<SamplingRule>> {
    const parameters: unknown[] = [];
    const where = query.search
      ? [`searchable(r.name) like searchable($${parameters.push(containsPattern(query.search))})`]
      : [];
    return keysetSqlPage<SamplingRule>(
      this.database.read,
      { select: COLUMNS, from: 'sampling_rule r', where, parameters },
      { sorting: SORTING, ...query },
    );
  }

  async find(tx: Transaction, id: string): Promise<SamplingRule | null> {
    const [row] = await tx.query<SamplingRule[]>(`select ${COLUMNS} from sampling_rule r where r.id = $1`, [id]);
    return row ?? null;
  }

  active(tx: Transaction): Promise<SamplingRule[]> {
    return tx.query(`select ${COLUMNS} from sampling_rule r where r.active order by r.name, r.id`);
  }

  async insert(tx: Transaction, id: string, given: SaveSamplingRule): Promise<void> {
    await tx.query(
      `insert into sampling_rule (id, name, active, scorecard_id, per_agent, queue_ids, classifier_ids, min_talk_seconds)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, ...valuesOf(given)],
    );
  }

  async update(tx: Transaction, id: string, given: SaveSamplingRule, version: number): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update sampling_rule set name = $3, active = $4, scorecard_id = $5, per_agent = $6, queue_ids = $7, classifier_ids = $8,
         min_talk_seconds = $9, version = version + 1 where id = $1 and version = $2 returning id`,
      [id, version, ...valuesOf(given)],
    );
    return rows.length > 0;
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from sampling_rule where id = $1', [id]);
  }

  /** Conversations of the week (its Monday, Warsaw) that the rule may draw: ended, of its queues, classifiers and length. */
  drawable(tx: Transaction, rule: SamplingRule, week: string): Promise<{ callId: string; agentId: string }[]> {
    return tx.query(
      `select c.id as "callId", c.agent_id as "agentId" from call c
       where c.started_at >= $1::date::timestamp at time zone 'Europe/Warsaw'
         and c.started_at < ($1::date + 7)::timestamp at time zone 'Europe/Warsaw'
         and c.state = 'ended' and c.answered_at is not null and c.agent_id is not null and c.talk_ms >= $2 * 1000
         and (cardinality($3::uuid[]) = 0 or c.queue_id = any($3)) and (cardinality($4::uuid[]) = 0 or c.classifier_id = any($4))
       order by c.started_at, c.id`,
      [week, rule.minTalkSeconds, rule.queueIds, rule.classifierIds],
    );
  }

  drawn(tx: Transaction, ruleId: string, week: string): Promise<{ callId: string; agentId: string }[]> {
    return tx.query(
      'select call_id as "callId", agent_id as "agentId" from evaluation_task where rule_id = $1 and week = $2',
      [ruleId, week],
    );
  }

  /** How many were drawn anew. */
  async keep(
    tx: Transaction,
    { ruleId, week }: { ruleId: string; week: string },
    drawn: readonly { callId: string; agentId: string }[],
  ): Promise<number> {
    const rows = await tx.query<object[]>(
      `insert into evaluation_task (rule_id, call_id, agent_id, week, call_at)
       select $1, d."callId", d."agentId", $2, c.started_at
       from jsonb_to_recordset($3::jsonb) as d ("callId" uuid, "agentId" uuid) join call c on c.id = d."callId"
       on conflict do nothing returning 1`,
      [ruleId, week, JSON.stringify(drawn)],
    );
    return rows.length;
  }

  async tasks(query: EvaluationTaskListQuery, supervised: Supervised | null): Promise<Page<EvaluationTask>> {
    const parameters: unknown[] = [];
    const where: string[] = [];
    if (query.agentId) where.push(`t.agent_id = $${parameters.push(query.agentId)}`);
    if (query.open !== undefined) where.push(`${EVALUATION} is ${query.open ? '' : 'not '}null`);
    if (supervised) where.push(`t.agent_id = any($${parameters.push([...supervised.userIds])}::uuid[])`);
    const page = await keysetSqlPage<TaskRow>(
      this.database.read,
      { select: TASK_COLUMNS, from: TASK_FROM, where, parameters },
      { sorting: TASK_SORTING, sort: query.sort, limit: query.limit, after: query.after },
    );
    return { items: page.items.map(toTask), next: page.next };
  }
}

const valuesOf = (given: SaveSamplingRule): unknown[] => [
  given.name,
  given.active,
  given.scorecardId,
  given.perAgent,
  given.queueIds,
  given.classifierIds,
  given.minTalkSeconds,
];

const toTask = (row: TaskRow): EvaluationTask => ({
  id: row.id,
  rule: { id: row.rule_id, name: row.rule },
  scorecardId: row.scorecard_id,
  callId: row.call_id,
  agent: { id: row.agent_id, name: row.agent },
  queue: row.queue_id === null ? null : { id: row.queue_id, name: row.queue ?? '' },
  callAt: row.call_at.toISOString(),
  talkSeconds: row.talk_seconds,
  evaluationId: row.evaluation_id,
});
