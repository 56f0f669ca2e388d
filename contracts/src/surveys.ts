import { z } from 'zod';
import { documentVersionSchema, publishDocumentSchema } from './documents';
import { spokenSchema } from './ivr';
import { idSchema, instantSchema, listQuerySchema, manyOf, pageQuerySchema } from './paging';
import { promptLanguageSchema } from './prompts';

/** What is said, in each language of the survey: prompts of the library or text turned into speech. */
export const surveyTextsSchema = z.record(promptLanguageSchema, z.array(spokenSchema).max(5));
export type SurveyTexts = z.infer<typeof surveyTextsSchema>;

export const questionIdSchema = z.string().regex(/^[a-z][a-z0-9_]{0,19}$/, { error: 'question-id-format' });

/** After one of these answers (digits as they are typed) it goes on there instead of at the next question. */
export const surveyBranchSchema = z.object({
  answers: z
    .array(z.string().regex(/^\d{1,2}$/))
    .min(1)
    .max(20),
  /** A later question; null: the end. */
  to: questionIdSchema.nullable(),
});
const common = {
  id: questionIdSchema,
  /** What results call it. */
  name: z.string().trim().min(1).max(80),
  texts: surveyTextsSchema,
  branches: z.array(surveyBranchSchema).max(10),
};
/** `rating`: a number between both; `yes-no`: 1 is yes, 2 is no; `choice`: one of the digits; `open`: said after a tone. */
export const surveyQuestionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rating'),
    ...common,
    from: z.number().int().min(0).max(1),
    to: z.number().int().min(2).max(10),
  }),
  z.object({ kind: z.literal('yes-no'), ...common }),
  z.object({
    kind: z.literal('choice'),
    ...common,
    options: z.array(z.object({ digit: z.string().regex(/^\d$/), name: z.string().trim().min(1).max(80) })).max(10),
  }),
  z.object({
    kind: z.literal('open'),
    ...common,
    /** `#` or silence end it earlier. */
    maximumSeconds: z.number().int().min(5).max(300),
    /** The sound goes after so many days; null: it stays. */
    retentionDays: z.number().int().min(1).max(3650).nullable(),
  }),
]);
export type SurveyQuestion = z.infer<typeof surveyQuestionSchema>;
export type SurveyQuestionKind = SurveyQuestion['kind'];
export const SURVEY_QUESTION_KINDS = [
  'rating',
  'yes-no',
  'choice',
  'open',
] as const satisfies readonly SurveyQuestionKind[];

/** A whole survey. It is stored as it stands: a version never changes. */
export const surveyDocumentSchema = z.object({
  schema: z.literal(1),
  /** The first is spoken to callers whose language is none of these. */
  languages: z.array(promptLanguageSchema).min(1).max(10),
  greeting: surveyTextsSchema,
  goodbye: surveyTextsSchema,
  questions: z.array(surveyQuestionSchema).max(20),
  /** Silence after a question until it is asked again. */
  timeoutSeconds: z.number().int().min(2).max(30),
  /** How often a question is asked before it goes on without an answer. */
  attempts: z.number().int().min(1).max(5),
});
export type SurveyDocument = z.infer<typeof surveyDocumentSchema>;

/** What keeps a survey from being published; `surveys.findings.<code>`. */
export const SURVEY_FINDING_CODES = [
  'questions-missing',
  'question-twice',
  'language-twice',
  'text-missing',
  'prompt-unknown',
  'prompt-language-missing',
  'template-not-valid',
  'range-not-valid',
  'options-missing',
  'option-twice',
  'branch-not-later',
  'branch-answer-unknown',
] as const;
export const surveyFindingSchema = z.object({
  code: z.enum(SURVEY_FINDING_CODES),
  /** Null: of the survey as a whole, its greeting or its goodbye. */
  questionId: questionIdSchema.nullable(),
  language: promptLanguageSchema.nullable(),
});
export type SurveyFinding = z.infer<typeof surveyFindingSchema>;

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'time-of-day' });
/** Who of a queue's callers is asked, and when. */
export const surveyRuleSchema = z.object({
  queueId: idSchema,
  /** `after-call`: the caller is kept when the agent hangs up; `later`: he is called. */
  when: z.enum(['after-call', 'later']),
  active: z.boolean(),
  /** Of the conversations that fit everything else. */
  sharePercent: z.number().int().min(1).max(100),
  /** The same number is not asked again within so many days; 0: whatever was before. */
  quietDays: z.number().int().min(0).max(365),
  minimumTalkSeconds: z.number().int().min(0).max(3600),
  /** The rest is of `later`: how long after the end of the conversation, and how often, with how long between. */
  delayMinutes: z.number().int().min(1).max(10_080),
  attempts: z.number().int().min(1).max(10),
  intervalMinutes: z.number().int().min(1).max(1440),
  /** Warsaw time; a call that falls outside waits for the next day's beginning. */
  callFrom: timeOfDay,
  callTo: timeOfDay,
});
export type SurveyRule = z.infer<typeof surveyRuleSchema>;

