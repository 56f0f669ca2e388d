import type { Queue, QueueHours } from '#contracts';
import type { OpeningHours, ServiceHours } from '../../../../kernel/service-hours';
import type { QueueRules } from './routing-choice';

/** What the engine needs of a queue's settings. */
export const rulesOf = (queue: Queue, members: readonly string[]): QueueRules => ({
  id: queue.id,
  strategy: queue.strategy,
  members,
  base: queue.priority,
  slope: queue.slopePerSecond,
  slopes: queue.slopes,
  cap: queue.weightCap,
  // In the order of their ids, so that equal needs are equal texts.
  skills: [...queue.skills].sort((a, b) => (a.skillId < b.skillId ? -1 : 1)),
  ranking: queue.ranking,
  rings: queue.rings,
  hours: queue.hours && serviceHours(queue.hours),
  overflow: queue.overflow,
  offerTimeoutSeconds: queue.offerTimeoutSeconds,
  active: queue.active,
});

type Weekday = keyof ServiceHours['weekly'];

function serviceHours({ openings, closedOnHolidays, daysOff }: QueueHours): ServiceHours {
  const weekly: Partial<Record<Weekday, OpeningHours[]>> = {};
  for (const { weekday, from, to } of [...openings].sort((a, b) => (a.from < b.from ? -1 : 1)))
    (weekly[weekday as Weekday] ??= []).push({ from, to });
  return { zone: 'Europe/Warsaw', weekly, closedOnHolidays, extraDaysOff: daysOff };
}
