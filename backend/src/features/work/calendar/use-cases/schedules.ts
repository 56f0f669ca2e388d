import { Inject, Injectable } from '@nestjs/common';
import { parse } from 'csv-parse/sync';
import type { SaveDay, SaveShift, SaveShiftPattern, ScheduleImport, Shift, ShiftPattern } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { DomainEvent, EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { oversees, type Principal } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { ScheduleStore } from '../data/schedule.store';
import type { Difference } from '../domain/plan';
import { readDay, type FileRow, type ReadDay } from '../domain/read-schedule';

export type ShiftSaved = DomainEvent<'ShiftSaved', { shift: Shift }>;
export type ShiftDeleted = DomainEvent<'ShiftDeleted', { shift: Shift }>;
export type ShiftPatternSaved = DomainEvent<'ShiftPatternSaved', { pattern: ShiftPattern }>;
export type ShiftPatternDeleted = DomainEvent<'ShiftPatternDeleted', { pattern: ShiftPattern }>;
export type ScheduleDaySet = DomainEvent<
  'ScheduleDaySet',
  { agentId: string; day: Difference; importedFrom: string | null }
>;
export type ScheduleDayCleared = DomainEvent<'ScheduleDayCleared', { agentId: string; date: string }>;

export type ScheduleRefusal = Refusal<
  | 'shift-not-found'
  | 'shift-in-use'
  | 'pattern-not-found'
  | 'name-taken'
  | 'changed-meanwhile'
  | 'agent-not-found'
  | 'not-supervised'
  | 'file-not-readable'
>;
type Saved<T> = Outcome<T, ScheduleRefusal>;

/** Shifts, patterns and single days: tables and a journal entry each; people only of those whom one supervises. */
@Injectable()
export class Schedules {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: ScheduleStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  saveShift(id: string | null, shift: SaveShift, meta: EventMeta): Promise<Saved<Shift>> {
    return this.saving(async (tx) => {
      const shiftId = id ?? this.ids.next();
      if (id === null) await this.store.insertShift(tx, shiftId, shift);
      else if (!(await this.store.shift(tx, id))) return refused({ code: 'shift-not-found' });
      else if (!(await this.store.updateShift(tx, id, shift))) return refused({ code: 'changed-meanwhile' });
      const saved = await this.store.shift(tx, shiftId);
      if (!saved) return refused({ code: 'shift-not-found' });
      await this.journal.append(tx, `shift-${shiftId}`, [{ type: 'ShiftSaved', data: { shift: saved } }], meta);
      return accepted(saved);
    });
  }

  removeShift(id: string, meta: EventMeta): Promise<Saved<void>> {
    return this.saving(async (tx) => {
      const shift = await this.store.shift(tx, id);
      if (!shift) return refused({ code: 'shift-not-found' });
      if (await this.store.isUsed(tx, id)) return refused({ code: 'shift-in-use' });
      await this.store.removeShift(tx, id);
      await this.journal.append(tx, `shift-${id}`, [{ type: 'ShiftDeleted', data: { shift } }], meta);
      return accepted(undefined);
    });
  }

  savePattern(
    id: string | null,
    pattern: SaveShiftPattern,
    by: Pick<Principal, 'supervised'>,
    meta: EventMeta,
  ): Promise<Saved<ShiftPattern>> {
    return this.saving(async (tx) => {
      const shifts = pattern.days.filter((day) => day !== null);
      if (await this.store.unknownShifts(tx, shifts)) return refused({ code: 'shift-not-found' });
      const before = id === null ? null : await this.store.pattern(tx, id);
      if (id !== null && !before) return refused({ code: 'pattern-not-found' });
      if ([...pattern.agentIds, ...(before?.agentIds ?? [])].some((agent) => !oversees(by, { users: [agent] })))
        return refused({ code: 'not-supervised' });
      const patternId = id ?? this.ids.next();
      if (id === null) await this.store.insertPattern(tx, patternId, pattern);
      else if (!(await this.store.updatePattern(tx, id, pattern))) return refused({ code: 'changed-meanwhile' });
      const saved = await this.store.pattern(tx, patternId);
      if (!saved) return refused({ code: 'pattern-not-found' });
      const event: ShiftPatternSaved = { type: 'ShiftPatternSaved', data: { pattern: saved } };
      await this.journal.append(tx, `shift-pattern-${patternId}`, [event], meta);
      return accepted(saved);
    });
  }

  removePattern(id: string, by: Pick<Principal, 'supervised'>, meta: EventMeta): Promise<Saved<void>> {
    return this.saving(async (tx) => {
      const pattern = await this.store.pattern(tx, id);
      if (!pattern) return refused({ code: 'pattern-not-found' });
      if (pattern.agentIds.some((agent) => !oversees(by, { users: [agent] })))
        return refused({ code: 'not-supervised' });
      await this.store.removePattern(tx, id);
      const event: ShiftPatternDeleted = { type: 'ShiftPatternDeleted', data: { pattern } };
      await this.journal.append(tx, `shift-pattern-${id}`, [event], meta);
      return accepted(undefined);
    });
  }

  setDay(
    { agentId, date, day }: { agentId: string; date: string; day: SaveDay },
    by: Principal,
    meta: EventMeta,
  ): Promise<Saved<void>> {
    return this.saving(async (tx) => {
      if (!oversees(by, { users: [agentId] })) return refused({ code: 'not-supervised' });
      await this.writeDay(tx, agentId, differenceOf(date, day), { importedFrom: null, meta });
      return accepted(undefined);
    });
  }

  clearDay(agentId: string, date: string, by: Principal, meta: EventMeta): Promise<Saved<void>> {
    return this.saving(async (tx) => {
      if (!oversees(by, { users: [agentId] })) return refused({ code: 'not-supervised' });
      if (!(await this.store.clearDay(tx, agentId, date))) return accepted(undefined);
      const event: ScheduleDayCleared = { type: 'ScheduleDayCleared', data: { agentId, date } };
      await this.journal.append(tx, `schedule-${agentId}`, [event], meta);
      return accepted(undefined);
    });
  }

  /** Every good row is taken; every other is given back with its line, field and rule. */
  import(
    { fileName, csv }: { fileName: string; csv: string },
    by: Principal,
    meta: EventMeta,
  ): Promise<Saved<ScheduleImport>> {
    const rows = rowsOf(csv);
    if (!rows) return Promise.resolve(refused({ code: 'file-not-readable' }));
    return this.saving(async (tx) => {
      const read = rows.map(readDay);
      const errors: ScheduleImport['errors'] = read.flatMap((each) => ('error' in each ? [each.error] : []));
      const days = read.flatMap((each) => ('day' in each ? [each.day] : []));
      const ids = await this.store.byLogins(tx, [...new Set(days.map(({ login }) => login))]);
      let applied = 0;
      for (const { login, line, difference } of days satisfies ReadDay[]) {
        const agentId = ids.get(login);
        const rule = !agentId ? 'exists' : oversees(by, { users: [agentId] }) ? null : 'not-supervised';
        if (!agentId || rule) errors.push({ line, field: 'login', rule: rule ?? 'exists', text: login });
        else {
          await this.writeDay(tx, agentId, difference, { importedFrom: fileName, meta });
          applied += 1;
        }
      }
      errors.sort((a, b) => a.line - b.line);
      return accepted({ rows: rows.length, applied, errors });
    });
  }

  private async writeDay(
    tx: Transaction,
    agentId: string,
    day: Difference,
    { importedFrom, meta }: { importedFrom: string | null; meta: EventMeta },
  ): Promise<void> {
    await this.store.setDay(tx, agentId, day);
    const event: ScheduleDaySet = { type: 'ScheduleDaySet', data: { agentId, day, importedFrom } };
    await this.journal.append(tx, `schedule-${agentId}`, [event], meta);
  }

  private async saving<T>(work: (tx: Transaction) => Promise<Saved<T>>): Promise<Saved<T>> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (sqlState(error) === '23505') return refused({ code: 'name-taken' });
      if (sqlState(error) === '23503') return refused({ code: 'agent-not-found' });
      throw error;
    }
  }
}

