import {
  CAMPAIGN_WALL_METRICS,
  QUEUE_WALL_METRICS,
  WATCHED_SUBJECTS,
  WALL_UNITS,
  type AlertMetric,
  type AlertSource,
  type MetricUnit,
  type ReportSubject,
} from '#contracts';
import { subjectOf } from './alert-numbers';

type Metrics = Readonly<Record<ReportSubject, readonly { readonly id: string; readonly unit: MetricUnit }[]>>;

/** Everything that a threshold can watch. */
export function alertMetrics(reports: Metrics): AlertMetric[] {
  const all: readonly (readonly [AlertSource, readonly { id: string; unit: MetricUnit }[]])[] = [
    ['queue-now', QUEUE_WALL_METRICS.map((id) => ({ id, unit: WALL_UNITS[id] }))],
    ['campaign-now', CAMPAIGN_WALL_METRICS.map((id) => ({ id, unit: WALL_UNITS[id] }))],
    ...WATCHED_SUBJECTS.map((subject) => [subject, reports[subject]] as const),
  ];
  return all.flatMap(([source, metrics]) =>
    metrics.map(({ id, unit }) => ({ source, metric: id, unit, subject: subjectOf(source) })),
  );
}

export const isMetric = (wanted: { source: AlertSource; metric: string }, reports: Metrics): boolean =>
  alertMetrics(reports).some(({ source, metric }) => source === wanted.source && metric === wanted.metric);
