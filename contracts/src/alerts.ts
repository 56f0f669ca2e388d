import { z } from 'zod';
import { idSchema, instantSchema, listQuerySchema, manyOf } from './paging';
import { METRIC_UNITS, REPORT_SUBJECTS } from './reports';

/** Reports of today. Schedules are kept on days that are over. */
export const WATCHED_SUBJECTS = REPORT_SUBJECTS.filter((subject) => subject !== 'schedules');
/** Where a watched number comes from: `queue-now`, `campaign-now` this moment, as on wallboards; the others the report of today. */
export const ALERT_SOURCES = ['queue-now', 'campaign-now', ...WATCHED_SUBJECTS] as const;
export const alertSourceSchema = z.enum(ALERT_SOURCES);
export type AlertSource = z.infer<typeof alertSourceSchema>;

/** Whose number it is, or whose event. `system`: of the platform as a whole. */
export const ALERT_SUBJECTS = ['queue', 'agent', 'campaign', 'system'] as const;
export const alertSubjectSchema = z.enum(ALERT_SUBJECTS);
export type AlertSubject = z.infer<typeof alertSubjectSchema>;

/** Kinds of events that can be counted or missed, and whose they are. */
export const ALERT_EVENTS = {
  'work-queued': 'queue',
  'work-answered': 'queue',
  'work-abandoned': 'queue',
  'work-overflowed': 'queue',
  'offer-missed': 'agent',
  'break-over-limit': 'agent',
  'signed-in': 'agent',
  'attempt-connected': 'campaign',
  'attempt-abandoned': 'campaign',
  'campaign-drained': 'campaign',
  'voicemail-received': 'system',
  'recording-lost': 'system',
  'job-died': 'system',
  'switch-lost': 'system',
  'trunk-down': 'system',
  'disk-threshold': 'system',
  'licence-refused': 'system',
  'critical-function-failed': 'system',
} as const satisfies Record<string, AlertSubject>;
export type AlertEventKind = keyof typeof ALERT_EVENTS;
const ALERT_EVENT_KINDS = Object.keys(ALERT_EVENTS) as [AlertEventKind, ...AlertEventKind[]];
export const alertEventKindSchema = z.enum(ALERT_EVENT_KINDS);

const DAY_SECONDS = 86_400;
const number = z.number().min(-1_000_000_000).max(1_000_000_000);

export const alertWatchSchema = z.discriminatedUnion('kind', [
  /** A number beyond `limit` for `forSeconds` on end; calm again when it has been at `clearAt` or better for as long. */
  z.object({
    kind: z.literal('threshold'),
    source: alertSourceSchema,
    metric: z.string().min(1).max(40),
    side: z.enum(['above', 'below']),
    limit: number,
    clearAt: number,
    forSeconds: z.number().int().min(0).max(DAY_SECONDS),
  }),
  /** At least `limit` events within the last `windowSeconds`. */
  z.object({
    kind: z.literal('count'),
    event: alertEventKindSchema,
    limit: z.number().int().min(1).max(100_000),
    windowSeconds: z.number().int().min(10).max(DAY_SECONDS),
  }),
  /** No such event for `afterSeconds`, counted from when the rule was saved. */
  z.object({
    kind: z.literal('absence'),
    event: alertEventKindSchema,
    afterSeconds: z.number().int().min(10).max(DAY_SECONDS),
  }),
]);
export type AlertWatch = z.infer<typeof alertWatchSchema>;

export const ALERT_SEVERITIES = ['info', 'warning', 'critical'] as const;
export const alertSeveritySchema = z.enum(ALERT_SEVERITIES);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const people = z.array(idSchema).max(100);

