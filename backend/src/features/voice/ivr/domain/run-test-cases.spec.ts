import type { FlowTestCase } from '#contracts';
import { FLOW, flow, node, QUEUE, say } from './flow.fixture';
import { graphOf } from './flow-graph';
import { runTestCases } from './run-test-cases';

const document = flow(
  [
    node('start', 'start'),
    node('announcement', 'hello', { interruptible: true }),
    node('menu', 'menu', {
      options: [
        { digit: '1', name: 'orders' },
        { digit: '2', name: 'people' },
      ],
    }),
    node('digits', 'order', { variable: 'order', minimum: 4, maximum: 4 }),
    node('data-dip', 'dip', { outputs: [{ path: 'state', variable: 'state' }] }),
    node('announcement', 'state', { prompts: say('{{ state }}') }),
    node('queue', 'queue'),
    node('hang-up', 'bye'),
  ],
  [
    'start > hello',
    'hello > menu',
    'menu digit:1 > order',
    'menu digit:2 > queue',
    'menu invalid > bye',
    'menu no-input > bye',
    'order > dip',
    'order invalid > bye',
    'order no-input > bye',
    'dip > state',
    'dip failed > queue',
    'state > bye',
  ],
);
const bench = {
  flowId: FLOW,
  graph: graphOf(document),
  versions: { [FLOW]: 1 },
  flows: { graph: () => graphOf(document) },
};
const testCase = (name: string, extra: Partial<FlowTestCase>): FlowTestCase => ({
  id: QUEUE,
  name,
  version: 1,
  given: { at: null, callerNumber: null, dialed: '', contact: null, variables: {}, dips: [] },
  steps: [],
  expect: { end: null, target: null, passes: [], variables: {}, language: null },
  ...extra,
});
const expecting = (expect: Partial<FlowTestCase['expect']>): FlowTestCase['expect'] => ({
  end: null,
  target: null,
  passes: [],
  variables: {},
  language: null,
  ...expect,
});
const digits = (...all: string[]) => all.map((typed) => ({ kind: 'digits', digits: typed }) as const);

const order = testCase('asks for an order', {
  steps: digits('1', '1234'),
  given: { ...testCase('', {}).given, dips: [{ nodeId: 'dip', answer: { status: 200, body: { state: 'sent' } } }] },
  expect: expecting({
    end: 'hang-up',
    passes: ['menu', 'order', 'state'],
    variables: { order: '1234', state: 'sent' },
  }),
});
const people = testCase('wants a person', { steps: digits('2'), expect: expecting({ end: 'queue', target: QUEUE }) });

describe('test cases of a flow', () => {
  it('pass when the call goes as expected, and say which branches nobody took', () => {
    const report = runTestCases(bench, [order, people]);
    expect(report).toMatchObject({ passed: 2, failed: 0, coverage: { branches: 12, covered: 7 } });
    expect(report.coverage.missing).toContainEqual({ nodeId: 'dip', branch: 'failed' });
    expect(report.results[1]?.path).toEqual([
      { flowId: FLOW, nodeId: 'start', branch: 'next' },
      { flowId: FLOW, nodeId: 'hello', branch: 'next' },
      { flowId: FLOW, nodeId: 'menu', branch: 'digit:2' },
      { flowId: FLOW, nodeId: 'queue', branch: null },
    ]);
  });

  it('say what was expected and what came', () => {
    const wrong = testCase('is wrong', {
      steps: digits('1', '1234'),
      expect: expecting({ end: 'hang-up', target: QUEUE, passes: ['order', 'state'], variables: { state: 'sent' } }),
    });
    expect(runTestCases(bench, [wrong]).results[0]?.failures).toEqual([
      { rule: 'end', of: null, expected: 'hang-up', actual: 'queue' },
      { rule: 'variable', of: 'state', expected: 'sent', actual: '' },
      { rule: 'passes', of: 'state', expected: 'order → state', actual: 'start → hello → menu → order → dip → queue' },
    ]);
  });

  it('let the caller be silent after his last step, or hang up', () => {
    const silent = testCase('is silent', { expect: expecting({ end: 'hang-up', passes: ['menu', 'bye'] }) });
    const gone = testCase('hangs up', { steps: [{ kind: 'hang-up' }], expect: expecting({ end: 'caller-hung-up' }) });
    expect(runTestCases(bench, [silent, gone])).toMatchObject({ passed: 2, failed: 0 });
  });

  it('run by the thousand', () => {
    const many = Array.from({ length: 1000 }, (_, at) => (at % 2 === 0 ? order : people));
    expect(runTestCases(bench, many)).toMatchObject({ passed: 1000, failed: 0 });
  });
});
