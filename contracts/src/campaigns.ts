import { z } from 'zod';
import { languageSchema } from './identity';
import { idSchema, instantSchema, listQuerySchema, manyOf } from './paging';
import { queueHoursSchema } from './routing';
import { RECORD_RULES } from './work';

/** How a campaign reaches people. `automatic` and `voice-mailing` have no agents: a flow, or one message. */
export const CAMPAIGN_KINDS = ['preview', 'progressive', 'predictive', 'automatic', 'voice-mailing'] as const;
export const campaignKindSchema = z.enum(CAMPAIGN_KINDS);
export type CampaignKind = z.infer<typeof campaignKindSchema>;
/** Kinds that agents speak in; the kind of such a campaign may be changed for another of them while it runs. */
export const AGENT_KINDS: readonly CampaignKind[] = ['preview', 'progressive', 'predictive'];

export const CAMPAIGN_STATES = ['draft', 'running', 'paused', 'drained', 'finished'] as const;
export const campaignStateSchema = z.enum(CAMPAIGN_STATES);
export type CampaignState = z.infer<typeof campaignStateSchema>;

/** What a person asks of a campaign as a whole. `drain`: no further calls, those under way end by themselves. */
export const CAMPAIGN_ACTIONS = ['start', 'pause', 'drain', 'finish'] as const;
export type CampaignAction = (typeof CAMPAIGN_ACTIONS)[number];

/**
 * How an attempt ended. `connected`: an agent spoke, or the automatic call was heard to its end; `abandoned`: a person
 * answered and no agent was there in time; `hung-up`: the person left the automatic call early; `cancelled`: the agent gave
 * up while it rang; `skipped`: the agent did not call; `agent-lost`: our own side failed.
 */
export const ATTEMPT_OUTCOMES = [
  'connected',
  'abandoned',
  'hung-up',
  'busy',
  'no-answer',
  'machine',
  'rejected',
  'unreachable',
  'failed',
  'cancelled',
  'skipped',
  'agent-lost',
] as const;
export const attemptOutcomeSchema = z.enum(ATTEMPT_OUTCOMES);
export type AttemptOutcome = z.infer<typeof attemptOutcomeSchema>;

/** Outcomes after which a record is tried again, each by its own rule. */
export const RETRY_OUTCOMES = [
  'busy',
  'no-answer',
  'machine',
  'rejected',
  'unreachable',
  'failed',
  'abandoned',
  'hung-up',
  'cancelled',
  'skipped',
] as const;
export type RetryOutcome = (typeof RETRY_OUTCOMES)[number];
/** Tried again `everyMinutes` later, until it has ended so `maximum` times; 1: closed by the first. */
export const retryRuleSchema = z.object({
  everyMinutes: z.number().int().min(1).max(43_200),
  maximum: z.number().int().min(1).max(50),
});
const retry = (everyMinutes: number, maximum: number) => retryRuleSchema.default({ everyMinutes, maximum });
export const attemptRulesSchema = z.object({
  busy: retry(10, 5),
  'no-answer': retry(120, 4),
  machine: retry(240, 3),
  rejected: retry(1440, 2),
  unreachable: retry(1440, 2),
  failed: retry(15, 3),
  abandoned: retry(1440, 2),
  'hung-up': retry(1440, 1),
  cancelled: retry(5, 10),
  skipped: retry(60, 3),
} satisfies Record<RetryOutcome, unknown>);
export type AttemptRules = z.infer<typeof attemptRulesSchema>;

const e164 = z.string().regex(/^\+[1-9]\d{5,14}$/, { error: 'phone-number' });

