import type { FlowDocument, FlowNode } from '#contracts';

function setBy(node: FlowNode): readonly string[] {
  if (node.kind === 'digits') return node.variable === null ? [] : [node.variable];
  if (node.kind === 'set-variable') return node.assignments.map(({ variable }) => variable);
  return node.kind === 'data-dip' ? node.outputs.map(({ variable }) => variable) : [];
}

/** The flow's own variables: declared ones, and those that its nodes fill. */
export const variablesOf = ({ variables, nodes }: FlowDocument): readonly string[] =>
  [...new Set([...variables.map(({ name }) => name), ...nodes.flatMap(setBy)])].filter(Boolean).sort();
