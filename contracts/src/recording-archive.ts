import { z } from 'zod';
import { idSchema, instantSchema, listQuerySchema, manyOf } from './paging';

export const ARCHIVE_KINDS = ['directory', 'sftp'] as const;

const rules = {
  /** Only of these queues; empty: of all. */
  queueIds: z.array(idSchema).max(200),
  direction: z.enum(['any', 'inbound', 'outbound']),
  /** Only longer ones. */
  minSeconds: z.number().int().min(0).max(86_400),
};
const place = {
  kind: z.enum(ARCHIVE_KINDS),
  /** Absolute path on this machine, or path on the server. */
  path: z.string().trim().min(1).max(400),
  host: z.string().trim().max(255),
  port: z.number().int().min(1).max(65_535),
  username: z.string().trim().max(100),
};

export const archiveTargetSchema = z.object({
  id: idSchema,
  name: z.string(),
  ...place,
  ...rules,
  active: z.boolean(),
  /** A password or a private key is kept, sealed. */
  hasSecret: z.boolean(),
  /** Fingerprint of the server that was met first; another one is refused. */
  hostKey: z.string().nullable(),
  waiting: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  lastError: z.string().nullable(),
  lastOkAt: instantSchema.nullable(),
  /** When it is tried again after an error. */
  nextAt: instantSchema.nullable(),
  version: z.number().int(),
});
export type ArchiveTarget = z.infer<typeof archiveTargetSchema>;

export const saveArchiveTargetSchema = z.object({
  name: z.string().trim().min(1).max(80),
  ...place,
  host: place.host.default(''),
  port: place.port.default(22),
  username: place.username.default(''),
  ...rules,
  queueIds: rules.queueIds.default([]),
  direction: rules.direction.default('any'),
  minSeconds: rules.minSeconds.default(0),
  active: z.boolean().default(true),
  /** Left out or empty: as before. */
  password: z.string().max(200).optional(),
  /** OpenSSH or PEM. Left out or empty: as before. */
  privateKey: z.string().max(20_000).optional(),
  /** The server has a new key: meet it anew. */
  forgetHostKey: z.boolean().default(false),
  version: z.number().int().optional(),
});
export type SaveArchiveTarget = z.infer<typeof saveArchiveTargetSchema>;
export const archiveTargetListQuerySchema = listQuerySchema(['name'], {});
export type ArchiveTargetListQuery = z.infer<typeof archiveTargetListQuerySchema>;

export const COPY_STATES = ['waiting', 'done', 'failed'] as const;
export const archiveCopySchema = z.object({
  id: idSchema,
  recordingId: idSchema,
  startedAt: instantSchema,
  number: z.string().nullable(),
  state: z.enum(COPY_STATES),
  path: z.string().nullable(),
  bytes: z.number().int().nullable(),
  attempts: z.number().int(),
  problem: z.string().nullable(),
  queuedAt: instantSchema,
  /** Read back and found the same. */
  verifiedAt: instantSchema.nullable(),
});
export type ArchiveCopy = z.infer<typeof archiveCopySchema>;
export const archiveCopyListQuerySchema = listQuerySchema(['queuedAt'], { state: manyOf(z.enum(COPY_STATES)) });
export type ArchiveCopyListQuery = z.infer<typeof archiveCopyListQuerySchema>;
