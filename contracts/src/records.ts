import { z } from 'zod';
import { idSchema, instantSchema, listQuerySchema, manyOf } from './paging';

/** How records came in. */
export const RECORD_SOURCE_KINDS = ['import', 'api', 'form', 'manual'] as const;
export type RecordSourceKind = (typeof RECORD_SOURCE_KINDS)[number];

/** Values of fields that administrators defined, by the field's key. */
export const fieldValuesSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]),
);
export type FieldValues = z.infer<typeof fieldValuesSchema>;

/** A contact's entry in a campaign; name, numbers and mails are the contact's, one and the same in every campaign. */
export const campaignRecordSchema = z.object({
  id: idSchema,
  contact: z.object({
    id: idSchema,
    firstName: z.string(),
    lastName: z.string(),
    company: z.string(),
    /** E.164. */
    phones: z.array(z.string()),
  }),
  /** `name` is null when nobody knows the campaign any more. */
  campaign: z.object({ id: idSchema, name: z.string().nullable() }),
  source: z.object({ id: idSchema, kind: z.enum(RECORD_SOURCE_KINDS), name: z.string() }),
  externalKey: z.string().nullable(),
  /** Higher is dialled earlier. */
  priority: z.number().int(),
  /** Only this agent dials it. */
  privateTo: idSchema.nullable(),
  notBefore: instantSchema.nullable(),
  notAfter: instantSchema.nullable(),
  fields: fieldValuesSchema,
  createdAt: instantSchema,
  updatedAt: instantSchema,
  version: z.number().int(),
});
export type CampaignRecord = z.infer<typeof campaignRecordSchema>;

export const saveRecordSchema = z.object({
  externalKey: z.string().trim().min(1).max(120).nullable().default(null),
  priority: z.number().int().min(-1000).max(1000).default(0),
  privateTo: idSchema.nullable().default(null),
  notBefore: instantSchema.nullable().default(null),
  notAfter: instantSchema.nullable().default(null),
  fields: fieldValuesSchema.default({}),
});
export type SaveRecord = z.infer<typeof saveRecordSchema>;

/** POST /campaigns/{id}/contacts: a contact that is known already, and the terms of its record. */
export const takeContactSchema = saveRecordSchema
  .pick({ priority: true, privateTo: true, notBefore: true, notAfter: true })
  .extend({ contactId: idSchema });
export type TakeContact = z.infer<typeof takeContactSchema>;
export const tookContactSchema = z.object({ recordId: idSchema });
export type TookContact = z.infer<typeof tookContactSchema>;

export const recordListQuerySchema = listQuerySchema(['createdAt'], {
  campaignId: idSchema.optional(),
  contactId: idSchema.optional(),
  sourceId: manyOf(idSchema),
});
export type RecordListQuery = z.infer<typeof recordListQuerySchema>;

/** What becomes of a row whose contact is known already: gaps filled, given values taken over, contact left alone, row left out. */
export const ON_KNOWN = ['fill', 'overwrite', 'keep', 'skip'] as const;
export type OnKnownContact = (typeof ON_KNOWN)[number];

/** POST /records: contacts for a campaign, recognised as in an import. */
export const submitRecordsSchema = z.object({
  campaignId: idSchema,
  /** Names the source in reports. */
  source: z.string().trim().min(1).max(120).default('API'),
  onKnown: z.enum(ON_KNOWN).default('fill'),
  records: z
    .array(
      saveRecordSchema.extend({
        contact: z.object({
          firstName: z.string().trim().max(80).default(''),
          lastName: z.string().trim().max(80).default(''),
          company: z.string().trim().max(120).default(''),
          phones: z.array(z.string().trim().min(3).max(32)).max(10).default([]),
          emails: z.array(z.email().max(254)).max(10).default([]),
          note: z.string().max(4000).default(''),
          fields: fieldValuesSchema.default({}),
        }),
      }),
    )
    .min(1)
    .max(500),
});
export type SubmitRecords = z.infer<typeof submitRecordsSchema>;

/** What became of each, in the order given. A refused one names field and rule; the others are in. */
export const submittedRecordSchema = z.object({
  outcome: z.enum(['new', 'joined', 'review', 'skipped', 'refused']),
  contactId: idSchema.nullable(),
  recordId: idSchema.nullable(),
  errors: z.array(z.object({ field: z.string(), rule: z.string() })),
});
export type SubmittedRecord = z.infer<typeof submittedRecordSchema>;
export const submittedRecordsSchema = z.object({ records: z.array(submittedRecordSchema) });
