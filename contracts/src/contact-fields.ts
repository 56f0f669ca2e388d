import { z } from 'zod';
import { idSchema, instantSchema, manyOf, pageQuerySchema } from './paging';

/** `pesel` and `nip` are checked, and contacts are recognised by them. */
export const FIELD_TYPES = ['text', 'number', 'date', 'choice', 'phone', 'email', 'boolean', 'pesel', 'nip'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** A field that an administrator defined, of contacts (`campaignId` null) or of one campaign's records. */
export const contactFieldSchema = z.object({
  id: idSchema,
  campaignId: idSchema.nullable(),
  /** Names the value for ever: in the API, in imports and in templates. */
  key: z.string(),
  label: z.string(),
  type: z.enum(FIELD_TYPES),
  required: z.boolean(),
  /** No two contacts have the same value. */
  unique: z.boolean(),
  /** Found by the search of contacts. */
  searchable: z.boolean(),
  choices: z.array(z.string()),
  /** Groups that see it; empty: everybody who sees contacts. */
  groupIds: z.array(idSchema),
  position: z.number().int(),
  active: z.boolean(),
  version: z.number().int(),
});
export type ContactField = z.infer<typeof contactFieldSchema>;

export const saveContactFieldSchema = z.object({
  campaignId: idSchema.nullable().default(null),
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  label: z.string().trim().min(1).max(80),
  type: z.enum(FIELD_TYPES),
  required: z.boolean().default(false),
  unique: z.boolean().default(false),
  searchable: z.boolean().default(false),
  choices: z.array(z.string().trim().min(1).max(80)).max(100).default([]),
  groupIds: z.array(idSchema).max(100).default([]),
  position: z.number().int().min(0).max(10_000).default(0),
  active: z.boolean().default(true),
});
export type SaveContactField = z.infer<typeof saveContactFieldSchema>;

/** What contacts are recognised by. */
export const contactMatchingSchema = z.object({
  phone: z.boolean(),
  email: z.boolean(),
  name: z.boolean(),
  pesel: z.boolean(),
  nip: z.boolean(),
  version: z.number().int(),
});
export type ContactMatching = z.infer<typeof contactMatchingSchema>;

/** Why two contacts may be one, in the order of weight. */
export const MATCH_REASONS = [
  'same-pesel',
  'same-nip',
  'same-phone',
  'same-email',
  'near-phone',
  'near-email',
  'same-company',
  'same-name',
  'similar-name',
  'partial-name',
  'surname-differs',
  'name-unknown',
] as const;
export type MatchReason = (typeof MATCH_REASONS)[number];

const duplicateSideSchema = z.object({
  id: idSchema,
  firstName: z.string(),
  lastName: z.string(),
  company: z.string(),
  phones: z.array(z.string()),
  emails: z.array(z.string()),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  /** How many records of campaigns it has. */
  records: z.number().int(),
  version: z.number().int(),
});

/** Two contacts that are probably one, for a person to decide. */
export const contactDuplicateSchema = z.object({
  one: duplicateSideSchema,
  other: duplicateSideSchema,
  /** 0 to 100. */
  score: z.number().int(),
  reasons: z.array(z.enum(MATCH_REASONS)),
  foundAt: instantSchema,
});
export type ContactDuplicate = z.infer<typeof contactDuplicateSchema>;
export const duplicateListQuerySchema = pageQuerySchema.pick({ limit: true, after: true }).extend({
  contactId: idSchema.optional(),
});
export type DuplicateListQuery = z.infer<typeof duplicateListQuerySchema>;

/** Which two of a pair are meant; the order does not matter. */
export const contactPairSchema = z.object({ oneId: idSchema, otherId: idSchema });
export type ContactPair = z.infer<typeof contactPairSchema>;

export const MERGE_CHOICES = ['firstName', 'lastName', 'company', 'note'] as const;
/** POST /contacts/{id}/merges: the contact of the address takes the other one over. */
export const mergeContactsSchema = z.object({
  mergedId: idSchema,
  /** What is taken from the other one although both have it. Numbers and mails are always put together. */
  take: z
    .array(z.union([z.enum(MERGE_CHOICES), z.string().startsWith('fields.').max(60)]))
    .max(100)
    .default([]),
});
export type MergeContacts = z.infer<typeof mergeContactsSchema>;

export const contactMergeSchema = z.object({
  id: idSchema,
  goldenId: idSchema,
  merged: z.object({ id: idSchema, firstName: z.string(), lastName: z.string() }),
  mergedAt: instantSchema,
  mergedBy: z.object({ id: z.string(), name: z.string().nullable() }),
  undoneAt: instantSchema.nullable(),
});
export type ContactMerge = z.infer<typeof contactMergeSchema>;

/** What happened with a contact, of whatever kind: calls now, messages when there are any. */
export const contactHistoryEntrySchema = z.object({
  /** `call`, `record-added`, `consent` … */
  kind: z.string(),
  id: z.string(),
  at: instantSchema,
  /** Where the console shows it; null when nowhere. */
  path: z.string().nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type ContactHistoryEntry = z.infer<typeof contactHistoryEntrySchema>;
export const contactHistoryQuerySchema = z.object({
  before: instantSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  kind: manyOf(z.string().max(40)),
});
export type ContactHistoryQuery = z.infer<typeof contactHistoryQuerySchema>;
