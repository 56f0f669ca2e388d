import type { ScheduleImport } from '#contracts';
import type { LocalDate } from '../../../../kernel/polish-calendar';
import type { Difference } from './plan';

type ImportError = ScheduleImport['errors'][number];

export interface ReadDay {
  readonly login: string;
  readonly line: number;
  readonly difference: Difference;
}

/** A record of the file by its columns' names, with its line. */
export interface FileRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

const FREE: Readonly<Record<string, 'off' | 'leave' | 'sick'>> = {
  off: 'off',
  wolne: 'off',
  leave: 'leave',
  urlop: 'leave',
  sick: 'sick',
  l4: 'sick',
  chorobowe: 'sick',
};
const LONGEST_BREAK = 240;

/** Reads one row; an error names its field and rule. */
export function readDay({ line, cells }: FileRow): { day: ReadDay } | { error: ImportError } {
  const cell = (name: string): string => (cells[name] ?? '').trim();
  const wrong = (field: ImportError['field'], rule: string) => ({
    error: { line, field, rule, text: field === 'row' ? '' : cell(field) },
  });
  const login = cell('login').toLowerCase();
  if (login === '') return wrong('login', 'required');
  const date = dateOf(cell('date'));
  if (!date) return wrong('date', 'date');
  const note = cell('note');
  if (note.length > 200) return wrong('note', 'maxLength');
  const free = FREE[cell('from').toLowerCase()];
  if (free) return { day: { login, line, difference: { date, kind: free, hours: null, note } } };
  const startMinute = minuteOf(cell('from'));
  if (startMinute === null) return wrong('from', 'time');
  const endMinute = minuteOf(cell('to'));
  if (endMinute === null) return wrong('to', 'time');
  const unpaidBreakMinutes = cell('break') === '' ? 0 : Number(cell('break'));
  if (!Number.isInteger(unpaidBreakMinutes) || unpaidBreakMinutes < 0 || unpaidBreakMinutes > LONGEST_BREAK)
    return wrong('break', 'minutes');
  const hours = { startMinute, endMinute, unpaidBreakMinutes, name: null };
  return { day: { login, line, difference: { date, kind: 'shift', hours, note } } };
}

/** `2026-12-01` or `01.12.2026`, when there is such a day. */
function dateOf(text: string): LocalDate | null {
  const polish = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  const iso = polish ? `${polish[3]}-${polish[2]?.padStart(2, '0')}-${polish[1]?.padStart(2, '0')}` : text;
  if (!/^\d{4}-\d\d-\d\d$/.test(iso)) return null;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : null;
}

function minuteOf(text: string): number | null {
  const match = /^(\d{1,2}):(\d\d)$/.exec(text);
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2])];
  return match && hour < 24 && minute < 60 ? hour * 60 + minute : null;
}
