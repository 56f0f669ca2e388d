import { Injectable } from '@nestjs/common';
import type { Page, ReportInteraction, ReportKey } from '#contracts';
import { Database } from '../../../../platform/database';
import { keysetSqlPage } from '../../../../platform/http';
import type { Drill } from '../domain/metrics';
import { scopeOf, type Scope } from './figures.store';
import type { Source } from './sources';

interface Facts {
  readonly from: string;
  /** Milliseconds, SQL. */
  readonly at: string;
  readonly id: string;
  readonly idType: 'text' | 'bigint' | 'uuid';
  readonly call: string;
  readonly queue: string | null;
  readonly agent: string;
  /** As in a source; work belongs to the queue in a report of queues, to the agent in one of agents. */
  readonly seenBy: (by: ReportKey) => Source['seenBy'];
  readonly keys: Partial<Record<ReportKey, string>>;
}

const FACTS: Readonly<Record<Drill['facts'], Facts>> = {
  stays: {
    from: 'stay_fact f',
    at: 'f.entered_at',
    id: `f.work_id::text || f.queue_id::text`,
    idType: 'text',
    call: 'f.subject_id',
    queue: 'f.queue_id',
    agent: 'f.agent_id',
    seenBy: () => 'queue',
    keys: { queue: 'f.queue_id::text' },
  },
  works: {
    from: 'work_fact f',
    at: 'f.began_at',
    id: 'f.position',
    idType: 'bigint',
    call: 'f.subject_id',
    queue: 'f.queue_id',
    agent: 'f.agent_id',
    seenBy: (by) => (by === 'queue' ? 'queue' : 'agent'),
    keys: { agent: 'f.agent_id::text', queue: 'f.queue_id::text' },
  },
  misses: {
    from: 'miss_fact f',
    at: 'f.at',
    id: 'f.position',
    idType: 'bigint',
    call: 'f.subject_id',
    queue: null,
    agent: 'f.agent_id',
    seenBy: () => 'agent',
    keys: { agent: 'f.agent_id::text' },
  },
  calls: {
    from: 'call f',
    at: '(extract(epoch from f.started_at) * 1000)::bigint',
    id: 'f.id',
    idType: 'uuid',
    call: 'f.id',
    queue: 'f.queue_id',
    agent: 'f.agent_id',
    seenBy: () => 'either',
    keys: {
      direction: 'f.direction',
      outcome: `coalesce(f.outcome, 'open')`,
      queue: 'f.queue_id::text',
      agent: 'f.agent_id::text',
      classifier: 'f.classifier_id::text',
    },
  },
  recordings: {
    from: 'recording f',
    at: '(extract(epoch from f.started_at) * 1000)::bigint',
    id: 'f.id',
    idType: 'uuid',
    call: 'f.call_id',
    queue: 'c.queue_id',
    agent: 'c.agent_id',
    seenBy: () => 'either',
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
    seenBy: () => 'either',
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
}

type Row = Omit<ReportInteraction, 'at' | 'seconds'> & { at: Date; ms: number | null };

/** The interactions behind one number, oldest first. */
@Injectable()
export class InteractionsStore {
  constructor(private readonly database: Database) {}

  async page(asked: InteractionsAsked): Promise<Page<ReportInteraction>> {
    const { drill } = asked;
    const facts = FACTS[drill.facts];
    const length = drill.facts === 'misses' || !drill.length ? 'null::bigint' : drill.length;
    const page = await keysetSqlPage<Row>(
      this.database.read,
      {
        select: `${facts.call} as "callId", to_timestamp(${facts.at} / 1000.0) as at, c.number, q.name as "queueName",
          u.first_name || ' ' || u.last_name as "agentName", ${length} as ms`,
        from: `${facts.from} join call c on c.id = ${facts.call} left join queue q on q.id = ${facts.queue ?? 'c.queue_id'} left join app_user u on u.id = ${facts.agent}`,
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
  const parameters: unknown[] = [Date.parse(asked.from), Date.parse(asked.until)];
  const where =
    asked.drill.facts === 'calls'
      ? ['f.started_at >= to_timestamp($1 / 1000.0)', 'f.started_at < to_timestamp($2 / 1000.0)']
      : [`${facts.at} >= $1`, `${facts.at} < $2`];
  if (asked.drill.where) where.push(asked.drill.where);
  const key = facts.keys[asked.by];
  if (key && asked.key !== undefined) where.push(`${key} = $${parameters.push(asked.key)}`);
  const agent = asked.drill.facts === 'stays' ? undefined : facts.agent;
  where.push(...scopeOf(asked, facts.seenBy(asked.by), parameters, { queue: facts.queue ?? undefined, agent }));
  return { where, parameters };
}
