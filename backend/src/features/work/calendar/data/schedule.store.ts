import { Injectable } from '@nestjs/common';
import type { DayKind, Page, PageQuery, SaveShift, SaveShiftPattern, Shift, ShiftPattern } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';
import type { Difference, Hours, Pattern } from '../domain/plan';

type Query = PageQuery & { readonly sort?: string | undefined };

const SHIFT = `s.id, s.name, s.start_minute as "startMinute", s.end_minute as "endMinute", s.unpaid_break_minutes as "unpaidBreakMinutes", s.version`;
const PATTERN = `p.id, p.name, p.days, p.from_date::text as "fromDate", p.to_date::text as "toDate", p.on_holidays as "onHolidays", p.version,
  array(select a.agent_id from shift_pattern_agent a where a.pattern_id = p.id order by a.agent_id) as "agentIds"`;

const SHIFT_SORTING = {
  columns: { name: { sql: 'lower(s.name)', type: 'text' }, startMinute: { sql: 's.start_minute', type: 'integer' } },
  default: 'startMinute',
  id: { sql: 's.id', type: 'uuid' },
} as const;
const PATTERN_SORTING = {
  columns: { name: { sql: 'lower(p.name)', type: 'text' }, fromDate: { sql: 'p.from_date', type: 'date' } },
  default: 'name',
  id: { sql: 'p.id', type: 'uuid' },
} as const;

/** An agent whose schedule is shown. */
export interface Scheduled {
  readonly id: string;
  readonly name: string;
}

/** Shifts, patterns and days that differ. */
@Injectable()
export class ScheduleStore {
  constructor(private readonly database: Database) {}

  shifts(query: Query): Promise<Page<Shift>> {
    const parameters: unknown[] = [];
    const where = query.search
      ? [`searchable(s.name) like searchable($${parameters.push(containsPattern(query.search))})`]
      : [];
    const sql = { select: SHIFT, from: 'shift s', where, parameters };
    return keysetSqlPage<Shift>(this.database.read, sql, { sorting: SHIFT_SORTING, ...query });
  }

  async shift(tx: Transaction, id: string): Promise<Shift | null> {
    const [shift] = await tx.query<Shift[]>(`select ${SHIFT} from shift s where s.id = $1`, [id]);
    return shift ?? null;
  }

  async insertShift(tx: Transaction, id: string, shift: SaveShift): Promise<void> {
    await tx.query(
      'insert into shift (id, name, start_minute, end_minute, unpaid_break_minutes) values ($1, $2, $3, $4, $5)',
      [id, shift.name, shift.startMinute, shift.endMinute, shift.unpaidBreakMinutes],
    );
  }

