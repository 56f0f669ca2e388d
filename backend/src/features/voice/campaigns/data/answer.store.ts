import { Injectable } from '@nestjs/common';
import type { CampaignAnswers, FlowDocument, Page, RecordAnswers, RecordAnswersQuery } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

export interface Answer {
  readonly attemptId: string;
  readonly position: number;
  readonly place: number;
  readonly flowId: string | null;
  readonly flowVersion: number | null;
  readonly nodeId: string | null;
  readonly branch: string | null;
  readonly variable: string | null;
  readonly value: string | null;
}

interface Way {
  readonly flowId: string;
  readonly flowVersion: number;
  readonly nodeId: string;
  readonly branch: string;
}
type Counted = Way & { readonly count: number };
interface Row {
  readonly id: string;
  readonly record_id: string;
  readonly contact_id: string;
  readonly name: string;
  readonly number: string;
  readonly started_at: Date;
  readonly outcome: RecordAnswers['outcome'];
  readonly ways: readonly Way[];
  readonly variables: Readonly<Record<string, string>>;
}

const SORTING = {
  columns: { startedAt: { sql: 'a.started_at', type: 'timestamptz' } },
  default: '-startedAt',
  id: { sql: 'a.id', type: 'uuid' },
} as const;

const COLUMNS = `a.id, a.record_id, a.contact_id, trim(k.first_name || ' ' || k.last_name) as name, a.number, a.started_at, a.outcome,
  (select coalesce(jsonb_agg(jsonb_build_object('flowId', w.flow_id, 'flowVersion', w.flow_version, 'nodeId', w.node_id, 'branch', w.branch)
    order by w.position), '[]') from campaign_answer w where w.attempt_id = a.id and w.node_id is not null) as ways,
  (select coalesce(jsonb_object_agg(w.variable, w.value order by w.position), '{}') from campaign_answer w
    where w.attempt_id = a.id and w.variable is not null) as variables`;

/** Answers of automatic calls, and the two reports of them. */
@Injectable()
export class AnswerStore {
  constructor(private readonly database: Database) {}

  /** Only of calls that campaigns have made; repeated, nothing changes. */
  async keep(tx: Transaction, answers: readonly Answer[]): Promise<void> {
    await tx.query(
      `insert into campaign_answer (position, place, attempt_id, flow_id, flow_version, node_id, branch, variable, value)
       select r.position, r.place, a.id, r."flowId", r."flowVersion", r."nodeId", r.branch, r.variable, r.value
       from jsonb_to_recordset($1::jsonb) as r("attemptId" uuid, position bigint, place integer, "flowId" uuid, "flowVersion" integer,
         "nodeId" text, branch text, variable text, value text)
       join dial_attempt a on a.id = r."attemptId" on conflict do nothing`,
      [JSON.stringify(answers)],
    );
  }

  async report(campaignId: string): Promise<CampaignAnswers> {
    const counted = await this.database.read.query<Counted[]>(
      `select w.flow_id as "flowId", w.flow_version as "flowVersion", w.node_id as "nodeId", w.branch, count(*)::int as count
       from campaign_answer w join dial_attempt a on a.id = w.attempt_id where a.campaign_id = $1 and w.node_id is not null
       group by 1, 2, 3, 4 order by min(w.position)`,
      [campaignId],
    );
    const [row] = await this.database.read.query<{ reached: number }[]>(
      'select count(*)::int as reached from dial_attempt where campaign_id = $1 and answered_at is not null',
      [campaignId],
    );
    return { reached: row?.reached ?? 0, questions: questionsOf(counted, await this.documents(counted)) };
  }

