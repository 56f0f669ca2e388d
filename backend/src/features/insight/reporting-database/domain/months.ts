import { DateTime } from 'luxon';
import type { Instant } from '../../../../kernel/clock';

/** A month of UTC. */
export interface Month {
  /** `2026-11`. */
  readonly text: string;
  readonly begins: Instant;
}

const monthOf = (at: DateTime): Month => {
  const begins = at.startOf('month');
  return { text: begins.toFormat('yyyy-MM'), begins: begins.toMillis() };
};

const utc = (at: Instant): DateTime => DateTime.fromMillis(at, { zone: 'utc' });

export const nextMonth = ({ begins }: Month): Month => monthOf(utc(begins).plus({ months: 1 }));

/** Written ahead: what is dialled at midnight of the first finds its month there. */
const AHEAD = 2;

/** From the month in which the kept period began to two months ahead. */
export function keptMonths(now: Instant, kept: number): readonly Month[] {
  const first = utc(now).minus({ months: kept });
  return Array.from({ length: kept + 1 + AHEAD }, (_, index) =>
    monthOf(first.startOf('month').plus({ months: index })),
  );
}
