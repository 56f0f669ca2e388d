import { z } from 'zod';
import { heldBreakSchema } from './breaks';
import { idSchema, instantSchema, listQuerySchema } from './paging';
import { queueRoutingShape, saveQueueRoutingShape } from './routing';

/**
 * What an agent is doing. `ready` takes work; `reserved` is being offered work; `busy` has it; `wrap-up` is after-call work (ACW);
 * `not-ready` carries a reason; `offline` has no workstation session.
 */
export const AGENT_STATUSES = ['offline', 'not-ready', 'ready', 'reserved', 'busy', 'wrap-up'] as const;
export const agentStatusSchema = z.enum(AGENT_STATUSES);
export type AgentStatus = z.infer<typeof agentStatusSchema>;

/**
 * `signed-in`, `missed-offer`, `phone-unreachable` and `supervisor` are set by the system; the rest are chosen. Where kinds of breaks
 * are defined, `break` and `lunch` are not chosen: a break is asked for.
 */
export const NOT_READY_REASONS = [
  'signed-in',
  'break',
  'lunch',
  'training',
  'back-office',
  'missed-offer',
  'phone-unreachable',
  'supervisor',
] as const;
export const CHOSEN_REASONS = ['break', 'lunch', 'training', 'back-office'] as const;
export const notReadyReasonSchema = z.enum(NOT_READY_REASONS);
export type NotReadyReason = z.infer<typeof notReadyReasonSchema>;

/** PUT /agents/me/status; POST /agents/:id/status by a supervisor also carries `note`. */
export const setStatusSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('ready') }),
  z.object({ status: z.literal('not-ready'), reason: z.enum(CHOSEN_REASONS) }),
]);
export type SetStatus = z.infer<typeof setStatusSchema>;
/** POST /agents/:id/sign-out by a supervisor. */
export const signOutOtherSchema = z.object({ note: z.string().trim().min(3).max(300) });
export const setStatusOfOtherSchema = z.object({
  status: z.enum(['ready', 'not-ready']),
  note: z.string().trim().min(3).max(300),
});

/** Entity `agent` of topics `desk` (own) and `live` (all that the viewer supervises). */
export const agentViewSchema = z.object({
  id: idSchema,
  name: z.string(),
  login: z.string(),
  extension: z.string().nullable(),
  status: agentStatusSchema,
  reason: notReadyReasonSchema.nullable(),
  since: instantSchema,
  /** The break that the agent is on or goes on next. */
  break: heldBreakSchema.nullable(),
  /** What becomes of the agent when the current work ends. */
  afterWork: z.enum(['ready', 'not-ready']),
  callId: idSchema.nullable(),
  queueIds: z.array(idSchema),
  phone: z.enum(['registered', 'unregistered']),
  today: z.object({
    answered: z.number().int(),
    missed: z.number().int(),
    talkSeconds: z.number().int(),
    wrapUpSeconds: z.number().int(),
    /** Works brought to their end: what talk and wrap-up are divided by. */
    handled: z.number().int(),
    /** Ready and waiting; the present stretch is added when it ends. */
    readySeconds: z.number().int(),
  }),
});
export type AgentView = z.infer<typeof agentViewSchema>;

export const STRATEGIES = ['linear', 'random', 'round-robin', 'ring-all'] as const;
export const strategySchema = z.enum(STRATEGIES);
export type Strategy = z.infer<typeof strategySchema>;

/** `sample`: a share of the conversations; `on-demand`: when the agent asks for it. */
export const RECORD_RULES = ['always', 'never', 'sample', 'on-demand'] as const;

