import { Injectable } from '@nestjs/common';
import type {
  Page,
  SurveyQuestion,
  SurveyResults,
  SurveyResultsQuery,
  SurveyRun,
  SurveyRunListQuery,
  SurveySpeech,
} from '#contracts';
import { Database } from '../../../../platform/database';
import { keysetSqlPage, type Supervised } from '../../../../platform/http';
import { answersOf, distributionOf, questionsOf, type AnswerCount } from '../domain/describe-answers';
import { SurveyStore } from './survey.store';

interface RunRow {
  readonly id: string;
  readonly survey_id: string;
  readonly survey_name: string;
  readonly version: number | null;
  readonly call_id: string;
  readonly via: SurveyRun['via'];
  readonly state: SurveyRun['state'];
  readonly reason: SurveyRun['reason'];
  readonly due_at: Date | null;
  readonly attempts: number;
  readonly queue_id: string | null;
  readonly queue_name: string | null;
  readonly agent_id: string | null;
  readonly agent_name: string | null;
  readonly contact_id: string | null;
  readonly number: string | null;
  readonly language: string;
  readonly at: Date;
  readonly ended_at: Date | null;
  readonly answers: Record<string, string> | null;
  readonly said: Record<string, SurveySpeech> | null;
}

interface GroupRow {
  readonly key: string | null;
  readonly name: string | null;
  readonly launched: number;
  readonly completed: number;
  readonly averages: Record<string, number> | null;
}

const RUN_COLUMNS = `r.id, r.survey_id, s.name as survey_name, r.version, r.call_id, r.via, r.state, r.reason, r.due_at, r.attempts,
  r.queue_id, q.name as queue_name, r.agent_id, u.first_name || ' ' || u.last_name as agent_name, r.contact_id, r.number, r.language,
  r.at, r.ended_at, (select jsonb_object_agg(a.question_id, a.value) from survey_answer a where a.run_id = r.id) as answers,
  (select jsonb_object_agg(p.question_id, jsonb_build_object('id', p.id, 'state', p.state, 'durationMs', p.duration_ms) order by p.said_at)
    from survey_speech p where p.run_id = r.id and p.state <> 'too-short') as said`;
const RUN_FROM = `survey_run r join survey s on s.id = r.survey_id left join queue q on q.id = r.queue_id
  left join app_user u on u.id = r.agent_id`;
const SORTING = {
  columns: { at: { sql: 'r.at', type: 'timestamptz' } },
  default: '-at',
  id: { sql: 'r.id', type: 'text' },
} as const;

/** What was pressed, and what was said. */
const ANSWERS = `(select run_id, question_id, value from survey_answer
  union all select run_id, question_id, '' from survey_speech where state <> 'too-short')`;
const LAUNCHED = `r.state in ('running', 'completed', 'broken-off')`;

class Where {
  readonly parts: string[] = [];
  readonly parameters: unknown[] = [];

  add(value: unknown, condition: (at: string) => string): void {
    if (value !== undefined && value !== null) this.parts.push(condition(`$${this.parameters.push(value)}`));
  }

  get sql(): string {
    return this.parts.join(' and ');
  }
}

/** What callers answered: figures of a period, and the single opinions behind them. */
@Injectable()
export class SurveyResultsView {
  constructor(
    private readonly database: Database,
    private readonly surveys: SurveyStore,
  ) {}

  async results(surveyId: string, query: SurveyResultsQuery, supervised: Supervised | null): Promise<SurveyResults> {
    const where = conditions(surveyId, query, supervised);
    const questions = await this.questions(surveyId);
    const ratings = new Set(questions.filter(({ kind }) => kind === 'rating').map(({ id }) => id));
    const counts = await this.counts(where);
    const by = (key: string, name: string) => this.groups(where, { key, name }, ratings);
    return {
      ...(await this.states(where)),
      questions: questions.map((question) => distributionOf(question, counts)),
      byQueue: (await by('r.queue_id', 'q.name')).map(namedRow),
      byAgent: (await by('r.agent_id', `u.first_name || ' ' || u.last_name`)).map(namedRow),
      byDay: (await by(`to_char(r.at at time zone 'Europe/Warsaw', 'YYYY-MM-DD')`, 'null::text')).map(
        ({ id, launched, completed, averages }) => ({ day: id ?? '', launched, completed, averages }),
      ),
    };
  }

  async page(surveyId: string, query: SurveyRunListQuery, supervised: Supervised | null): Promise<Page<SurveyRun>> {
    const where = conditions(surveyId, query, supervised);
    where.add(query.state, (at) => `r.state = any(${at}::text[])`);
    const { questionId, answer } = query;
    if (answer !== undefined && questionId !== undefined)
      where.add(
        [questionId, answer],
        (at) =>
          `exists (select 1 from survey_answer a where a.run_id = r.id and array[a.question_id, a.value] = ${at}::text[])`,
      );
    else
      where.add(
        questionId,
        (at) => `exists (select 1 from ${ANSWERS} a where a.run_id = r.id and a.question_id = ${at})`,
      );
    const page = await keysetSqlPage<RunRow>(
      this.database.read,
      { select: RUN_COLUMNS, from: RUN_FROM, where: where.parts, parameters: where.parameters },
      { sorting: SORTING, sort: query.sort, limit: query.limit, after: query.after },
    );
    const questions = await this.questions(surveyId);
    return { items: page.items.map((row) => toRun(row, questions)), next: page.next };
  }

