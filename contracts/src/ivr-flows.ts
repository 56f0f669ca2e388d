import { z } from 'zod';
import { documentVersionSchema } from './documents';
import { flowDocumentSchema, FLOW_NODE_KINDS, nodeIdSchema } from './ivr';
import { idSchema, instantSchema, listQuerySchema, pageQuerySchema } from './paging';
import { promptLanguageSchema } from './prompts';

/**
 * What is wrong with a flow. An `error` keeps it from being published, a `warning` does not. `params` feed the translation
 * `ivr.findings.<code>`.
 */
export const FINDING_CODES = [
  'start-missing',
  'start-twice',
  'node-id-twice',
  'edge-broken',
  'branch-twice',
  'branch-missing',
  'branch-unknown',
  'unreachable',
  'endless-loop',
  'options-missing',
  'option-twice',
  'case-twice',
  'case-empty',
  'length-not-valid',
  'range-not-valid',
  'values-missing',
  'hours-not-valid',
  'hours-never-open',
  'prompt-missing',
  'prompt-unknown',
  'prompt-language-missing',
  'template-not-valid',
  'variable-missing',
  'variable-unknown',
  'variable-twice',
  'queue-missing',
  'queue-unknown',
  'queue-inactive',
  'box-missing',
  'box-unknown',
  'skill-unknown',
  'agent-missing',
  'agent-unknown',
  'extension-unknown',
  'number-missing',
  'survey-missing',
  'survey-unknown',
  'url-not-valid',
  'url-not-allowed',
  'path-not-valid',
  'flow-missing',
  'flow-unknown',
  'flow-not-published',
  'flow-cycle',
  'kind-not-available',
] as const;
export const findingCodeSchema = z.enum(FINDING_CODES);
export type FindingCode = z.infer<typeof findingCodeSchema>;
export const flowFindingSchema = z.object({
  code: findingCodeSchema,
  severity: z.enum(['error', 'warning']),
  /** Null: of the flow as a whole. */
  nodeId: nodeIdSchema.nullable(),
  branch: z.string().nullable(),
  params: z.record(z.string(), z.string()),
});
export type FlowFinding = z.infer<typeof flowFindingSchema>;

/** One published state of a flow; it never changes. `live`: new calls take it. */
export const flowVersionSchema = documentVersionSchema;
export type FlowVersion = z.infer<typeof flowVersionSchema>;
/** GET /flows/:id/versions/:number. */
export const flowVersionDetailSchema = flowVersionSchema.extend({ document: flowDocumentSchema });
export type FlowVersionDetail = z.infer<typeof flowVersionDetailSchema>;

/** A row of GET /flows. */
export const flowListItemSchema = z.object({
  id: idSchema,
  name: z.string(),
  groupIds: z.array(idSchema),
  /** Null: never published, calls cannot take it. */
  liveVersion: z.number().int().nullable(),
  /** The draft differs from the live version. */
  changed: z.boolean(),
  updatedAt: instantSchema,
  version: z.number().int(),
});
export type FlowListItem = z.infer<typeof flowListItemSchema>;
/** GET /flows/:id. `draftVersion` grows with each saved draft: send it back with the next. */
export const flowSchema = flowListItemSchema.extend({
  draft: flowDocumentSchema,
  draftVersion: z.number().int(),
  findings: z.array(flowFindingSchema),
});
export type Flow = z.infer<typeof flowSchema>;
export const flowListQuerySchema = listQuerySchema(['name', 'updatedAt'], {
  published: z.stringbool().optional(),
});
/** GET /flows/names: choices of numbers, overflow rules and sub-flows. */
export const flowNameSchema = flowListItemSchema.pick({ id: true, name: true, liveVersion: true });
export type FlowName = z.infer<typeof flowNameSchema>;

/** POST /flows; without `document` the draft is a start that leads nowhere yet. */
export const createFlowSchema = z.object({
  name: z.string().trim().min(1).max(80),
  groupIds: z.array(idSchema).max(100).default([]),
  document: flowDocumentSchema.optional(),
});
export type CreateFlow = z.infer<typeof createFlowSchema>;
/** PATCH /flows/:id. */
export const renameFlowSchema = z.object({
  name: z.string().trim().min(1).max(80).optional(),
  groupIds: z.array(idSchema).max(100).optional(),
  version: z.number().int(),
});
export type RenameFlow = z.infer<typeof renameFlowSchema>;
/** PUT /flows/:id/draft: kept however incomplete; answered with what is still wrong. */
export const saveDraftSchema = z.object({ document: flowDocumentSchema, draftVersion: z.number().int() });
export type SaveDraft = z.infer<typeof saveDraftSchema>;
export const savedDraftSchema = z.object({ draftVersion: z.number().int(), findings: z.array(flowFindingSchema) });
export type SavedDraft = z.infer<typeof savedDraftSchema>;
/** POST /flows/:id/publish: refused with `flow-not-valid` or `flow-tests-failed`; `draftVersion` is what the user saw. */
export const publishFlowSchema = z.object({
  draftVersion: z.number().int(),
  note: z.string().trim().max(500).default(''),
});
export type PublishFlow = z.infer<typeof publishFlowSchema>;
export const flowVersionListQuerySchema = pageQuerySchema.pick({ limit: true, after: true });

/** GET /flows/node-kinds: the palette; a kind that is not `available` has nothing to lead to yet and cannot be published. */
export const nodeKindSchema = z.object({ kind: z.enum(FLOW_NODE_KINDS), available: z.boolean() });
export type NodeKind = z.infer<typeof nodeKindSchema>;

