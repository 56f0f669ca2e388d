import { z } from 'zod';
import { documentVersionSchema, publishDocumentSchema } from './documents';
import { idSchema, instantSchema, listQuerySchema, manyOf } from './paging';

/** Names a section or a criterion for ever: scores go by it. */
const keySchema = z.string().regex(/^[a-z][a-z0-9_]{0,19}$/, { error: 'key-format' });

export const criterionSchema = z.object({
  id: keySchema,
  name: z.string().trim().min(1).max(120),
  /** What is looked for, for whoever scores. */
  description: z.string().max(1000),
  weight: z.number().int().min(1).max(100),
  /** Points from 0 to this. */
  points: z.number().int().min(1).max(10),
  /** No points here: the whole conversation has failed. */
  knockOut: z.boolean(),
  /** May be left out where it does not apply. */
  optional: z.boolean(),
});
export type Criterion = z.infer<typeof criterionSchema>;
export const scorecardSectionSchema = z.object({
  id: keySchema,
  name: z.string().trim().min(1).max(120),
  weight: z.number().int().min(1).max(100),
  criteria: z.array(criterionSchema).max(30),
});
/** A whole scorecard. It is stored as it stands: a version never changes. */
export const scorecardDocumentSchema = z.object({
  schema: z.literal(1),
  sections: z.array(scorecardSectionSchema).max(20),
});
export type ScorecardDocument = z.infer<typeof scorecardDocumentSchema>;

/** What keeps a scorecard from being published; `quality.findings.<code>`. */
export const SCORECARD_FINDING_CODES = [
  'sections-missing',
  'criteria-missing',
  'section-twice',
  'criterion-twice',
] as const;
export const scorecardFindingSchema = z.object({
  code: z.enum(SCORECARD_FINDING_CODES),
  /** The section or criterion that is meant. */
  of: z.string().nullable(),
});
export type ScorecardFinding = z.infer<typeof scorecardFindingSchema>;

export const scorecardListItemSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** Null: never published, nobody scores by it. */
  liveVersion: z.number().int().nullable(),
  changed: z.boolean(),
  updatedAt: instantSchema,
  version: z.number().int(),
});
export type ScorecardListItem = z.infer<typeof scorecardListItemSchema>;
export const scorecardListQuerySchema = listQuerySchema(['name', 'updatedAt'], {
  published: z.stringbool().optional(),
});
/** GET /scorecards/:id. `draftVersion` grows with each saved draft: send it back with the next. */
export const scorecardSchema = scorecardListItemSchema.extend({
  draft: scorecardDocumentSchema,
  draftVersion: z.number().int(),
  findings: z.array(scorecardFindingSchema),
});
export type Scorecard = z.infer<typeof scorecardSchema>;
export const scorecardNameSchema = z.object({ id: idSchema, name: z.string() });
export type ScorecardName = z.infer<typeof scorecardNameSchema>;
const name = z.string().trim().min(1).max(80);
export const createScorecardSchema = z.object({ name, document: scorecardDocumentSchema.optional() });
export type CreateScorecard = z.infer<typeof createScorecardSchema>;
export const renameScorecardSchema = z.object({ name, version: z.number().int() });
export type RenameScorecard = z.infer<typeof renameScorecardSchema>;
export const saveScorecardDraftSchema = z.object({ document: scorecardDocumentSchema, draftVersion: z.number().int() });
export type SaveScorecardDraft = z.infer<typeof saveScorecardDraftSchema>;
export const publishScorecardSchema = publishDocumentSchema;
export const scorecardVersionSchema = documentVersionSchema;

/** `points` null: does not apply. `atMs`: the moment in the recording that is meant. */
export const criterionScoreSchema = z.object({
  points: z.number().int().min(0).max(10).nullable(),
  comment: z.string().max(1000),
  atMs: z.number().int().min(0).max(86_400_000).nullable(),
});
export type CriterionScore = z.infer<typeof criterionScoreSchema>;
export const scoresSchema = z.record(keySchema, criterionScoreSchema);
export type Scores = Readonly<Record<string, CriterionScore>>;

