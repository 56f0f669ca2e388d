import { z } from 'zod';
import { idSchema, instantSchema, manyOf, pageQuerySchema } from './paging';

/** What a report counts. `statuses`: time of agents by status and reason; `classifiers`: what conversations were about. */
export const REPORT_SUBJECTS = ['queues', 'agents', 'statuses', 'calls', 'classifiers'] as const;
export const reportSubjectSchema = z.enum(REPORT_SUBJECTS);
export type ReportSubject = z.infer<typeof reportSubjectSchema>;

/** Rows by time, in the time zone of the Order; `whole` is one row for the period. Quarters are of an hour. */
export const REPORT_INTERVALS = ['quarter', 'hour', 'day', 'week', 'month', 'whole'] as const;
export const reportIntervalSchema = z.enum(REPORT_INTERVALS);
export type ReportInterval = z.infer<typeof reportIntervalSchema>;

/** Whose rows they are: one for each queue, agent …, or `none` for all together. */
export const REPORT_KEYS = ['none', 'queue', 'agent', 'status', 'direction', 'outcome', 'classifier'] as const;
export const reportKeySchema = z.enum(REPORT_KEYS);
export type ReportKey = z.infer<typeof reportKeySchema>;

/** Keys that each subject can be split by; the first is the usual one. */
export const REPORT_KEYS_OF: Readonly<Record<ReportSubject, readonly ReportKey[]>> = {
  queues: ['queue', 'none'],
  agents: ['agent', 'none'],
  statuses: ['agent', 'status', 'none'],
  calls: ['direction', 'outcome', 'queue', 'agent', 'none'],
  classifiers: ['classifier', 'queue', 'agent', 'none'],
};

/** `count` whole numbers; `seconds`; `share` 0–1; `money` as the classifier's success value. */
export const METRIC_UNITS = ['count', 'seconds', 'share', 'value'] as const;
export type MetricUnit = (typeof METRIC_UNITS)[number];

const daySchema = z.iso.date();
const ids = manyOf(idSchema);

/** GET /reports/:subject. `from` and `to` are days of the Order's time zone, both included. */
export const reportQuerySchema = z.object({
  from: daySchema,
  to: daySchema,
  interval: reportIntervalSchema.default('day'),
  by: reportKeySchema.optional(),
  queueId: ids,
  agentId: ids,
  groupId: ids,
});
export type ReportQuery = z.infer<typeof reportQuerySchema>;

const valuesSchema = z.record(z.string(), z.number().nullable());

export const reportRowSchema = z.object({
  /** Null with the interval `whole`. */
  from: instantSchema.nullable(),
  key: z.object({ id: z.string(), name: z.string() }).nullable(),
  values: valuesSchema,
});
export type ReportRow = z.infer<typeof reportRowSchema>;

export const reportSchema = z.object({
  subject: reportSubjectSchema,
  interval: reportIntervalSchema,
  by: reportKeySchema,
  timeZone: z.string(),
  /** The first and the last moment that is counted, the last excluded. */
  from: instantSchema,
  until: instantSchema,
  metrics: z.array(z.object({ id: z.string(), unit: z.enum(METRIC_UNITS), drill: z.boolean() })),
  rows: z.array(reportRowSchema),
  /** The same metrics over all rows, counted anew and not averaged. */
  total: valuesSchema,
});
export type Report = z.infer<typeof reportSchema>;

/** GET /reports/:subject/interactions: the calls behind one number. */
export const reportDrillQuerySchema = pageQuerySchema.omit({ search: true }).extend({
  metric: z.string().max(40),
  from: instantSchema,
  until: instantSchema,
  by: reportKeySchema,
  key: z.string().max(60).optional(),
  queueId: ids,
  agentId: ids,
  groupId: ids,
});
export type ReportDrillQuery = z.infer<typeof reportDrillQuerySchema>;

export const reportInteractionSchema = z.object({
  callId: idSchema,
  at: instantSchema,
  number: z.string().nullable(),
  queueName: z.string().nullable(),
  agentName: z.string().nullable(),
  /** What the number counts of it: its wait, talk …; null where it is only counted. */
  seconds: z.number().nullable(),
});
export type ReportInteraction = z.infer<typeof reportInteractionSchema>;