  async updateShift(tx: Transaction, id: string, shift: SaveShift): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update shift set name = $3, start_minute = $4, end_minute = $5, unpaid_break_minutes = $6, version = version + 1
       where id = $1 and version = $2 returning id`,
      [id, shift.version ?? 0, shift.name, shift.startMinute, shift.endMinute, shift.unpaidBreakMinutes],
    );
    return rows.length > 0;
  }

  /** Whether a pattern has it. */
  async isUsed(tx: Transaction, shiftId: string): Promise<boolean> {
    const rows = await tx.query<object[]>('select 1 from shift_pattern where days ? $1 limit 1', [shiftId]);
    return rows.length > 0;
  }

  async removeShift(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from shift where id = $1', [id]);
  }

  patterns(query: Query): Promise<Page<ShiftPattern>> {
    const parameters: unknown[] = [];
    const where = query.search
      ? [`searchable(p.name) like searchable($${parameters.push(containsPattern(query.search))})`]
      : [];
    const sql = { select: PATTERN, from: 'shift_pattern p', where, parameters };
    return keysetSqlPage<ShiftPattern>(this.database.read, sql, { sorting: PATTERN_SORTING, ...query });
  }

  async pattern(tx: Transaction, id: string): Promise<ShiftPattern | null> {
    const [pattern] = await tx.query<ShiftPattern[]>(`select ${PATTERN} from shift_pattern p where p.id = $1`, [id]);
    return pattern ?? null;
  }

  async insertPattern(tx: Transaction, id: string, pattern: SaveShiftPattern): Promise<void> {
    await tx.query(
      'insert into shift_pattern (id, name, days, from_date, to_date, on_holidays) values ($1, $2, $3, $4, $5, $6)',
      [id, pattern.name, JSON.stringify(pattern.days), pattern.fromDate, pattern.toDate, pattern.onHolidays],
    );
    await this.setAgents(tx, id, pattern.agentIds);
  }

  async updatePattern(tx: Transaction, id: string, pattern: SaveShiftPattern): Promise<boolean> {
    const { version = 0, name, days, fromDate, toDate, onHolidays, agentIds } = pattern;
    const [rows] = await tx.query<[object[], number]>(
      `update shift_pattern set name = $3, days = $4, from_date = $5, to_date = $6, on_holidays = $7, version = version + 1
       where id = $1 and version = $2 returning id`,
      [id, version, name, JSON.stringify(days), fromDate, toDate, onHolidays],
    );
    if (rows.length > 0) await this.setAgents(tx, id, agentIds);
    return rows.length > 0;
  }

  async removePattern(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from shift_pattern where id = $1', [id]);
  }

  async unknownShifts(tx: Transaction, ids: readonly string[]): Promise<boolean> {
    const rows = await tx.query<object[]>('select 1 from shift where id = any($1::uuid[])', [ids]);
    return rows.length < new Set(ids).size;
  }

  async setDay(tx: Transaction, agentId: string, { date, kind, hours, note }: Difference): Promise<void> {
    await tx.query(
      `insert into schedule_day (agent_id, date, kind, start_minute, end_minute, unpaid_break_minutes, note)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (agent_id, date) do update set kind = excluded.kind,
         start_minute = excluded.start_minute, end_minute = excluded.end_minute,
         unpaid_break_minutes = excluded.unpaid_break_minutes, note = excluded.note`,
      [agentId, date, kind, hours?.startMinute ?? null, hours?.endMinute ?? null, hours?.unpaidBreakMinutes ?? 0, note],
    );
  }

  async clearDay(tx: Transaction, agentId: string, date: string): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      'delete from schedule_day where agent_id = $1 and date = $2 returning date',
      [agentId, date],
    );
    return rows.length > 0;
  }

  /** Agents with an extension, of a group or all, whom the viewer has in view. */
  agents(of: { ids: readonly string[] | null; groupId: string | null }): Promise<Scheduled[]> {
    return this.database.read.query<Scheduled[]>(
      `select u.id, u.first_name || ' ' || u.last_name as name from app_user u
       where u.state <> 'deactivated' and u.role in ('agent', 'supervisor') and u.extension is not null
         and ($1::uuid[] is null or u.id = any($1::uuid[]))
         and ($2::uuid is null or exists (select 1 from user_group_member g where g.user_id = u.id and g.group_id = $2))
       order by u.last_name, u.first_name, u.id limit 500`,
      [of.ids, of.groupId],
    );
  }

  async byLogins(tx: Transaction, logins: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await tx.query<{ login: string; id: string }[]>(
      `select lower(login) as login, id from app_user where lower(login) = any($1::text[]) and state <> 'deactivated'`,
      [logins],
    );
    return new Map(rows.map(({ login, id }) => [login, id]));
  }

  async patternsOf(agentIds: readonly string[]): Promise<ReadonlyMap<string, Pattern[]>> {
    const rows = await this.database.read.query<
      { agentId: string; days: (string | null)[]; fromDate: string; toDate: string | null; onHolidays: boolean }[]
    >(
      `select a.agent_id as "agentId", p.days, p.from_date::text as "fromDate", p.to_date::text as "toDate", p.on_holidays as "onHolidays"
       from shift_pattern_agent a join shift_pattern p on p.id = a.pattern_id where a.agent_id = any($1::uuid[]) order by p.from_date, p.id`,
      [agentIds],
    );
    const shifts = await this.database.read.query<Shift[]>(`select ${SHIFT} from shift s`);
    const hours = new Map<string, Hours>(shifts.map(({ id, ...shift }) => [id, shift]));
    const all = new Map<string, Pattern[]>();
    for (const { agentId, days, ...pattern } of rows) {
      const turns = days.map((id) => (id ? (hours.get(id) ?? null) : null));
      all.set(agentId, [...(all.get(agentId) ?? []), { ...pattern, days: turns }]);
    }
    return all;
  }

  async differencesOf(
    agentIds: readonly string[],
    from: string,
    to: string,
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, Difference>>> {
    const rows = await this.database.read.query<
      {
        agentId: string;
        date: string;
        kind: DayKind;
        startMinute: number | null;
        endMinute: number | null;
        unpaidBreakMinutes: number;
        note: string;
      }[]
    >(
      `select agent_id as "agentId", date::text as date, kind, start_minute as "startMinute", end_minute as "endMinute",
         unpaid_break_minutes as "unpaidBreakMinutes", note
       from schedule_day where agent_id = any($1::uuid[]) and date between $2 and $3`,
      [agentIds, from, to],
    );
    const all = new Map<string, Map<string, Difference>>();
    for (const { agentId, date, kind, startMinute, endMinute, unpaidBreakMinutes, note } of rows) {
      const hours =
        startMinute === null || endMinute === null ? null : { startMinute, endMinute, unpaidBreakMinutes, name: null };
      const own = all.get(agentId) ?? new Map<string, Difference>();
      all.set(agentId, own.set(date, { date, kind, hours, note }));
    }
    return all;
  }

  private async setAgents(tx: Transaction, patternId: string, agentIds: readonly string[]): Promise<void> {
    await tx.query('delete from shift_pattern_agent where pattern_id = $1', [patternId]);
    await tx.query('insert into shift_pattern_agent (pattern_id, agent_id) select $1, unnest($2::uuid[])', [
      patternId,
      [...new Set(agentIds)],
    ]);
  }
}
