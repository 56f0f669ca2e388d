import { z } from 'zod';
import { askedRecontactSchema } from './follow-ups';
import { idSchema, instantSchema, listQuerySchema, manyOf } from './paging';
import { recordingStateSchema } from './recordings';
import { sentencesSchema } from './routing';

export const CALL_STATES = [
  'arriving',
  'greeting',
  'ivr',
  'voicemail',
  'queued',
  'offered',
  'dialing',
  'talking',
  'held',
  'consulting',
  'conference',
  'wrap-up',
  'ended',
] as const;
export const callStateSchema = z.enum(CALL_STATES);
export type CallState = z.infer<typeof callStateSchema>;
export const CALL_OUTCOMES = [
  'answered',
  'abandoned',
  'timed-out',
  'rejected',
  'failed',
  'busy',
  'no-answer',
  'transferred-out',
  'self-service',
  'voicemail',
  /** He asked to be called back. */
  'callback',
  /** A callback that is not needed any more. */
  'called-off',
  'lost',
] as const;
export const callOutcomeSchema = z.enum(CALL_OUTCOMES);
export type CallOutcome = z.infer<typeof callOutcomeSchema>;

/** Entity `call` of topics `desk` (own) and `live`; also the head of GET /calls/:id. */
export const callViewSchema = z.object({
  id: idSchema,
  direction: z.enum(['inbound', 'outbound', 'internal']),
  state: callStateSchema,
  /** The outside party, E.164; null when withheld. */
  number: z.string().nullable(),
  displayName: z.string().nullable(),
  /** Our number: dialled by the caller, or presented to the callee. */
  ownNumber: z.string().nullable(),
  contact: z.object({ id: idSchema, firstName: z.string(), lastName: z.string() }).nullable(),
  queue: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** That made it. */
  campaign: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** Position in the queue from 1, while queued. */
  position: z.number().int().nullable(),
  agent: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** Agents whose phones ring for it. */
  offeredTo: z.array(idSchema),
  startedAt: instantSchema,
  queuedAt: instantSchema.nullable(),
  answeredAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  stateSince: instantSchema,
  muted: z.boolean(),
  recording: z.enum(['off', 'on', 'paused']),
  /** The other party of a consultation or conference. */
  consult: z
    .object({ target: z.string(), name: z.string().nullable(), state: z.enum(['ringing', 'talking', 'failed']) })
    .nullable(),
  outcome: callOutcomeSchema.nullable(),
  endedBy: z.enum(['caller', 'agent', 'system']).nullable(),
  classifierId: idSchema.nullable(),
  note: z.string().nullable(),
  classifierRequired: z.boolean(),
  wrapUpUntil: instantSchema.nullable(),
  /** The callback that it is an attempt of. */
  callbackId: idSchema.nullable(),
});
export type CallView = z.infer<typeof callViewSchema>;

/** What the desk offers for the call right now; the server decides, the buttons follow. */
export const CALL_ACTIONS = [
  'answer',
  'decline',
  'hang-up',
  'hold',
  'resume',
  'mute',
  'unmute',
  'dtmf',
  'transfer',
  'consult',
  'complete-transfer',
  'return-to-caller',
  'conference',
  'start-recording',
  'pause-recording',
  'resume-recording',
  'classify',
  'finish-wrap-up',
] as const;
export const callActionSchema = z.enum(CALL_ACTIONS);
export type CallAction = z.infer<typeof callActionSchema>;

/** Entity `desk-call` of topic `desk`: id is the call's. */
export const deskCallSchema = callViewSchema.extend({ actions: z.array(callActionSchema) });
export type DeskCall = z.infer<typeof deskCallSchema>;

/** Where a transfer or consultation goes: a queue, an agent, any number, or (a transfer) a voicemail box. */
export const transferTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('queue'), queueId: idSchema }),
  z.object({ kind: z.literal('agent'), agentId: idSchema }),
  z.object({ kind: z.literal('number'), number: z.string().trim().min(2).max(32) }),
  z.object({ kind: z.literal('voicemail'), boxId: idSchema }),
]);
export type TransferTarget = z.infer<typeof transferTargetSchema>;

