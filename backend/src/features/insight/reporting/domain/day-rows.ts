import { DateTime } from 'luxon';
import type { ReportInterval } from '#contracts';
import type { Sums } from './metrics';

export interface DayRow {
  readonly bucket: number | null;
  readonly key: string | null;
  readonly sums: Sums;
}

interface Day {
  readonly userId: string;
  readonly date: string;
  readonly sums: Sums;
}

/** Days of people as rows of a report. `keysOf`: whose rows a person's days belong to; they may be several. */
export function rowsOfDays(
  days: readonly Day[],
  {
    interval,
    zone,
    keysOf,
  }: { interval: ReportInterval; zone: string; keysOf: (userId: string) => readonly (string | null)[] },
): DayRow[] {
  const starts = new Map<string, number | null>();
  const startOf = (date: string): number | null => {
    if (interval === 'whole') return null;
    const unit = interval === 'week' || interval === 'month' ? interval : 'day';
    return DateTime.fromISO(date, { zone }).startOf(unit).toMillis();
  };
  const rows = new Map<string, DayRow>();
  for (const { userId, date, sums } of days) {
    if (!starts.has(date)) starts.set(date, startOf(date));
    const bucket = starts.get(date) ?? null;
    for (const key of keysOf(userId)) {
      const place = `${bucket}|${key}`;
      rows.set(place, { bucket, key, sums: summed(rows.get(place)?.sums ?? {}, sums) });
    }
  }
  return [...rows.values()];
}

const summed = (one: Sums, other: Sums): Sums => ({
  ...one,
  ...Object.fromEntries(Object.entries(other).map(([name, value]) => [name, (one[name] ?? 0) + value])),
});
