import { Injectable } from '@nestjs/common';
import type { AgentBreak, BreakListQuery, Page } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { RecordedEvent } from '../../../../kernel/journal';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage, type Principal } from '../../../../platform/http';
import type { BreakRoomEvent } from '../domain/break-room-events';

interface Row extends Omit<AgentBreak, 'askedAt' | 'grantedAt' | 'startedAt' | 'endedAt' | 'spentSeconds'> {
  readonly asked_at: Date;
  readonly granted_at: Date | null;
  readonly started_at: Date | null;
  readonly ended_at: Date | null;
  readonly spent_ms: number;
}

const COLUMNS = `b.id, b.agent_id as "agentId", u.first_name || ' ' || u.last_name as "agentName", b.kind_id as "kindId",
  b.kind_name as "kindName", b.paid, b.limit_seconds as "limitSeconds", b.stage, b.place, b.forced, b.note, b.asked_at, b.granted_at,
  b.started_at, b.ended_at, b.spent_ms::float8 as spent_ms`;
const SOURCE = 'agent_break b join app_user u on u.id = b.agent_id';

const SORTING = {
  columns: { askedAt: { sql: 'b.asked_at', type: 'timestamptz' } },
  default: '-askedAt',
  id: { sql: 'b.id', type: 'uuid' },
} as const;

/** Every break of everybody: the room writes what was asked and granted, presence when it began and ended. */
@Injectable()
export class BreakStore {
  constructor(private readonly database: Database) {}

  async follow(tx: Transaction, event: RecordedEvent<BreakRoomEvent>): Promise<void> {
    const { type, data } = event as BreakRoomEvent;
    const { at } = event.meta;
    switch (type) {
      case 'BreakAsked':
        return this.insert(tx, data.entry, at);
      case 'BreakApproved':
        return this.set(tx, data.breakId, `stage = 'waiting'`);
      case 'BreakRefused':
        return this.set(tx, data.breakId, `stage = 'refused', place = null, note = $2`, data.note);
      case 'BreakWithdrawn':
        return this.set(tx, data.breakId, `stage = 'withdrawn', place = null`);
      case 'BreakGranted':
        await this.set(tx, data.breakId, `stage = 'granted', place = null, granted_at = to_timestamp($2 / 1000.0)`, at);
        return this.set(tx, data.breakId, `forced = $2, note = $3`, data.forced, data.note);
      case 'BreakPlaceFreed':
        // Usually over already; a break that never began because its agent had gone.
        return this.set(tx, data.breakId, `stage = case when started_at is null then 'withdrawn' else 'over' end`);
      case 'BreakQueueMoved':
        for (const { breakId, place } of data.places) await this.set(tx, breakId, 'place = $2', place);
    }
  }

  async started(breakId: string, at: Instant): Promise<void> {
    await this.database.read.query(
      `update agent_break set stage = 'on-break', started_at = to_timestamp($2 / 1000.0) where id = $1 and stage = 'granted'`,
      [breakId, at],
    );
  }

  async ended(breakId: string, of: { startedAt: Instant | null; at: Instant; spentMs: number }): Promise<void> {
    await this.database.read.query(
      `update agent_break set stage = case when $2::float8 is null then 'withdrawn' else 'over' end,
         started_at = to_timestamp($2 / 1000.0), ended_at = to_timestamp($3 / 1000.0), spent_ms = $4 where id = $1`,
      [breakId, of.startedAt, of.at, of.spentMs],
    );
  }

  async page(query: BreakListQuery, viewer: Pick<Principal, 'supervised'>): Promise<Page<AgentBreak>> {
    const parameters: unknown[] = [];
    const where: string[] = [];
    const given = (value: unknown): string => `$${parameters.push(value)}`;
    if (viewer.supervised) where.push(`b.agent_id = any(${given([...viewer.supervised.userIds])}::uuid[])`);
    if (query.agentId) where.push(`b.agent_id = ${given(query.agentId)}`);
    if (query.kindId) where.push(`b.kind_id = ${given(query.kindId)}`);
    if (query.stage?.length) where.push(`b.stage = any(${given(query.stage)}::text[])`);
    if (query.day) {
      const day = given(query.day);
      where.push(`b.asked_at >= ${day}::date::timestamp at time zone 'Europe/Warsaw'`);
      where.push(`b.asked_at < (${day}::date + 1)::timestamp at time zone 'Europe/Warsaw'`);
    }
    if (query.search) {
      const pattern = given(containsPattern(query.search));
      where.push(`searchable(u.first_name || ' ' || u.last_name) like searchable(${pattern})`);
    }
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: SOURCE, where, parameters },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toBreak), next: page.next };
  }

  async byIds(ids: readonly string[]): Promise<AgentBreak[]> {
    const sql = `select ${COLUMNS} from ${SOURCE} where b.id = any($1::uuid[])`;
    return (await this.database.read.query<Row[]>(sql, [ids])).map(toBreak);
  }

  /** What is asked for and not yet granted. */
  async open(): Promise<AgentBreak[]> {
    const sql = `select ${COLUMNS} from ${SOURCE} where b.stage in ('approval', 'waiting')`;
    return (await this.database.read.query<Row[]>(sql)).map(toBreak);
  }

  private async insert(
    tx: Transaction,
    { breakId, agentId, kind, stage }: Extract<BreakRoomEvent, { type: 'BreakAsked' }>['data']['entry'],
    at: Instant,
  ): Promise<void> {
    const limitSeconds = kind.limitMs === null ? null : Math.round(kind.limitMs / 1000);
    await tx.query(
      `insert into agent_break (id, agent_id, kind_id, kind_name, paid, limit_seconds, stage, forced, asked_at)
       values ($1, $2, $3, $4, $5, $6, $7, false, to_timestamp($8 / 1000.0))`,
      [breakId, agentId, kind.kindId, kind.name, kind.paid, limitSeconds, stage, at],
    );
  }

  private async set(tx: Transaction, id: string, change: string, ...values: unknown[]): Promise<void> {
    await tx.query(`update agent_break set ${change} where id = $1`, [id, ...values]);
  }
}

function toBreak({ asked_at, granted_at, started_at, ended_at, spent_ms, ...row }: Row): AgentBreak {
  return {
    ...row,
    askedAt: asked_at.toISOString(),
    grantedAt: granted_at?.toISOString() ?? null,
    startedAt: started_at?.toISOString() ?? null,
    endedAt: ended_at?.toISOString() ?? null,
    spentSeconds: Math.round(spent_ms / 1000),
  };
}
