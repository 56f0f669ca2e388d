import type { FlowDocument, FlowEdge, FlowNodeKind } from '#contracts';
import { arrangeDocument } from './arrange-document';
import { freshNode } from './fresh-node';
import { nearestNode } from './nearest-node';
import { heightOf, NODE_WIDTH } from './node-size';
import { readingOrder } from './reading-order';

const flow = (kinds: Readonly<Record<string, FlowNodeKind>>, edges: readonly FlowEdge[]): FlowDocument => ({
  schema: 1,
  language: 'pl',
  variables: [],
  nodes: Object.entries(kinds).map(([id, kind]) => freshNode(kind, id, { x: 0, y: 0 })),
  edges: [...edges],
});
const way = (from: string, branch: string, to: string): FlowEdge => ({ from, branch, to });

const MENU = flow({ end: 'hang-up', queue: 'queue', menu: 'menu', start: 'start', alone: 'announcement' }, [
  way('start', 'next', 'menu'),
  way('menu', 'digit:1', 'queue'),
  way('menu', 'invalid', 'menu'),
  way('menu', 'no-input', 'end'),
]);
const placeOf = (document: FlowDocument, id: string) => {
  const found = document.nodes.find((node) => node.id === id);
  if (!found) throw new Error(id);
  return found.position;
};

describe('arranging a flow', () => {
  it('puts what comes later further right, also where a way goes back', () => {
    const arranged = arrangeDocument(MENU);
    const xs = ['start', 'menu', 'queue'].map((id) => placeOf(arranged, id).x);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    expect(new Set(xs).size).toBe(3);
  });

  it('lets no two nodes overlap', () => {
    const { nodes } = arrangeDocument(MENU);
    for (const [at, one] of nodes.entries())
      for (const other of nodes.slice(at + 1)) {
        const apart =
          Math.abs(one.position.x - other.position.x) >= NODE_WIDTH ||
          one.position.y + heightOf(one) <= other.position.y ||
          other.position.y + heightOf(other) <= one.position.y;
        expect({ one: one.id, other: other.id, apart }).toEqual({ one: one.id, other: other.id, apart: true });
      }
  });

  it('keeps the branches in their order from top to bottom', () => {
    const arranged = arrangeDocument(MENU);
    expect(placeOf(arranged, 'queue').y).toBeLessThan(placeOf(arranged, 'end').y);
  });

  it('does five hundred nodes in a row without running out of stack or time', () => {
    const kinds = Object.fromEntries(
      Array.from({ length: 500 }, (_, at) => [`n${at}`, at === 0 ? ('start' as const) : ('announcement' as const)]),
    );
    const long = flow(
      kinds,
      Array.from({ length: 499 }, (_, at) => way(`n${at}`, 'next', `n${at + 1}`)),
    );
    const arranged = arrangeDocument(long);
    expect(placeOf(arranged, 'n499').x).toBeGreaterThan(placeOf(arranged, 'n498').x);
  });
});

describe('reading a flow', () => {
  it('begins at the start, follows the branches in their order and ends with what nothing leads to', () => {
    expect(readingOrder(MENU).map(({ node, depth }) => [node.id, depth])).toEqual([
      ['start', 0],
      ['menu', 1],
      ['queue', 2],
      ['end', 2],
      ['alone', null],
    ]);
  });

  it('walks from node to node by direction', () => {
    const arranged = arrangeDocument(MENU);
    expect(nearestNode(arranged, 'start', 'right')?.id).toBe('menu');
    expect(nearestNode(arranged, 'queue', 'down')?.id).toBe('end');
    expect(nearestNode(arranged, 'start', 'left')).toBeNull();
  });
});
