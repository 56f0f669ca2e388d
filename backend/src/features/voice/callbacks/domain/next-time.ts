import type { CallbackRule, QueueHours } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { isOpen, nextOpening, type ServiceHours } from '../../../../kernel/service-hours';

const ZONE = 'Europe/Warsaw';
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
type Weekday = (typeof WEEKDAYS)[number];

/**
 * `at` itself, or when somebody may next be called: in the rule's times of day and while the queue is served. Null: never within
 * a year.
 */
export function nextTime(
  { from, to }: Pick<CallbackRule, 'from' | 'to'>,
  queue: QueueHours | null,
  at: Instant,
): Instant | null {
  const hours = (openingsOf: (day: Weekday) => { from: string; to: string }[]): ServiceHours => ({
    zone: ZONE,
    weekly: Object.fromEntries(WEEKDAYS.map((day) => [day, openingsOf(day)])),
    closedOnHolidays: queue?.closedOnHolidays ?? false,
    extraDaysOff: queue?.daysOff ?? [],
  });
  const both = hours((day) =>
    cut(
      queue?.openings.filter(({ weekday }) => weekday === day),
      from,
      to,
    ),
  );
  return isOpen(both, at) ? at : nextOpening(both, at);
}

/** The part of a day's openings that lies between two times; all of it when the queue is always open. */
function cut(openings: readonly { from: string; to: string }[] | undefined, from: string, to: string) {
  return (openings ?? [{ from: '00:00', to: '24:00' }])
    .map((each) => ({ from: each.from > from ? each.from : from, to: each.to < to ? each.to : to }))
    .filter((each) => each.from < each.to)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}
