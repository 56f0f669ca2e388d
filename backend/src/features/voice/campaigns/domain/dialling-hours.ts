import { DateTime } from 'luxon';
import type { QueueHours } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { isOpen, nextOpening, type OpeningHours, type ServiceHours } from '../../../../kernel/service-hours';

type Weekday = keyof ServiceHours['weekly'];

/** Hours of a campaign in the time zone of whom it calls. */
export function hoursIn({ openings, closedOnHolidays, daysOff }: QueueHours, zone: string): ServiceHours {
  const weekly: Partial<Record<Weekday, OpeningHours[]>> = {};
  for (const { weekday, from, to } of [...openings].sort((a, b) => (a.from < b.from ? -1 : 1)))
    (weekly[weekday as Weekday] ??= []).push({ from, to });
  return { zone, weekly, closedOnHolidays, extraDaysOff: daysOff };
}

/** Null: open now. Else when it opens, `never` when it does not within a year. */
export function closedUntil(hours: ServiceHours, at: Instant): Instant | 'never' | null {
  if (isOpen(hours, at)) return null;
  return nextOpening(hours, at) ?? 'never';
}

const HOUR_MS = 3_600_000;

/** Null: not in the quiet hours. Else when they end; in the night when clocks change, by the local clock. */
export function quietUntil(quiet: { from: string; to: string }, zone: string, at: Instant): Instant | null {
  const local = DateTime.fromMillis(at, { zone });
  const time = local.toFormat('HH:mm');
  const { from, to } = quiet;
  const over = from > to;
  const within = over ? time >= from || time < to : time >= from && time < to;
  if (!within) return null;
  const [hour, minute] = to.split(':').map(Number);
  const end = local.startOf('day').set({ hour: hour ?? 0, minute: minute ?? 0 });
  const until = (over && time >= from ? end.plus({ days: 1 }) : end).toMillis();
  // In autumn an hour comes twice: what has ended in the first one ends once more.
  return until > at ? until : until + HOUR_MS;
}

/** When the next local day begins. */
export const nextDay = (zone: string, at: Instant): Instant =>
  DateTime.fromMillis(at, { zone }).startOf('day').plus({ days: 1 }).toMillis();

/** When the local day began. */
export const dayStart = (zone: string, at: Instant): Instant =>
  DateTime.fromMillis(at, { zone }).startOf('day').toMillis();
