import { Injectable } from '@nestjs/common';
import type { Page, ReportInteraction, ReportKey } from '#contracts';
import { Database } from '../../../../platform/database';
import { keysetSqlPage } from '../../../../platform/http';
import type { Drill } from '../domain/metrics';
import { scopeOf, type Scope } from './figures.store';
import type { Source } from './sources';

interface Facts {
  /** SQL behind FROM, named `f`; what runs on ends at `$3`. */
  readonly from: string;
  /** Milliseconds, SQL. */
  readonly at: string;
  readonly id: string;
  readonly idType: 'text' | 'bigint' | 'uuid';
  readonly call: string | null;
  readonly queue: string | null;
  readonly agent: string;
  /** As in a source. */
  readonly seenBy: Source['seenBy'];
  /** What a key is compared with. */
  readonly keys: Partial<Record<ReportKey, string>>;
  /** Which of them are of the period; what has no other rule: those that begin in it. */
  readonly during?: string;
  readonly status?: string;
}

const WORKS: Facts = {
  from: 'work_fact f',
  at: 'f.began_at',
  id: 'f.position',
  idType: 'bigint',
  call: 'f.subject_id',
  queue: 'f.queue_id',
  agent: 'f.agent_id',
  seenBy: 'agent',
  keys: { agent: 'f.agent_id::text', queue: 'f.queue_id::text' },
};

const STATUS = `f.status || coalesce(':' || nullif(f.reason, ''), '')`;
/** `$1` and `$2` limit the period; a stretch counts with what it has of it, as in sources. None is longer than a week. */
const STRETCHES = `(select s.*, (least(s.until_ms, $2) - greatest(s.since_ms, $1))::bigint as ms from (
    select a.position, a.agent_id, a.status, a.reason, b.paid, (extract(epoch from a.since) * 1000)::bigint as since_ms,
      (extract(epoch from a.until) * 1000)::bigint as until_ms from agent_stretch a left join agent_break b on b.id = a.break_id
      where a.status <> 'offline' and a.since < to_timestamp($2 / 1000.0) and a.since >= to_timestamp($1 / 1000.0) - interval '168 hours'
    union all select 0, v.agent_id, v.status, v.reason, case when v.status = 'not-ready' then (v.held_break ->> 'paid')::boolean end,
      v.since, $3::bigint from agent_view v where v.status <> 'offline') s) f`;

const FACTS: Readonly<Record<Drill['facts'], Facts>> = {
  stays: {
    from: 'stay_fact f',
    at: 'f.entered_at',
    id: `f.work_id::text || f.queue_id::text`,
    idType: 'text',
    call: 'f.subject_id',
    queue: 'f.queue_id',
    agent: 'f.agent_id',
    seenBy: 'queue',
    keys: { queue: 'f.queue_id::text' },
  },
  works: WORKS,
  queueWorks: { ...WORKS, from: '(select * from work_fact where queue_id is not null) f', seenBy: 'queue' },
  stretches: {
    from: STRETCHES,
    at: 'f.since_ms',
    id: 'f.agent_id',
    idType: 'uuid',
    call: null,
    queue: null,
    agent: 'f.agent_id',
    seenBy: 'agent',
    keys: {
      agent: 'f.agent_id::text',
      status: STATUS,
      group: 'any(array(select m.group_id::text from user_group_member m where m.user_id = f.agent_id))',
    },
    during: 'f.since_ms < $2 and f.until_ms > $1',
    status: STATUS,
  },
  misses: {
    from: 'miss_fact f',
    at: 'f.at',
    id: 'f.position',
    idType: 'bigint',
    call: 'f.subject_id',
    queue: null,
    agent: 'f.agent_id',
    seenBy: 'agent',
    keys: { agent: 'f.agent_id::text' },
  },
  calls: {
    from: '(select * from call where continues is null) f',
    at: '(extract(epoch from f.started_at) * 1000)::bigint',
    id: 'f.id',
    idType: 'uuid',
    call: 'f.id',
    queue: 'f.queue_id',
    agent: 'f.agent_id',
    seenBy: 'either',
    keys: {
      direction: 'f.direction',
      outcome: `coalesce(f.outcome, 'open')`,
      queue: 'f.queue_id::text',
      agent: 'f.agent_id::text',
      classifier: 'f.classifier_id::text',
    },
    during: 'f.started_at >= to_timestamp($1 / 1000.0) and f.started_at < to_timestamp($2 / 1000.0)',
  },
  recordings: {
    from: 'recording f',
    at: '(extract(epoch from f.started_at) * 1000)::bigint',
    id: 'f.id',
    idType: 'uuid',
    call: 'f.call_id',
    queue: 'c.queue_id',
    agent: 'c.agent_id',
    seenBy: 'either',
    keys: {
      queue: 'c.queue_id::text',
      agent: 'c.agent_id::text',
      reason: `case f.state when 'lost' then f.reason else 'stored' end`,
    },
  },
  surveys: {
    from: 'survey_run f',
    at: '(extract(epoch from f.at) * 1000)::bigint',
    id: 'f.id',
    idType: 'text',
    call: 'f.call_id',
    queue: 'f.queue_id',
    agent: 'f.agent_id',
    seenBy: 'either',
    keys: { survey: 'f.survey_id::text', queue: 'f.queue_id::text', agent: 'f.agent_id::text' },
  },
};

