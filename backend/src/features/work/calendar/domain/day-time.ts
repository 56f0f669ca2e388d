import { DateTime } from 'luxon';
import type { Instant } from '../../../../kernel/clock';
import { addDays, weekday, type LocalDate } from '../../../../kernel/polish-calendar';

/** Schedules are of the place where people work. */
export const SCHEDULE_ZONE = 'Europe/Warsaw';

/** A year of 130 people asks for the same few minutes of each day again and again; the zone's rules take 30 µs each time. */
const known = new Map<string, Instant>();
const MOST_KNOWN = 10_000;

/** A minute of a day as an instant; a minute that the clock jumps over is the one after the jump. */
export function instantAt(date: LocalDate, minute: number): Instant {
  const key = `${date}|${minute}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const [hour, rest] = [Math.floor(minute / 60), minute % 60];
  const text = `${date}T${String(hour).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
  const at = DateTime.fromISO(text, { zone: SCHEDULE_ZONE }).toMillis();
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, at);
  return at;
}

/** From midnight to midnight: 23, 24 or 25 hours. */
export const dayBounds = (date: LocalDate): { start: Instant; end: Instant } => ({
  start: instantAt(date, 0),
  end: instantAt(addDays(date, 1), 0),
});

export const localDay = (at: Instant): LocalDate =>
  DateTime.fromMillis(at, { zone: SCHEDULE_ZONE }).toISODate() ?? '1970-01-01';

export const mondayOf = (date: LocalDate): LocalDate => addDays(date, 1 - weekday(date));

export function daysBetween(from: LocalDate, to: LocalDate): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
