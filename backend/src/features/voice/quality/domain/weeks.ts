import { DateTime } from 'luxon';
import type { Instant } from '../../../../kernel/clock';
import { addDays, weekday, type LocalDate } from '../../../../kernel/polish-calendar';

const ZONE = 'Europe/Warsaw';
const HOUR_OF_DRAW = 5;

/** The Monday of the week that it is in Warsaw. */
export function weekOf(at: Instant): LocalDate {
  const day = DateTime.fromMillis(at, { zone: ZONE }).toISODate() ?? '1970-01-01';
  return addDays(day, 1 - weekday(day));
}

export const weekBefore = (week: LocalDate): LocalDate => addDays(week, -7);

/** Mondays at five in the morning the week before is drawn. */
export function nextDraw(now: Instant): Instant {
  const on = (week: LocalDate): Instant =>
    DateTime.fromISO(week, { zone: ZONE }).set({ hour: HOUR_OF_DRAW }).toMillis();
  const monday = on(weekOf(now));
  return monday > now ? monday : on(addDays(weekOf(now), 7));
}
