import type { FlowDocument, FlowNode } from '#contracts';
import { compareDocuments } from './compare-documents';
import { connect, moveNodes, removeNodes, replaceNode } from './edit-document';
import { freshNode } from './fresh-node';
import { nodeIssues, variableIssues } from './node-issues';
import { variablesOf } from './variables-of';

const at = { x: 0, y: 0 };
const before: FlowDocument = connect(
  {
    schema: 1,
    language: 'pl',
    variables: [{ name: 'order', initial: '' }],
    nodes: [freshNode('start', 'start', at), freshNode('queue', 'queue', at), freshNode('digits', 'digits', at)],
    edges: [],
  },
  'start',
  'next',
  'queue',
);
const kinds = (after: FlowDocument) => compareDocuments(before, after).map(({ kind }) => kind);

describe('comparing two states of a flow', () => {
  it('finds nothing in a node that was only moved', () => {
    expect(kinds(moveNodes(before, new Map([['queue', { x: 500, y: 20 }]])))).toEqual([]);
  });

  it('names the fields of a changed node', () => {
    const after = replaceNode(before, { ...freshNode('queue', 'queue', at), name: 'Sales' });
    expect(compareDocuments(before, after)).toMatchObject([{ kind: 'node-changed', fields: ['name'] }]);
  });

  it('says where a way leads now', () => {
    const after = connect(before, 'start', 'next', 'digits');
    expect(compareDocuments(before, after)).toMatchObject([
      { kind: 'way-changed', branch: 'next', before: { id: 'queue' }, after: { id: 'digits' } },
    ]);
  });

  it('tells what came and what went', () => {
    expect(kinds(removeNodes(before, ['queue']))).toEqual(['node-removed', 'way-changed']);
    expect(kinds({ ...before, language: 'en', nodes: [...before.nodes, freshNode('hang-up', 'end', at)] })).toEqual([
      'language-changed',
      'node-added',
    ]);
  });
});

describe('what the server would not take', () => {
  it('names the field and the rule', () => {
    const wrong = { ...freshNode('digits', 'digits', at), timeoutSeconds: 0, variable: 'Not a name' } as FlowNode;
    expect(nodeIssues(wrong)).toEqual([
      expect.objectContaining({ field: 'timeoutSeconds', rule: 'min', params: { min: 1 } }),
      expect.objectContaining({ field: 'variable', rule: 'variable-name-format' }),
    ]);
    expect(nodeIssues(freshNode('digits', 'digits', at))).toEqual([]);
  });

  it('judges the variables of the flow too', () => {
    const [issue] = variableIssues({ ...before, variables: [{ name: '9', initial: '' }] });
    expect(issue).toMatchObject({ field: 'variables.0.name', rule: 'variable-name-format' });
  });

  it('takes every fresh node as it is', () => {
    for (const node of before.nodes) expect(nodeIssues(node)).toEqual([]);
  });
});

describe('variables of a flow', () => {
  it('are the declared ones and those that nodes fill, once each', () => {
    const digits = { ...freshNode('digits', 'digits', at), variable: 'pin' } as FlowNode;
    expect(variablesOf(replaceNode(before, digits))).toEqual(['order', 'pin']);
  });
});
