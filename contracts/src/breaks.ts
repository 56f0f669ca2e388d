import { z } from 'zod';
import { idSchema, instantSchema, listQuerySchema, manyOf } from './paging';

/** A kind of break as an administrator defines it. */
export const breakKindSchema = z.object({
  id: idSchema,
  name: z.string(),
  paid: z.boolean(),
  /** How long one may last; null has no limit. */
  limitSeconds: z.number().int().nullable(),
  /** A supervisor has to agree. */
  approval: z.boolean(),
  /** Waits for a place while too many are on a break. */
  conditional: z.boolean(),
  active: z.boolean(),
  version: z.number().int(),
});
export type BreakKind = z.infer<typeof breakKindSchema>;
export const saveBreakKindSchema = z.object({
  name: z.string().trim().min(1).max(60),
  paid: z.boolean().default(true),
  limitSeconds: z.number().int().min(60).max(43_200).nullable().default(null),
  approval: z.boolean().default(false),
  conditional: z.boolean().default(false),
  active: z.boolean().default(true),
  version: z.number().int().optional(),
});
export type SaveBreakKind = z.infer<typeof saveBreakKindSchema>;
export const breakKindListQuerySchema = listQuerySchema(['name'], {});

/** At most `maxAgents` of a group (null: of everybody) on a break between two minutes of the day in Warsaw. */
export const breakLimitSchema = z.object({
  id: idSchema,
  groupId: idSchema.nullable(),
  groupName: z.string().nullable(),
  /** Minutes of the day; a `from` past `to` goes over midnight. */
  fromMinute: z.number().int(),
  toMinute: z.number().int(),
  maxAgents: z.number().int(),
  version: z.number().int(),
});
export type BreakLimit = z.infer<typeof breakLimitSchema>;
export const saveBreakLimitSchema = z
  .object({
    groupId: idSchema.nullable().default(null),
    fromMinute: z.number().int().min(0).max(1439).default(0),
    toMinute: z.number().int().min(1).max(1440).default(1440),
    maxAgents: z.number().int().min(0).max(500),
    version: z.number().int().optional(),
  })
  .refine(({ fromMinute, toMinute }) => fromMinute !== toMinute, {
    path: ['toMinute'],
    params: { rule: 'not-empty' },
    message: 'The limit would never hold',
  });
export type SaveBreakLimit = z.infer<typeof saveBreakLimitSchema>;
export const breakLimitListQuerySchema = listQuerySchema(['fromMinute'], {});

/** `approval`: a supervisor has to agree; `waiting`: for a place; `granted`: begins after the work in hand. */
export const BREAK_STAGES = ['approval', 'waiting', 'granted', 'on-break', 'over', 'refused', 'withdrawn'] as const;
export const breakStageSchema = z.enum(BREAK_STAGES);
export type BreakStage = z.infer<typeof breakStageSchema>;

/** One break of one agent. Entity `break` of topics `desk` (own) and `live` while it is asked for: stages `approval` and `waiting`. */
export const agentBreakSchema = z.object({
  id: idSchema,
  agentId: idSchema,
  agentName: z.string(),
  kindId: idSchema,
  kindName: z.string(),
  paid: z.boolean(),
  limitSeconds: z.number().int().nullable(),
  stage: breakStageSchema,
  /** Place among those who wait for the same limits; 1 is next. Null when it does not wait. */
  place: z.number().int().nullable(),
  forced: z.boolean(),
  /** Why a supervisor forced or refused it. */
  note: z.string().nullable(),
  askedAt: instantSchema,
  grantedAt: instantSchema.nullable(),
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  /** On the break, without the calls that interrupted it. */
  spentSeconds: z.number().int(),
});
export type AgentBreak = z.infer<typeof agentBreakSchema>;
export const breakListQuerySchema = listQuerySchema(['askedAt'], {
  agentId: idSchema.optional(),
  kindId: idSchema.optional(),
  stage: manyOf(breakStageSchema),
  /** Asked for on this day in Warsaw. */
  day: z.iso.date().optional(),
});
export type BreakListQuery = z.infer<typeof breakListQuerySchema>;

export const askBreakSchema = z.object({ kindId: idSchema });
export const forceBreakSchema = z.object({ kindId: idSchema, note: z.string().trim().min(3).max(300) });
export const refuseBreakSchema = z.object({ note: z.string().trim().min(3).max(300) });

/** On `agentView.break`: the break that the agent is on, or goes on after the work in hand (`startedAt` null). */
export const heldBreakSchema = z.object({
  id: idSchema,
  kindId: idSchema,
  name: z.string(),
  paid: z.boolean(),
  limitSeconds: z.number().int().nullable(),
  forced: z.boolean(),
  startedAt: instantSchema.nullable(),
  /** Stretches that are over; the present one is counted from the agent's `since`. */
  spentSeconds: z.number().int(),
});
export type HeldBreakView = z.infer<typeof heldBreakSchema>;

/** One closed stretch of a status. */
export const statusStretchSchema = z.object({
  id: z.string(),
  agentId: idSchema,
  agentName: z.string(),
  status: z.string(),
  reason: z.string().nullable(),
  breakName: z.string().nullable(),
  since: instantSchema,
  until: instantSchema,
  seconds: z.number(),
});
export type StatusStretch = z.infer<typeof statusStretchSchema>;
export const stretchListQuerySchema = listQuerySchema(['since'], {
  agentId: idSchema.optional(),
  status: manyOf(z.string().max(20)),
  /** Began on this day in Warsaw. */
  day: z.iso.date().optional(),
});
export type StretchListQuery = z.infer<typeof stretchListQuerySchema>;
