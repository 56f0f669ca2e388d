import { DateTime } from 'luxon';
import type { Instant } from '../../../../kernel/clock';

export interface BillingPeriod {
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
}

/** The calendar month around `at` in the Order's time zone. */
export function billingPeriod(at: Instant, timeZone: string): BillingPeriod {
  const start = DateTime.fromMillis(at, { zone: timeZone }).startOf('month');
  if (!start.isValid) throw new RangeError(`Unknown time zone ${timeZone}`);
  return { from: start.toMillis(), to: start.plus({ months: 1 }).toMillis() };
}

export const isTimeZone = (name: string): boolean => DateTime.fromMillis(0, { zone: name }).isValid;
