import { z } from 'zod';
import { idSchema } from './paging';
import { promptLanguageSchema } from './prompts';

/**
 * What the caller hears: a prompt of the prompt library, or text turned into speech. `template` is Liquid with the flow's
 * variables (`{{ contact.firstName }}`); `voice` null is the language's first.
 */
export const spokenSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('prompt'), promptId: idSchema }),
  z.object({
    kind: z.literal('text'),
    template: z.string().max(2000),
    voice: z.string().max(80).optional(),
  }),
]);
export type Spoken = z.infer<typeof spokenSchema>;
const spoken = z.array(spokenSchema).max(20);

/** Of a node, inside its flow. */
export const nodeIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, { error: 'node-id-format' });
/** Of the flow's own variables; everything in them is text. Names with a dot (`caller.number`) are the system's. */
export const variableNameSchema = z.string().regex(/^[a-z][A-Za-z0-9_]{0,39}$/, { error: 'variable-name-format' });
/** Liquid over the variables: `Order {{ order }}`. */
const template = z.string().max(2000);

/** What every flow can read without setting it; `contact.…` is empty until the caller is known. */
export const SYSTEM_VARIABLES = [
  'caller.number',
  'caller.name',
  'call.dialed',
  'call.id',
  'call.language',
  'contact.id',
  'contact.firstName',
  'contact.lastName',
  'contact.company',
  'contact.email',
  'callback.number',
  'dip.status',
  'dip.error',
  'now.date',
  'now.time',
  'now.weekday',
] as const;

const timeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'time-of-day' });
/** Weekday 1 is Monday; times of `zone`. */
export const flowHoursSchema = z.object({
  zone: z.string().max(60).default('Europe/Warsaw'),
  openings: z.array(z.object({ weekday: z.number().int().min(1).max(7), from: timeOfDay, to: timeOfDay })).max(42),
  /** Closed on public holidays in Poland. */
  closedOnHolidays: z.boolean(),
  daysOff: z.array(z.iso.date()).max(200),
});
export type FlowHours = z.infer<typeof flowHoursSchema>;

export const TEST_OPERATORS = [
  'equals',
  'not-equals',
  'contains',
  'starts-with',
  'ends-with',
  'greater',
  'less',
  'at-least',
  'at-most',
  'one-of',
  'is-empty',
  'is-not-empty',
] as const;
export const testOperatorSchema = z.enum(TEST_OPERATORS);
export type TestOperator = z.infer<typeof testOperatorSchema>;
/** `greater` … `at-most` compare as numbers when both sides are numbers, else as text; `one-of` splits `value` at commas. */
export const conditionTestSchema = z.object({
  variable: z.string().min(1).max(80),
  operator: testOperatorSchema,
  value: template.default(''),
});
export type ConditionTest = z.infer<typeof conditionTestSchema>;

