import type { SurveyRule } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { nextOpening, type ServiceHours } from '../../../../kernel/service-hours';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** `at`, or the next time of day at which the rule lets the system call. */
export function callTime(
  { callFrom: from, callTo: to }: Pick<SurveyRule, 'callFrom' | 'callTo'>,
  at: Instant,
): Instant {
  const weekly = Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, [{ from, to }]])) as ServiceHours['weekly'];
  const hours: ServiceHours = { zone: 'Europe/Warsaw', weekly, closedOnHolidays: false };
  return nextOpening(hours, at) ?? at;
}
