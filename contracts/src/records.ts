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

export const recordListQuerySchema = listQuerySchema(['createdAt'], {
  campaignId: idSchema.optional(),
  contactId: idSchema.optional(),
  sourceId: manyOf(idSchema),
});
export type RecordListQuery = z.infer<typeof recordListQuerySchema>;
