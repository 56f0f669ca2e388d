import { Injectable } from '@nestjs/common';
import type { Page, StatusStretch, StretchListQuery } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage, type Principal } from '../../../../platform/http';
import type { AgentStatusChanged } from '../domain/agent-events';

interface Row {
  readonly id: string;
  readonly agent_id: string;
  readonly agent_name: string;
  readonly status: string;
  readonly reason: string | null;
  readonly break_name: string | null;
  readonly since: Date;
  readonly until: Date;
}

/** From when to when an agent worked, in milliseconds; the last one of an agent may still go on. */
export interface WorkSpan {
  readonly since: Instant;
  readonly until: Instant;
}

const SORTING = {
  columns: { since: { sql: 's.since', type: 'timestamptz' } },
  default: '-since',
  id: { sql: 's.position', type: 'bigint' },
} as const;

const SOURCE = `agent_stretch s join app_user u on u.id = s.agent_id left join agent_break b on b.id = s.break_id`;

type Closed = Pick<AgentStatusChanged['data'], 'from' | 'fromReason' | 'fromBreak' | 'since' | 'at' | 'durationMs'>;

/** What every agent was, from when to when. */
@Injectable()
export class StretchStore {
  constructor(private readonly database: Database) {}

  /** `position`: of the event that closed it. It makes the agent's span of work longer, or begins one. */
  async add(tx: Transaction, agentId: string, position: number, change: Closed): Promise<void> {
    if (change.durationMs === 0) return;
    await tx.query(
      `with closed as (
         insert into agent_stretch (position, agent_id, status, reason, break_id, since, until)
         values ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0), to_timestamp($7 / 1000.0)) returning *
       ), work as (
         select c.agent_id, c.since, c.until from closed c left join agent_break b on b.id = c.break_id
         where c.status <> 'offline' and b.paid is distinct from false
       ), longer as (
         update agent_work_span s set until = w.until from work w where s.agent_id = w.agent_id and s.until = w.since returning 1
       )
       insert into agent_work_span as s (agent_id, since, until) select * from work where not exists (select 1 from longer)
       on conflict (agent_id, since) do update set until = greatest(s.until, excluded.until)`,
      [position, agentId, change.from, change.fromReason, change.fromBreak ?? null, change.since, change.at],
    );
  }

  /** Closed stretches, of those whom the viewer has in view; what one was while signed out is left out. */
  async page(query: StretchListQuery, viewer: Pick<Principal, 'supervised'>): Promise<Page<StatusStretch>> {
    const parameters: unknown[] = [];
    const where = [`s.status <> 'offline'`];
    const given = (value: unknown): string => `$${parameters.push(value)}`;
    if (viewer.supervised) where.push(`s.agent_id = any(${given([...viewer.supervised.userIds])}::uuid[])`);
    if (query.agentId) where.push(`s.agent_id = ${given(query.agentId)}`);
    if (query.status?.length) where.push(`s.status = any(${given(query.status)}::text[])`);
    if (query.day) {
      const day = given(query.day);
      where.push(`s.since >= ${day}::date::timestamp at time zone 'Europe/Warsaw'`);
      where.push(`s.since < (${day}::date + 1)::timestamp at time zone 'Europe/Warsaw'`);
    }
    if (query.search) {
      const pattern = given(containsPattern(query.search));
      where.push(`searchable(u.first_name || ' ' || u.last_name) like searchable(${pattern})`);
    }
    const select = `s.position::text as id, s.agent_id, u.first_name || ' ' || u.last_name as agent_name, s.status, s.reason,
      b.kind_name as break_name, s.since, s.until`;
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select, from: SOURCE, where, parameters },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toStretch), next: page.next };
  }

  /** When these agents worked, as far as it touches a span of time: signed in and on no unpaid break; what goes on ends at `to`. */
  async worked(agentIds: readonly string[], from: Instant, to: Instant): Promise<ReadonlyMap<string, WorkSpan[]>> {
    const rows = await this.database.read.query<(WorkSpan & { agentId: string })[]>(
      `select agent_id as "agentId", (extract(epoch from since) * 1000)::float8 as since, (extract(epoch from until) * 1000)::float8 as until
       from agent_work_span where agent_id = any($1::uuid[]) and since < to_timestamp($3 / 1000.0) and until > to_timestamp($2 / 1000.0)
       union all
       select agent_id, since::float8, $3::float8 from agent_view where agent_id = any($1::uuid[]) and since < $3 and since > 0
         and status <> 'offline' and (status <> 'not-ready' or (held_break ->> 'paid')::boolean is distinct from false)
       order by since`,
      [agentIds, from, to],
    );
    const byAgent = new Map<string, WorkSpan[]>(agentIds.map((id) => [id, []]));
    for (const { agentId, ...span } of rows) byAgent.get(agentId)?.push(span);
    return byAgent;
  }
}

function toStretch(row: Row): StatusStretch {
  return {
    id: row.id,
    agentId: row.agent_id,
    agentName: row.agent_name,
    status: row.status,
    reason: row.reason,
    breakName: row.break_name,
    since: row.since.toISOString(),
    until: row.until.toISOString(),
    seconds: (row.until.getTime() - row.since.getTime()) / 1000,
  };
}
