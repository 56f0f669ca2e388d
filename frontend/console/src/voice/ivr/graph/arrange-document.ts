import { branchesOf, type FlowDocument, type FlowNode } from '#contracts';
import { moveNodes, nodeOf, targetOf } from './edit-document';
import type { Point } from './fresh-node';
import { heightOf, NODE_WIDTH } from './node-size';
import { readingOrder } from './reading-order';

const COLUMN = NODE_WIDTH + 88;
const GAP = 36;

/**
 * Puts the nodes in columns, from the start to the right: a node stands right of everything that leads to it, save where a way
 * goes back. Within a column the order is that of the branches that lead there, so that ways cross seldom.
 */
export function arrangeDocument(document: FlowDocument): FlowDocument {
  const read = readingOrder(document);
  const columns = columnsOf(
    document,
    read.map(({ node }) => node),
  );
  const places = new Map<string, Point>();
  const centres = new Map<string, number>();
  for (const column of columns) placeColumn(document, column.nodes, { at: column.at, places, centres });
  return moveNodes(document, places);
}

interface Column {
  readonly at: number;
  readonly nodes: readonly FlowNode[];
}

/** Longest way from the start without the edges that lead back. */
function columnsOf(document: FlowDocument, order: readonly FlowNode[]): readonly Column[] {
  const back = backEdges(document, order);
  const depth = new Map<string, number>(order.map(({ id }) => [id, 0]));
  for (let round = 0, moved = true; moved && round <= order.length; round++) {
    moved = false;
    for (const { from, branch, to } of document.edges) {
      const right = (depth.get(from) ?? 0) + 1;
      if (back.has(`${from}|${branch}`) || !depth.has(to) || right <= (depth.get(to) ?? 0)) continue;
      depth.set(to, right);
      moved = true;
    }
  }
  const found = new Map<number, FlowNode[]>();
  for (const node of order) {
    const at = depth.get(node.id) ?? 0;
    found.set(at, [...(found.get(at) ?? []), node]);
  }
  return [...found].sort(([a], [b]) => a - b).map(([at, nodes]) => ({ at, nodes }));
}

/** Edges that close a circle, found without recursion: a flow may be 500 nodes long. */
function backEdges(document: FlowDocument, order: readonly FlowNode[]): ReadonlySet<string> {
  const back = new Set<string>();
  const done = new Set<string>();
  for (const root of order) {
    if (done.has(root.id)) continue;
    const onWay = new Set([root.id]);
    const stack = [{ id: root.id, rest: branchesOf(root).map(({ name }) => name) }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const branch = top.rest.shift();
      if (branch === undefined) {
        onWay.delete(top.id);
        done.add(top.id);
        stack.pop();
        continue;
      }
      const target = nodeOf(document, targetOf(document, top.id, branch) ?? '');
      if (!target || done.has(target.id)) continue;
      if (onWay.has(target.id)) back.add(`${top.id}|${branch}`);
      else {
        onWay.add(target.id);
        stack.push({ id: target.id, rest: branchesOf(target).map(({ name }) => name) });
      }
    }
  }
  return back;
}

interface Placing {
  readonly at: number;
  readonly places: Map<string, Point>;
  readonly centres: Map<string, number>;
}

/** Each node as near as it can be to the middle of what leads to it. */
function placeColumn(document: FlowDocument, nodes: readonly FlowNode[], { at, places, centres }: Placing): void {
  const wanted = new Map(nodes.map((node) => [node.id, wantedCentre(document, node, centres)]));
  const sorted = [...nodes].sort((a, b) => (wanted.get(a.id) ?? Infinity) - (wanted.get(b.id) ?? Infinity));
  const known = sorted.flatMap(({ id }) => wanted.get(id) ?? []);
  const middle = known.length > 0 ? known.reduce((sum, each) => sum + each, 0) / known.length : 0;
  const total = sorted.reduce((sum, node) => sum + heightOf(node) + GAP, -GAP);
  let y = middle - total / 2;
  for (const node of sorted) {
    places.set(node.id, { x: at * COLUMN, y });
    centres.set(node.id, y + heightOf(node) / 2);
    y += heightOf(node) + GAP;
  }
}

function wantedCentre(
  document: FlowDocument,
  node: FlowNode,
  centres: ReadonlyMap<string, number>,
): number | undefined {
  const ways = document.edges
    .filter(({ to }) => to === node.id)
    .flatMap(({ from, branch }) => {
      const centre = centres.get(from);
      const source = nodeOf(document, from);
      if (centre === undefined || !source) return [];
      const names = branchesOf(source).map(({ name }) => name);
      return [centre + (names.indexOf(branch) - (names.length - 1) / 2) * 48];
    });
  return ways.length > 0 ? ways.reduce((sum, each) => sum + each, 0) / ways.length : undefined;
}