  async records(
    campaignId: string,
    { nodeId, branch, ...query }: Omit<RecordAnswersQuery, 'sort'> & { sort?: string | undefined },
  ): Promise<Page<RecordAnswers>> {
    const parameters: unknown[] = [campaignId];
    const where = ['a.campaign_id = $1', 'a.answered_at is not null'];
    const at = (value: unknown) => `$${parameters.push(value)}`;
    if (nodeId)
      where.push(`exists (select 1 from campaign_answer w where w.attempt_id = a.id and w.node_id = ${at(nodeId)}
        and (${at(branch ?? null)}::text is null or w.branch = $${parameters.length}))`);
    if (query.search) where.push(`contact_text(k) like searchable(${at(containsPattern(query.search))})`);
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: 'dial_attempt a join contact k on k.id = a.contact_id', where, parameters },
      { sorting: SORTING, ...query },
    );
    const documents = await this.documents(page.items.flatMap(({ ways }) => ways));
    return { items: page.items.map((row) => toRecord(row, documents)), next: page.next };
  }

  /** The versions that people were in: a later one may name its nodes otherwise. */
  private async documents(ways: readonly Way[]): Promise<ReadonlyMap<string, FlowDocument>> {
    const wanted = [...new Map(ways.map((way) => [keyOf(way), way])).values()];
    const rows = await this.database.read.query<{ flowId: string; flowVersion: number; document: FlowDocument }[]>(
      `select v.flow_id as "flowId", v.number as "flowVersion", v.document from ivr_flow_version v
       join jsonb_to_recordset($1::jsonb) as w("flowId" uuid, "flowVersion" integer) on v.flow_id = w."flowId" and v.number = w."flowVersion"`,
      [JSON.stringify(wanted)],
    );
    return new Map(rows.map((row) => [keyOf(row), row.document]));
  }
}

const keyOf = ({ flowId, flowVersion }: { flowId: string; flowVersion: number }): string => `${flowId} ${flowVersion}`;

/** The branch of who pressed nothing. */
const SILENCE = 'no-input';

/** Nodes that ask: what else has branches (hours, conditions) is no answer of a person. */
function questionOf(way: Way, documents: ReadonlyMap<string, FlowDocument>) {
  const node = documents.get(keyOf(way))?.nodes.find(({ id }) => id === way.nodeId);
  if (node?.kind !== 'menu' && node?.kind !== 'digits') return null;
  const key = way.branch.replace(/^digit:/, '');
  const option = node.kind === 'menu' ? node.options.find(({ digit }) => digit === key) : undefined;
  return { name: node.name || way.nodeId, answer: option?.name || key };
}

function questionsOf(counted: readonly Counted[], documents: ReadonlyMap<string, FlowDocument>) {
  const questions = new Map<string, CampaignAnswers['questions'][number]>();
  for (const way of counted) {
    const asked = questionOf(way, documents);
    if (!asked) continue;
    const before = questions.get(way.nodeId) ?? {
      nodeId: way.nodeId,
      name: asked.name,
      asked: 0,
      silent: 0,
      answers: [],
    };
    const all = before.asked + way.count;
    if (way.branch === SILENCE) {
      questions.set(way.nodeId, { ...before, asked: all, silent: before.silent + way.count });
      continue;
    }
    const others = before.answers.filter(({ branch }) => branch !== way.branch);
    const count = way.count + (before.answers.find(({ branch }) => branch === way.branch)?.count ?? 0);
    const answers = [...others, { branch: way.branch, name: asked.answer, count }];
    questions.set(way.nodeId, { ...before, asked: all, answers });
  }
  return [...questions.values()];
}

const toRecord = (row: Row, documents: ReadonlyMap<string, FlowDocument>): RecordAnswers => ({
  attemptId: row.id,
  recordId: row.record_id,
  contact: { id: row.contact_id, name: row.name },
  number: row.number,
  startedAt: row.started_at.toISOString(),
  outcome: row.outcome,
  answers: row.ways.flatMap((way) => {
    const asked = way.branch === SILENCE ? null : questionOf(way, documents);
    return asked ? [{ question: asked.name, answer: asked.answer }] : [];
  }),
  variables: row.variables,
});
