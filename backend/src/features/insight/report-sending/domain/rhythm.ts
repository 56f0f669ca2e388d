import { DateTime } from 'luxon';
import type { Rhythm, SentPeriod } from '#contracts';
import type { Instant } from '../../../../kernel/clock';

interface When {
  readonly rhythm: Rhythm;
  /** `HH:mm` of the wall's clock. */
  readonly time: string;
  readonly zone: string;
}

/** How many days ahead something has to be found: the longest month and a day. */
const LONGEST_DAYS = 32;

function isDay(day: DateTime, rhythm: Rhythm): boolean {
  switch (rhythm.every) {
    case 'day':
      return true;
    case 'week':
      return day.weekday === rhythm.weekday;
    case 'month':
      return day.day === Math.min(rhythm.day, day.daysInMonth ?? 31);
  }
}

/** The first time after `after`: once on each of its days, also where the clock skips the hour or has it twice. */
export function nextTime({ rhythm, time, zone }: When, after: Instant): Instant {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const today = DateTime.fromMillis(after, { zone }).startOf('day');
  for (let ahead = 0; ahead <= LONGEST_DAYS; ahead += 1) {
    const day = today.plus({ days: ahead });
    if (!isDay(day, rhythm)) continue;
    const at = day.set({ hour, minute }).toMillis();
    if (at > after) return at;
  }
  throw new Error(`No day of ${JSON.stringify(rhythm)} within ${LONGEST_DAYS} days`);
}

/** First and last day of what is sent at `at`. */
export function daysOf(period: SentPeriod, at: Instant, zone: string): { from: string; to: string } {
  const today = DateTime.fromMillis(at, { zone }).startOf('day');
  const days = (from: DateTime, to: DateTime) => ({ from: from.toISODate() ?? '', to: to.toISODate() ?? '' });
  const yesterday = today.minus({ days: 1 });
  switch (period) {
    case 'today':
      return days(today, today);
    case 'yesterday':
      return days(yesterday, yesterday);
    case 'lastWeek': {
      const monday = today.startOf('week').minus({ weeks: 1 });
      return days(monday, monday.plus({ days: 6 }));
    }
    case 'lastMonth': {
      const first = today.startOf('month').minus({ months: 1 });
      return days(first, first.endOf('month'));
    }
    case 'month':
      return days(today.startOf('month'), today);
  }
}