/** Places on a record's card that a presented number may go by. */
export const LOCAL_PLACES = ['city', 'county', 'voivodeship'] as const;
export const callerIdPolicySchema = z.discriminatedUnion('kind', [
  /** Null: the number of the installation. */
  z.object({ kind: z.literal('fixed'), number: e164.nullable() }),
  /** One of the range, both ends included, by chance; tainted ones never. */
  z.object({ kind: z.literal('random'), from: e164, to: e164, tainted: z.array(e164).max(1000).default([]) }),
  /** By the address on the record, the most exact place first; `otherwise` when none fits. */
  z.object({
    kind: z.literal('local'),
    rules: z
      .array(z.object({ place: z.enum(LOCAL_PLACES), name: z.string().trim().min(1).max(80), number: e164 }))
      .max(500),
    otherwise: e164.nullable(),
  }),
]);
export type CallerIdPolicy = z.infer<typeof callerIdPolicySchema>;

export const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'time-of-day' });
/** Nobody is called between these local times of the called person; may run over midnight. */
export const quietHoursSchema = z.object({ from: timeOfDaySchema, to: timeOfDaySchema });

/** Predictive dialling. `hard`: no outcome of the calls under way can take the share of abandoned calls over the cap. */
export const predictiveSchema = z.object({
  mode: z.enum(['steered', 'hard']).default('hard'),
  /** Per cent of live answers in the rolling 24 h; 0: never more calls than agents who wait for one. */
  capPercent: z.number().min(0).max(10).default(3),
  maxCallsInFlight: z.number().int().min(1).max(1000).default(200),
  /** Said to a person for whom no agent was there in time: who called, and that it was no fraud. */
  abandonedMessage: z.string().trim().max(500).default(''),
});

/** Answering machines of predictive campaigns. The rule of the outcome `machine` says when a record is tried again or closed. */
export const machineDetectionSchema = z.object({
  enabled: z.boolean().default(false),
  /** `hang-up` at once, or `leave-message` when the machine records. */
  action: z.enum(['hang-up', 'leave-message']).default('hang-up'),
  /** Left on machines; Liquid with variables of contact and record. */
  message: z.string().trim().max(500).default(''),
  /** Machines that are left to the agent who has them, in per cent: so it is measured how often a person is taken for one. */
  checkPercent: z.number().int().min(0).max(100).default(10),
});
export type MachineDetection = z.infer<typeof machineDetectionSchema>;

const campaignFields = {
  name: z.string().trim().min(1).max(80),
  description: z.string().trim().max(500).default(''),
  kind: campaignKindSchema,
  /** Null: at any hour, quiet hours excepted. Local times of the called person, or of Warsaw. */
  hours: queueHoursSchema.nullable().default(null),
  zoneOfNumber: z.boolean().default(true),
  quietHours: quietHoursSchema.nullable().default({ from: '20:00', to: '09:00' }),
  agentIds: z.array(idSchema).max(500).default([]),
  groupIds: z.array(idSchema).max(100).default([]),
  /** Offered after a call; empty: all active ones. */
  classifierIds: z.array(idSchema).max(200).default([]),
  classifierRequired: z.boolean().default(true),
  wrapUpSeconds: z.number().int().min(0).max(3600).default(30),
  record: z.enum(RECORD_RULES).default('always'),
  recordPercent: z.number().int().min(1).max(100).default(100),
  callerId: callerIdPolicySchema.default({ kind: 'fixed', number: null }),
  /** Against queues: callers of a queue with the same or more weight come before this campaign's records. */
  priority: z.number().int().min(0).max(1000).default(50),
  /** Consent that every call needs; null: the campaign is not commercial, which the journal keeps with who said so. */
  consentPurpose: z.string().trim().min(1).max(80).nullable(),
  strategyId: idSchema.nullable().default(null),
  /** So long a system recontact is kept for the agent who talked with the person last (predictive: only preferred); null: anybody’s. */
  lastAgentSeconds: z.number().int().min(1).max(3600).nullable().default(null),
  attempts: attemptRulesSchema.prefault({}),
  /** Attempts of one record, whatever their outcomes. */
  maxAttempts: z.number().int().min(1).max(100).default(10),
  /** Attempts to one number in a local day, those of all campaigns counted; null: no cap of this campaign. */
  dailyCap: z.number().int().min(1).max(50).nullable().default(3),
  ringSeconds: z.number().int().min(10).max(60).default(25),
  /** Preview: records on the desk at a time. */
  batchSize: z.number().int().min(1).max(50).default(10),
  /** Progressive: the call starts by itself after so many seconds; null: the agent starts it. */
  autoStartSeconds: z.number().int().min(0).max(600).nullable().default(5),
  predictive: predictiveSchema.prefault({}),
  machines: machineDetectionSchema.prefault({}),
  /** Automatic: what the person hears and is asked. */
  flowId: idSchema.nullable().default(null),
  /** Whose voice reads the texts of the campaign; null: the installation's. */
  language: languageSchema.nullable().default(null),
  /** Voice mailing: what is said; Liquid with variables of contact and record. */
  message: z.string().trim().max(2000).default(''),
  /** Automatic kinds: calls at a time, within the channels of the Order. */
  channels: z.number().int().min(1).max(500).default(20),
};
export const saveCampaignSchema = z.object({ ...campaignFields, version: z.number().int().optional() });
export type SaveCampaign = z.infer<typeof saveCampaignSchema>;
export type SaveCampaignInput = z.input<typeof saveCampaignSchema>;
export const campaignSchema = z.object({
  ...campaignFields,
  id: idSchema,
  state: campaignStateSchema,
  /** Actions that its state allows. */
  actions: z.array(z.enum(CAMPAIGN_ACTIONS)),
  version: z.number().int(),
});
export type Campaign = z.infer<typeof campaignSchema>;
export const campaignListQuerySchema = listQuerySchema(['name', 'priority'], {
  state: manyOf(campaignStateSchema),
  kind: manyOf(campaignKindSchema),
});

