import { z } from 'zod';
import { idSchema, instantSchema, listQuerySchema, manyOf } from './paging';

/** Who is to call again: the agent who promised it, or anyone of the system. */
export const RECONTACT_FOR = ['agent', 'system'] as const;
export const recontactForSchema = z.enum(RECONTACT_FOR);
export type RecontactFor = z.infer<typeof recontactForSchema>;

/** What a classifier does beside naming the result; each kind at most once. */
export const FOLLOW_UPS = ['recontact', 'blacklist', 'open-url', 'pass', 'start-script'] as const;
export const followUpSchema = z.discriminatedUnion('kind', [
  /** Asks the agent for a date. `for` null: he also chooses who calls; `afterMinutes` is what is proposed. */
  z.object({
    kind: z.literal('recontact'),
    required: z.boolean().default(false),
    for: recontactForSchema.nullable().default(null),
    afterMinutes: z
      .number()
      .int()
      .min(1)
      .max(525_600)
      .default(24 * 60),
  }),
  /** The number goes on the blacklist, for `days` or for good. */
  z.object({
    kind: z.literal('blacklist'),
    direction: z.enum(['inbound', 'outbound', 'both']).default('both'),
    days: z.number().int().min(1).max(3650).nullable().default(null),
  }),
  /** The desk opens it; a Liquid template with variables of contact, call, agent and classifier. */
  z.object({ kind: z.literal('open-url'), url: z.string().trim().min(1).max(2000) }),
  /** The contact goes on to a process: one of GET /classifiers/processes. */
  z.object({ kind: z.literal('pass'), processId: idSchema }),
  /** The desk opens this script beside the call. */
  z.object({ kind: z.literal('start-script'), scriptId: idSchema }),
]);
export type FollowUp = z.infer<typeof followUpSchema>;
export type FollowUpOf<Kind extends FollowUp['kind']> = Extract<FollowUp, { kind: Kind }>;
export const followUpsSchema = z
  .array(followUpSchema)
  .max(FOLLOW_UPS.length)
  .refine((all) => new Set(all.map(({ kind }) => kind)).size === all.length, { error: 'unique' });

/** What the agent says to the classifier's question for a recontact. */
export const askedRecontactSchema = z.object({ at: instantSchema, for: recontactForSchema });
export type AskedRecontact = z.infer<typeof askedRecontactSchema>;

/** Somewhere a contact can be passed on to. */
export const processSchema = z.object({ id: idSchema, name: z.string() });
export type Process = z.infer<typeof processSchema>;

export const RECONTACT_STATES = ['open', 'done', 'cancelled'] as const;
export const recontactSchema = z.object({
  id: idSchema,
  dueAt: instantSchema,
  for: recontactForSchema,
  /** Who promised it; with `for: agent` who is to call. */
  agent: z.object({ id: idSchema, name: z.string() }).nullable(),
  contact: z.object({ id: idSchema, firstName: z.string(), lastName: z.string() }).nullable(),
  /** E.164. */
  number: z.string().nullable(),
  classifier: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** Null: planned by hand. */
  callId: idSchema.nullable(),
  note: z.string(),
  state: z.enum(RECONTACT_STATES),
  version: z.number().int(),
});
export type Recontact = z.infer<typeof recontactSchema>;
export const recontactListQuerySchema = listQuerySchema(['dueAt'], {
  state: manyOf(z.enum(RECONTACT_STATES)),
  for: manyOf(recontactForSchema),
  agentId: idSchema.optional(),
  /** Due then or later. */
  from: instantSchema.optional(),
  /** Due before it. */
  before: instantSchema.optional(),
});
export type RecontactListQuery = z.infer<typeof recontactListQuerySchema>;
/** POST /recontacts: with `for: agent` whoever plans it calls; `recordId`: of this contact, which its campaign calls then. */
export const planRecontactSchema = z.object({
  contactId: idSchema,
  recordId: idSchema.nullable().default(null),
  dueAt: instantSchema,
  for: recontactForSchema,
  note: z.string().trim().max(1000).default(''),
});
export type PlanRecontact = z.infer<typeof planRecontactSchema>;
export const changeRecontactSchema = z.object({
  dueAt: instantSchema.optional(),
  state: z.enum(['done', 'cancelled']).optional(),
  version: z.number().int(),
});
export type ChangeRecontact = z.infer<typeof changeRecontactSchema>;

/** Where desks may be sent: schemes (`https`), hosts (`crm.firma.pl`, `*.firma.pl`). Nothing is allowed until it is named. */
export const externalUrlRulesSchema = z.object({
  schemes: z.array(z.string().regex(/^[a-z][a-z0-9+.-]{1,20}$/, { error: 'url-scheme' })).max(10),
  hosts: z
    .array(
      z
        .string()
        .toLowerCase()
        .regex(/^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/, { error: 'url-host' }),
    )
    .max(200),
  version: z.number().int(),
});
export type ExternalUrlRules = z.infer<typeof externalUrlRulesSchema>;
/** Schemes that run in the page instead of leading elsewhere: never allowed. */
export const FORBIDDEN_SCHEMES = ['javascript', 'data', 'vbscript', 'blob', 'file'] as const;
