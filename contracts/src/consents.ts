import { z } from 'zod';
import { idSchema, instantSchema, pageQuerySchema } from './paging';

/** Ways to reach somebody that are consented to one by one. `automatic-call`: a machine speaks, not an agent. */
export const CONSENT_CHANNELS = ['call', 'automatic-call', 'sms', 'email', 'messenger'] as const;
export const consentChannelSchema = z.enum(CONSENT_CHANNELS);
export type ConsentChannel = z.infer<typeof consentChannelSchema>;

export const CONSENT_STATES = ['given', 'withdrawn'] as const;
export const consentStateSchema = z.enum(CONSENT_STATES);
export type ConsentState = z.infer<typeof consentStateSchema>;

/** `consent`: only who has agreed is contacted; `objection`: everybody who has not refused. */
export const CONSENT_BASES = ['consent', 'objection'] as const;
export const consentPurposeIdSchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

export const consentPurposeSchema = z.object({
  id: consentPurposeIdSchema,
  name: z.string(),
  basis: z.enum(CONSENT_BASES),
  /** What a person agrees to, as it is read out or printed. */
  wording: z.string(),
  /** Ways that the purpose speaks of; nobody is contacted for it in another. */
  channels: z.array(consentChannelSchema),
  /** False: archived. Nothing new is recorded for it, and nobody is contacted for it. */
  active: z.boolean(),
  version: z.number().int(),
});
export type ConsentPurpose = z.infer<typeof consentPurposeSchema>;

/** One line of the ledger; nothing in it is ever changed. */
export const consentEntrySchema = z.object({
  id: idSchema,
  contactId: idSchema,
  channel: consentChannelSchema,
  purpose: consentPurposeIdSchema,
  state: consentStateSchema,
  /** Where it came from: a form, a call, a paper. */
  source: z.string(),
  /** What shows it: wording, number of a document, id of a recording. */
  proof: z.string(),
  happenedAt: instantSchema,
  recordedAt: instantSchema,
  recordedBy: z.string(),
});
export type ConsentEntry = z.infer<typeof consentEntrySchema>;

export const recordConsentSchema = z.object({
  channel: consentChannelSchema,
  purpose: consentPurposeIdSchema,
  state: consentStateSchema,
  source: z.string().trim().min(1).max(120),
  proof: z.string().trim().max(2000).default(''),
  /** Now, when left out. */
  happenedAt: instantSchema.optional(),
});
export type RecordConsent = z.infer<typeof recordConsentSchema>;

/** What holds for one channel and purpose; null where nothing was ever said. */
export const consentStandingSchema = z.object({
  channel: consentChannelSchema,
  purpose: consentPurposeIdSchema,
  state: consentStateSchema.nullable(),
  happenedAt: instantSchema.nullable(),
  /** Whether it may be used now. */
  allowed: z.boolean(),
});
export type ConsentStanding = z.infer<typeof consentStandingSchema>;

/** A contact's consents: what holds now, and the whole ledger, the newest line first. */
export const contactConsentsSchema = z.object({
  purposes: z.array(consentPurposeSchema),
  standing: z.array(consentStandingSchema),
  ledger: z.array(consentEntrySchema.extend({ recordedByName: z.string().nullable() })),
});
export type ContactConsents = z.infer<typeof contactConsentsSchema>;

export const saveConsentPurposeSchema = z.object({
  name: z.string().trim().min(1).max(80),
  basis: z.enum(CONSENT_BASES),
  wording: z.string().trim().max(4000).default(''),
  channels: z
    .array(consentChannelSchema)
    .min(1)
    .default([...CONSENT_CHANNELS]),
  active: z.boolean().default(true),
  /** What was last seen of it; left out for a new one. */
  version: z.number().int().optional(),
});
export type SaveConsentPurpose = z.infer<typeof saveConsentPurposeSchema>;

/** POST /consents/imports: rows of a list of consents; contacts are found by number or mail. */
export const importConsentsSchema = z.object({
  source: z.string().trim().min(1).max(120),
  rows: z
    .array(
      z.object({
        /** A number or a mail. */
        contact: z.string().trim().min(3).max(254),
        channel: consentChannelSchema,
        purpose: consentPurposeIdSchema,
        state: consentStateSchema,
        proof: z.string().trim().max(2000).default(''),
        happenedAt: instantSchema.optional(),
      }),
    )
    .min(1)
    .max(5000),
});
export type ImportConsents = z.infer<typeof importConsentsSchema>;
export const importedConsentsSchema = z.object({
  recorded: z.number().int(),
  refused: z.array(z.object({ row: z.number().int(), rule: z.string() })),
});
export type ImportedConsents = z.infer<typeof importedConsentsSchema>;

/** GET /consents: the ledger of everybody, the newest line first. */
export const consentLineSchema = consentEntrySchema
  .omit({ contactId: true })
  .extend({ contact: z.object({ id: idSchema, name: z.string() }), recordedByName: z.string().nullable() });
export type ConsentLine = z.infer<typeof consentLineSchema>;
export const consentListQuerySchema = pageQuerySchema.pick({ limit: true, after: true, search: true }).extend({
  channel: consentChannelSchema.optional(),
  purpose: consentPurposeIdSchema.optional(),
  state: consentStateSchema.optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
});
export type ConsentListQuery = z.infer<typeof consentListQuerySchema>;

/** How many contacts have agreed and how many have refused, as it stands now. */
export const consentFiguresSchema = z.array(
  z.object({
    channel: consentChannelSchema,
    purpose: consentPurposeIdSchema,
    given: z.number().int(),
    withdrawn: z.number().int(),
  }),
);
export type ConsentFigures = z.infer<typeof consentFiguresSchema>;