export const queueSchema = z.object({
  id: idSchema,
  name: z.string(),
  strategy: strategySchema,
  /** In the order that `linear` uses. */
  agentIds: z.array(idSchema),
  groupIds: z.array(idSchema),
  offerTimeoutSeconds: z.number().int(),
  wrapUpSeconds: z.number().int(),
  /** Base weight of its callers; higher is served sooner. Null takes the channel's. */
  priority: z.number().int().nullable(),
  /** Added to the weight for each second waited. */
  slopePerSecond: z.number(),
  /** Calls answered within it count into the service level. */
  serviceLevelSeconds: z.number().int(),
  music: z.string(),
  /** Playlist that callers hear while they wait; null is the switch's own stream `music`. */
  musicPlaylistId: idSchema.nullable(),
  announcePosition: z.boolean(),
  announceEverySeconds: z.number().int(),
  maxWaitSeconds: z.number().int().nullable(),
  record: z.enum(RECORD_RULES),
  /** Of a hundred conversations, by the rule `sample`. */
  recordPercent: z.number().int(),
  /** Recordings are deleted when they are older; null keeps them. */
  recordingDays: z.number().int().nullable(),
  classifierRequired: z.boolean(),
  classifierIds: z.array(idSchema),
  active: z.boolean(),
  ...queueRoutingShape,
  version: z.number().int(),
});
export type Queue = z.infer<typeof queueSchema>;
export const saveQueueSchema = z.object({
  name: z.string().trim().min(1).max(80),
  strategy: strategySchema.default('linear'),
  agentIds: z.array(idSchema).max(500).default([]),
  groupIds: z.array(idSchema).max(100).default([]),
  offerTimeoutSeconds: z.number().int().min(5).max(120).default(20),
  wrapUpSeconds: z.number().int().min(0).max(3600).default(30),
  priority: z.number().int().min(0).max(1000).nullable().default(100),
  slopePerSecond: z.number().min(0).max(100).default(1),
  serviceLevelSeconds: z.number().int().min(1).max(3600).default(20),
  music: z.string().max(80).default('moh'),
  musicPlaylistId: idSchema.nullable().default(null),
  announcePosition: z.boolean().default(true),
  announceEverySeconds: z.number().int().min(10).max(600).default(45),
  maxWaitSeconds: z.number().int().min(10).max(7200).nullable().default(null),
  record: z.enum(RECORD_RULES).default('always'),
  recordPercent: z.number().int().min(1).max(100).default(100),
  recordingDays: z.number().int().min(1).max(3650).nullable().default(null),
  classifierRequired: z.boolean().default(true),
  classifierIds: z.array(idSchema).max(200).default([]),
  active: z.boolean().default(true),
  ...saveQueueRoutingShape,
  version: z.number().int().optional(),
});
export type SaveQueue = z.infer<typeof saveQueueSchema>;
/** GET /queues/names: what every agent may know of a queue. */
export const queueNameSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** Classifiers for its calls; empty means all. */
  classifierIds: z.array(idSchema),
});
export type QueueName = z.infer<typeof queueNameSchema>;
export const queueListQuerySchema = listQuerySchema(['name', 'priority'], { active: z.stringbool().optional() });

/** Entity `queue` of topics `desk` (those one serves) and `live`. */
export const queueViewSchema = z.object({
  id: idSchema,
  name: z.string(),
  strategy: strategySchema,
  waiting: z.number().int(),
  longestWaitSince: instantSchema.nullable(),
  agentsReady: z.number().int(),
  agentsBusy: z.number().int(),
  agentsSignedIn: z.number().int(),
  today: z.object({
    offered: z.number().int(),
    answered: z.number().int(),
    abandoned: z.number().int(),
    answeredInTime: z.number().int(),
    /** What the answered waited, together, in milliseconds. */
    answerMs: z.number().int(),
    /** Average speed of answer (ASA): `answerMs` ÷ answered, in seconds; null without an answered call. */
    averageAnswerSeconds: z.number().nullable(),
    /** Answered in time ÷ (answered + abandoned), 0–1; null without either. */
    serviceLevel: z.number().nullable(),
  }),
});
export type QueueView = z.infer<typeof queueViewSchema>;
