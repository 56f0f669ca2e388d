import { z } from 'zod';
import { CONSENT_CHANNELS, type ConsentChannel } from './consents';
import { LANGUAGES } from './identity';
import { idSchema, instantSchema, pageQuerySchema } from './paging';
import { ON_KNOWN } from './records';

export const IMPORT_STATES = [
  'uploaded',
  'running',
  'cancelling',
  'cancelled',
  'done',
  'failed',
  'undoing',
  'undone',
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];
export const IMPORT_ENCODINGS = ['utf-8', 'windows-1250'] as const;
export const IMPORT_KINDS = ['csv', 'xlsx'] as const;

/**
 * What a column of a file can be, beside defined fields (`fields.<key>` of contacts, `campaign.<key>` of records) and consents
 * (`consent.<channel>.<purpose>`: yes or no; of the day in `consentAt`, shown by `consentProof`). `queuePriority` and `skills`
 * (`Angielski:5; Kredyty:3?*2`: level, wished only, weight) say how a contact's work is routed.
 */
export const IMPORT_TARGETS = [
  'ignore',
  'firstName',
  'lastName',
  'fullName',
  'company',
  'phone',
  'email',
  'note',
  'externalKey',
  'priority',
  'notBefore',
  'notAfter',
  'queuePriority',
  'skills',
  'consentAt',
  'consentProof',
] as const;
export const importTargetSchema = z.union([
  z.enum(IMPORT_TARGETS),
  z.string().regex(/^(fields|campaign)\.[a-z][a-z0-9_]{0,39}$/),
  z.string().regex(new RegExp(`^consent\\.(${CONSENT_CHANNELS.join('|')})\\.[a-z][a-z0-9-]{0,39}$`)),
]);
export type ImportTarget = z.infer<typeof importTargetSchema>;

/** The column that says whether somebody agreed. */
export const consentTarget = (channel: ConsentChannel, purpose: string): ImportTarget =>
  `consent.${channel}.${purpose}`;

/** One target for each column, in the order of the file. */
export const importPlanSchema = z.object({
  mapping: z.array(importTargetSchema).max(200),
  campaignId: idSchema.nullable().default(null),
  onKnown: z.enum(ON_KNOWN).default('fill'),
});
export type ImportPlan = z.infer<typeof importPlanSchema>;

export const contactImportSchema = z.object({
  id: idSchema,
  fileName: z.string(),
  kind: z.enum(IMPORT_KINDS),
  encoding: z.enum(IMPORT_ENCODINGS),
  separator: z.string(),
  headings: z.array(z.string()),
  /** Rows of the file without its headings. */
  rows: z.number().int(),
  campaign: z.object({ id: idSchema, name: z.string().nullable() }).nullable(),
  mapping: z.array(importTargetSchema),
  onKnown: z.enum(ON_KNOWN),
  state: z.enum(IMPORT_STATES),
  /** Rows that are through. */
  done: z.number().int(),
  added: z.number().int(),
  joined: z.number().int(),
  /** Of those added: probably known, to be reviewed. */
  review: z.number().int(),
  skipped: z.number().int(),
  refused: z.number().int(),
  records: z.number().int(),
  error: z.string().nullable(),
  createdAt: instantSchema,
  createdBy: z.object({ id: z.string(), name: z.string().nullable() }),
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  version: z.number().int(),
});
export type ContactImport = z.infer<typeof contactImportSchema>;

export const importRowErrorSchema = z.object({
  /** Row of the file; the headings are row 1. */
  line: z.number().int(),
  field: z.string(),
  rule: z.string(),
  value: z.string(),
  cells: z.array(z.string()),
});
export type ImportRowError = z.infer<typeof importRowErrorSchema>;

/** The first rows of a file as they would be taken. */
export const importPreviewSchema = z.object({
  rows: z.array(
    z.object({
      line: z.number().int(),
      cells: z.array(z.string()),
      errors: z.array(z.object({ field: z.string(), rule: z.string(), value: z.string() })),
    }),
  ),
  /** What the mapping as a whole lacks: rules of `mapping`. */
  problems: z.array(z.string()),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

export const savedMappingSchema = z.object({
  id: idSchema,
  name: z.string(),
  headings: z.array(z.string()),
  mapping: z.array(importTargetSchema),
  savedAt: instantSchema,
});
export type SavedMapping = z.infer<typeof savedMappingSchema>;
export const saveMappingSchema = z.object({
  name: z.string().trim().min(1).max(80),
  headings: z.array(z.string().max(200)).max(200),
  mapping: z.array(importTargetSchema).max(200),
});
export type SaveMapping = z.infer<typeof saveMappingSchema>;

export const importListQuerySchema = pageQuerySchema.pick({ limit: true, after: true });
export type ImportListQuery = z.infer<typeof importListQuerySchema>;

/** POST /contact-exports: what the file holds; the file is made in the background. */
export const exportRequestSchema = z.object({
  /** Contacts of this campaign with its fields; null: all contacts. */
  campaignId: idSchema.nullable().default(null),
  search: z.string().trim().max(100).default(''),
  /** Of the headings; a Polish file is cut by semicolons. */
  language: z.enum(LANGUAGES).default('pl'),
});
export type ExportRequest = z.infer<typeof exportRequestSchema>;
export const CONTACT_EXPORT_STATES = ['running', 'done', 'failed', 'expired'] as const;
export const contactExportSchema = z.object({
  id: idSchema,
  state: z.enum(CONTACT_EXPORT_STATES),
  campaign: z.object({ id: idSchema, name: z.string().nullable() }).nullable(),
  search: z.string(),
  /** Rows that it will have, and that it has. */
  total: z.number().int(),
  rows: z.number().int(),
  createdAt: instantSchema,
  /** When the file is deleted. */
  expiresAt: instantSchema.nullable(),
});
export type ContactExport = z.infer<typeof contactExportSchema>;
