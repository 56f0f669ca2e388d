import { LOW_IS_BAD, type QueueView, type Tile, type WallMetric } from '#contracts';
import { clockText, secondsSince } from '../../platform/time/formats';

export type Level = 'calm' | 'warn' | 'alarm';

const sum = (queues: readonly QueueView[], of: (queue: QueueView) => number): number =>
  queues.reduce((total, queue) => total + of(queue), 0);

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** One number over some queues together; null where there is nothing to divide by. Defined in docs/metrics.md. */
export function wallFigure(metric: WallMetric, queues: readonly QueueView[], now: number): number | null {
  const answered = sum(queues, ({ today }) => today.answered);
  const abandoned = sum(queues, ({ today }) => today.abandoned);
  switch (metric) {
    case 'waiting':
      return sum(queues, ({ waiting }) => waiting);
    case 'longestWait':
      return Math.max(0, ...queues.map(({ longestWaitSince }) => secondsSince(longestWaitSince, now)));
    case 'agentsReady':
      return sum(queues, ({ agentsReady }) => agentsReady);
    case 'agentsBusy':
      return sum(queues, ({ agentsBusy }) => agentsBusy);
    case 'agentsSignedIn':
      return sum(queues, ({ agentsSignedIn }) => agentsSignedIn);
    case 'offered':
      return sum(queues, ({ today }) => today.offered);
    case 'answered':
      return answered;
    case 'abandoned':
      return abandoned;
    case 'serviceLevel':
      return share(
        sum(queues, ({ today }) => today.answeredInTime),
        answered + abandoned,
      );
    case 'abandonRate':
      return share(abandoned, answered + abandoned);
    case 'asa':
      return share(
        sum(queues, ({ today }) => (today.averageAnswerSeconds ?? 0) * today.answered),
        answered,
      );
  }
}

/** Which limit a number has reached; nothing is reached by a number that is not there. */
export function levelOf(
  { metric, warnAt, alarmAt }: Pick<Tile, 'metric' | 'warnAt' | 'alarmAt'>,
  value: number | null,
): Level {
  if (value === null || metric === null) return 'calm';
  const low = LOW_IS_BAD.includes(metric);
  const reached = (limit: number | null) => limit !== null && (low ? value <= limit : value >= limit);
  if (reached(alarmAt)) return 'alarm';
  return reached(warnAt) ? 'warn' : 'calm';
}

export const isShare = (metric: WallMetric | null): boolean => metric === 'serviceLevel' || metric === 'abandonRate';
export const isTime = (metric: WallMetric | null): boolean => metric === 'longestWait' || metric === 'asa';

export function wallText(metric: WallMetric, value: number | null, locale: string): string {
  if (value === null) return '–';
  if (isTime(metric)) return clockText(value);
  return isShare(metric)
    ? value.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 0 })
    : value.toLocaleString(locale);
}
