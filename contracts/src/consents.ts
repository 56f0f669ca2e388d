import { z } from 'zod';
import { idSchema, instantSchema } from './paging';

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