export interface InteractionsAsked extends Scope {
  readonly drill: Drill;
  readonly from: string;
  readonly until: string;
  readonly by: ReportKey;
  readonly key?: string | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
  readonly now: number;
}

type Row = Omit<ReportInteraction, 'at' | 'seconds'> & { at: Date; ms: number | null };

/** The interactions behind one number, oldest first. */
@Injectable()
export class InteractionsStore {
  constructor(private readonly database: Database) {}

  async page(asked: InteractionsAsked): Promise<Page<ReportInteraction>> {
    const { drill } = asked;
    const facts = FACTS[drill.facts];
    const length = drill.length ?? 'null::bigint';
    const page = await keysetSqlPage<Row>(
      this.database.read,
      {
        select: `c.id as "callId", to_timestamp(${facts.at} / 1000.0) as at, c.number, q.name as "queueName",
          u.first_name || ' ' || u.last_name as "agentName", ${facts.status ?? 'null::text'} as status, ${length} as ms`,
        from: `${facts.from} left join call c on c.id = ${facts.call ?? 'null::uuid'} left join queue q on q.id = ${facts.queue ?? 'c.queue_id'}
          left join app_user u on u.id = ${facts.agent}`,
        ...conditions(facts, asked),
      },
      {
        sorting: {
          columns: { at: { sql: facts.at, type: 'bigint' } },
          default: 'at',
          id: { sql: facts.id, type: facts.idType },
        },
        limit: asked.limit,
        after: asked.after,
      },
    );
    const items = page.items.map(({ at, ms, ...rest }) => ({
      ...rest,
      at: at.toISOString(),
      seconds: ms === null ? null : ms / 1000,
    }));
    return { items, next: page.next };
  }
}

function conditions(facts: Facts, asked: InteractionsAsked): { where: string[]; parameters: unknown[] } {
  const parameters: unknown[] = [Date.parse(asked.from), Date.parse(asked.until), asked.now];
  const begun = `${facts.at} >= $1 and ${facts.at} < $2`;
  // The present moment belongs to whatever runs on; facts that know nothing of it still name its parameter.
  const where = [facts.during ?? begun, '$3::bigint is not null'];
  if (asked.drill.where) where.push(asked.drill.where);
  const key = facts.keys[asked.by];
  if (key && asked.key !== undefined) where.push(`$${parameters.push(asked.key)} = ${key}`);
  const agent = asked.drill.facts === 'stays' ? undefined : facts.agent;
  where.push(...scopeOf(asked, facts.seenBy, parameters, { queue: facts.queue ?? undefined, agent }));
  return { where, parameters };
}
