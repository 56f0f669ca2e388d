import type { DayKind } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { addDays, isHoliday, type LocalDate } from '../../../../kernel/polish-calendar';
import { instantAt, mondayOf } from './day-time';

export interface Hours {
  readonly startMinute: number;
  readonly endMinute: number;
  readonly unpaidBreakMinutes: number;
  readonly name: string | null;
}

/** A pattern as it applies to one agent. */
export interface Pattern {
  readonly days: readonly (Hours | null)[];
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate | null;
  readonly onHolidays: boolean;
}

/** A day that differs; hours only for `shift`. */
export interface Difference {
  readonly date: LocalDate;
  readonly kind: DayKind;
  readonly hours: Hours | null;
  readonly note: string;
}

export interface DayPlan {
  readonly date: LocalDate;
  readonly kind: DayKind | 'holiday';
  readonly hours: Hours | null;
  readonly exception: boolean;
  readonly note: string;
}

/** What one agent has on one day: what differs, else the pattern that began last, else nothing. */
export function planOf(
  date: LocalDate,
  patterns: readonly Pattern[],
  differences: ReadonlyMap<LocalDate, Difference>,
): DayPlan {
  const different = differences.get(date);
  if (different) {
    const { kind, hours, note } = different;
    return { date, kind, hours, exception: true, note };
  }
  const none: DayPlan = { date, kind: 'off', hours: null, exception: false, note: '' };
  const valid = patterns.filter(({ fromDate, toDate }) => fromDate <= date && (toDate === null || date <= toDate));
  const pattern = valid.reduce<Pattern | null>(
    (last, each) => (!last || each.fromDate >= last.fromDate ? each : last),
    null,
  );
  if (!pattern) return none;
  const hours = pattern.days[turnOf(date, pattern)] ?? null;
  if (!hours) return none;
  if (!pattern.onHolidays && isHoliday(date)) return { ...none, kind: 'holiday' };
  return { ...none, kind: 'shift', hours };
}

/** Weeks are counted from the Monday of the week in which the pattern begins. */
function turnOf(date: LocalDate, { fromDate, days }: Pattern): number {
  // Dates without a time are days of UTC, which are all 24 hours long.
  const passed = (Date.parse(date) - Date.parse(mondayOf(fromDate))) / 86_400_000;
  return passed % days.length;
}

/** The shift as it passes by the clock of the world: an end that is not past the beginning is tomorrow's. */
export function spanOf({ date, hours }: DayPlan): { start: Instant; end: Instant } | null {
  if (!hours) return null;
  const endDay = hours.endMinute > hours.startMinute ? date : addDays(date, 1);
  const [start, end] = [instantAt(date, hours.startMinute), instantAt(endDay, hours.endMinute)];
  return end > start ? { start, end } : null;
}
