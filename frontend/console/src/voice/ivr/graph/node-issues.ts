import { flowDocumentSchema, flowNodeSchema, type FlowDocument, type FlowNode } from '#contracts';

/** A field that the server would not take, and the rule that it breaks. */
export interface NodeIssue {
  /** `timeoutSeconds`, `cases.0.tests.1.variable`. */
  readonly field: string;
  readonly rule: string;
  readonly params: Readonly<Record<string, unknown>>;
}

// A node never changes: another state of it is another object.
const known = new WeakMap<FlowNode, readonly NodeIssue[]>();

export function nodeIssues(node: FlowNode): readonly NodeIssue[] {
  const before = known.get(node);
  if (before) return before;
  const { error } = flowNodeSchema.safeParse(node);
  const found = (error?.issues ?? []).map((issue) => ({ field: issue.path.join('.'), ...ruleOf(issue) }));
  known.set(node, found);
  return found;
}

/** The same for the flow's own variables: `variables.0.name`. */
export function variableIssues({ variables }: FlowDocument): readonly NodeIssue[] {
  const { error } = flowDocumentSchema.shape.variables.safeParse(variables);
  return (error?.issues ?? []).map((issue) => ({ field: ['variables', ...issue.path].join('.'), ...ruleOf(issue) }));
}

interface Issue {
  readonly code: string;
  readonly message: string;
  readonly origin?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
}

const NAMED = /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/;
const SUFFIXES: Readonly<Record<string, string>> = { string: 'Length', array: 'Items' };

/** The rule in the words of the server, so that one text says it wherever it is found. */
function ruleOf({ code, message, origin, minimum, maximum }: Issue): Pick<NodeIssue, 'rule' | 'params'> {
  if (NAMED.test(message)) return { rule: message, params: {} };
  const suffix = SUFFIXES[String(origin)] ?? '';
  if (code === 'too_small') return { rule: `min${suffix}`, params: { min: minimum } };
  if (code === 'too_big') return { rule: `max${suffix}`, params: { max: maximum } };
  return { rule: code === 'invalid_format' ? 'pattern' : 'type', params: {} };
}