/** How a campaign goes, now and since midnight in Warsaw. */
export const campaignNumbersSchema = z.object({
  campaignId: idSchema,
  state: campaignStateSchema,
  records: z.object({
    fresh: z.number().int(),
    recontacts: z.number().int(),
    active: z.number().int(),
    closed: z.number().int(),
  }),
  now: z.object({
    dialling: z.number().int(),
    waiting: z.number().int(),
    talking: z.number().int(),
    agentsReserved: z.number().int(),
    agentsBusy: z.number().int(),
  }),
  today: z.object({
    attempts: z.number().int(),
    connected: z.number().int(),
    abandoned: z.number().int(),
    byOutcome: z.partialRecord(attemptOutcomeSchema, z.number().int()),
    /** Calls that the detector took for machines; of those, left to an agent to be checked; and found to be people, checked or named by somebody. */
    machines: z.object({ found: z.number().int(), checked: z.number().int(), people: z.number().int() }),
  }),
  /** Why the last look for a record found none; null while there are. */
  held: z.string().nullable(),
});
export type CampaignNumbers = z.infer<typeof campaignNumbersSchema>;

/** Where records come from: what was never tried, what an agent promised, what anyone may call again. */
export const RECORD_CLASSES = ['fresh', 'private', 'system'] as const;
export const recordClassSchema = z.enum(RECORD_CLASSES);
export type RecordClass = z.infer<typeof recordClassSchema>;

const share = z.number().int().min(0).max(100);
/** Shares of the classes in per cent, and which overdue recontact comes first. */
export const saveDiallingStrategySchema = z.object({
  name: z.string().trim().min(1).max(80),
  shares: z
    .object({ fresh: share, private: share, system: share })
    .refine(({ fresh, private: own, system }) => fresh + own + system === 100, { error: 'sum-of-shares' }),
  overdueFirst: z.enum(['most', 'least']).default('most'),
  version: z.number().int().optional(),
});
export type SaveDiallingStrategy = z.infer<typeof saveDiallingStrategySchema>;
export const diallingStrategySchema = saveDiallingStrategySchema.omit({ version: true }).extend({
  id: idSchema,
  /** Campaigns that refer to it. */
  campaigns: z.number().int(),
  version: z.number().int(),
});
export type DiallingStrategy = z.infer<typeof diallingStrategySchema>;
export const diallingStrategyListQuerySchema = listQuerySchema(['name'], {});

