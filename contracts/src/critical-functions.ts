import { z } from 'zod';
import { instantSchema, listQuerySchema } from './paging';

/** What has to work for the customer and his clients to reach each other; an outage of any one is unavailability. */
export const CRITICAL_FUNCTIONS = [
  'outbound-calls',
  'inbound-calls',
  'ivr',
  'sign-in',
  'readiness',
  'queueing',
  'distribution',
] as const;
export const criticalFunctionSchema = z.enum(CRITICAL_FUNCTIONS);
export type CriticalFunction = z.infer<typeof criticalFunctionSchema>;

export const criticalFunctionStateSchema = z.object({
  function: criticalFunctionSchema,
  /** `doubtful`: failed once, and the next check decides. `unchecked`: nobody has looked for a while. */
  state: z.enum(['available', 'doubtful', 'out', 'unchecked']),
  /** Since when it fails; null while it works. */
  since: instantSchema.nullable(),
  checkedAt: instantSchema.nullable(),
  milliseconds: z.number().int().nullable(),
  /** What went wrong in the last check. */
  detail: z.string().nullable(),
  /** Share of the last 30 days (or of the time since it is watched) in which it worked, in percent. */
  availability: z.number().nullable(),
});
export type CriticalFunctionState = z.infer<typeof criticalFunctionStateSchema>;

/** GET /critical-functions. */
export const criticalFunctionsSchema = z.object({
  /** 0: they are not checked. */
  everySeconds: z.number().int(),
  functions: z.array(criticalFunctionStateSchema),
  /** Share in which all of them worked at once. */
  availability: z.number().nullable(),
});
export type CriticalFunctions = z.infer<typeof criticalFunctionsSchema>;

export const criticalOutageSchema = z.object({
  id: z.number().int(),
  function: criticalFunctionSchema,
  beganAt: instantSchema,
  /** Null: it goes on. */
  endedAt: instantSchema.nullable(),
  /** `failed`: checks said so; `unwatched`: nobody was there to check. */
  kind: z.enum(['failed', 'unwatched']),
  detail: z.string(),
});
export type CriticalOutage = z.infer<typeof criticalOutageSchema>;

/** GET /critical-functions/outages, newest first; `from` and `until`: those that reach into this time. */
export const criticalOutageListQuerySchema = listQuerySchema(['beganAt'], {
  function: criticalFunctionSchema.optional(),
  from: instantSchema.optional(),
  until: instantSchema.optional(),
});
export type CriticalOutageListQuery = z.infer<typeof criticalOutageListQuerySchema>;
