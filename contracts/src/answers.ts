import { z } from 'zod';
import { attemptOutcomeSchema } from './campaigns';
import { idSchema, instantSchema, listQuerySchema } from './paging';

/** GET /campaigns/:id/answers: what people answered to each question of the campaign's flows, over all attempts. */
export const campaignAnswersSchema = z.object({
  /** Attempts in which somebody answered the telephone. */
  reached: z.number().int(),
  questions: z.array(
    z.object({
      nodeId: z.string(),
      name: z.string(),
      asked: z.number().int(),
      /** Of those asked: who pressed nothing. No answer. */
      silent: z.number().int(),
      answers: z.array(z.object({ branch: z.string(), name: z.string(), count: z.number().int() })),
    }),
  ),
});
export type CampaignAnswers = z.infer<typeof campaignAnswersSchema>;

/** GET /campaigns/:id/answers/records: one line for each attempt that was answered. */
export const recordAnswersSchema = z.object({
  attemptId: idSchema,
  recordId: idSchema,
  contact: z.object({ id: idSchema, name: z.string() }),
  number: z.string(),
  startedAt: instantSchema,
  outcome: attemptOutcomeSchema.nullable(),
  /** In the order in which they were given. */
  answers: z.array(z.object({ question: z.string(), answer: z.string() })),
  /** What was typed, and what the flow set; secret entries are not kept. */
  variables: z.record(z.string(), z.string()),
});
export type RecordAnswers = z.infer<typeof recordAnswersSchema>;
export const recordAnswersQuerySchema = listQuerySchema(['startedAt'], {
  nodeId: z.string().max(40).optional(),
  branch: z.string().max(40).optional(),
});
export type RecordAnswersQuery = z.infer<typeof recordAnswersQuerySchema>;
