import { z } from 'zod';
import { callbackRuleSchema } from './callbacks';
import { idSchema, instantSchema, listQuerySchema } from './paging';

/** Skills are held and asked for in levels from 1 (knows a little) to 10 (knows everything). */
export const skillLevelSchema = z.number().int().min(1).max(10);
export const skillSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** How many agents hold it. */
  agents: z.number().int(),
  /** How many queues ask for it. */
  queues: z.number().int(),
  version: z.number().int(),
});
export type Skill = z.infer<typeof skillSchema>;
export const saveSkillSchema = z.object({
  name: z.string().trim().min(1).max(80),
  version: z.number().int().optional(),
});
export type SaveSkill = z.infer<typeof saveSkillSchema>;
export const skillListQuerySchema = listQuerySchema(['name'], {});

/** Channels that routing counts capacity and priority for. */
export const WORK_CHANNELS = ['call', 'chat', 'messenger', 'mail', 'sms'] as const;
export const workChannelSchema = z.enum(WORK_CHANNELS);
const placesSchema = z.number().int().min(0).max(20);
export const capacitySchema = z.object({
  call: z.number().int().min(0).max(1),
  chat: placesSchema,
  messenger: placesSchema,
  mail: placesSchema,
  sms: placesSchema,
});

/** GET and PUT /agents/:id/routing: what an agent can do, and how much of each channel at once. */
export const agentRoutingSchema = z.object({
  skills: z.array(z.object({ skillId: idSchema, level: skillLevelSchema })).max(200),
  capacity: capacitySchema,
});
export type AgentRouting = z.infer<typeof agentRoutingSchema>;

/**
 * What work asks of whoever takes it. Mandatory: whoever holds less is not offered it (skill-based routing).
 * `weight` counts in the distance that ranks agents where the queue ranks by skills (profit-based routing).
 */
export const skillRequirementSchema = z.object({
  skillId: idSchema,
  level: skillLevelSchema,
  mandatory: z.boolean().default(true),
  weight: z.number().min(0).max(100).default(1),
});
export type SkillRequirement = z.infer<typeof skillRequirementSchema>;

/** From `afterSeconds` of waiting every required level is lower by `lowerBy`; what falls below 1 is no longer asked for. */
export const relaxationRingSchema = z.object({
  afterSeconds: z.number().int().min(1).max(7200),
  lowerBy: z.number().int().min(1).max(10),
});
/** From `afterSeconds` of waiting the weight grows by `slopePerSecond`. */
export const slopeStepSchema = z.object({
  afterSeconds: z.number().int().min(1).max(7200),
  slopePerSecond: z.number().min(0).max(100),
});

const timeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'time-of-day' });
const dateSchema = z.iso.date();
/** When a queue is served, Warsaw time. Weekday 1 is Monday. */
export const queueHoursSchema = z.object({
  openings: z.array(z.object({ weekday: z.number().int().min(1).max(7), from: timeOfDay, to: timeOfDay })).max(42),
  /** Closed on public holidays in Poland. */
  closedOnHolidays: z.boolean(),
  /** Further days off. */
  daysOff: z.array(dateSchema).max(200),
});
export type QueueHours = z.infer<typeof queueHoursSchema>;

/**
 * What makes callers overflow. `waiting-time`, `expected-wait`: from `threshold` seconds; `waiting-count`: from `threshold`
 * who wait before him; `no-agents`: none of the queue's agents is signed in; `closed`: outside the queue's hours.
 */
export const OVERFLOW_CONDITIONS = ['closed', 'no-agents', 'waiting-count', 'expected-wait', 'waiting-time'] as const;
export const overflowConditionSchema = z.enum(OVERFLOW_CONDITIONS);
export type OverflowCondition = z.infer<typeof overflowConditionSchema>;
export const COUNTED_CONDITIONS: readonly OverflowCondition[] = ['waiting-count', 'expected-wait', 'waiting-time'];
export const overflowTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('queue'), queueId: idSchema }),
  z.object({ kind: z.literal('number'), number: z.string().trim().min(3).max(32) }),
  z.object({ kind: z.literal('flow'), flowId: idSchema }),
  z.object({ kind: z.literal('voicemail'), boxId: idSchema }),
  /** `message`: said before the line is cut; empty for none. */
  z.object({ kind: z.literal('hang-up'), message: z.string().trim().max(500) }),
]);
export type OverflowTarget = z.infer<typeof overflowTargetSchema>;
export const overflowRuleSchema = z.object({
  when: overflowConditionSchema,
  threshold: z.number().int().min(1).max(7200).nullable(),
  to: overflowTargetSchema,
});
export type OverflowRule = z.infer<typeof overflowRuleSchema>;

