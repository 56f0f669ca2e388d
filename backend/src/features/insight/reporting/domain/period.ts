import { DateTime } from 'luxon';
import type { ReportInterval } from '#contracts';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';

export interface Period {
  /** Milliseconds; `until` is excluded. */
  readonly from: number;
  readonly until: number;
}

/** `period-backwards`: it ends before it begins; `period-too-long`: more rows by time than a report holds; ask coarser. */
export type PeriodRefusal = Refusal<'period-backwards'> | (Refusal<'period-too-long'> & { days: number });

/** The longest period of each interval, in days. */
export const LONGEST_DAYS: Readonly<Record<ReportInterval, number>> = {
  quarter: 7,
  hour: 62,
  day: 732,
  week: 3700,
  month: 3700,
  whole: 3700,
};

/** From the midnight that begins the first day to the one that ends the last, wherever the clock is put back between them. */
export function periodOf(
  days: { from: string; to: string },
  interval: ReportInterval,
  zone: string,
): Outcome<Period, PeriodRefusal> {
  const from = DateTime.fromISO(days.from, { zone }).startOf('day');
  const until = DateTime.fromISO(days.to, { zone }).startOf('day').plus({ days: 1 });
  if (until <= from) return refused({ code: 'period-backwards' });
  if (until.diff(from, 'days').days > LONGEST_DAYS[interval])
    return refused({ code: 'period-too-long', days: LONGEST_DAYS[interval] });
  return accepted({ from: from.toMillis(), until: until.toMillis() });
}
