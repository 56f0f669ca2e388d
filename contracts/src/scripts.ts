import { z } from 'zod';
import { documentVersionSchema, publishDocumentSchema } from './documents';
import { idSchema, instantSchema, listQuerySchema, manyOf } from './paging';
import { richTextSchema } from './rich-text';

export const SCRIPT_FIELD_KINDS = ['text', 'number', 'date', 'choice', 'many', 'yes-no'] as const;
export type ScriptFieldKind = (typeof SCRIPT_FIELD_KINDS)[number];

/** Names a step, a field or an outcome for ever: answers and results go by it. */
export const scriptKeySchema = z.string().regex(/^[a-z][a-z0-9_]{0,19}$/, { error: 'script-key-format' });

/** Contact's own values that a field may be bound to; `fields.<key>` is one that an administrator defined. */
export const CONTACT_BINDINGS = ['firstName', 'lastName', 'company', 'email', 'note'] as const;
const bindingSchema = z.union([z.enum(CONTACT_BINDINGS), z.string().regex(/^fields\.[a-z][a-z0-9_]{0,39}$/)]);

export const scriptFieldSchema = z.object({
  id: scriptKeySchema,
  label: z.string().trim().min(1).max(200),
  kind: z.enum(SCRIPT_FIELD_KINDS),
  required: z.boolean(),
  /** Of `choice` and `many`. */
  options: z.array(z.string().trim().min(1).max(120)).max(50),
  /** Of `number` the value, of `text` the count of characters. */
  min: z.number().nullable(),
  max: z.number().nullable(),
  /** Null: kept with the call alone. Otherwise it is this value of the contact: shown, and changed with the answer. */
  contact: bindingSchema.nullable(),
});
export type ScriptField = z.infer<typeof scriptFieldSchema>;

export const SCRIPT_OPERATORS = ['always', 'is', 'is-not', 'above', 'below', 'filled', 'empty'] as const;
export type ScriptOperator = (typeof SCRIPT_OPERATORS)[number];
/** The first branch whose condition holds is taken; without one the next step follows. `to` null: the summary. */
export const scriptBranchSchema = z.object({
  operator: z.enum(SCRIPT_OPERATORS),
  /** Of this step or one before; null with `always`. */
  fieldId: scriptKeySchema.nullable(),
  value: z.string().max(120),
  to: scriptKeySchema.nullable(),
});
export type ScriptBranch = z.infer<typeof scriptBranchSchema>;

export const scriptStepSchema = z.object({
  id: scriptKeySchema,
  name: z.string().trim().min(1).max(80),
  text: richTextSchema,
  fields: z.array(scriptFieldSchema).max(30),
  branches: z.array(scriptBranchSchema).max(20),
});
export type ScriptStep = z.infer<typeof scriptStepSchema>;

/** How a conversation can end; choosing one sets the call's classifier. */
export const scriptOutcomeSchema = z.object({
  id: scriptKeySchema,
  label: z.string().trim().min(1).max(80),
  classifierId: idSchema.nullable(),
});
export type ScriptOutcome = z.infer<typeof scriptOutcomeSchema>;

/** A whole script. It is stored as it stands: a version never changes. */
export const scriptDocumentSchema = z.object({
  schema: z.literal(1),
  steps: z.array(scriptStepSchema).max(40),
  summary: z.object({ text: richTextSchema, outcomes: z.array(scriptOutcomeSchema).max(20) }),
});
export type ScriptDocument = z.infer<typeof scriptDocumentSchema>;

/** What keeps a script from being published; `scripts.findings.<code>`. */
export const SCRIPT_FINDING_CODES = [
  'steps-missing',
  'step-twice',
  'step-unreachable',
  'field-twice',
  'options-missing',
  'option-twice',
  'range-not-valid',
  'contact-field-unknown',
  'contact-field-kind',
  'branch-not-later',
  'branch-field-unknown',
  'branch-value-unknown',
  'outcomes-missing',
  'outcome-twice',
  'classifier-unknown',
  'variable-unknown',
  'link-not-allowed',
  'picture-unknown',
] as const;
export const scriptFindingSchema = z.object({
  code: z.enum(SCRIPT_FINDING_CODES),
  /** Null: of the script as a whole, or of its summary. */
  stepId: scriptKeySchema.nullable(),
  /** The field, branch, outcome, variable or address that is meant. */
  of: z.string().nullable(),
});
export type ScriptFinding = z.infer<typeof scriptFindingSchema>;

