import { Injectable } from '@nestjs/common';
import type { Page, ReportSchedule, ReportScheduleListQuery, ReportSending, SaveReportSchedule } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage, type Principal } from '../../../../platform/http';

type Settings = Omit<SaveReportSchedule, 'name' | 'active' | 'version'>;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly settings: Settings;
  readonly owner_id: string;
  readonly owner_name: string;
  readonly next_at: Date | null;
  readonly version: number;
  readonly last_at: Date | null;
  readonly last_state: NonNullable<ReportSchedule['last']>['state'] | null;
  readonly last_error: string | null;
}

/** Whose are seen: one's own, or everybody's. */
export type Viewer = Pick<Principal, 'userId' | 'supervised'>;

const COLUMNS = `s.id, s.name, s.active, s.settings, s.owner_id, u.first_name || ' ' || u.last_name as owner_name, s.next_at, s.version,
  l.at as last_at, l.state as last_state, l.error as last_error`;
/** Of the letters of the last time, the one that went worst. */
const SOURCE = `report_schedule s join app_user u on u.id = s.owner_id left join lateral (
  select r.at, r.state, r.error from report_sending r where r.schedule_id = s.id
  order by r.due_at desc, array_position(array['lost', 'failed', 'waiting', 'sent'], r.state) limit 1) l on true`;
const SORTING = {
  columns: { name: { sql: 's.name', type: 'text' } },
  default: 'name',
  id: { sql: 's.id', type: 'uuid' },
} as const;

/** Reports that are sent by themselves. Who supervises everything sees everybody's, others their own. */
@Injectable()
export class ScheduleStore {
  constructor(private readonly database: Database) {}

  async page(query: ReportScheduleListQuery, { userId, supervised }: Viewer): Promise<Page<ReportSchedule>> {
    const parameters: unknown[] = [];
    const where: string[] = [];
    if (supervised) where.push(`s.owner_id = $${parameters.push(userId)}`);
    if (query.search)
      where.push(`searchable(s.name) like searchable($${parameters.push(containsPattern(query.search))})`);
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: SOURCE, where, parameters },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toSchedule), next: page.next };
  }

  /** Null: not there, or somebody else's. `viewer` null: whoever's it is. */
  async find(tx: Transaction, id: string, viewer: Viewer | null): Promise<ReportSchedule | null> {
    const [row] = await tx.query<Row[]>(
      `select ${COLUMNS} from ${SOURCE} where s.id = $1 and ($2::uuid is null or s.owner_id = $2::uuid)`,
      [id, viewer?.supervised ? viewer.userId : null],
    );
    return row ? toSchedule(row) : null;
  }

  async insert(tx: Transaction, id: string, given: SaveReportSchedule & { ownerId: string }): Promise<void> {
    const { ownerId, name, active, version: _, ...settings } = given;
    await tx.query(
      `insert into report_schedule (id, name, active, settings, owner_id, next_at)
       values ($1, $2, $3, $4, $5, case when $3 then 'infinity'::timestamptz end)`,
      [id, name, active, JSON.stringify(settings), ownerId],
    );
  }

  /** False: somebody else changed it since `version`. */
  async update(tx: Transaction, id: string, given: SaveReportSchedule): Promise<boolean> {
    const { name, active, version, ...settings } = given;
    const [rows] = await tx.query<[object[], number]>(
      `update report_schedule set name = $2, active = $3, settings = $4, next_at = case when $3 then 'infinity'::timestamptz end,
         version = version + 1 where id = $1 and version = $5 returning id`,
      [id, name, active, JSON.stringify(settings), version ?? 0],
    );
    return rows.length > 0;
  }

  async setNext(tx: Transaction, id: string, at: Instant): Promise<void> {
    await tx.query('update report_schedule set next_at = to_timestamp($2 / 1000.0) where id = $1', [id, at]);
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from report_schedule where id = $1', [id]);
  }

  async beginSending(of: {
    id: string;
    scheduleId: string;
    address: string;
    dueAt: string;
    at: Instant;
  }): Promise<void> {
    const { id, scheduleId, address, dueAt, at } = of;
    await this.database.read.query(
      `insert into report_sending (id, schedule_id, address, due_at, at) values ($1, $2, $3, $4, to_timestamp($5 / 1000.0))
       on conflict do nothing`,
      [id, scheduleId, address, dueAt, at],
    );
  }

  async noteSending(
    id: string,
    { state, attempts, error, at }: Pick<ReportSending, 'state' | 'attempts' | 'error'> & { at: Instant },
  ): Promise<void> {
    await this.database.read.query(
      'update report_sending set state = $2, attempts = $3, error = $4, at = to_timestamp($5 / 1000.0) where id = $1',
      [id, state, attempts, error, at],
    );
  }

  /** The last letters, newest first. */
  async sendings(scheduleId: string, limit = 200): Promise<ReportSending[]> {
    const rows = await this.database.read.query<(Omit<ReportSending, 'dueAt' | 'at'> & { dueAt: Date; at: Date })[]>(
      `select address, due_at as "dueAt", state, attempts, error, at from report_sending where schedule_id = $1
       order by due_at desc, address limit $2`,
      [scheduleId, limit],
    );
    return rows.map(({ dueAt, at, ...row }) => ({ ...row, dueAt: dueAt.toISOString(), at: at.toISOString() }));
  }
}

const toSchedule = (row: Row): ReportSchedule => ({
  id: row.id,
  name: row.name,
  active: row.active,
  ...row.settings,
  owner: { id: row.owner_id, name: row.owner_name },
  nextAt: row.next_at?.toISOString() ?? null,
  last:
    row.last_at && row.last_state
      ? { at: row.last_at.toISOString(), state: row.last_state, error: row.last_error }
      : null,
  version: row.version,
});
