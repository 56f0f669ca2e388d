import { branchesOf, type FlowDocument, type FlowEdge, type FlowNode } from '#contracts';
import type { Point } from './fresh-node';

export const nodeOf = (document: FlowDocument, id: string): FlowNode | undefined =>
  document.nodes.find((node) => node.id === id);

export const targetOf = (document: FlowDocument, from: string, branch: string): string | null =>
  document.edges.find((edge) => edge.from === from && edge.branch === branch)?.to ?? null;

export const addNode = (document: FlowDocument, node: FlowNode): FlowDocument => ({
  ...document,
  nodes: [...document.nodes, node],
});

/** Leads a branch to a node, instead of where it led before; null cuts it. Nothing leads to the start. */
export function connect(document: FlowDocument, from: string, branch: string, to: string | null): FlowDocument {
  const others = document.edges.filter((edge) => edge.from !== from || edge.branch !== branch);
  if (to !== null && nodeOf(document, to)?.kind === 'start') return document;
  return { ...document, edges: to === null ? others : [...others, { from, branch, to }] };
}

/** Puts a changed node in its place. The way of a renamed branch follows its new name; ways of branches that are gone go too. */
export function replaceNode(document: FlowDocument, node: FlowNode): FlowDocument {
  const before = nodeOf(document, node.id);
  if (!before) return document;
  const nodes = document.nodes.map((each) => (each.id === node.id ? node : each));
  return { ...document, nodes, edges: edgesAfter(document.edges, before, node) };
}

function edgesAfter(edges: readonly FlowEdge[], before: FlowNode, after: FlowNode): FlowEdge[] {
  const old = branchesOf(before).map(({ name }) => name);
  const now = branchesOf(after).map(({ name }) => name);
  const gone = old.filter((name) => !now.includes(name));
  const come = now.filter((name) => !old.includes(name));
  const [renamed] = gone;
  const [name] = come;
  const isRenamed = gone.length === 1 && come.length === 1 && old.length === now.length;
  return edges.flatMap((edge) => {
    if (edge.from !== after.id || !gone.includes(edge.branch)) return [edge];
    return isRenamed && edge.branch === renamed && name !== undefined ? [{ ...edge, branch: name }] : [];
  });
}

/** Takes nodes out with the ways to and from them. A flow keeps its start. */
export function removeNodes(document: FlowDocument, ids: readonly string[]): FlowDocument {
  const gone = new Set(ids.filter((id) => nodeOf(document, id)?.kind !== 'start'));
  if (gone.size === 0) return document;
  return {
    ...document,
    nodes: document.nodes.filter(({ id }) => !gone.has(id)),
    edges: document.edges.filter(({ from, to }) => !gone.has(from) && !gone.has(to)),
  };
}

const GRID = 10;
const onGrid = (value: number): number => Math.round(value / GRID) * GRID;

export function moveNodes(document: FlowDocument, places: ReadonlyMap<string, Point>): FlowDocument {
  const nodes = document.nodes.map((node) => {
    const place = places.get(node.id);
    return place ? { ...node, position: { x: onGrid(place.x), y: onGrid(place.y) } } : node;
  });
  return { ...document, nodes };
}

/** Puts a new node behind a branch; what the branch led to comes after the node, when that leads on at all. */
export function insertAfter(document: FlowDocument, from: string, branch: string, node: FlowNode): FlowDocument {
  const before = targetOf(document, from, branch);
  const [onward] = branchesOf(node);
  const led = connect(addNode(document, node), from, branch, node.id);
  return before !== null && onward ? connect(led, node.id, onward.name, before) : led;
}

/** The first branch of a node that leads nowhere yet. */
export function openBranchOf(document: FlowDocument, id: string): string | null {
  const node = nodeOf(document, id);
  if (!node) return null;
  return branchesOf(node).find(({ name, required }) => required && targetOf(document, id, name) === null)?.name ?? null;
}

/** Nodes with the ways among them, as they go to the clipboard. */
export interface Clip {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}

export function clipOf(document: FlowDocument, ids: readonly string[]): Clip {
  const taken = new Set(ids.filter((id) => nodeOf(document, id)?.kind !== 'start'));
  return {
    nodes: document.nodes.filter(({ id }) => taken.has(id)),
    edges: document.edges.filter(({ from, to }) => taken.has(from) && taken.has(to)),
  };
}

export interface Pasted {
  readonly document: FlowDocument;
  readonly ids: readonly string[];
}

/** Copies of the clip beside their models, with ids of their own. */
export function paste(
  document: FlowDocument,
  clip: Clip,
  newId: (node: FlowNode, document: FlowDocument) => string,
  shift: Point = { x: 40, y: 40 },
): Pasted {
  const ids = new Map<string, string>();
  let nodes = document.nodes;
  for (const node of clip.nodes) {
    const id = newId(node, { ...document, nodes });
    ids.set(node.id, id);
    const position = { x: node.position.x + shift.x, y: node.position.y + shift.y };
    nodes = [...nodes, { ...node, id, position }];
  }
  const edges = clip.edges.flatMap(({ from, branch, to }) => {
    const [start, end] = [ids.get(from), ids.get(to)];
    return start && end ? [{ from: start, branch, to: end }] : [];
  });
  return { document: { ...document, nodes, edges: [...document.edges, ...edges] }, ids: [...ids.values()] };
}
