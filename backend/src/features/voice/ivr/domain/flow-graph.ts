import type { FlowEdge } from '#contracts';
import type { SessionDocument, SessionNode } from './session-node';

/** A flow's document with its ways looked up: what walking and judging it rest on. */
export interface FlowGraph<Node extends SessionNode = SessionNode> {
  readonly document: SessionDocument<Node>;
  readonly start: Node | null;
  readonly node: (id: string) => Node | undefined;
  /** Where `branch` of a node leads; undefined when it stays open. */
  readonly next: (nodeId: string, branch: string) => string | undefined;
  readonly from: (nodeId: string) => readonly FlowEdge[];
}

const graphs = new WeakMap<SessionDocument, FlowGraph>();

/** A document never changes, so its graph is made once. */
export function graphOf<Node extends SessionNode>(document: SessionDocument<Node>): FlowGraph<Node> {
  const known = graphs.get(document);
  if (known) return known as FlowGraph<Node>;
  const graph = build(document);
  graphs.set(document, graph);
  return graph;
}

function build<Node extends SessionNode>(document: SessionDocument<Node>): FlowGraph<Node> {
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