/** Which entries a `digits` node takes beside their length. `mask`: `N` is any digit, every other character itself. */
export const digitsRuleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('any') }),
  z.object({ kind: z.literal('mask'), mask: z.string().regex(/^[0-9*#N]{1,32}$/, { error: 'mask-format' }) }),
  z.object({ kind: z.literal('range'), from: z.number().int().min(0), to: z.number().int().min(0) }),
  z.object({ kind: z.literal('one-of'), values: z.array(z.string().regex(/^[0-9*#]{1,32}$/)).max(500) }),
  /** Check digits: PESEL and NIP as in Poland, `luhn` as on cards. */
  z.object({ kind: z.literal('checksum'), of: z.enum(['pesel', 'nip', 'luhn']) }),
]);
export type DigitsRule = z.infer<typeof digitsRuleSchema>;

/** `name` is what the canvas, the call's timeline and the reports show; `position` is the node's place on the canvas. */
const common = {
  id: nodeIdSchema,
  name: z.string().trim().max(80),
  position: z.object({ x: z.number(), y: z.number() }),
};
const node = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.object({ kind: z.literal(kind), ...common, ...shape });
/** How an input is asked for, and how often. */
const asking = {
  prompts: spoken,
  /** Said when the entry was wrong, before `prompts` again. */
  invalidPrompts: spoken,
  /** Said when nothing was entered, before `prompts` again. */
  silencePrompts: spoken,
  /** Silence after the prompts until the try counts as `no-input`. */
  timeoutSeconds: z.number().int().min(1).max(60),
  attempts: z.number().int().min(1).max(10),
};
const dipHeader = z.object({
  name: z.string().regex(/^[A-Za-z0-9-]{1,60}$/, { error: 'header-name' }),
  value: template,
});
const requirement = z.object({
  skillId: idSchema,
  level: z.number().int().min(1).max(10),
  mandatory: z.boolean(),
});
/** Where `transfer` sends the caller. `number` is a template: it may come from a variable. */
export const flowTransferTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), number: template }),
  z.object({ kind: z.literal('extension'), extension: z.string().max(20) }),
  z.object({ kind: z.literal('agent'), agentId: idSchema.nullable() }),
]);
export type FlowTransferTarget = z.infer<typeof flowTransferTargetSchema>;

/**
 * Every kind of node. What a node refers to (`queueId`, …) is null until it is chosen: a draft may be incomplete, publishing
 * it may not. The branches of each kind: `branchesOf`.
 */
export const flowNodeSchema = z.discriminatedUnion('kind', [
  /** Where every call begins; exactly one in a flow. */
  node('start', {}),
  /** `interruptible`: a digit skips the rest; the digit counts for the menu that follows. */
  node('announcement', { prompts: spoken, interruptible: z.boolean() }),
  node('menu', {
    ...asking,
    options: z.array(z.object({ digit: z.string().regex(/^[0-9*#]$/), name: z.string().trim().max(80) })).max(12),
  }),
  node('digits', {
    ...asking,
    variable: variableNameSchema.nullable(),
    minimum: z.number().int().min(1).max(32),
    maximum: z.number().int().min(1).max(32),
    /** Ends the entry and is not part of it; `none`: length or pause end it. */
    terminator: z.enum(['#', '*', 'none']),
    interDigitSeconds: z.number().int().min(1).max(20),
    rule: digitsRuleSchema,
    /** Shown as dots on every screen (PIN, card number). */
    secret: z.boolean(),
  }),
  node('hours', { hours: flowHoursSchema }),
  node('condition', {
    /** The first case that holds is taken. */
    cases: z
      .array(
        z.object({
          id: nodeIdSchema,
          name: z.string().trim().max(80),
          match: z.enum(['all', 'any']),
          tests: z.array(conditionTestSchema).max(20),
        }),
      )
      .max(20),
  }),
  node('data-dip', {
    method: z.enum(['GET', 'POST']),
    url: template,
    headers: z.array(dipHeader).max(20),
    /** JSON, with variables; sent with POST only. */
    body: z.string().max(10_000).nullable(),
    timeoutMs: z.number().int().min(200).max(10_000),
    /** `path` is a JSON path such as `customer.orders[0].state`; absent or null gives empty text. */
    outputs: z.array(z.object({ path: z.string().max(200), variable: variableNameSchema })).max(30),
  }),
  node('set-variable', {
    assignments: z.array(z.object({ variable: variableNameSchema, value: template })).max(30),
  }),
  /** Finds the miniCRM contact by phone number and fills `contact.…`. */
  node('record-lookup', { phone: template }),
  node('language', { language: promptLanguageSchema }),
  /** `unserved`, when it is drawn, is taken instead of the queue's own overflow rules, and when the longest wait is over. */
  node('queue', {
    queueId: idSchema.nullable(),
    skills: z.array(requirement).max(20),
    /** Base weight instead of the queue's. */
    priority: z.number().int().min(0).max(1000).nullable(),
  }),
  /** `prompts` instead of the box's greeting; empty: the box's own. */
  node('voicemail', { prompts: spoken, boxId: idSchema.nullable().default(null) }),
  /** `acceptDigit` takes the offer, `otherDigit` asks for another number first; anything else, or silence, declines. */
  node('callback', {
    prompts: spoken,
    confirmPrompts: spoken,
    queueId: idSchema.nullable(),
    acceptDigit: z.string().regex(/^[0-9*#]$/),
    /** Lets him enter another number than the one he calls from; null: he cannot. */
    otherDigit: z
      .string()
      .regex(/^[0-9*#]$/)
      .nullable()
      .default(null),
    /** Asks for that number; it ends with `#`. */
    numberPrompts: spoken.default([]),
    timeoutSeconds: z.number().int().min(1).max(60),
  }),
  /** Asks for an opinion in the caller's language; the call ends with it. */
  node('survey', { surveyId: idSchema.nullable() }),
  node('transfer', { target: flowTransferTargetSchema, ringSeconds: z.number().int().min(5).max(120) }),
  /** Runs another flow as a part of this one; its `return` leads on here. Variables are shared. */
  node('sub-flow', { flowId: idSchema.nullable() }),
  /** End of a sub-flow; in a flow that was not called it hangs up. */
  node('return', {}),
  node('hang-up', { prompts: spoken }),
]);
export type FlowNode = z.infer<typeof flowNodeSchema>;
export type FlowNodeKind = FlowNode['kind'];
export type FlowNodeOf<Kind extends FlowNodeKind> = Extract<FlowNode, { kind: Kind }>;
export const FLOW_NODE_KINDS = [
  'start',
  'announcement',
  'menu',
  'digits',
  'hours',
  'condition',
  'data-dip',
  'set-variable',
  'record-lookup',
  'language',
  'queue',
  'voicemail',
  'callback',
  'survey',
  'transfer',
  'sub-flow',
  'return',
  'hang-up',
] as const satisfies readonly FlowNodeKind[];

/** `branch` of node `from` leads to node `to`; at most one edge for a branch. */
export const flowEdgeSchema = z.object({ from: nodeIdSchema, branch: z.string().max(60), to: nodeIdSchema });
export type FlowEdge = z.infer<typeof flowEdgeSchema>;

/** A whole flow. It is stored as it stands: a version never changes. */
export const flowDocumentSchema = z.object({
  /** Of this shape; a later one is migrated on reading. */
  schema: z.literal(1),
  /** The language calls start in. */
  language: promptLanguageSchema,
  /** The flow's own variables and what they hold at the start. */
  variables: z.array(z.object({ name: variableNameSchema, initial: z.string().max(300) })).max(100),
  nodes: z.array(flowNodeSchema).max(500),
  edges: z.array(flowEdgeSchema).max(2000),
});
export type FlowDocument = z.infer<typeof flowDocumentSchema>;

/** An output of a node. A branch that is not `required` may stay open: then the call ends there. */
export interface FlowBranch {
  readonly name: string;
  readonly required: boolean;
}

const must = (...names: string[]): FlowBranch[] => names.map((name) => ({ name, required: true }));

/**
 * The branches of a node, in the order of the canvas. `menu` has `digit:<key>` for each option, `condition` has
 * `case:<id>` for each case. Nodes without branches end the flow (or the sub-flow).
 */
export function branchesOf(flowNode: FlowNode): readonly FlowBranch[] {
  switch (flowNode.kind) {
    case 'start':
    case 'announcement':
    case 'set-variable':
    case 'language':
    case 'sub-flow':
      return must('next');
    case 'menu':
      return must(...flowNode.options.map(({ digit }) => `digit:${digit}`), 'invalid', 'no-input');
    case 'digits':
      return must('next', 'invalid', 'no-input');
    case 'hours':
      return must('open', 'closed');
    case 'condition':
      return must(...flowNode.cases.map(({ id }) => `case:${id}`), 'otherwise');
    case 'data-dip':
      return must('next', 'failed');
    case 'record-lookup':
      return must('found', 'not-found');
    case 'callback':
      return must('declined', 'no-number');
    case 'queue':
      return [
        { name: 'unavailable', required: false },
        { name: 'unserved', required: false },
      ];
    case 'transfer':
      return [{ name: 'unanswered', required: false }];
    case 'voicemail':
    case 'survey':
    case 'return':
    case 'hang-up':
      return [];
  }
}