/** What stands between a record and its call. */
export const DIAL_HOLDS = [
  'campaign-not-running',
  'record-closed',
  'attempt-under-way',
  'contact-engaged',
  'not-due',
  'too-early',
  'too-late',
  'outside-hours',
  'quiet-hours',
  'no-number',
  'number-not-valid',
  'number-dead',
  'daily-cap',
  'blacklisted',
  'no-consent',
  'no-trunk',
  'private-to-other',
  'kept-for-last-agent',
] as const;
export const dialHoldSchema = z.enum(DIAL_HOLDS);
export type DialHold = z.infer<typeof dialHoldSchema>;

export const attemptSchema = z.object({
  id: idSchema,
  campaignId: idSchema,
  recordId: idSchema,
  number: z.string(),
  callerId: z.string().nullable(),
  agent: z.object({ id: idSchema, name: z.string() }).nullable(),
  class: recordClassSchema,
  startedAt: instantSchema,
  answeredAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  outcome: attemptOutcomeSchema.nullable(),
  /** Null: the agent skipped it. */
  callId: idSchema.nullable(),
  /** What the detector of answering machines said; null: nothing, or nobody listened. */
  judged: z.enum(['person', 'machine']).nullable(),
  /** When it turned out that a machine was a person. */
  misjudgedAt: instantSchema.nullable(),
});
export type DialAttempt = z.infer<typeof attemptSchema>;
/** Of any call. `pending`: somebody listens now. Calls of no campaign, and those of others, say nothing. */
export const callVerdictSchema = attemptSchema
  .pick({ judged: true, misjudgedAt: true })
  .extend({ pending: z.boolean() });
export type CallVerdict = z.infer<typeof callVerdictSchema>;
export const attemptListQuerySchema = listQuerySchema(['startedAt'], { outcome: manyOf(attemptOutcomeSchema) });

/** Why a record was dialled, or is not: each check as it would be answered now, and what was done so far. */
export const recordWhySchema = z.object({
  recordId: idSchema,
  state: z.enum(['waiting', 'batched', 'active', 'closed']),
  class: recordClassSchema,
  priority: z.number().int(),
  dueAt: instantSchema.nullable(),
  closedBecause: z.string().nullable(),
  /** First thing that keeps it from being called now; null: it may be called. */
  hold: dialHoldSchema.nullable(),
  /** When that ends by itself. */
  until: instantSchema.nullable(),
  detail: z.string().nullable(),
  /** When agents did not call it, and why; the newest first. */
  skips: z.array(z.object({ at: instantSchema, agent: z.string().nullable(), reason: z.string() })),
  attempts: z.array(
    attemptSchema.extend({
      /** As journalled when it was taken. */
      why: z.record(z.string(), z.unknown()),
    }),
  ),
});
export type RecordWhy = z.infer<typeof recordWhySchema>;

/** A record as it lies on the desk of a preview agent, or before a progressive call starts. */
export const deskRecordSchema = z.object({
  recordId: idSchema,
  contactId: idSchema,
  firstName: z.string(),
  lastName: z.string(),
  company: z.string(),
  number: z.string(),
  class: recordClassSchema,
  attempts: z.number().int(),
  lastOutcome: attemptOutcomeSchema.nullable(),
  fields: z.record(z.string(), z.unknown()),
});
export type DeskRecord = z.infer<typeof deskRecordSchema>;

/** GET /campaigns/mine: what the agent works in now. */
export const ownCampaignSchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: campaignKindSchema,
  state: campaignStateSchema,
  /** He takes part in it now. */
  joined: z.boolean(),
  autoStartSeconds: z.number().int().nullable(),
  /** Preview: the batch. Progressive: the record that comes next. */
  records: z.array(deskRecordSchema),
  /** Progressive: when the call starts by itself. */
  startsAt: instantSchema.nullable(),
  /** Why there is nothing to call now. */
  held: z.string().nullable(),
});
export type OwnCampaign = z.infer<typeof ownCampaignSchema>;
export const ownCampaignsSchema = z.array(ownCampaignSchema);
export const skipRecordSchema = z.object({ reason: z.string().trim().min(1).max(200) });
