import { z } from 'zod';
import { idSchema, instantSchema, listQuerySchema } from './paging';

/** Who may ask the reporting database; in PostgreSQL he is called `role`. */
export const reportingUserSchema = z.object({
  id: idSchema,
  login: z.string(),
  role: z.string(),
  purpose: z.string(),
  createdAt: instantSchema,
  /** When his password was made. */
  passwordAt: instantSchema,
});
export type ReportingUser = z.infer<typeof reportingUserSchema>;

export const addReportingUserSchema = z.object({
  login: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9_]{1,30}$/, { error: 'reporting-login-format' }),
  purpose: z.string().trim().min(1).max(120),
});
export type AddReportingUser = z.infer<typeof addReportingUserSchema>;

/** The password is shown here and never again. */
export const reportingPasswordSchema = z.object({ user: reportingUserSchema, password: z.string() });
export type ReportingPassword = z.infer<typeof reportingPasswordSchema>;

export const reportingUserListQuerySchema = listQuerySchema(['login', 'createdAt'], {});

/** What the Order gives: simultaneous connections, transfer and months kept, of all users together. */
export const reportingLimitsSchema = z.object({
  connections: z.number().int(),
  megabitsPerSecond: z.number().int(),
  months: z.number().int(),
});
export type ReportingLimits = z.infer<typeof reportingLimitsSchema>;

/** What the process that fills it last said. */
export const reportingStateSchema = z.object({
  at: instantSchema,
  /** Position of the journal that it has reached; null: it has never been filled. */
  position: z.number().int().nullable(),
  /** Beginning of the first month that is kept. */
  since: instantSchema.nullable(),
  bytes: z.number().int(),
  /** Of users, now. */
  connections: z.number().int(),
  lastError: z.object({ at: instantSchema, message: z.string() }).nullable(),
});
export type ReportingState = z.infer<typeof reportingStateSchema>;

export const reportingDatabaseSchema = z.object({
  limits: reportingLimitsSchema,
  /** Port and database of the address that users connect to. */
  port: z.number().int(),
  database: z.string(),
  /** Null: no process fills one here. */
  state: reportingStateSchema.nullable(),
  /** Age of the oldest event that is not in it yet. */
  lagSeconds: z.number().nullable(),
});
export type ReportingDatabase = z.infer<typeof reportingDatabaseSchema>;