/** A row of GET /scripts. */
export const scriptListItemSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** Null: never published, no desk shows it. */
  liveVersion: z.number().int().nullable(),
  /** The draft differs from the live version. */
  changed: z.boolean(),
  queueIds: z.array(idSchema),
  campaignIds: z.array(idSchema),
  updatedAt: instantSchema,
  version: z.number().int(),
});
export type ScriptListItem = z.infer<typeof scriptListItemSchema>;
export const scriptListQuerySchema = listQuerySchema(['name', 'updatedAt'], { published: z.stringbool().optional() });
/** GET /scripts/:id. `draftVersion` grows with each saved draft: send it back with the next. */
export const scriptSchema = scriptListItemSchema.extend({
  draft: scriptDocumentSchema,
  draftVersion: z.number().int(),
  findings: z.array(scriptFindingSchema),
});
export type Script = z.infer<typeof scriptSchema>;
/** GET /scripts/names: those that a classifier can start. */
export const scriptNameSchema = z.object({ id: idSchema, name: z.string() });
export type ScriptName = z.infer<typeof scriptNameSchema>;

export const createScriptSchema = z.object({
  name: z.string().trim().min(1).max(80),
  document: scriptDocumentSchema.optional(),
});
export type CreateScript = z.infer<typeof createScriptSchema>;
const unique = z
  .array(idSchema)
  .max(200)
  .refine((ids) => new Set(ids).size === ids.length, { error: 'unique' });
/** PATCH /scripts/:id. Queues and campaigns have one script each; the campaign's comes first. */
export const changeScriptSchema = z.object({
  name: z.string().trim().min(1).max(80).optional(),
  queueIds: unique.optional(),
  campaignIds: unique.optional(),
  version: z.number().int(),
});
export type ChangeScript = z.infer<typeof changeScriptSchema>;
export const saveScriptDraftSchema = z.object({ document: scriptDocumentSchema, draftVersion: z.number().int() });
export type SaveScriptDraft = z.infer<typeof saveScriptDraftSchema>;
export const publishScriptSchema = publishDocumentSchema;
export const scriptVersionSchema = documentVersionSchema;
export const scriptPictureSchema = z.object({ id: idSchema });
export type ScriptPicture = z.infer<typeof scriptPictureSchema>;

/** One answer: text, number, day, option, `true` or `false`; several options of `many`. */
export const scriptAnswerSchema = z.union([z.string().max(2000), z.array(z.string().max(120)).max(50)]);
export type ScriptAnswer = z.infer<typeof scriptAnswerSchema>;
export type ScriptAnswers = Readonly<Record<string, ScriptAnswer>>;

export const SCRIPT_RUN_STATES = ['open', 'finished'] as const;
const named = z.object({ id: idSchema, name: z.string() }).nullable();

/** A script beside a call: its version stays what it was when it was opened. Texts come with their variables filled in. */
export const scriptRunSchema = z.object({
  id: idSchema,
  scriptId: idSchema,
  name: z.string(),
  version: z.number().int(),
  callId: idSchema,
  state: z.enum(SCRIPT_RUN_STATES),
  document: scriptDocumentSchema,
  /** Answers so far; fields of the contact have the contact's value of now. */
  answers: z.record(scriptKeySchema, scriptAnswerSchema),
  /** Where the agent is; null: at the summary. */
  stepId: scriptKeySchema.nullable(),
  outcomeId: scriptKeySchema.nullable(),
  contactId: idSchema.nullable(),
});
export type ScriptRun = z.infer<typeof scriptRunSchema>;
/** POST /calls/:id/script-runs. Without `scriptId`: the script of the call's campaign or queue. */
export const startScriptSchema = z.object({ scriptId: idSchema.optional() });
export type StartScript = z.infer<typeof startScriptSchema>;
/** PUT /script-runs/:id. `answers` are added to those that are there (an empty one takes it away), so it may be sent again. */
export const saveScriptRunSchema = z.object({
  answers: z.record(scriptKeySchema, scriptAnswerSchema),
  stepId: scriptKeySchema.nullable(),
  outcomeId: scriptKeySchema.nullable().default(null),
  finish: z.boolean().default(false),
});
export type SaveScriptRun = z.infer<typeof saveScriptRunSchema>;

