import { branchesOf, type FlowDocument, type FlowNode } from '#contracts';
import { nodeOf, targetOf } from './edit-document';

/** One thing that is different in a later state of a flow. Places on the canvas are no difference. */
export type FlowChange =
  | { readonly kind: 'node-added' | 'node-removed'; readonly node: FlowNode }
  | { readonly kind: 'node-changed'; readonly node: FlowNode; readonly fields: readonly string[] }
  | {
      readonly kind: 'way-changed';
      readonly node: FlowNode;
      readonly branch: string;
      readonly before: FlowNode | null;
      readonly after: FlowNode | null;
    }
  | { readonly kind: 'language-changed'; readonly before: string; readonly after: string }
  | { readonly kind: 'variables-changed' };

export function compareDocuments(before: FlowDocument, after: FlowDocument): readonly FlowChange[] {
  const added = after.nodes.filter(({ id }) => !nodeOf(before, id));
  const removed = before.nodes.filter(({ id }) => !nodeOf(after, id));
  return [
    ...(before.language === after.language
      ? []
      : [{ kind: 'language-changed' as const, before: before.language, after: after.language }]),
    ...(same(before.variables, after.variables) ? [] : [{ kind: 'variables-changed' as const }]),
    ...added.map((node) => ({ kind: 'node-added' as const, node })),
    ...removed.map((node) => ({ kind: 'node-removed' as const, node })),
    ...after.nodes.flatMap((node) => changedFields(nodeOf(before, node.id), node)),
    ...after.nodes.flatMap((node) => changedWays(before, after, node)),
  ];
}

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

function changedFields(before: FlowNode | undefined, node: FlowNode): FlowChange[] {
  if (!before) return [];
  const [old, now] = [before, node].map((each) => each as unknown as Record<string, unknown>);
  const names = new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})]);
  const fields = [...names].filter((name) => name !== 'position' && !same(old?.[name], now?.[name]));
  return fields.length > 0 ? [{ kind: 'node-changed', node, fields }] : [];
}

/** New nodes are said already: where their ways lead is a part of them. */
function changedWays(before: FlowDocument, after: FlowDocument, node: FlowNode): FlowChange[] {
  const old = nodeOf(before, node.id);
  if (!old) return [];
  const branches = new Set([...branchesOf(old), ...branchesOf(node)].map(({ name }) => name));
  return [...branches].flatMap((branch): FlowChange[] => {
    const [left, right] = [targetOf(before, node.id, branch), targetOf(after, node.id, branch)];
    if (left === right) return [];
    const [from, to] = [left && nodeOf(before, left), right && nodeOf(after, right)];
    return [{ kind: 'way-changed', node, branch, before: from || null, after: to || null }];
  });
}