function differenceOf(date: string, day: SaveDay): Difference {
  if (day.kind !== 'shift') return { date, kind: day.kind, hours: null, note: day.note };
  const { startMinute, endMinute, unpaidBreakMinutes, note } = day;
  return { date, kind: 'shift', hours: { startMinute, endMinute, unpaidBreakMinutes, name: null }, note };
}

const HEADINGS: Readonly<Record<string, string>> = {
  użytkownik: 'login',
  data: 'date',
  od: 'from',
  do: 'to',
  przerwa: 'break',
  uwagi: 'note',
};

/** Rows by their headings, in Polish or English; null when nobody can tell whose and when. */
function rowsOf(csv: string): FileRow[] | null {
  try {
    const records = parse(csv, {
      bom: true,
      delimiter: [';', ',', '\t'],
      relax_column_count: true,
      trim: true,
      info: true,
    });
    const [head, ...rest] = records as unknown as { record: string[]; info: { lines: number } }[];
    const names = (head?.record ?? []).map((cell) => HEADINGS[cell.toLowerCase()] ?? cell.toLowerCase());
    if (!names.includes('login') || !names.includes('date')) return null;
    return rest
      .filter(({ record }) => record.some((cell) => cell !== ''))
      .map(({ record, info }) => ({
        line: info.lines,
        cells: Object.fromEntries(names.map((name, index) => [name, record[index] ?? ''])),
      }));
  } catch {
    return null;
  }
}