/** A row of GET /scripts/:id/runs, and of GET /calls/:id/script-runs. */
export const scriptResultSchema = z.object({
  id: idSchema,
  script: z.object({ id: idSchema, name: z.string() }),
  version: z.number().int(),
  callId: idSchema,
  state: z.enum(SCRIPT_RUN_STATES),
  queue: named,
  campaign: named,
  agent: named,
  contactId: idSchema.nullable(),
  number: z.string().nullable(),
  at: instantSchema,
  finishedAt: instantSchema.nullable(),
  outcome: z.string().nullable(),
  classifier: named,
  /** Of the steps that were gone through, in their order. */
  answers: z.array(z.object({ fieldId: scriptKeySchema, label: z.string(), value: z.array(z.string()) })),
});
export type ScriptResult = z.infer<typeof scriptResultSchema>;
/** Days of Warsaw, both included. */
export const scriptResultListQuerySchema = listQuerySchema(['at'], {
  from: z.iso.date(),
  to: z.iso.date(),
  queueId: idSchema.optional(),
  campaignId: idSchema.optional(),
  agentId: idSchema.optional(),
  state: manyOf(z.enum(SCRIPT_RUN_STATES)),
  fieldId: scriptKeySchema.optional(),
  /** With `fieldId`: those who answered so. */
  answer: z.string().max(120).optional(),
});
export type ScriptResultListQuery = z.infer<typeof scriptResultListQuerySchema>;
/** GET /scripts/:id/fields: every field of every version, as the newest calls it. */
export const scriptFieldNameSchema = scriptFieldSchema.pick({ id: true, label: true, kind: true, options: true });
export type ScriptFieldName = z.infer<typeof scriptFieldNameSchema>;

const isEmpty = (answer: ScriptAnswer | undefined): boolean => answer === undefined || answer.length === 0;

/** Whether the answer is one that the field takes: the rule that it breaks, or null. Desk and server ask the same. */
export function brokenRule(field: ScriptField, answer: ScriptAnswer | undefined): string | null {
  if (answer === undefined || isEmpty(answer)) return field.required ? 'required' : null;
  if (field.kind === 'many') {
    return typeof answer !== 'string' && answer.every((each) => field.options.includes(each)) ? null : 'oneOf';
  }
  if (typeof answer !== 'string') return 'type';
  return brokenText(field, answer);
}

function brokenText({ kind, options, min, max }: ScriptField, answer: string): string | null {
  const outside = (size: number) => (min !== null && size < min) || (max !== null && size > max);
  switch (kind) {
    case 'text':
      return outside(answer.length) ? 'length' : null;
    case 'number': {
      const value = Number(answer.replace(',', '.'));
      if (!Number.isFinite(value)) return 'number';
      return outside(value) ? 'range' : null;
    }
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(answer) && Number.isFinite(Date.parse(answer)) ? null : 'date';
    case 'choice':
      return options.includes(answer) ? null : 'oneOf';
    case 'yes-no':
      return ['true', 'false'].includes(answer) ? null : 'oneOf';
    case 'many':
      return 'type';
  }
}

function holds({ operator, fieldId, value }: ScriptBranch, answers: ScriptAnswers): boolean {
  const answer = fieldId === null ? undefined : answers[fieldId];
  const given = answer === undefined ? [] : [answer].flat().filter((each) => each !== '');
  const sizes = given.map((each) => Number(each.replace(',', '.')));
  switch (operator) {
    case 'always':
      return true;
    case 'is':
      return given.includes(value);
    case 'is-not':
      return given.length > 0 && !given.includes(value);
    case 'above':
      return sizes.some((size) => size > Number(value));
    case 'below':
      return sizes.some((size) => size < Number(value));
    case 'filled':
      return given.length > 0;
    case 'empty':
      return given.length === 0;
  }
}

/** The step after this one with these answers; null: the summary. */
export function stepAfter({ steps }: ScriptDocument, step: ScriptStep, answers: ScriptAnswers): ScriptStep | null {
  const taken = step.branches.find((branch) => holds(branch, answers));
  if (taken) return steps.find(({ id }) => id === taken.to) ?? null;
  return steps[steps.indexOf(step) + 1] ?? null;
}

/** The steps from the first on, as these answers lead; up to the first one that is not answered as it must be. Forward only, so it ends. */
export function pathOf(document: ScriptDocument, answers: ScriptAnswers): { steps: ScriptStep[]; complete: boolean } {
  const steps: ScriptStep[] = [];
  let step = document.steps[0] ?? null;
  while (step && !steps.includes(step)) {
    steps.push(step);
    if (step.fields.some((field) => brokenRule(field, answers[field.id]) !== null)) return { steps, complete: false };
    step = stepAfter(document, step, answers);
  }
  return { steps, complete: true };
}