/** POST /calls: dial out. */
export const dialSchema = z.object({ number: z.string().trim().min(2).max(32), contactId: idSchema.optional() });
export const dtmfSchema = z.object({ digits: z.string().regex(/^[0-9*#A-D]{1,32}$/, { error: 'dtmf-digits' }) });
export const classifySchema = z.object({
  classifierId: idSchema,
  note: z.string().trim().max(4000).default(''),
  /** When the classifier asks for one. */
  recontact: askedRecontactSchema.nullable().default(null),
});
/** The call, and what the desk opens now. */
export const classifiedSchema = deskCallSchema.extend({
  openUrls: z.array(z.string()),
  /** The script that it opens beside the call. */
  scriptId: idSchema.nullable(),
});
export type Classified = z.infer<typeof classifiedSchema>;

export const callListQuerySchema = listQuerySchema(['startedAt'], {
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  direction: manyOf(z.enum(['inbound', 'outbound', 'internal'])),
  outcome: manyOf(callOutcomeSchema),
  queueId: idSchema.optional(),
  campaignId: idSchema.optional(),
  agentId: idSchema.optional(),
  classifierId: idSchema.optional(),
  mine: z.stringbool().optional(),
});

/** One row of the call history. */
export const callListItemSchema = callViewSchema
  .pick({
    id: true,
    direction: true,
    state: true,
    number: true,
    displayName: true,
    contact: true,
    queue: true,
    campaign: true,
    agent: true,
    startedAt: true,
    answeredAt: true,
    endedAt: true,
    outcome: true,
    classifierId: true,
    note: true,
  })
  .extend({
    waitSeconds: z.number(),
    talkSeconds: z.number(),
    wrapUpSeconds: z.number(),
    classifierName: z.string().nullable(),
    recordingId: idSchema.nullable(),
  });
export type CallListItem = z.infer<typeof callListItemSchema>;

/** One step of a call's timeline; `sentence` params feed the translation `timeline.<type>`. */
export const timelineEntrySchema = z.object({
  position: z.number().int(),
  at: instantSchema,
  type: z.string(),
  actor: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
  data: z.record(z.string(), z.unknown()),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** One routing decision: who was eligible, who was filtered by what, scores and tie-break. */
export const routingDecisionSchema = z.object({
  at: instantSchema,
  queueId: idSchema,
  strategy: z.string(),
  chosen: z.array(idSchema),
  eligible: z.array(
    z.object({ agentId: idSchema, rank: z.number(), because: z.string(), distance: z.number().optional() }),
  ),
  filtered: z.array(z.object({ agentId: idSchema, by: z.string() })),
  waiting: z.number().int(),
  weight: z.number(),
  /** The base weight, where it is not the queue's: of the caller's record, or of the flow that sent him. */
  priority: z.object({ by: z.enum(['record', 'flow']), value: z.number() }).nullable(),
  /** What was mandatory, after how many relaxation rings, and for whom it was kept. */
  need: z.array(z.object({ skillId: idSchema, level: z.number() })),
  ring: z.number().int(),
  keptFor: idSchema.nullable(),
  tieBreak: z.string().nullable(),
  /** One sentence, translated as `decisions.<sentence>`: `offered-first-in-order`, `held-nobody-ready` … */
  sentence: z.string(),
  /** The same in words. */
  words: sentencesSchema,
  names: z.record(z.string(), z.string()),
});
export type RoutingDecision = z.infer<typeof routingDecisionSchema>;

export const callDetailSchema = z.object({
  call: callViewSchema.extend({ classifierName: z.string().nullable() }),
  timeline: z.array(timelineEntrySchema),
  /** Empty without the permission `calls.explain`. */
  decisions: z.array(routingDecisionSchema),
  recordings: z.array(
    z.object({
      id: idSchema,
      startedAt: instantSchema,
      durationMs: z.number().int(),
      state: recordingStateSchema,
      reason: z.string().nullable(),
    }),
  ),
});
export type CallDetail = z.infer<typeof callDetailSchema>;

/** `number` alone, all from it to `lastNumber`, or all that begin with it. A call goes by the narrowest that has its number. */
export const NUMBER_EXTENTS = ['one', 'range', 'prefix'] as const;
export const numberSchema = z.object({
  id: idSchema,
  /** E.164 of our inbound number. */
  number: z.string(),
  extent: z.enum(NUMBER_EXTENTS),
  lastNumber: z.string().nullable(),
  name: z.string(),
  /** Where its calls go: a queue, a flow, a ring group or a user's phone, exactly one of them. */
  queueId: idSchema.nullable(),
  flowId: idSchema.nullable(),
  ringGroupId: idSchema.nullable(),
  userId: idSchema.nullable(),
  /** Spoken or played before the queue; a prompt's file name, null for none. */
  greeting: z.string().nullable(),
  active: z.boolean(),
  version: z.number().int(),
});
export type InboundNumber = z.infer<typeof numberSchema>;
export const saveNumberSchema = z.object({
  number: z.string().trim().min(3).max(32),
  extent: z.enum(NUMBER_EXTENTS).default('one'),
  lastNumber: z.string().trim().min(3).max(32).nullable().default(null),
  name: z.string().trim().min(1).max(80),
  queueId: idSchema.nullable().default(null),
  flowId: idSchema.nullable().default(null),
  ringGroupId: idSchema.nullable().default(null),
  userId: idSchema.nullable().default(null),
  greeting: z.string().max(120).nullable().default(null),
  active: z.boolean().default(true),
  version: z.number().int().optional(),
});
export type SaveNumber = z.infer<typeof saveNumberSchema>;
