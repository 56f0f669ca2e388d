import type { WhatIfFigures, WhatIfResult } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { dayFigures, type CallOutcome, type SimulatedDay } from '../../routing';
import { readyMs } from './past-duties';

/** A queue whose figures are wanted. */
export interface ShownQueue {
  readonly queueId: string;
  readonly name: string;
  readonly serviceLevelSeconds: number;
}

/** One way in which the period went. */
export interface Course {
  readonly outcomes: readonly CallOutcome[];
  readonly day: SimulatedDay;
}

interface Courses {
  readonly recorded: Course;
  readonly before: Course;
  readonly after: Course;
}

interface Shown {
  readonly queues: readonly ShownQueue[];
  readonly from: Instant;
  readonly to: Instant;
}

const HOUR = 3_600_000;
/** A longer period is shown day by day. */
const HOURS_SHOWN = 72;

/** Figures of each queue in each course, and the course of the service level over the period. */
export function compareDays(courses: Courses, shown: Shown): Pick<WhatIfResult, 'queues' | 'course'> {
  const figures = {
    recorded: figuresOf(courses.recorded, shown),
    before: figuresOf(courses.before, shown),
    after: figuresOf(courses.after, shown),
  };
  return {
    queues: shown.queues.map((queue) => ({
      queueId: queue.queueId,
      name: queue.name,
      recorded: figures.recorded(queue),
      before: figures.before(queue),
      after: figures.after(queue),
    })),
    course: courseOf(courses, shown),
  };
}

function figuresOf({ outcomes, day }: Course, { to }: Shown): (queue: ShownQueue) => WhatIfFigures {
  const ready = readyMs(day.duties, to);
  const taken = new Map<string, number>();
  for (const { agentId, takenMs } of outcomes)
    if (agentId !== null) taken.set(agentId, (taken.get(agentId) ?? 0) + takenMs);
  const byQueue = groupBy(outcomes, ({ queueId }) => queueId);
  return ({ queueId, serviceLevelSeconds }) => {
    const members = day.queues.find(({ id }) => id === queueId)?.members ?? [];
    const sum = (of: ReadonlyMap<string, number>): number =>
      members.reduce((total, id) => total + (of.get(id) ?? 0), 0);
    const there = sum(ready);
    return {
      ...dayFigures(byQueue.get(queueId) ?? [], () => serviceLevelSeconds),
      occupancy: there === 0 ? null : Math.min(1, sum(taken) / there),
    };
  };
}

function courseOf({ before, after }: Courses, { queues, from, to }: Shown): WhatIfResult['course'] {
  const step = to - from <= HOURS_SHOWN * HOUR ? HOUR : 24 * HOUR;
  const seconds = new Map(queues.map((queue) => [queue.queueId, queue.serviceLevelSeconds]));
  const byStep = ({ outcomes }: Course) =>
    groupBy(
      outcomes.filter(({ queueId }) => seconds.has(queueId)),
      ({ at }) => Math.floor((at - from) / step),
    );
  const [was, would] = [byStep(before), byStep(after)];
  const figures = (those: readonly CallOutcome[]) => dayFigures(those, (queueId) => seconds.get(queueId) ?? 0);
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => {
    const { offered, serviceLevel } = figures(was.get(index) ?? []);
    const at = new Date(from + index * step).toISOString();
    return { at, offered, before: serviceLevel, after: figures(would.get(index) ?? []).serviceLevel };
  });
}

function groupBy<Value, Key>(values: readonly Value[], keyOf: (value: Value) => Key): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