/** A row of GET /surveys. */
export const surveyListItemSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** Null: never published, nobody is asked. */
  liveVersion: z.number().int().nullable(),
  /** The draft differs from the live version. */
  changed: z.boolean(),
  queueIds: z.array(idSchema),
  updatedAt: instantSchema,
  version: z.number().int(),
});
export type SurveyListItem = z.infer<typeof surveyListItemSchema>;
export const surveyListQuerySchema = listQuerySchema(['name', 'updatedAt'], {
  published: z.stringbool().optional(),
});
/** GET /surveys/:id. `draftVersion` grows with each saved draft: send it back with the next. */
export const surveySchema = surveyListItemSchema.extend({
  draft: surveyDocumentSchema,
  draftVersion: z.number().int(),
  rules: z.array(surveyRuleSchema),
  findings: z.array(surveyFindingSchema),
});
export type Survey = z.infer<typeof surveySchema>;
/** GET /surveys/names: what an IVR node chooses from. */
export const surveyNameSchema = surveyListItemSchema.pick({ id: true, name: true, liveVersion: true });
export type SurveyName = z.infer<typeof surveyNameSchema>;

export const createSurveySchema = z.object({
  name: z.string().trim().min(1).max(80),
  document: surveyDocumentSchema.optional(),
});
export type CreateSurvey = z.infer<typeof createSurveySchema>;
/** PATCH /surveys/:id. `rules` replaces all of them. */
export const changeSurveySchema = z.object({
  name: z.string().trim().min(1).max(80).optional(),
  rules: z
    .array(surveyRuleSchema)
    .max(200)
    .refine((all) => new Set(all.map(({ queueId }) => queueId)).size === all.length, { error: 'unique' })
    .refine((all) => all.every(({ callFrom, callTo }) => callFrom < callTo), { error: 'from-before-to' })
    .optional(),
  version: z.number().int(),
});
export type ChangeSurvey = z.infer<typeof changeSurveySchema>;
export const saveSurveyDraftSchema = z.object({ document: surveyDocumentSchema, draftVersion: z.number().int() });
export type SaveSurveyDraft = z.infer<typeof saveSurveyDraftSchema>;
export const publishSurveySchema = publishDocumentSchema;
export type PublishSurvey = z.infer<typeof publishSurveySchema>;
export const surveyVersionSchema = documentVersionSchema;
export type SurveyVersion = z.infer<typeof surveyVersionSchema>;
export const surveyVersionListQuerySchema = pageQuerySchema.pick({ limit: true, after: true });

/**
 * How it stands with the opinion on one conversation. `planned`: the conversation goes on; `scheduled`, `calling`: it will be, is being
 * asked by a call; `running`: he is answering; `broken-off`: he hung up before the end; `not-launched`: `reason` says why.
 */
export const SURVEY_RUN_STATES = [
  'planned',
  'scheduled',
  'calling',
  'running',
  'completed',
  'broken-off',
  'not-launched',
] as const;
/** Why nobody was asked. The last four are losses of callers who should have been. */
export const NOT_LAUNCHED_REASONS = [
  'not-published',
  'not-in-share',
  'asked-lately',
  'talk-too-short',
  'caller-hung-up',
  'transferred-out',
  'line-lost',
  'number-withheld',
  'number-blacklisted',
  'consent-withdrawn',
  'allowance-used-up',
  'not-reached',
  'no-trunk',
  'number-not-valid',
  'lost',
] as const;
export type NotLaunchedReason = (typeof NOT_LAUNCHED_REASONS)[number];

