import { z } from 'zod';
import { instantSchema } from './paging';

/** What bound the pacer when it decided. */
export const PACING_LIMITS = ['switch', 'channels', 'cold-start', 'risk', 'hard-cap'] as const;

/** One decision of the pacer and what it rested on. Seconds; `remaining`: calls that may still be abandoned. */
export const pacingPointSchema = z.object({
  at: instantSchema,
  /** Calls placed by it. */
  placed: z.number().int(),
  limitedBy: z.enum(PACING_LIMITS),
  agents: z.object({ ready: z.number().int(), talking: z.number().int(), wrapUp: z.number().int() }),
  calls: z.object({ ringing: z.number().int(), waiting: z.number().int(), inFlight: z.number().int() }),
  budget: z.object({ answered: z.number(), abandoned: z.number(), remaining: z.number() }),
  /** Null while too little was seen. */
  answerRate: z.number().nullable(),
  ringSeconds: z.number().nullable(),
  residualTalkSeconds: z.number().nullable(),
  /** Free agents and answers that are expected ten seconds later. */
  soon: z.object({ free: z.number(), answers: z.number() }).nullable(),
});
export type PacingPoint = z.infer<typeof pacingPointSchema>;
/** GET /campaigns/{id}/pacing: decisions of the last minutes, the oldest first. */
export const campaignPacingSchema = z.array(pacingPointSchema);
