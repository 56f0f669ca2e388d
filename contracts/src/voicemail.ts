import { z } from 'zod';
import { spokenSchema } from './ivr';
import { idSchema, instantSchema, listQuerySchema, manyOf } from './paging';
import { promptLanguageSchema } from './prompts';

/** POST and PUT /voicemail/boxes: what callers hear there, how much they may say, and who is told. */
export const saveVoicemailBoxSchema = z.object({
  name: z.string().trim().min(1).max(80),
  /** Of one person, by whose extension it is reached; null: of a team. A person has one box. */
  ownerId: idSchema.nullable().default(null),
  /** Said before the tone; null: a plain request to speak after it. */
  greeting: spokenSchema.nullable().default(null),
  language: promptLanguageSchema.default('pl'),
  /** Shorter messages are thrown away: somebody hung up instead of speaking. */
  minimumSeconds: z.number().int().min(0).max(60).default(2),
  maximumSeconds: z.number().int().min(5).max(600).default(120),
  /** Handled messages go after so many days; null: they stay. */
  retentionDays: z.number().int().min(1).max(3650).nullable().default(90),
  /** People and groups whose inbox it is and who are told of each message; the owner is one of them anyway. */
  userIds: z.array(idSchema).max(200).default([]),
  groupIds: z.array(idSchema).max(50).default([]),
  emails: z.array(z.email().max(200)).max(20).default([]),
  /** Sends the sound along with the e-mail. */
  attachSound: z.boolean().default(false),
  version: z.number().int().optional(),
});
export type SaveVoicemailBox = z.infer<typeof saveVoicemailBoxSchema>;

export const voicemailBoxSchema = saveVoicemailBoxSchema.omit({ version: true }).extend({
  id: idSchema,
  ownerName: z.string().nullable(),
  /** Messages that nobody has handled yet. */
  waiting: z.number().int(),
  version: z.number().int(),
});
export type VoicemailBox = z.infer<typeof voicemailBoxSchema>;
/** GET and PUT /voicemail/boxes/mine: what callers hear at one's own box; it is made with the first greeting or message (version 0). */
export const ownGreetingSchema = voicemailBoxSchema.pick({ greeting: true, language: true, version: true });
export type OwnGreeting = z.infer<typeof ownGreetingSchema>;
export const voicemailBoxListQuerySchema = listQuerySchema(['name'], {});
export type VoicemailBoxListQuery = z.infer<typeof voicemailBoxListQuerySchema>;

/** GET /voicemail/boxes/names: the boxes whose messages the reader sees; with `all`, every box, to choose a target from. */
export const voicemailBoxNameSchema = z.object({ id: idSchema, name: z.string(), waiting: z.number().int() });
export type VoicemailBoxName = z.infer<typeof voicemailBoxNameSchema>;

/** `lost`: the sound could not be kept, `reason` says why; the call itself is there. */
export const VOICEMAIL_STATES = ['new', 'handled', 'lost'] as const;
export const voicemailMessageSchema = z.object({
  id: idSchema,
  box: z.object({ id: idSchema, name: z.string() }),
  callId: idSchema,
  state: z.enum(VOICEMAIL_STATES),
  number: z.string().nullable(),
  displayName: z.string().nullable(),
  contact: z.object({ id: idSchema, firstName: z.string(), lastName: z.string() }).nullable(),
  receivedAt: instantSchema,
  durationMs: z.number().int(),
  /** When somebody first listened to it. */
  heardAt: instantSchema.nullable(),
  handledAt: instantSchema.nullable(),
  handledBy: z.object({ id: idSchema, name: z.string() }).nullable(),
  note: z.string(),
  reason: z.string().nullable(),
  version: z.number().int(),
});
export type VoicemailMessage = z.infer<typeof voicemailMessageSchema>;
export const voicemailListQuerySchema = listQuerySchema(['receivedAt'], {
  boxId: idSchema.optional(),
  state: manyOf(z.enum(VOICEMAIL_STATES)),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
});
export type VoicemailListQuery = z.infer<typeof voicemailListQuerySchema>;

/** PUT /voicemail/messages/:id: handled with a note, or open again. */
export const handleVoicemailSchema = z.object({
  state: z.enum(['new', 'handled']),
  note: z.string().trim().max(2000).default(''),
  version: z.number().int(),
});
export type HandleVoicemail = z.infer<typeof handleVoicemailSchema>;