const named = z.object({ id: idSchema, name: z.string() }).nullable();
/** An answer that was said. `lost`: it could not be kept; `deleted`: its days are over, or the person asked for it. */
export const SURVEY_SPEECH_STATES = ['recording', 'kept', 'lost', 'deleted'] as const;
export const surveySpeechSchema = z.object({
  /** GET /surveys/speech/:id/audio while it is `kept`. */
  id: idSchema,
  state: z.enum(SURVEY_SPEECH_STATES),
  durationMs: z.number().int(),
});
export type SurveySpeech = z.infer<typeof surveySpeechSchema>;

/** A row of GET /surveys/:id/runs, and of GET /calls/:id/surveys. */
export const surveyRunSchema = z.object({
  id: z.string(),
  survey: z.object({ id: idSchema, name: z.string() }),
  version: z.number().int().nullable(),
  /** The conversation. */
  callId: idSchema,
  via: z.enum(['after-call', 'later', 'flow']),
  state: z.enum(SURVEY_RUN_STATES),
  reason: z.enum(NOT_LAUNCHED_REASONS).nullable(),
  /** When it will be called, while `scheduled`. */
  dueAt: instantSchema.nullable(),
  attempts: z.number().int(),
  queue: named,
  agent: named,
  contactId: idSchema.nullable(),
  number: z.string().nullable(),
  language: promptLanguageSchema,
  at: instantSchema,
  endedAt: instantSchema.nullable(),
  /** In the order of the questions; `label`: what the digit meant. Of what was said value and label are empty. */
  answers: z.array(
    z.object({
      questionId: questionIdSchema,
      name: z.string(),
      value: z.string(),
      label: z.string(),
      speech: surveySpeechSchema.nullable(),
    }),
  ),
});
export type SurveyRun = z.infer<typeof surveyRunSchema>;

/** Days of Warsaw, both included. */
const period = {
  from: z.iso.date(),
  to: z.iso.date(),
  queueId: idSchema.optional(),
  agentId: idSchema.optional(),
};
export const surveyResultsQuerySchema = z.object(period);
export type SurveyResultsQuery = z.infer<typeof surveyResultsQuerySchema>;
export const surveyRunListQuerySchema = listQuerySchema(['at'], {
  ...period,
  state: manyOf(z.enum(SURVEY_RUN_STATES)),
  questionId: questionIdSchema.optional(),
  /** With `questionId`: those who answered so; without an answer: those who answered it at all. */
  answer: z.string().max(2).optional(),
});
export type SurveyRunListQuery = z.infer<typeof surveyRunListQuerySchema>;

const resultRow = {
  launched: z.number().int(),
  completed: z.number().int(),
  /** Averages of ratings by question; a question that nobody answered is absent. */
  averages: z.record(questionIdSchema, z.number()),
};
/** GET /surveys/:id/results. */
export const surveyResultsSchema = z.object({
  launched: z.number().int(),
  completed: z.number().int(),
  brokenOff: z.number().int(),
  notLaunched: z.array(z.object({ reason: z.enum(NOT_LAUNCHED_REASONS), count: z.number().int() })),
  questions: z.array(
    z.object({
      id: questionIdSchema,
      name: z.string(),
      kind: z.enum(SURVEY_QUESTION_KINDS),
      answers: z.number().int(),
      /** Of ratings. */
      average: z.number().nullable(),
      distribution: z.array(z.object({ value: z.string(), label: z.string(), count: z.number().int() })),
    }),
  ),
  byQueue: z.array(z.object({ id: idSchema.nullable(), name: z.string(), ...resultRow })),
  byAgent: z.array(z.object({ id: idSchema.nullable(), name: z.string(), ...resultRow })),
  byDay: z.array(z.object({ day: z.iso.date(), ...resultRow })),
});
export type SurveyResults = z.infer<typeof surveyResultsSchema>;
