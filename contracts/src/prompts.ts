import { z } from 'zod';
import { idSchema, instantSchema, listQuerySchema } from './paging';

/** ISO 639-1, with a country where it matters: `pl`, `en`, `pt-BR`. Prompts speak more languages than the console. */
export const promptLanguageSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'must be a language code such as pl or en');
export type PromptLanguage = z.infer<typeof promptLanguageSchema>;

/** Where a sound came from: a file, the microphone of the browser, or text turned into speech. */
export const PROMPT_SOURCES = ['upload', 'recording', 'text'] as const;
export const promptSourceSchema = z.enum(PROMPT_SOURCES);
export type PromptSource = z.infer<typeof promptSourceSchema>;

/** Liquid: `Dzień dobry, {{ contact.firstName }}`. */
export const promptTemplateSchema = z.string().trim().min(1).max(2000);

/** A prompt in one language. */
export const promptVariantSchema = z.object({
  language: promptLanguageSchema,
  source: promptSourceSchema,
  /** Text of `text`; null of a sound. */
  template: z.string().nullable(),
  /** Voice of the speech engine; null is the language's first. */
  voice: z.string().nullable(),
  /** Variables that the text speaks; with any of them it is generated live. */
  variables: z.array(z.string()),
  /** Null while the text is generated live. */
  milliseconds: z.number().int().nullable(),
  /** Grows with every replacement; calls that play an older one play it to its end. */
  revision: z.number().int(),
  updatedAt: instantSchema,
});
export type PromptVariant = z.infer<typeof promptVariantSchema>;

/** `kind` sorts the list and the choices: a menu offers announcements, a playlist offers both. */
export const PROMPT_KINDS = ['announcement', 'music'] as const;
export const promptKindSchema = z.enum(PROMPT_KINDS);
export type PromptKind = z.infer<typeof promptKindSchema>;

export const promptSchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: promptKindSchema,
  note: z.string(),
  variants: z.array(promptVariantSchema),
  updatedAt: instantSchema,
  version: z.number().int(),
});
export type Prompt = z.infer<typeof promptSchema>;

export const savePromptSchema = z.object({
  name: z.string().trim().min(1).max(80),
  kind: promptKindSchema.default('announcement'),
  note: z.string().trim().max(500).default(''),
});
export type SavePrompt = z.infer<typeof savePromptSchema>;
export const promptListQuerySchema = listQuerySchema(['name', 'updatedAt'], {
  kind: promptKindSchema.optional(),
  language: promptLanguageSchema.optional(),
});

/** GET /prompts/names: choices of editors. */
export const promptNameSchema = promptSchema
  .pick({ id: true, name: true, kind: true })
  .extend({ languages: z.array(promptLanguageSchema), variables: z.array(z.string()) });
export type PromptName = z.infer<typeof promptNameSchema>;

/** What a prompt or a playlist is used by; it cannot be deleted until none is left. */
export const promptUseSchema = z.object({
  kind: z.enum(['playlist', 'queue', 'flow', 'number', 'survey', 'campaign']),
  id: idSchema,
  name: z.string(),
});
export type PromptUse = z.infer<typeof promptUseSchema>;

/** PUT /prompts/:id/languages/:language/text. */
export const savePromptTextSchema = z.object({
  template: promptTemplateSchema,
  voice: z.string().max(80).nullable().default(null),
});
export type SavePromptText = z.infer<typeof savePromptTextSchema>;

/** PUT /prompts/:id/languages/:language/sound takes the file itself as the body: WAV, MP3, OGG or FLAC. */
export const PROMPT_SOUND_LIMITS = { bytes: 20_000_000, milliseconds: 600_000 } as const;

export const playlistSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** Prompts in the order of playing; after the last comes the first again. */
  promptIds: z.array(idSchema),
  updatedAt: instantSchema,
  version: z.number().int(),
});
export type Playlist = z.infer<typeof playlistSchema>;
export const savePlaylistSchema = z.object({
  name: z.string().trim().min(1).max(80),
  promptIds: z.array(idSchema).min(1).max(100),
});
export type SavePlaylist = z.infer<typeof savePlaylistSchema>;
export const playlistListQuerySchema = listQuerySchema(['name', 'updatedAt'], {});

/** GET /speech: the engine, and what it speaks. */
export const speechVoiceSchema = z.object({
  /** `pl`, `en-us+f3`, `pl_PL-gosia-medium`: the engine's own name. */
  id: z.string(),
  name: z.string(),
  language: promptLanguageSchema,
  gender: z.enum(['male', 'female', 'neutral']),
});
export type SpeechVoice = z.infer<typeof speechVoiceSchema>;
export const speechSchema = z.object({
  /** Null: no engine is installed, so texts cannot be turned into speech. */
  engine: z.string().nullable(),
  voices: z.array(speechVoiceSchema),
  /** Names that a text may use as variables everywhere; flows add their own. */
  variables: z.array(z.string()),
});
export type Speech = z.infer<typeof speechSchema>;

/** POST /speech/preview answers with the sound (`audio/wav`). */
export const speechPreviewSchema = savePromptTextSchema.extend({
  language: promptLanguageSchema,
  values: z.record(z.string().max(80), z.string().max(300)).default({}),
});
export type SpeechPreview = z.infer<typeof speechPreviewSchema>;
