import { DateTime } from 'luxon';
import type { Instant } from './clock';
import type { Duration } from './durations';
import { addDays, isHoliday, weekday, type CalendarSettings, type LocalDate } from './polish-calendar';

/** Local times of one opening, `HH:mm`; `24:00` is the end of the day. */
export interface OpeningHours {
  readonly from: string;
  readonly to: string;
}

/** When a service runs: openings of each weekday (1 Monday … 7 Sunday) in a time zone, and whether holidays count. */
export interface ServiceHours extends CalendarSettings {
  /** IANA name, for example `Europe/Warsaw`. */
  readonly zone: string;
  /** In order and not overlapping; a weekday that is absent is closed. */
  readonly weekly: Readonly<Partial<Record<1 | 2 | 3 | 4 | 5 | 6 | 7, readonly OpeningHours[]>>>;
  readonly closedOnHolidays: boolean;
}

/** From `start` (included) to `end` (not included). */
export interface Interval {
  readonly start: Instant;
  readonly end: Instant;
}

/** Hours that never open would make a search endless; longer than any holiday, shorter than a hang. */
const patienceDays = 366;

/** The openings of one local day as instants. In the night when the clock changes they are an hour longer or shorter. */
export function openings(hours: ServiceHours, date: LocalDate): Interval[] {
  if (hours.closedOnHolidays && isHoliday(date, hours)) return [];
  const listed = hours.weekly[weekday(date) as keyof ServiceHours['weekly']] ?? [];
  return listed
    .map(({ from, to }) => ({ start: instantOf(date, from, hours.zone), end: instantOf(date, to, hours.zone) }))
    .filter(({ start, end }) => end > start);
}

export function isOpen(hours: ServiceHours, at: Instant): boolean {
  return openings(hours, localDate(at, hours.zone)).some(({ start, end }) => at >= start && at < end);
}

/** `at` itself when open, else the beginning of the next opening; null when there is none within a year. */
export function nextOpening(hours: ServiceHours, at: Instant): Instant | null {
  for (const { start } of openingsFrom(hours, at)) return start;
  return null;
}

/** When `duration` of service time will have passed since `from`; null when the service never opens again. */
export function addServiceTime(hours: ServiceHours, from: Instant, duration: Duration): Instant | null {
  let left = duration;
  for (const { start, end } of openingsFrom(hours, from)) {
    if (start + left <= end) return start + left;
    left -= end - start;
  }
  return null;
}

/** Service time between two instants; 0 when `to` is not after `from`. */
export function serviceTimeBetween(hours: ServiceHours, from: Instant, to: Instant): Duration {
  let sum = 0;
  const last = localDate(to, hours.zone);
  for (let date = localDate(from, hours.zone); date <= last; date = addDays(date, 1)) {
    for (const { start, end } of openings(hours, date)) {
      sum += Math.max(0, Math.min(end, to) - Math.max(start, from));
    }
  }
  return sum;
}

/** The local day of an instant. */
export function localDate(at: Instant, zone: string): LocalDate {
  return inZone(DateTime.fromMillis(at, { zone }), zone).toISODate();
}

function* openingsFrom(hours: ServiceHours, from: Instant): Generator<Interval> {
  let date = localDate(from, hours.zone);
  for (let closed = 0; closed < patienceDays; closed += 1) {
    for (const { start, end } of openings(hours, date)) {
      if (end <= from) continue;
      closed = 0;
      yield { start: Math.max(start, from), end };
    }
    date = addDays(date, 1);
  }
}

/** A local time that the spring change skips is moved on by the hour that is missing, as clocks are. */
function instantOf(date: LocalDate, time: string, zone: string): Instant {
  const match = /^(\d\d):(\d\d)$/.exec(time);
  const [hour, minute] = [Number(match?.[1] ?? NaN), Number(match?.[2] ?? NaN)];
  if (!(hour < 24 && minute < 60) && time !== '24:00') throw new RangeError(`"${time}" is no time of day`);
  const day = time === '24:00' ? addDays(date, 1) : date;
  const local = DateTime.fromISO(`${day}T${time === '24:00' ? '00:00' : time}`, { zone });
  return inZone(local, zone).toMillis();
}

function inZone(time: DateTime, zone: string): DateTime<true> {
  if (!time.isValid) throw new RangeError(`"${zone}" is no time zone, or the time is out of range`);
  return time as DateTime<true>;
}
