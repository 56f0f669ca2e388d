import { z } from 'zod';
import { idSchema, instantSchema, listQuerySchema, manyOf } from './paging';

/** Whose goal it is: a campaign's as a whole, or that of each of some agents. */
export const GOAL_KINDS = ['campaign', 'agent'] as const;
export const goalKindSchema = z.enum(GOAL_KINDS);
export type GoalKind = z.infer<typeof goalKindSchema>;

/** What the target is for: every day, week or month anew, the whole duration, or from one day to another. */
export const GOAL_PERIODS = ['day', 'week', 'month', 'whole', 'own'] as const;
export const goalPeriodSchema = z.enum(GOAL_PERIODS);
export type GoalPeriod = z.infer<typeof goalPeriodSchema>;

/**
 * How a goal goes against the part of the working time that has passed: `reached`; at least what should be there by now; less; it has
 * not begun, or nobody works in it (`no-pace`).
 */
export const GOAL_PACES = ['reached', 'on-track', 'behind', 'no-pace'] as const;
export const goalPaceSchema = z.enum(GOAL_PACES);
export type GoalPace = z.infer<typeof goalPaceSchema>;

const goalFields = {
  name: z.string().trim().min(1).max(80),
  kind: goalKindSchema,
  /** A campaign's goal has one; an agent's goal counts in these, or with none wherever he works. */
  campaignIds: z.array(idSchema).max(50).default([]),
  agentIds: z.array(idSchema).max(500).default([]),
  period: goalPeriodSchema,
  /** For `own`: days in Warsaw, both included. */
  from: z.iso.date().nullable().default(null),
  to: z.iso.date().nullable().default(null),
  /** Sum of the values of the successes to be reached, by each agent or by the campaign. */
  target: z.number().positive().max(1_000_000_000),
};
export const saveGoalSchema = z.object({ ...goalFields, version: z.number().int().optional() });
export type SaveGoal = z.infer<typeof saveGoalSchema>;
export type SaveGoalInput = z.input<typeof saveGoalSchema>;

export const goalProgressSchema = z.object({
  /** Null: the campaign as a whole. */
  agent: z.object({ id: idSchema, name: z.string() }).nullable(),
  reached: z.number(),
  successes: z.number().int(),
  target: z.number(),
  /** Part of the working time of the period that has passed, 0 to 1; null: no working time is planned. */
  elapsed: z.number().nullable(),
  /** What should be there by now: target · elapsed. */
  expected: z.number().nullable(),
  pace: goalPaceSchema,
});
export type GoalProgress = z.infer<typeof goalProgressSchema>;

export const goalSchema = z.object({
  ...goalFields,
  id: idSchema,
  campaigns: z.array(z.object({ id: idSchema, name: z.string() })),
  /** The period that runs now, or the own one; `to` null: it has no end. */
  current: z.object({ from: instantSchema, to: instantSchema.nullable() }),
  /** One row for the campaign, or one for each agent. */
  progress: z.array(goalProgressSchema),
  version: z.number().int(),
});
export type Goal = z.infer<typeof goalSchema>;
export const goalListQuerySchema = listQuerySchema(['name'], {
  kind: manyOf(goalKindSchema),
  period: manyOf(goalPeriodSchema),
});
export type GoalListQuery = z.infer<typeof goalListQuerySchema>;

/** GET /goals/:id/days: what was reached day by day in the period, all agents together. */
export const goalDaysSchema = z.array(z.object({ day: z.iso.date(), value: z.number(), successes: z.number().int() }));
export type GoalDays = z.infer<typeof goalDaysSchema>;

/** GET /goals/mine. */
export const ownGoalsSchema = z.array(
  goalProgressSchema
    .omit({ agent: true })
    .extend({ id: idSchema, name: z.string(), period: goalPeriodSchema, to: instantSchema.nullable() }),
);
export type OwnGoals = z.infer<typeof ownGoalsSchema>;
