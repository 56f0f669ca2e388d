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

/** A stretch of one agent's status, in milliseconds; the last one of an agent may still go on. */
export interface Stretch {
  readonly status: string;
  readonly reason: string | null;
  /** Null when it belongs to no break; otherwise whether the break is paid. */
  readonly paidBreak: boolean | null;
  readonly since: Instant;
  readonly until: Instant;
}

const SORTING = {
  columns: { since: { sql: 's.since', type: 'timestamptz' } },
  default: '-since',
  id: { sql: 's.position', type: 'bigint' },
} as const;

const SOURCE = `agent_stretch s join app_user u on u.id = s.agent_id left join agent_break b on b.id = s.break_id`;

/** What every agent was, from when to when. */
@Injectable()
export class StretchStore {
  constructor(private readonly database: Database) {}

  /** `position`: of the event that closed it. */
  async add(tx: Transaction, agentId: string, position: number, change: AgentStatusChanged['data']): Promise<void> {
    if (change.durationMs === 0) return;
    await tx.query(
      `insert into agent_stretch (position, agent_id, status, reason, break_id, since, until)
       values ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0), to_timestamp($7 / 1000.0))`,
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

  /** Stretches of these agents that touch a span of time; the present one ends `now`. */
  async between(agentIds: readonly string[], from: Instant, to: Instant): Promise<ReadonlyMap<string, Stretch[]>> {
    const rows = await this.database.read.query<(Stretch & { agentId: string })[]>(
      `select agent_id as "agentId", status, reason, paid as "paidBreak",
         (extract(epoch from since) * 1000)::float8 as since, (extract(epoch from until) * 1000)::float8 as until
       from (
         select s.agent_id, s.status, s.reason, b.paid, s.since, s.until from agent_stretch s
           left join agent_break b on b.id = s.break_id
           where s.agent_id = any($1::uuid[]) and s.since < to_timestamp($3 / 1000.0) and s.until > to_timestamp($2 / 1000.0)
         union all
         select v.agent_id, v.status, v.reason,
           case when v.status = 'not-ready' then (v.held_break ->> 'paid')::boolean end,
           to_timestamp(v.since / 1000.0), to_timestamp($3 / 1000.0)
           from agent_view v where v.agent_id = any($1::uuid[]) and v.since < $3 and v.since > 0
       ) as stretches order by since`,
      [agentIds, from, to],
    );
    const byAgent = new Map<string, Stretch[]>(agentIds.map((id) => [id, []]));
    for (const { agentId, ...stretch } of rows) byAgent.get(agentId)?.push(stretch);
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