/** What a queue has beside members and prompts; part of `queueSchema`. */
export const queueRoutingShape = {
  /** Asked of everybody who takes its work; an item's own requirements come on top. */
  skills: z.array(skillRequirementSchema).max(20),
  /** `closest-skills`: profit-based routing, the nearest set of skills first; the strategy decides among equals. */
  ranking: z.enum(['strategy', 'closest-skills']),
  rings: z.array(relaxationRingSchema).max(10),
  /** After the first slope, `slopePerSecond`. */
  slopes: z.array(slopeStepSchema).max(10),
  weightCap: z.number().int().min(0).max(1_000_000).nullable(),
  /** The agent who talked with the caller last is preferred for `lastAgentSeconds`. */
  keepRelationship: z.boolean(),
  lastAgentSeconds: z.number().int().min(1).max(600),
  /** Null: always open. */
  hours: queueHoursSchema.nullable(),
  /** The first that applies counts. */
  overflow: z.array(overflowRuleSchema).max(20),
  /** Says the expected wait with the position. */
  announceWait: z.boolean(),
  /** Null: nobody is called back. */
  callback: callbackRuleSchema.nullable(),
};

const rising = (steps: readonly { afterSeconds: number }[]) =>
  steps.every(({ afterSeconds }, at) => at === 0 || afterSeconds > (steps[at - 1]?.afterSeconds ?? 0));
const countedAsNeeded = ({ when, threshold }: OverflowRule) =>
  COUNTED_CONDITIONS.includes(when) === (threshold !== null);
const inOrder = ({ from, to }: { from: string; to: string }) => from < to;

/** The same with what the API chooses itself and with the rules between the fields. */
export const saveQueueRoutingShape = {
  skills: queueRoutingShape.skills
    .refine((all) => new Set(all.map(({ skillId }) => skillId)).size === all.length, { error: 'unique' })
    .default([]),
  ranking: queueRoutingShape.ranking.default('strategy'),
  rings: queueRoutingShape.rings.refine(rising, { error: 'rising' }).default([]),
  slopes: queueRoutingShape.slopes.refine(rising, { error: 'rising' }).default([]),
  weightCap: queueRoutingShape.weightCap.default(null),
  keepRelationship: queueRoutingShape.keepRelationship.default(false),
  lastAgentSeconds: queueRoutingShape.lastAgentSeconds.default(20),
  hours: queueHoursSchema
    .extend({
      openings: queueHoursSchema.shape.openings.refine((all) => all.every(inOrder), { error: 'from-before-to' }),
    })
    .nullable()
    .default(null),
  overflow: queueRoutingShape.overflow
    .refine((all) => all.every(countedAsNeeded), { error: 'threshold-as-condition' })
    .default([]),
  announceWait: z.boolean().default(false),
  callback: callbackRuleSchema.nullable().default(null),
};

/** GET /queues/:id/wait: what a caller who comes now is told, and how right that was lately. */
export const queueWaitSchema = z.object({
  waiting: z.number().int(),
  /** Of a caller who comes now; null while nobody could take his call. */
  expectedSeconds: z.number().int().nullable(),
  /** Of each of the last 14 days with estimates: how far the middle one was off, as a share of the real wait. */
  errors: z.array(z.object({ day: dateSchema, estimates: z.number().int(), medianError: z.number() })),
});
export type QueueWait = z.infer<typeof queueWaitSchema>;

/** Base weight of each channel, for work whose record and queue have none. */
export const channelPrioritiesSchema = z.object({
  call: z.number().int().min(0).max(1000),
  chat: z.number().int().min(0).max(1000),
  messenger: z.number().int().min(0).max(1000),
  mail: z.number().int().min(0).max(1000),
  sms: z.number().int().min(0).max(1000),
});
export type ChannelPriorities = z.infer<typeof channelPrioritiesSchema>;

/** One sentence in both languages, so that whoever reads the API needs no table of codes. */
export const sentencesSchema = z.object({ pl: z.string(), en: z.string() });
export type Sentences = z.infer<typeof sentencesSchema>;

/** GET /agents/:id/routing-why: why this agent gets no work now, queue by queue. */
export const agentWhySchema = z.object({
  agentId: idSchema,
  at: instantSchema,
  /** What keeps every queue's work away; null when nothing does. */
  overall: z.string().nullable(),
  sentence: sentencesSchema,
  queues: z.array(
    z.object({
      queueId: idSchema,
      name: z.string(),
      waiting: z.number().int(),
      /** `could-take`, or what filters him: `no-skill:<skill>`, `not-ready:<reason>`, `queue-inactive` … */
      because: z.string(),
      sentence: sentencesSchema,
    }),
  ),
  /** The last offers that he was considered for, newest first. */
  recent: z.array(
    z.object({
      at: instantSchema,
      queueId: idSchema,
      workId: z.string(),
      because: z.string(),
      sentence: sentencesSchema,
    }),
  ),
});
export type AgentWhy = z.infer<typeof agentWhySchema>;
