import { branchesOf, type FlowDocument, type FlowEdge, type FlowFinding, type FlowNode } from '#contracts';
import { finding, type FlowFacts } from './flow-facts';
import { graphOf, type FlowGraph } from './flow-graph';

type DrawnGraph = FlowGraph<FlowNode>;

/** Start, ids, edges and ways: what can be judged from the drawing alone. */
export function judgeStructure(document: FlowDocument): FlowFinding[] {
  const graph = graphOf(document);
  return [...judgeNodes(document), ...judgeEdges(graph), ...judgeBranches(graph), ...judgeWays(graph)];
}

function judgeNodes({ nodes, variables }: FlowDocument): FlowFinding[] {
  const starts = nodes.filter(({ kind }) => kind === 'start');
  return [
    ...(starts.length === 0 ? [finding('start-missing', null)] : []),
    ...starts.slice(1).map(({ id }) => finding('start-twice', id)),
    ...twice(nodes.map(({ id }) => id)).map((id) => finding('node-id-twice', id)),
    ...twice(variables.map(({ name }) => name)).map((name) =>
      finding('variable-twice', null, { params: { variable: name } }),
    ),
  ];
}

export const twice = (items: readonly string[]): string[] => [
  ...new Set(items.filter((item, at) => items.indexOf(item) !== at)),
];

function judgeEdges({ document, node }: DrawnGraph): FlowFinding[] {
  return document.edges.flatMap(({ from, branch, to }) => {
    const source = node(from);
    if (!source || !node(to)) return [finding('edge-broken', source ? from : null, { branch })];
    const known = branchesOf(source).some(({ name }) => name === branch);
    return known ? [] : [finding('branch-unknown', from, { branch })];
  });
}

function judgeBranches({ document, from }: DrawnGraph): FlowFinding[] {
  return document.nodes.flatMap((node) => {
    const drawn = from(node.id).map(({ branch }) => branch);
    const missing = branchesOf(node).filter(({ name, required }) => required && !drawn.includes(name));
    return [
      ...missing.map(({ name }) => finding('branch-missing', node.id, { branch: name })),
      ...twice(drawn).map((branch) => finding('branch-twice', node.id, { branch })),
    ];
  });
}

function judgeWays(graph: DrawnGraph): FlowFinding[] {
  if (!graph.start) return [];
  const reached = reachable(graph, graph.start.id);
  const lonely = graph.document.nodes.filter(({ id }) => !reached.has(id));
  return [
    ...lonely.map(({ id }) => finding('unreachable', id)),
    ...loops(graph).map((nodeId) => finding('endless-loop', nodeId)),
  ];
}

export function reachable(graph: DrawnGraph, start: string): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const id of reached) for (const { to } of graph.from(id)) if (graph.node(to)) reached.add(to);
  return reached;
}

/** Branches that are taken without the caller doing anything: a way of these only must not come back to itself. */
function silentEdges(graph: DrawnGraph, node: FlowNode): readonly FlowEdge[] {
  const edges = graph.from(node.id);
  return node.kind === 'menu' || node.kind === 'digits' ? edges.filter(({ branch }) => branch === 'no-input') : edges;
}

/** One node of each way that goes round without the caller: where the depth-first search meets itself. */
function loops(graph: DrawnGraph): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  for (const { id } of graph.document.nodes) if (!done.has(id)) search(graph, id, done, found);
  return [...new Set(found)];
}

/** Without recursion: a flow may be 500 nodes long. */
function search(graph: DrawnGraph, root: string, done: Set<string>, found: string[]): void {
  const onWay = new Set<string>();
  const stack: { id: string; rest: FlowEdge[] }[] = [];
  const enter = (id: string): void => {
    const node = graph.node(id);
    if (!node) return;
    onWay.add(id);
    stack.push({ id, rest: [...silentEdges(graph, node)] });
  };
  enter(root);
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const edge = top.rest.pop();
    if (!edge) {
      onWay.delete(top.id);
      done.add(top.id);
      stack.pop();
    } else if (onWay.has(edge.to)) found.push(edge.to);
    else if (!done.has(edge.to)) enter(edge.to);
  }
}

/** Sub-flows that are not there, not published, or lead back to this flow. */
export function judgeSubFlows(document: FlowDocument, facts: FlowFacts): FlowFinding[] {
  return document.nodes.flatMap((node) => {
    if (node.kind !== 'sub-flow') return [];
    if (node.flowId === null) return [finding('flow-missing', node.id)];
    const inner = node.flowId === facts.flowId ? document : facts.flows.get(node.flowId);
    if (inner === undefined) return [finding('flow-unknown', node.id)];
    if (node.flowId === facts.flowId || leadsTo(node.flowId, facts.flowId, facts))
      return [finding('flow-cycle', node.id)];
    return inner === null ? [finding('flow-not-published', node.id)] : [];
  });
}

const subFlowsOf = (document: FlowDocument | null | undefined): string[] =>
  (document?.nodes ?? []).flatMap((node) => (node.kind === 'sub-flow' && node.flowId ? [node.flowId] : []));

function leadsTo(flowId: string, target: string, { flows }: FlowFacts): boolean {
  const seen = new Set([flowId]);
  for (const id of seen) for (const inner of subFlowsOf(flows.get(id))) seen.add(inner);
  return seen.has(target);
}