/**
 * `draft`: only whoever scores sees it. `finished`: the agent sees it; `acknowledged`: he has read it; `appealed`: he disagrees;
 * `decided`: his appeal was answered.
 */
export const EVALUATION_STATES = ['draft', 'finished', 'acknowledged', 'appealed', 'decided'] as const;
export type EvaluationState = (typeof EVALUATION_STATES)[number];

const named = z.object({ id: idSchema, name: z.string() });
/** A row of GET /evaluations. */
export const evaluationListItemSchema = z.object({
  id: idSchema,
  scorecard: named,
  version: z.number().int(),
  callId: idSchema,
  agent: named,
  scorer: named,
  queue: named.nullable(),
  state: z.enum(EVALUATION_STATES),
  /** Of a hundred; null while a draft has no scores. */
  percent: z.number().nullable(),
  knockedOut: z.boolean(),
  callAt: instantSchema,
  at: instantSchema,
  finishedAt: instantSchema.nullable(),
});
export type EvaluationListItem = z.infer<typeof evaluationListItemSchema>;
export const evaluationSchema = evaluationListItemSchema.extend({
  document: scorecardDocumentSchema,
  scores: scoresSchema,
  comment: z.string(),
  reply: z.string(),
  answer: z.string(),
  recording: z.object({ id: idSchema, durationMs: z.number().int() }).nullable(),
  /** What the one who asks may do with it now. */
  may: z.array(z.enum(['score', 'reply', 'decide'])),
});
export type Evaluation = z.infer<typeof evaluationSchema>;
export const beginEvaluationSchema = z.object({ callId: idSchema, agentId: idSchema, scorecardId: idSchema });
export type BeginEvaluation = z.infer<typeof beginEvaluationSchema>;
export const saveEvaluationSchema = z.object({
  scores: scoresSchema,
  comment: z.string().max(4000),
  finish: z.boolean().default(false),
});
export type SaveEvaluation = z.infer<typeof saveEvaluationSchema>;
/** POST /evaluations/:id/reply. `appeal`: he disagrees, and `text` says why. */
export const replyEvaluationSchema = z
  .object({ text: z.string().trim().max(2000), appeal: z.boolean() })
  .refine(({ text, appeal }) => !appeal || text !== '', { path: ['text'], error: 'required' });
export type ReplyEvaluation = z.infer<typeof replyEvaluationSchema>;
/** POST /evaluations/:id/decide. With `scores` the evaluation is another one from now on. */
export const decideAppealSchema = z.object({
  answer: z.string().trim().min(1).max(2000),
  scores: scoresSchema.optional(),
});
export type DecideAppeal = z.infer<typeof decideAppealSchema>;

/** Days of Warsaw of the evaluation's end (of its beginning while it is a draft), both included. */
const period = {
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  agentId: idSchema.optional(),
  scorerId: idSchema.optional(),
  scorecardId: idSchema.optional(),
};
export const evaluationListQuerySchema = listQuerySchema(['at'], {
  ...period,
  state: manyOf(z.enum(EVALUATION_STATES)),
  callId: idSchema.optional(),
});
export type EvaluationListQuery = z.infer<typeof evaluationListQuerySchema>;

/** GET /evaluations/:id/calibration: what several scorers said of one conversation by one scorecard. */
export const calibrationSchema = z.object({
  evaluations: z.array(evaluationListItemSchema),
  /** The widest difference of results, of a hundred. */
  spread: z.number(),
  criteria: z.array(
    z.object({
      id: keySchema,
      name: z.string(),
      of: z.number().int(),
      /** In the order of `evaluations`. */
      points: z.array(z.number().int().nullable()),
      spread: z.number().int(),
    }),
  ),
});
export type Calibration = z.infer<typeof calibrationSchema>;