  /** Opinions on one conversation: one as a rule, more when a flow led to surveys too. */
  ofCall(callId: string): Promise<SurveyRun[]> {
    return this.runs('r.call_id = $1', callId);
  }

  async one(runId: string): Promise<SurveyRun | null> {
    return (await this.runs('r.id = $1', runId))[0] ?? null;
  }

  private async runs(where: string, parameter: string): Promise<SurveyRun[]> {
    const rows = await this.database.read.query<RunRow[]>(
      `select ${RUN_COLUMNS} from ${RUN_FROM} where ${where} order by r.at, r.id`,
      [parameter],
    );
    const runs: SurveyRun[] = [];
    for (const row of rows) runs.push(toRun(row, await this.questions(row.survey_id)));
    return runs;
  }

  async questions(surveyId: string): Promise<SurveyQuestion[]> {
    return questionsOf(await this.surveys.allOf(this.database.read, surveyId));
  }

  private async counts({ sql, parameters }: Where): Promise<AnswerCount[]> {
    return this.database.read.query<AnswerCount[]>(
      `select a.question_id as "questionId", a.value, count(*)::int as count
       from survey_run r join ${ANSWERS} a on a.run_id = r.id where ${sql} group by 1, 2`,
      parameters,
    );
  }

  private async states({
    sql,
    parameters,
  }: Where): Promise<Pick<SurveyResults, 'launched' | 'completed' | 'brokenOff' | 'notLaunched'>> {
    const rows = await this.database.read.query<
      { state: SurveyRun['state']; reason: NonNullable<SurveyRun['reason']>; count: number }[]
    >(`select r.state, r.reason, count(*)::int as count from survey_run r where ${sql} group by 1, 2`, parameters);
    const of = (...states: SurveyRun['state'][]) =>
      rows.filter(({ state }) => states.includes(state)).reduce((sum, { count }) => sum + count, 0);
    return {
      launched: of('running', 'completed', 'broken-off'),
      completed: of('completed'),
      brokenOff: of('broken-off'),
      notLaunched: rows
        .filter(({ state }) => state === 'not-launched')
        .map(({ reason, count }) => ({ reason, count }))
        .sort((a, b) => b.count - a.count),
    };
  }

  private async groups(
    { sql, parameters }: Where,
    { key, name }: { key: string; name: string },
    ratings: ReadonlySet<string>,
  ): Promise<
    { id: string | null; name: string; launched: number; completed: number; averages: Record<string, number> }[]
  > {
    const rows = await this.database.read.query<GroupRow[]>(
      `with run as (select r.id, r.state, ${key} as key, ${name} as name from ${RUN_FROM} where ${sql} and ${LAUNCHED}),
       average as (select run.key, a.question_id, avg(a.value::numeric)::float8 as average
         from run join survey_answer a on a.run_id = run.id where a.question_id = any($${parameters.length + 1}::text[]) group by 1, 2)
       select run.key::text as key, max(run.name) as name, count(*)::int as launched,
         (count(*) filter (where run.state = 'completed'))::int as completed,
         (select jsonb_object_agg(question_id, average) from average where average.key is not distinct from run.key) as averages
       from run group by run.key order by max(run.name), run.key limit 400`,
      [...parameters, [...ratings]],
    );
    return rows.map((row) => ({ ...row, id: row.key, name: row.name ?? '', averages: row.averages ?? {} }));
  }
}

const namedRow = ({ id, name, launched, completed, averages }: SurveyResults['byQueue'][number]) => ({
  id,
  name,
  launched,
  completed,
  averages,
});

function conditions(surveyId: string, query: SurveyResultsQuery, supervised: Supervised | null): Where {
  const where = new Where();
  where.add(surveyId, (at) => `r.survey_id = ${at}`);
  where.add(query.from, (at) => `r.at >= ${at}::date::timestamp at time zone 'Europe/Warsaw'`);
  where.add(query.to, (at) => `r.at < (${at}::date + 1)::timestamp at time zone 'Europe/Warsaw'`);
  where.add(query.queueId, (at) => `r.queue_id = ${at}`);
  where.add(query.agentId, (at) => `r.agent_id = ${at}`);
  if (supervised) {
    const queues = `$${where.parameters.push([...supervised.queueIds])}`;
    where.add(
      [...supervised.userIds],
      (at) => `(r.queue_id = any(${queues}::uuid[]) or r.agent_id = any(${at}::uuid[]))`,
    );
  }
  return where;
}

const named = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' });

function toRun(row: RunRow, questions: readonly SurveyQuestion[]): SurveyRun {
  return {
    id: row.id,
    survey: { id: row.survey_id, name: row.survey_name },
    version: row.version,
    callId: row.call_id,
    via: row.via,
    state: row.state,
    reason: row.reason,
    dueAt: row.due_at?.toISOString() ?? null,
    attempts: row.attempts,
    queue: named(row.queue_id, row.queue_name),
    agent: named(row.agent_id, row.agent_name),
    contactId: row.contact_id,
    number: row.number,
    language: row.language,
    at: row.at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    answers: answersOf(questions, row.answers ?? {}, row.said ?? {}),
  };
}
