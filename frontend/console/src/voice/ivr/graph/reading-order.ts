import { branchesOf, type FlowDocument, type FlowNode } from '#contracts';
import { nodeOf, targetOf } from './edit-document';

export interface ReadNode {
  readonly node: FlowNode;
  /** How many steps from the start; null when no way leads here. */
  readonly depth: number | null;
}

/** The nodes as one reads them: from the start along the branches in their order, then those that nothing leads to. */
export function readingOrder(document: FlowDocument): readonly ReadNode[] {
  const depths = new Map<string, number>();
  const order: ReadNode[] = [];
  const start = document.nodes.find(({ kind }) => kind === 'start');
  const open = start ? [{ id: start.id, depth: 0 }] : [];
  for (let next = open.pop(); next; next = open.pop()) {
    const { id, depth } = next;
    const node = nodeOf(document, id);
    if (!node || depths.has(id)) continue;
    depths.set(id, depth);
    order.push({ node, depth });
    const targets = branchesOf(node).flatMap(({ name }) => targetOf(document, id, name) ?? []);
    open.push(...targets.reverse().map((target) => ({ id: target, depth: depth + 1 })));
  }
  const lonely = document.nodes.filter(({ id }) => !depths.has(id)).map((node) => ({ node, depth: null }));
  return [...order, ...lonely];
}
