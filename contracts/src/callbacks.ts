import { z } from 'zod';
import { idSchema, instantSchema, listQuerySchema, manyOf } from './paging';

/**
 * What counts as a failed contact: `abandoned` hung up in the queue; `abandoned-flow` hung up in one of the rule's flows;
 * `let-go` an overflow (closed hours) ended the call; `missed` nobody took it in time, or the line was lost.
 */
export const FAILED_CONTACTS = ['abandoned', 'abandoned-flow', 'let-go', 'missed'] as const;
export const failedContactSchema = z.enum(FAILED_CONTACTS);
export type FailedContact = z.infer<typeof failedContactSchema>;

const timeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'time-of-day' });

/** Part of a queue's settings: who is called back, and how often. */
export const callbackRuleSchema = z
  .object({
    /** A caller who waits presses it and is called back with the place that he has; null: it is not offered. */
    digit: z
      .string()
      .regex(/^[0-9*#]$/, { error: 'dtmf-digits' })
      .nullable()
      .default('5'),
    /** Failed contacts that are called back without being asked for. */
    automatic: z.array(failedContactSchema).max(FAILED_CONTACTS.length).default([]),
    /** Flows whose callers are this queue's when they hang up there. */
    flowIds: z.array(idSchema).max(50).default([]),
    attempts: z.number().int().min(1).max(10).default(3),
    /** Between attempts, and from a failed contact to the first. A caller who asked for it is called at once. */
    intervalMinutes: z.number().int().min(1).max(1440).default(15),
    /** Who hung up sooner is not called back. */
    minimumWaitSeconds: z.number().int().min(0).max(3600).default(5),
    /** Nobody is called back outside these times of day (Warsaw), nor while the queue is closed. */
    from: timeOfDay.default('08:00'),
    to: timeOfDay.default('20:00'),
  })
  .refine(({ from, to }) => from < to, { error: 'from-before-to', path: ['to'] });
export type CallbackRule = z.infer<typeof callbackRuleSchema>;

/** `flow`, `queue`: the caller asked for it, in the IVR or while he waited; `automatic`: by the queue's rule. */
export const CALLBACK_ORIGINS = ['flow', 'queue', 'automatic'] as const;
/** `waiting` for its time; `calling`: it stands in the queue, or somebody dials; `closed`. */
export const CALLBACK_STATES = ['waiting', 'calling', 'closed'] as const;
/** Why it is closed. `got-through`: the customer reached us, or we him, meanwhile. */
export const CALLBACK_ENDINGS = [
  'reached',
  'exhausted',
  'cancelled',
  'got-through',
  'blacklisted',
  'queue-gone',
] as const;
export const ATTEMPT_RESULTS = [
  'reached',
  'busy',
  'no-answer',
  'failed',
  'gave-up',
  'not-tried',
  'blacklisted',
] as const;
export const attemptResultSchema = z.enum(ATTEMPT_RESULTS);
export type AttemptResult = z.infer<typeof attemptResultSchema>;

export const callbackSchema = z.object({
  id: idSchema,
  number: z.string(),
  contact: z.object({ id: idSchema, firstName: z.string(), lastName: z.string() }).nullable(),
  queue: z.object({ id: idSchema, name: z.string() }),
  origin: z.enum(CALLBACK_ORIGINS),
  /** Of an automatic one. */
  failed: failedContactSchema.nullable(),
  state: z.enum(CALLBACK_STATES),
  ending: z.enum(CALLBACK_ENDINGS).nullable(),
  requestedAt: instantSchema,
  /** Start of the wait whose place it keeps. */
  queuedAt: instantSchema,
  /** Next attempt; null while it is calling, and when it is closed. */
  nextAt: instantSchema.nullable(),
  closedAt: instantSchema.nullable(),
  /** The call that it comes from. */
  fromCallId: idSchema.nullable(),
  /** Attempts that count. */
  tried: z.number().int(),
  attempts: z.number().int(),
  tries: z.array(z.object({ callId: idSchema, at: instantSchema, result: attemptResultSchema.nullable() })),
});
export type Callback = z.infer<typeof callbackSchema>;
export const callbackListQuerySchema = listQuerySchema(['requestedAt', 'nextAt'], {
  state: manyOf(z.enum(CALLBACK_STATES)),
  ending: manyOf(z.enum(CALLBACK_ENDINGS)),
  origin: manyOf(z.enum(CALLBACK_ORIGINS)),
  queueId: idSchema.optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
});
export type CallbackListQuery = z.infer<typeof callbackListQuerySchema>;
