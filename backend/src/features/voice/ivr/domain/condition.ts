import type { ConditionTest, FlowHours } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { isOpen, localDate, type OpeningHours, type ServiceHours } from '../../../../kernel/service-hours';
import { fill, type Variables } from './flow-template';

/** Whether one comparison holds; text is compared without regard to case and surrounding space. */
export function holds(test: ConditionTest, variables: Variables): boolean {
  const left = normal(variables[test.variable] ?? '');
  const right = normal(fill(test.value, variables));
  switch (test.operator) {
    case 'equals':
      return left === right;
    case 'not-equals':
      return left !== right;
    case 'contains':
      return left.includes(right);
    case 'starts-with':
      return left.startsWith(right);
    case 'ends-with':
      return left.endsWith(right);
    case 'greater':
      return order(left, right) > 0;
    case 'less':
      return order(left, right) < 0;
    case 'at-least':
      return order(left, right) >= 0;
    case 'at-most':
      return order(left, right) <= 0;
    case 'one-of':
      return right.split(',').some((item) => item.trim() === left);
    case 'is-empty':
      return left === '';
    case 'is-not-empty':
      return left !== '';
  }
}

const normal = (text: string): string => text.trim().toLowerCase();

function order(left: string, right: string): number {
  const [a, b] = [Number(left), Number(right)];
  if (left !== '' && right !== '' && !Number.isNaN(a) && !Number.isNaN(b)) return Math.sign(a - b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether the hours of an `hours` node are open at that moment. */
export function openAt(hours: FlowHours, at: Instant): boolean {
  const service = serviceHours(hours);
  return !hours.daysOff.includes(localDate(at, hours.zone)) && isOpen(service, at);
}

function serviceHours({ zone, openings, closedOnHolidays }: FlowHours): ServiceHours {
  const weekly: Partial<Record<number, OpeningHours[]>> = {};
  for (const { weekday, from, to } of openings) weekly[weekday] = [...(weekly[weekday] ?? []), { from, to }];
  return { zone, weekly, closedOnHolidays };
}
