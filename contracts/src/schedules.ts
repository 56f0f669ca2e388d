import { z } from 'zod';
import { idSchema, listQuerySchema } from './paging';

const minute = z.number().int().min(0).max(1439);
const dateSchema = z.iso.date();

/** Hours of work; an end that is not past the beginning is of the next day. */
export const shiftSchema = z.object({
  id: idSchema,
  name: z.string(),
  startMinute: z.number().int(),
  endMinute: z.number().int(),
  /** Break within it that is not working time. */
  unpaidBreakMinutes: z.number().int(),
  version: z.number().int(),
});
export type Shift = z.infer<typeof shiftSchema>;
export const saveShiftSchema = z.object({
  name: z.string().trim().min(1).max(60),
  startMinute: minute,
  endMinute: minute,
  unpaidBreakMinutes: z.number().int().min(0).max(240).default(0),
  version: z.number().int().optional(),
});
export type SaveShift = z.infer<typeof saveShiftSchema>;
export const shiftListQuerySchema = listQuerySchema(['name', 'startMinute'], {});

/** Shifts in turn, from a Monday on, for some agents: a week or several, again and again. */
export const shiftPatternSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** A shift for each day, Monday first; null is free. A multiple of seven. */
  days: z.array(idSchema.nullable()),
  fromDate: dateSchema,
  /** The last day; null has no end. */
  toDate: dateSchema.nullable(),
  /** Also on public holidays. */
  onHolidays: z.boolean(),
  agentIds: z.array(idSchema),
  version: z.number().int(),
});
export type ShiftPattern = z.infer<typeof shiftPatternSchema>;
export const saveShiftPatternSchema = z.object({
  name: z.string().trim().min(1).max(60),
  days: z
    .array(idSchema.nullable())
    .min(7)
    .max(56)
    .refine((days) => days.length % 7 === 0, { params: { rule: 'whole-weeks' }, message: 'Whole weeks only' }),
  fromDate: dateSchema,
  toDate: dateSchema.nullable().default(null),
  onHolidays: z.boolean().default(false),
  agentIds: z.array(idSchema).max(500).default([]),
  version: z.number().int().optional(),
});
export type SaveShiftPattern = z.infer<typeof saveShiftPatternSchema>;
export const shiftPatternListQuerySchema = listQuerySchema(['name', 'fromDate'], {});

/** What is different on one day: other hours, or none and why. */
export const DAY_KINDS = ['shift', 'off', 'leave', 'sick'] as const;
export const dayKindSchema = z.enum(DAY_KINDS);
export type DayKind = z.infer<typeof dayKindSchema>;
export const saveDaySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('shift'),
    startMinute: minute,
    endMinute: minute,
    unpaidBreakMinutes: z.number().int().min(0).max(240).default(0),
    note: z.string().trim().max(200).default(''),
  }),
  z.object({ kind: z.enum(['off', 'leave', 'sick']), note: z.string().trim().max(200).default('') }),
]);
export type SaveDay = z.infer<typeof saveDaySchema>;
export const dayOfAgentSchema = z.object({ id: idSchema, date: dateSchema });

/** One day of one agent as planned and as it was. Times are minutes of the day in Warsaw, seconds are lengths. */
export const plannedDaySchema = z.object({
  date: dateSchema,
  /** `off`: nothing planned; `holiday`: nothing, because of a public holiday. */
  kind: z.enum(['shift', 'off', 'leave', 'sick', 'holiday']),
  startMinute: z.number().int().nullable(),
  endMinute: z.number().int().nullable(),
  shiftName: z.string().nullable(),
  /** Differs from the pattern. */
  exception: z.boolean(),
  note: z.string(),
  plannedSeconds: z.number().int(),
  /** Null for days to come. */
  workedSeconds: z.number().int().nullable(),
  /** 0–1 each; null without a plan, and for days to come. */
  adherence: z.number().nullable(),
  conformance: z.number().nullable(),
});
export type PlannedDay = z.infer<typeof plannedDaySchema>;
export const agentWeekSchema = z.object({
  agentId: idSchema,
  agentName: z.string(),
  days: z.array(plannedDaySchema),
  plannedSeconds: z.number().int(),
  workedSeconds: z.number().int(),
  adherence: z.number().nullable(),
  conformance: z.number().nullable(),
});
export type AgentWeek = z.infer<typeof agentWeekSchema>;
export const weekSchema = z.object({
  monday: dateSchema,
  holidays: z.array(z.object({ date: dateSchema, pl: z.string(), en: z.string() })),
  agents: z.array(agentWeekSchema),
});
export type Week = z.infer<typeof weekSchema>;
export const weekQuerySchema = z.object({
  /** Any day of the week. */
  day: dateSchema,
  groupId: idSchema.optional(),
});
export type WeekQuery = z.infer<typeof weekQuerySchema>;

/**
 * POST /schedule/imports: `login;date;from;to;break;note` or `login;date;leave`, one day a line. The first line names the columns
 * (`login`, `date`, `from`, `to`, `break`, `note`); `from` may be `off`, `leave` or `sick`.
 */
export const importScheduleSchema = z.object({
  fileName: z.string().trim().min(1).max(200),
  csv: z.string().min(1).max(900_000),
});
export const scheduleImportSchema = z.object({
  rows: z.number().int(),
  applied: z.number().int(),
  errors: z.array(
    z.object({
      line: z.number().int(),
      field: z.enum(['login', 'date', 'from', 'to', 'break', 'note', 'row']),
      rule: z.string(),
      text: z.string(),
    }),
  ),
});
export type ScheduleImport = z.infer<typeof scheduleImportSchema>;
