import type { FlowDocument, FlowNode, FlowNodeKind } from '#contracts';
import {
  addNode,
  clipOf,
  connect,
  insertAfter,
  moveNodes,
  openBranchOf,
  paste,
  removeNodes,
  replaceNode,
  targetOf,
} from './edit-document';
import { freshId, freshNode } from './fresh-node';

const node = (kind: FlowNodeKind, id: string): FlowNode => freshNode(kind, id, { x: 0, y: 0 });

const menu = (...digits: string[]): FlowNode =>
  ({ ...node('menu', 'menu'), options: digits.map((digit) => ({ digit, name: '' })) }) as FlowNode;

const made = (...nodes: FlowNode[]): FlowDocument => ({ schema: 1, language: 'pl', variables: [], nodes, edges: [] });

describe('editing a flow', () => {
  const flow = connect(
    connect(
      made(node('start', 'start'), menu('1', '2'), node('queue', 'queue'), node('hang-up', 'end')),
      'start',
      'next',
      'menu',
    ),
    'menu',
    'digit:1',
    'queue',
  );

  it('leads a branch to one node at most, and never to the start', () => {
    const again = connect(flow, 'start', 'next', 'queue');
    expect(again.edges.filter(({ from }) => from === 'start')).toEqual([
      { from: 'start', branch: 'next', to: 'queue' },
    ]);
    expect(connect(flow, 'menu', 'invalid', 'start')).toBe(flow);
    expect(targetOf(connect(flow, 'start', 'next', null), 'start', 'next')).toBeNull();
  });

  it('lets the way of a renamed key follow it', () => {
    expect(targetOf(replaceNode(flow, menu('5', '2')), 'menu', 'digit:5')).toBe('queue');
  });

  it('takes the way of a removed key out, and keeps the others', () => {
    const with2 = connect(flow, 'menu', 'digit:2', 'end');
    const after = replaceNode(with2, menu('2'));
    expect(after.edges.map(({ branch }) => branch)).toEqual(['next', 'digit:2']);
  });

  it('keeps the start, whatever is deleted', () => {
    const after = removeNodes(flow, ['start', 'queue']);
    expect(after.nodes.map(({ id }) => id)).toEqual(['start', 'menu', 'end']);
    expect(after.edges).toEqual([{ from: 'start', branch: 'next', to: 'menu' }]);
    expect(removeNodes(flow, ['start'])).toBe(flow);
  });

  it('puts a node into a way: what came before comes after it', () => {
    const after = insertAfter(flow, 'start', 'next', node('announcement', 'hello'));
    expect(targetOf(after, 'start', 'next')).toBe('hello');
    expect(targetOf(after, 'hello', 'next')).toBe('menu');
  });

  it('knows the first branch that leads nowhere', () => {
    expect(openBranchOf(flow, 'menu')).toBe('digit:2');
    expect(openBranchOf(flow, 'start')).toBeNull();
    expect(openBranchOf(flow, 'queue')).toBeNull();
  });

  it('pastes copies with ids and ways of their own', () => {
    let number = 0;
    const clip = clipOf(flow, ['start', 'menu', 'queue']);
    const { document, ids } = paste(flow, clip, ({ kind }, before) => freshId(kind, before, () => `c${++number}`));
    expect(ids).toEqual(['menu-c1', 'queue-c2']);
    expect(targetOf(document, 'menu-c1', 'digit:1')).toBe('queue-c2');
    expect(new Set(document.nodes.map(({ id }) => id)).size).toBe(document.nodes.length);
    expect(flow.nodes).toHaveLength(4);
  });

  it('moves nodes on the grid only', () => {
    const [moved] = moveNodes(flow, new Map([['start', { x: 13, y: -27 }]])).nodes;
    expect(moved?.position).toEqual({ x: 10, y: -30 });
  });

  it('never draws an id that is there already', () => {
    const draws = ['a', 'a', 'b'];
    const document = addNode(made(), node('queue', 'queue-a'));
    expect(freshId('queue', document, () => draws.shift() ?? 'z')).toBe('queue-b');
  });
});