/** How a call left the flow. */
export const FLOW_ENDS = [
  'queue',
  'agent',
  'extension',
  'number',
  'voicemail',
  'callback',
  'survey',
  'hang-up',
  'caller-hung-up',
] as const;
export const flowEndSchema = z.enum(FLOW_ENDS);
export type FlowEnd = z.infer<typeof flowEndSchema>;

/** What the caller of a test case does, each time the flow waits for him; after the last he stays silent. */
export const callerStepSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('digits'), digits: z.string().regex(/^[0-9*#]{1,32}$/, { error: 'dtmf-digits' }) }),
  z.object({ kind: z.literal('silence') }),
  z.object({ kind: z.literal('hang-up') }),
]);
export type CallerStep = z.infer<typeof callerStepSchema>;
/** What a data dip gets instead of asking the real server; without one for a node it fails. */
export const dipAnswerSchema = z.object({
  nodeId: nodeIdSchema,
  answer: z.union([
    z.object({ status: z.number().int().min(100).max(599), body: z.unknown() }),
    z.object({ failure: z.enum(['timed-out', 'unreachable']) }),
  ]),
});
export const testContactSchema = z.object({
  firstName: z.string().max(80).default(''),
  lastName: z.string().max(80).default(''),
  company: z.string().max(120).default(''),
  email: z.string().max(200).default(''),
});
const testCaseShape = {
  name: z.string().trim().min(1).max(120),
  given: z.object({
    /** When the call comes in; null: Tuesday 3 March 2026, 10:00 in Warsaw. */
    at: instantSchema.nullable().default(null),
    /** Null: withheld. */
    callerNumber: z.string().max(32).nullable().default('+48600100200'),
    dialed: z.string().max(32).default('+48221234567'),
    /** The miniCRM contact with the number that is looked up; null: unknown. */
    contact: testContactSchema.nullable().default(null),
    variables: z.record(z.string(), z.string()).default({}),
    dips: z.array(dipAnswerSchema).max(50).default([]),
  }),
  steps: z.array(callerStepSchema).max(100),
  expect: z.object({
    end: flowEndSchema.nullable().default(null),
    /** Queue, agent, number, extension, … that it leads to, as in the node. */
    target: z.string().max(80).nullable().default(null),
    /** Nodes of this flow that are passed, in this order; others may lie between. */
    passes: z.array(nodeIdSchema).max(100).default([]),
    variables: z.record(z.string(), z.string()).default({}),
    language: promptLanguageSchema.nullable().default(null),
  }),
};
export const saveTestCaseSchema = z.object(testCaseShape);
export type SaveTestCase = z.infer<typeof saveTestCaseSchema>;
export const flowTestCaseSchema = z.object({ id: idSchema, ...testCaseShape, version: z.number().int() });
export type FlowTestCase = z.infer<typeof flowTestCaseSchema>;
export const patchTestCaseSchema = saveTestCaseSchema.extend({ version: z.number().int() });
export const testCaseListQuerySchema = listQuerySchema(['name'], {});

/** One step of a way through a flow; `branch` null: the call ended in the node. */
export const pathStepSchema = z.object({
  flowId: idSchema,
  nodeId: nodeIdSchema,
  branch: z.string().nullable(),
});
export type PathStep = z.infer<typeof pathStepSchema>;
export const testResultSchema = z.object({
  testCaseId: idSchema,
  name: z.string(),
  passed: z.boolean(),
  failures: z.array(
    z.object({
      rule: z.enum(['end', 'target', 'passes', 'variable', 'language']),
      /** The variable or the node. */
      of: z.string().nullable(),
      expected: z.string(),
      actual: z.string(),
    }),
  ),
  path: z.array(pathStepSchema).max(2000),
  end: flowEndSchema,
});
export type TestResult = z.infer<typeof testResultSchema>;
/** POST /flows/:id/test-run (of the draft, or of the document sent): every case, and which branches any of them took. */
export const testRunSchema = z.object({ document: flowDocumentSchema.optional() });
export const testReportSchema = z.object({
  passed: z.number().int(),
  failed: z.number().int(),
  results: z.array(testResultSchema),
  coverage: z.object({
    branches: z.number().int(),
    covered: z.number().int(),
    missing: z.array(z.object({ nodeId: nodeIdSchema, branch: z.string() })),
  }),
});
export type TestReport = z.infer<typeof testReportSchema>;

/** GET /flows/:id/counts: real calls in each node, of days (Warsaw) and versions. */
export const flowCountsQuerySchema = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  /** One version; absent: all of them. */
  version: z.coerce.number().int().optional(),
});
export const flowCountsSchema = z.object({
  calls: z.number().int(),
  nodes: z.array(
    z.object({
      nodeId: nodeIdSchema,
      entered: z.number().int(),
      /** Callers who hung up in the node. */
      droppedOff: z.number().int(),
      branches: z.array(z.object({ branch: z.string(), taken: z.number().int() })),
    }),
  ),
});
export type FlowCounts = z.infer<typeof flowCountsSchema>;

/** GET /flows/:id/failures: what went wrong in calls, newest first. */
export const flowFailureSchema = z.object({
  id: z.string(),
  at: instantSchema,
  callId: idSchema,
  version: z.number().int(),
  nodeId: nodeIdSchema,
  /** `timed-out`, `unreachable`, `address-refused`, `status-503`, `not-json`, `prompt-unknown`, … */
  reason: z.string(),
});
export type FlowFailure = z.infer<typeof flowFailureSchema>;
export const flowFailureQuerySchema = pageQuerySchema.pick({ limit: true, after: true });