const ruleFields = {
  name: z.string().trim().min(1).max(80),
  active: z.boolean().default(true),
  severity: alertSeveritySchema.default('warning'),
  watch: alertWatchSchema,
  /** Each has an alert of its own. Empty: a threshold watches everyone in its owner's view, events are counted together. */
  subjectIds: z.array(idSchema).max(100).default([]),
  /** Who is told; by the bell of the console, and by mail when `mail` says so. */
  userIds: people.default([]),
  panel: z.boolean().default(true),
  mail: z.boolean().default(false),
  /** Further addresses of mail: of users, or of the domains that the platform may write to. */
  addresses: z.array(z.email()).max(20).default([]),
  /** Further telephones that get an SMS; Polish numbers need no country code. */
  phones: z.array(z.string().trim().min(3).max(30)).max(20).default([]),
  webhookUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .default(null),
  /** Nobody is told between these times of day, in the time zone of the Order; what still goes on afterwards is told then. */
  quiet: z.object({ from: time, until: time }).nullable().default(null),
  /** Whole days of rest: 1 Monday … 7 Sunday. */
  quietDays: z.array(z.number().int().min(1).max(7)).max(7).default([]),
  /** The least time between two alerts of one subject. */
  restSeconds: z.number().int().min(0).max(DAY_SECONDS).default(300),
  /** Not acknowledged for so long: told to these too, by bell and mail. */
  escalateAfterSeconds: z.number().int().min(60).max(DAY_SECONDS).nullable().default(null),
  escalateTo: people.default([]),
};

export const saveAlertRuleSchema = z.object({ ...ruleFields, version: z.number().int().optional() });
export type SaveAlertRule = z.infer<typeof saveAlertRuleSchema>;

export const alertRuleSchema = z.object({
  id: idSchema,
  ...ruleFields,
  owner: z.object({ id: idSchema, name: z.string() }),
  /** Subjects that are beyond their limit now. */
  firing: z.number().int(),
  version: z.number().int(),
});
export type AlertRule = z.infer<typeof alertRuleSchema>;

export const alertRuleListQuerySchema = listQuerySchema(['name'], {});
export type AlertRuleListQuery = z.infer<typeof alertRuleListQuerySchema>;

/** GET /alert-rules/:id/webhook-secret: what the receiver checks the signature with. */
export const webhookSecretSchema = z.object({ secret: z.string() });

/** GET /alert-metrics: what a threshold can watch. */
export const alertMetricSchema = z.object({
  source: alertSourceSchema,
  metric: z.string(),
  unit: z.enum(METRIC_UNITS),
  subject: alertSubjectSchema,
});
export type AlertMetric = z.infer<typeof alertMetricSchema>;

export const alertSchema = z.object({
  id: idSchema,
  rule: z.object({ id: idSchema, name: z.string() }),
  severity: alertSeveritySchema,
  watch: alertWatchSchema,
  subject: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** The number when it fired. */
  value: z.number().nullable(),
  firedAt: instantSchema,
  /** Null: not yet, in quiet hours. */
  toldAt: instantSchema.nullable(),
  clearedAt: instantSchema.nullable(),
  acknowledged: z.object({ at: instantSchema, by: z.object({ id: idSchema, name: z.string() }) }).nullable(),
  escalatedAt: instantSchema.nullable(),
  /** Fired by the button, to see whether it arrives. */
  test: z.boolean(),
});
export type Alert = z.infer<typeof alertSchema>;

export const ALERT_STATES = ['open', 'unacknowledged', 'cleared'] as const;
export const alertListQuerySchema = listQuerySchema(['firedAt'], {
  state: z.enum(ALERT_STATES).optional(),
  severity: manyOf(alertSeveritySchema),
  ruleId: idSchema.optional(),
});
export type AlertListQuery = z.infer<typeof alertListQuerySchema>;

/** How telling went. */
export const ALERT_CHANNELS = ['mail', 'sms', 'webhook'] as const;
export const alertDeliverySchema = z.object({
  channel: z.enum(ALERT_CHANNELS),
  target: z.string(),
  /** `failed`: it is tried again until it is `lost`. */
  state: z.enum(['waiting', 'sent', 'failed', 'lost']),
  attempts: z.number().int(),
  error: z.string().nullable(),
  at: instantSchema,
});
export type AlertDelivery = z.infer<typeof alertDeliverySchema>;
