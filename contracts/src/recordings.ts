import { z } from 'zod';
import { idSchema, instantSchema, listQuerySchema, manyOf } from './paging';

/** `skipped`: a conversation that was not to be recorded; it stands in the list with its reason. */
export const RECORDING_STATES = ['recording', 'stored', 'lost', 'skipped', 'deleted'] as const;
export const recordingStateSchema = z.enum(RECORDING_STATES);
export type RecordingState = z.infer<typeof recordingStateSchema>;

/** Why a conversation has no recording: lost (the first two), or not begun by the rule of its queue or campaign. */
export const MISSING_REASONS = ['storage-full', 'no-file', 'rule-never', 'not-drawn', 'not-asked'] as const;
export type MissingReason = (typeof MISSING_REASONS)[number];

const namedSchema = z.object({ id: idSchema, name: z.string() });

export const recordingListItemSchema = z.object({
  id: idSchema,
  callId: idSchema,
  startedAt: instantSchema,
  durationMs: z.number().int(),
  state: recordingStateSchema,
  /** Of a missing recording: one of MISSING_REASONS. */
  reason: z.string().nullable(),
  direction: z.enum(['inbound', 'outbound', 'internal']),
  number: z.string().nullable(),
  contact: namedSchema.nullable(),
  agent: namedSchema.nullable(),
  queue: namedSchema.nullable(),
  campaign: namedSchema.nullable(),
  classifierName: z.string().nullable(),
  tags: z.array(z.string()),
  comments: z.number().int(),
  /** The caller was put on hold at least once. */
  held: z.boolean(),
  /** Nobody and no rule deletes it. */
  legalHold: z.boolean(),
});
export type RecordingListItem = z.infer<typeof recordingListItemSchema>;

export const recordingListQuerySchema = listQuerySchema(['startedAt', 'durationMs'], {
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  /** Without states and reasons: those that are there, or being made. */
  state: manyOf(recordingStateSchema),
  reason: manyOf(z.enum(MISSING_REASONS)),
  direction: manyOf(z.enum(['inbound', 'outbound', 'internal'])),
  agentId: idSchema.optional(),
  queueId: idSchema.optional(),
  campaignId: idSchema.optional(),
  contactId: idSchema.optional(),
  classifierId: idSchema.optional(),
  groupId: idSchema.optional(),
  tag: z.string().trim().max(40).optional(),
  /** Words of a comment. */
  comment: z.string().trim().max(100).optional(),
  minSeconds: z.coerce.number().int().min(0).optional(),
  maxSeconds: z.coerce.number().int().min(0).optional(),
  held: z.stringbool().optional(),
  legalHold: z.stringbool().optional(),
});
export type RecordingListQuery = z.infer<typeof recordingListQuerySchema>;

export const recordingCommentSchema = z.object({
  id: idSchema,
  /** From the beginning of the recording. */
  atMs: z.number().int(),
  text: z.string(),
  author: namedSchema,
  writtenAt: instantSchema,
});
export type RecordingComment = z.infer<typeof recordingCommentSchema>;
export const saveRecordingCommentSchema = z.object({
  atMs: z.number().int().min(0).max(86_400_000),
  text: z.string().trim().min(1).max(1000),
});
export type SaveRecordingComment = z.infer<typeof saveRecordingCommentSchema>;

/** Upper-case letters and spaces at the ends make no other tag. */
const tagSchema = z.string().trim().toLowerCase().min(1).max(40);
export const recordingTagsSchema = z.object({ tags: z.array(tagSchema).max(20) });
export type RecordingTags = z.infer<typeof recordingTagsSchema>;

export const recordingDetailSchema = recordingListItemSchema.extend({
  commentList: z.array(recordingCommentSchema),
  groups: z.array(namedSchema),
  /** Why it is kept. */
  holdReason: z.string().nullable(),
  /** The loudest of each stretch on both sides, from 0 to 1: left the customer, right ours. Null: not measured. */
  peaks: z.object({ left: z.array(z.number()), right: z.array(z.number()) }).nullable(),
  bytes: z.number().int().nullable(),
  sha256: z.string().nullable(),
  encrypted: z.boolean(),
  /** When the rule of its queue deletes it; null: never, or kept. */
  deletedOn: instantSchema.nullable(),
});
export type RecordingDetail = z.infer<typeof recordingDetailSchema>;

/** Whoever deletes or keeps says why; it stays in the journal. */
export const becauseSchema = z.object({ reason: z.string().trim().min(3).max(300) });
export type Because = z.infer<typeof becauseSchema>;

export const recordingGroupSchema = z.object({
  id: idSchema,
  name: z.string(),
  recordings: z.number().int(),
  createdBy: namedSchema,
  createdAt: instantSchema,
});
export type RecordingGroup = z.infer<typeof recordingGroupSchema>;
export const recordingGroupListQuerySchema = listQuerySchema(['name'], {});
export type RecordingGroupListQuery = z.infer<typeof recordingGroupListQuerySchema>;
export const saveRecordingGroupSchema = z.object({ name: z.string().trim().min(1).max(80) });
export type SaveRecordingGroup = z.infer<typeof saveRecordingGroupSchema>;

export const EXPORT_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled', 'expired'] as const;
export const recordingExportSchema = z.object({
  id: idSchema,
  state: z.enum(EXPORT_STATES),
  askedBy: namedSchema,
  askedAt: instantSchema,
  total: z.number().int(),
  done: z.number().int(),
  bytes: z.number().int().nullable(),
  /** When the archive is deleted. */
  expiresAt: instantSchema.nullable(),
  /** Why there is none. */
  problem: z.string().nullable(),
});
export type RecordingExport = z.infer<typeof recordingExportSchema>;
export const recordingExportListQuerySchema = listQuerySchema(['askedAt'], {});
export type RecordingExportListQuery = z.infer<typeof recordingExportListQuerySchema>;
/** What a search finds, or these recordings; at most 5 000. */
export const MOST_EXPORTED = 5000;
export const askRecordingExportSchema = z.object({
  ids: z.array(idSchema).min(1).max(MOST_EXPORTED).optional(),
  search: recordingListQuerySchema.partial().optional(),
});
export type AskRecordingExport = z.infer<typeof askRecordingExportSchema>;

/** PUT /calls/:id/recording. */
export const callRecordingSchema = z.object({ state: z.enum(['on', 'paused']) });
export type CallRecording = z.infer<typeof callRecordingSchema>;

/** What a check of the chain may find wrong with a link, or with the sound that it stands for. */
export const CHECK_PROBLEMS = [
  'link-missing',
  'link-changed',
  'journal-differs',
  'recording-missing',
  'sound-missing',
  'sound-changed',
  'not-in-chain',
] as const;
const recordingFindingSchema = z.object({
  place: z.number().int().nullable(),
  recordingId: idSchema,
  problem: z.enum(CHECK_PROBLEMS),
});
export type RecordingFinding = z.infer<typeof recordingFindingSchema>;
export const recordingCheckSchema = z.object({
  id: idSchema,
  state: z.enum(['running', 'done']),
  askedBy: namedSchema,
  askedAt: instantSchema,
  endedAt: instantSchema.nullable(),
  links: z.number().int(),
  sounds: z.number().int(),
  /** The first hundred. */
  findings: z.array(recordingFindingSchema),
});
export type RecordingCheck = z.infer<typeof recordingCheckSchema>;
export const recordingCheckListQuerySchema = listQuerySchema(['askedAt'], {});
export type RecordingCheckListQuery = z.infer<typeof recordingCheckListQuerySchema>;
