import { z } from 'zod';
import { idSchema, instantSchema, listQuerySchema, manyOf } from './paging';

/** `number`: exactly this one (E.164); `prefix`: all that begin with it (`+4850`); `class`: a whole kind of numbers. */
export const BLACKLIST_KINDS = ['number', 'prefix', 'class'] as const;
export const blacklistKindSchema = z.enum(BLACKLIST_KINDS);
export type BlacklistKind = z.infer<typeof blacklistKindSchema>;

/** Values of kind `class`. `abroad`: of another country than Poland; `withheld`: callers who hide their number. */
export const BLACKLIST_CLASSES = [
  'mobile',
  'fixed',
  'premium',
  'shared-cost',
  'toll-free',
  'voip',
  'abroad',
  'withheld',
] as const;
export type BlacklistClass = (typeof BLACKLIST_CLASSES)[number];

/** Calls to us, calls from us, or both. */
export const BLACKLIST_DIRECTIONS = ['inbound', 'outbound', 'both'] as const;
export const blacklistDirectionSchema = z.enum(BLACKLIST_DIRECTIONS);
export type BlacklistDirection = z.infer<typeof blacklistDirectionSchema>;

export const blacklistEntrySchema = z.object({
  id: idSchema,
  kind: blacklistKindSchema,
  /** E.164, the beginning of one, or a class. */
  value: z.string(),
  direction: blacklistDirectionSchema,
  /** In which campaigns it holds, by id and in order; empty: on the whole platform. */
  campaignIds: z.array(idSchema),
  reason: z.string(),
  /** Removed by itself then; null: stays. */
  expiresAt: instantSchema.nullable(),
  addedBy: z.object({ id: z.string(), name: z.string().nullable() }),
  addedAt: instantSchema,
  version: z.number().int(),
});
export type BlacklistEntry = z.infer<typeof blacklistEntrySchema>;

export const saveBlacklistEntrySchema = z.object({
  kind: blacklistKindSchema,
  value: z.string().trim().min(1).max(40),
  direction: blacklistDirectionSchema.default('both'),
  campaignIds: z.array(idSchema).max(100).default([]),
  reason: z.string().trim().max(300).default(''),
  expiresAt: instantSchema.nullable().default(null),
  version: z.number().int().optional(),
});
export type SaveBlacklistEntry = z.infer<typeof saveBlacklistEntrySchema>;

export const blacklistListQuerySchema = listQuerySchema(['value', 'addedAt', 'expiresAt'], {
  kind: manyOf(blacklistKindSchema),
  direction: manyOf(blacklistDirectionSchema),
  /** Entries that are limited to one of these. */
  campaignId: manyOf(idSchema),
});
export type BlacklistListQuery = z.infer<typeof blacklistListQuerySchema>;

/**
 * POST /blacklist/imports. The first line names the columns as the export does (`Pattern`, `Direction`, `Campaign`, `Reason`, `Expires`, in
 * Polish or English; only the first is required), separated by commas or semicolons. A pattern is a number, a beginning with a star
 * (`+4850*`) or a class (`mobile`); campaigns are their ids with spaces between them, empty for all.
 */
export const importBlacklistSchema = z.object({
  fileName: z.string().trim().min(1).max(200),
  csv: z.string().min(1).max(900_000),
});
export type ImportBlacklist = z.infer<typeof importBlacklistSchema>;

/** Rows of an import that were refused: the line of the file, what stood there and which rule it breaks. */
export const blacklistImportErrorSchema = z.object({
  line: z.number().int(),
  pattern: z.string(),
  field: z.enum(['pattern', 'direction', 'campaign', 'reason', 'expires']),
  rule: z.string(),
});
export type BlacklistImportError = z.infer<typeof blacklistImportErrorSchema>;

export const blacklistImportSchema = z.object({
  id: idSchema,
  fileName: z.string(),
  rows: z.number().int(),
  added: z.number().int(),
  /** Were on the list already, or stood in the file twice. */
  known: z.number().int(),
  refused: z.number().int(),
});
export type BlacklistImport = z.infer<typeof blacklistImportSchema>;

/** Why a call may not be: the entry that forbids it. */
export interface BlacklistHit {
  readonly entryId: string;
  readonly kind: BlacklistKind;
  readonly value: string;
  readonly reason: string;
  readonly campaignIds: readonly string[];
}
