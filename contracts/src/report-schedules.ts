import { z } from 'zod';
import { idSchema, instantSchema, listQuerySchema } from './paging';
import { ROLES } from './permissions';
import { reportIntervalSchema, reportKeySchema, reportSubjectSchema } from './reports';

export const REPORT_FILES = ['xlsx', 'csv', 'pdf'] as const;
export const reportFileSchema = z.enum(REPORT_FILES);
export type ReportFile = z.infer<typeof reportFileSchema>;

/** Days that a report sent by itself covers, seen from the day on which it is sent; weeks begin on Monday. */
export const SENT_PERIODS = ['today', 'yesterday', 'lastWeek', 'lastMonth', 'month'] as const;
export const sentPeriodSchema = z.enum(SENT_PERIODS);
export type SentPeriod = z.infer<typeof sentPeriodSchema>;

/** When it is sent, in the time zone of the Order. `monthly` on a day that a month does not have: on its last day. */
export const rhythmSchema = z.discriminatedUnion('every', [
  z.object({ every: z.literal('day') }),
  z.object({ every: z.literal('week'), weekday: z.number().int().min(1).max(7) }),
  z.object({ every: z.literal('month'), day: z.number().int().min(1).max(31) }),
]);
export type Rhythm = z.infer<typeof rhythmSchema>;

const idsSchema = z.array(idSchema).max(100).default([]);

const scheduleFields = {
  name: z.string().trim().min(1).max(80),
  active: z.boolean().default(true),
  subject: reportSubjectSchema,
  period: sentPeriodSchema,
  interval: reportIntervalSchema,
  by: reportKeySchema,
  queueId: idsSchema,
  agentId: idsSchema,
  groupId: idsSchema,
  file: reportFileSchema,
  language: z.enum(['pl', 'en']),
  rhythm: rhythmSchema,
  /** Time of day. */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  /** Of users, or of the domains that the platform may write to. */
  addresses: z.array(z.email()).min(1).max(50),
};

export const saveReportScheduleSchema = z.object({ ...scheduleFields, version: z.number().int().optional() });
export type SaveReportSchedule = z.infer<typeof saveReportScheduleSchema>;

export const REPORT_SENDING_STATES = ['waiting', 'sent', 'failed', 'lost'] as const;

export const reportScheduleSchema = z.object({
  id: idSchema,
  ...scheduleFields,
  owner: z.object({ id: idSchema, name: z.string() }),
  /** Null while it is paused. */
  nextAt: instantSchema.nullable(),
  /** What became of the last one: the worst of its letters. */
  last: z.object({ at: instantSchema, state: z.enum(REPORT_SENDING_STATES), error: z.string().nullable() }).nullable(),
  version: z.number().int(),
});
export type ReportSchedule = z.infer<typeof reportScheduleSchema>;

export const reportScheduleListQuerySchema = listQuerySchema(['name'], {});
export type ReportScheduleListQuery = z.infer<typeof reportScheduleListQuerySchema>;

/** One letter of a report. `failed`: it is tried again until it is `lost`. */
export const reportSendingSchema = z.object({
  address: z.string(),
  dueAt: instantSchema,
  state: z.enum(REPORT_SENDING_STATES),
  attempts: z.number().int(),
  error: z.string().nullable(),
  at: instantSchema,
});
export type ReportSending = z.infer<typeof reportSendingSchema>;

/** A place of the console with its filters, kept under a name: `path` of a list or of reports, `query` behind `?`. */
const viewFields = {
  name: z.string().trim().min(1).max(60),
  path: z.string().regex(/^\/[a-z0-9/-]{1,80}$/),
  query: z.string().max(2000),
  /** Whoever has one of these roles sees it too. */
  roles: z.array(z.enum(ROLES)).default([]),
};
export const saveViewSchema = z.object(viewFields);
export type SaveView = z.infer<typeof saveViewSchema>;

export const savedViewSchema = z.object({
  id: idSchema,
  ...viewFields,
  owner: z.object({ id: idSchema, name: z.string() }),
  mine: z.boolean(),
});
export type SavedView = z.infer<typeof savedViewSchema>;

export const savedViewQuerySchema = z.object({ path: viewFields.path });
