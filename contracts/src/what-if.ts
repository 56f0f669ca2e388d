import { z } from 'zod';
import { idSchema, instantSchema, listQuerySchema } from './paging';
import { overflowRuleSchema, saveQueueRoutingShape, sentencesSchema } from './routing';
import { strategySchema } from './work';

/** Longest period that is run again at once. */
export const WHAT_IF_MAX_DAYS = 31;

/** What is changed of one queue; what is left out stays as it was in the period. */
export const whatIfQueueSchema = z.object({
  queueId: idSchema,
  strategy: strategySchema.optional(),
  ranking: saveQueueRoutingShape.ranking.unwrap().optional(),
  /** Base weight; null takes the channel's. */
  priority: z.number().int().min(0).max(1000).nullable().optional(),
  slopePerSecond: z.number().min(0).max(100).optional(),
  overflow: z.array(overflowRuleSchema).max(20).optional(),
  /** People who serve it too, after its own. */
  addAgentIds: z.array(idSchema).max(100).default([]),
  removeAgentIds: z.array(idSchema).max(500).default([]),
});
export type WhatIfQueue = z.infer<typeof whatIfQueueSchema>;

export const whatIfChangesSchema = z.object({
  queues: z.array(whatIfQueueSchema).max(100).default([]),
  /** So many more people who work the same hours in the same queues with the same skills as `likeAgentId`. */
  addAgents: z
    .array(z.object({ likeAgentId: idSchema, count: z.number().int().min(1).max(50) }))
    .max(20)
    .default([]),
  /** People who do not come to work. */
  removeAgentIds: z.array(idSchema).max(500).default([]),
  /** Levels that people have instead; 0: does not hold the skill. */
  skills: z
    .array(z.object({ agentId: idSchema, skillId: idSchema, level: z.number().int().min(0).max(10) }))
    .max(500)
    .default([]),
});
export type WhatIfChanges = z.infer<typeof whatIfChangesSchema>;

/** POST /what-if/runs: runs a past period again, as it was and with changes. */
export const startWhatIfSchema = z
  .object({
    name: z.string().trim().min(1).max(120),
    from: instantSchema,
    to: instantSchema,
    /** Whose figures are shown, and which may be changed. */
    queueIds: z.array(idSchema).min(1).max(200),
    changes: whatIfChangesSchema.prefault({}),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ['to'], error: 'after-from' });
export type StartWhatIf = z.infer<typeof startWhatIfSchema>;

export const WHAT_IF_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type WhatIfState = (typeof WHAT_IF_STATES)[number];

export const whatIfFiguresSchema = z.object({
  offered: z.number().int(),
  answered: z.number().int(),
  abandoned: z.number().int(),
  /** Led out to a number, a flow or a last sentence. */
  left: z.number().int(),
  /** 0–1; null without a call. */
  serviceLevel: z.number().nullable(),
  averageAnswerSeconds: z.number().nullable(),
  abandonment: z.number().nullable(),
  /** Share of their time on duty in which the queue's agents were taken; null without anybody on duty. */
  occupancy: z.number().nullable(),
});
export type WhatIfFigures = z.infer<typeof whatIfFiguresSchema>;

/** What the model does not see, as codes that screens put in words. */
export const WHAT_IF_LIMITS = [
  'patience-drawn',
  'handling-drawn',
  'waiting-at-start',
  'settings-changed-meanwhile',
  'missed-offers',
  'other-channels',
] as const;
export type WhatIfLimit = (typeof WHAT_IF_LIMITS)[number];

export const whatIfQueueFiguresSchema = z.object({
  queueId: idSchema,
  name: z.string(),
  /** As it was, from the journal. */
  recorded: whatIfFiguresSchema,
  /** As the model has it without changes: what `after` is to be compared with. */
  before: whatIfFiguresSchema,
  after: whatIfFiguresSchema,
});
export type WhatIfQueueFigures = z.infer<typeof whatIfQueueFiguresSchema>;

export const whatIfResultSchema = z.object({
  replay: z.object({
    compared: z.number().int(),
    different: z.number().int(),
    /** The first decision that came out otherwise. */
    first: z
      .object({
        at: instantSchema,
        workId: z.string(),
        recorded: sentencesSchema,
        replayed: sentencesSchema.nullable(),
      })
      .nullable(),
  }),
  queues: z.array(whatIfQueueFiguresSchema),
  /** The chosen queues together, hour by hour of the period (day by day when it is longer than three days). */
  course: z.array(
    z.object({
      at: instantSchema,
      offered: z.number().int(),
      before: z.number().nullable(),
      after: z.number().nullable(),
    }),
  ),
  limits: z.array(z.enum(WHAT_IF_LIMITS)),
});
export type WhatIfResult = z.infer<typeof whatIfResultSchema>;

const runShape = {
  id: idSchema,
  name: z.string(),
  from: instantSchema,
  to: instantSchema,
  queueIds: z.array(idSchema),
  state: z.enum(WHAT_IF_STATES),
  /** 0–1. */
  progress: z.number(),
  /** Why it failed, for whoever looks after the system. */
  problem: z.string().nullable(),
  startedBy: z.object({ id: z.string(), name: z.string().nullable() }),
  createdAt: instantSchema,
  finishedAt: instantSchema.nullable(),
};
export const whatIfRunSchema = z.object(runShape);
export type WhatIfRun = z.infer<typeof whatIfRunSchema>;
export const whatIfRunDetailSchema = z.object({
  ...runShape,
  changes: whatIfChangesSchema,
  result: whatIfResultSchema.nullable(),
});
export type WhatIfRunDetail = z.infer<typeof whatIfRunDetailSchema>;
export const whatIfListQuerySchema = listQuerySchema(['createdAt', 'name'], {});