export const QUALITY_GROUPS = ['agent', 'criterion', 'scorer', 'week'] as const;
export const qualityReportQuerySchema = z.object({ ...period, by: z.enum(QUALITY_GROUPS) });
export type QualityReportQuery = z.infer<typeof qualityReportQuerySchema>;
export const qualityReportRowSchema = z.object({
  key: z.string(),
  name: z.string(),
  evaluations: z.number().int(),
  average: z.number(),
  knockedOut: z.number().int(),
});
export type QualityReportRow = z.infer<typeof qualityReportRowSchema>;

/** So many conversations of each agent and week, drawn by chance that gives the same again. */
export const samplingRuleSchema = z.object({
  id: idSchema,
  name: z.string(),
  active: z.boolean(),
  scorecardId: idSchema,
  perAgent: z.number().int(),
  queueIds: z.array(idSchema),
  classifierIds: z.array(idSchema),
  minTalkSeconds: z.number().int(),
  version: z.number().int(),
});
export type SamplingRule = z.infer<typeof samplingRuleSchema>;
export const saveSamplingRuleSchema = z.object({
  name,
  active: z.boolean().default(true),
  scorecardId: idSchema,
  perAgent: z.number().int().min(1).max(50),
  /** Empty: all. */
  queueIds: z.array(idSchema).max(200).default([]),
  classifierIds: z.array(idSchema).max(200).default([]),
  minTalkSeconds: z.number().int().min(0).max(36_000).default(60),
  version: z.number().int().optional(),
});
export type SaveSamplingRule = z.infer<typeof saveSamplingRuleSchema>;
export const samplingRuleListQuerySchema = listQuerySchema(['name'], {});
/** A conversation that a rule has drawn. */
export const evaluationTaskSchema = z.object({
  id: z.string(),
  rule: named,
  scorecardId: idSchema,
  callId: idSchema,
  agent: named,
  queue: named.nullable(),
  callAt: instantSchema,
  talkSeconds: z.number().int(),
  /** Somebody scores it, or has. */
  evaluationId: idSchema.nullable(),
});
export type EvaluationTask = z.infer<typeof evaluationTaskSchema>;
export const evaluationTaskListQuerySchema = listQuerySchema(['callAt'], {
  open: z.stringbool().optional(),
  agentId: idSchema.optional(),
});
export type EvaluationTaskListQuery = z.infer<typeof evaluationTaskListQuerySchema>;

const averageOf = (parts: readonly { readonly weight: number; readonly share: number | null }[]): number | null => {
  const counting = parts.filter((part): part is { weight: number; share: number } => part.share !== null);
  const weight = counting.reduce((sum, each) => sum + each.weight, 0);
  return weight === 0 ? null : counting.reduce((sum, each) => sum + each.weight * each.share, 0) / weight;
};

/** The result of these scores, of a hundred: weighted within a section, then over the sections; what does not apply has no weight. */
export function resultOf(
  { sections }: ScorecardDocument,
  scores: Scores,
): { percent: number | null; knockedOut: boolean; sections: { id: string; percent: number | null }[] } {
  const knockedOut = sections.some(({ criteria }) =>
    criteria.some(({ id, knockOut }) => knockOut && scores[id]?.points === 0),
  );
  const shares = sections.map(({ id, weight, criteria }) => ({
    id,
    weight,
    share: averageOf(
      criteria.map((criterion) => {
        const points = scores[criterion.id]?.points ?? null;
        return { weight: criterion.weight, share: points === null ? null : points / criterion.points };
      }),
    ),
  }));
  const percent = (share: number | null) => (share === null ? null : Math.round(share * 1000) / 10);
  const total = averageOf(shares);
  return {
    percent: total !== null && knockedOut ? 0 : percent(total),
    knockedOut,
    sections: shares.map(({ id, share }) => ({ id, percent: percent(share) })),
  };
}
