import type { FlowDocument, FlowEdge, FlowNode } from '#contracts';

/** A flow's document with its ways looked up: what walking and judging it rest on. */
export interface FlowGraph {
  readonly document: FlowDocument;
  readonly start: FlowNode | null;
  readonly node: (id: string) => FlowNode | undefined;
  /** Where `branch` of a node leads; undefined when it stays open. */
  readonly next: (nodeId: string, branch: string) => string | undefined;
  readonly from: (nodeId: string) => readonly FlowEdge[];
}

const graphs = new WeakMap<FlowDocument, FlowGraph>();

/** A document never changes, so its graph is made once. */
export function graphOf(document: FlowDocument): FlowGraph {
  const known = graphs.get(document);
  if (known) return known;
  const graph = build(document);
  graphs.set(document, graph);
  return graph;
}

function build(document: FlowDocument): FlowGraph {
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  const edges = new Map<string, FlowEdge[]>();
  for (const edge of document.edges) edges.set(edge.from, [...(edges.get(edge.from) ?? []), edge]);
  return {
    document,
    start: document.nodes.find(({ kind }) => kind === 'start') ?? null,
    node: (id) => nodes.get(id),
    next: (nodeId, branch) => edges.get(nodeId)?.find((edge) => edge.branch === branch)?.to,
    from: (nodeId) => edges.get(nodeId) ?? [],
  };
}
