import { DateTime } from 'luxon';
import type { GoalPeriod } from '#contracts';
import type { Instant } from '../../../../kernel/clock';

/** `to` is excluded; null: it has no end. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant | null;
}

export interface PeriodOfGoal {
  readonly period: GoalPeriod;
  /** Days, for `own`. */
  readonly from: string | null;
  readonly to: string | null;
  readonly createdAt: Instant;
}

const ZONE = 'Europe/Warsaw';

/** The day, week or month that runs at a moment, the own period, or everything there was and will be. */
export function currentSpan({ period, from, to }: PeriodOfGoal, at: Instant): Span {
  const now = DateTime.fromMillis(at, { zone: ZONE });
  const midnight = (day: string | null) => DateTime.fromISO(day ?? '', { zone: ZONE }).startOf('day');
  switch (period) {
    case 'whole':
      return { from: 0, to: null };
    case 'own':
      return { from: midnight(from).toMillis(), to: midnight(to).plus({ days: 1 }).toMillis() };
    default: {
      const start = now.startOf(period);
      return { from: start.toMillis(), to: start.plus({ [`${period}s`]: 1 }).toMillis() };
    }
  }
}
