// 1 000 IVR test cases: what a person who publishes a flow with all its cases waits for.
import { performance } from 'node:perf_hooks';
import { compiled } from '../reference/compiled.mjs';
import { figure } from './support/figures.mjs';

const CASES = 1000;
const FLOW = '00000000-0000-4000-8000-0000000000f1';
/** Menus in a row; each case goes through all of them, an entry and a condition. */
const DEPTH = 10;

const position = { x: 0, y: 0 };
const say = (template) => [{ kind: 'text', template }];
const asks = { invalidPrompts: [], silencePrompts: [], timeoutSeconds: 5, attempts: 3 };

/** A large flow: every menu has nine options, every option sets what it was and goes on. */
function flow() {
  const nodes = [{ kind: 'start', id: 'start', name: '', position }];
  const edges = [{ from: 'start', branch: 'next', to: 'menu0' }];
  for (let at = 0; at < DEPTH; at += 1) {
    const options = Array.from({ length: 9 }, (_, key) => ({ digit: String(key + 1), name: `${at}.${key + 1}` }));
    nodes.push({ kind: 'menu', id: `menu${at}`, name: '', position, prompts: say('{{ way }}?'), ...asks, options });
    const next = at + 1 < DEPTH ? `menu${at + 1}` : 'number';
    for (const { digit } of options) {
      const assignments = [{ variable: 'way', value: `{{ way }}${digit}` }];
      nodes.push({ kind: 'set-variable', id: `set${at}_${digit}`, name: '', position, assignments });
      edges.push({ from: `menu${at}`, branch: `digit:${digit}`, to: `set${at}_${digit}` });
      edges.push({ from: `set${at}_${digit}`, branch: 'next', to: next });
    }
    for (const branch of ['invalid', 'no-input']) edges.push({ from: `menu${at}`, branch, to: 'bye' });
  }
  const entry = { variable: 'pesel', minimum: 11, maximum: 11, terminator: '#', interDigitSeconds: 3, secret: false };
  const rule = { kind: 'checksum', of: 'pesel' };
  nodes.push({ kind: 'digits', id: 'number', name: '', position, prompts: say('PESEL'), ...asks, ...entry, rule });
  const tests = [{ variable: 'way', operator: 'starts-with', value: '1' }];
  nodes.push({ kind: 'condition', id: 'if', name: '', position, cases: [{ id: 'c', name: '', match: 'all', tests }] });
  nodes.push({ kind: 'hang-up', id: 'yes', name: '', position, prompts: [] });
  nodes.push({ kind: 'hang-up', id: 'bye', name: '', position, prompts: [] });
  edges.push(
    { from: 'number', branch: 'next', to: 'if' },
    { from: 'number', branch: 'invalid', to: 'bye' },
    { from: 'number', branch: 'no-input', to: 'bye' },
    { from: 'if', branch: 'case:c', to: 'yes' },
    { from: 'if', branch: 'otherwise', to: 'bye' },
  );
  return { schema: 1, language: 'pl', variables: [{ name: 'way', initial: '' }], nodes, edges };
}

/** The n-th way through the menus, one wrong key in it, and what has to come of it. */
function testCase(number) {
  const keys = Array.from({ length: DEPTH }, (_, at) => String(1 + ((number * 7 + at * 3) % 9)));
  const way = keys.join('');
  return {
    id: `case-${number}`,
    name: `case ${number}`,
    given: { callerNumber: '+48501000000', dialed: '+48221000100', at: null, contact: null, variables: {}, dips: [] },
    steps: ['0', ...keys, '44051401359'].map((digits) => ({ kind: 'digits', digits })),
    expect: {
      end: 'hang-up',
      target: null,
      passes: ['menu0', `menu${DEPTH - 1}`, 'if', way.startsWith('1') ? 'yes' : 'bye'],
      variables: { way, pesel: '44051401359' },
      language: 'pl',
    },
  };
}

async function run() {
  const { runTestCases } = await compiled('features/voice/ivr/domain/run-test-cases.js');
  const { graphOf } = await compiled('features/voice/ivr/domain/flow-graph.js');
  const graph = graphOf(flow());
  const bench = { flowId: FLOW, graph, versions: { [FLOW]: 0 }, flows: { graph: () => graph } };
  const cases = Array.from({ length: CASES }, (_, number) => testCase(number));
  const began = performance.now();
  const { passed, coverage } = runTestCases(bench, cases);
  const seconds = (performance.now() - began) / 1000;
  return [
    figure(`${CASES} test cases`, seconds, 's', ['≤', 60]),
    figure('one test case', (seconds * 1000) / CASES, 'ms'),
    figure('of them failed', CASES - passed, 'cases', ['≤', 0]),
    figure('branches that they tried', coverage.covered, 'branches'),
  ];
}

export const bench = {
  name: 'ivr',
  title: `${CASES} test cases of a flow with ${DEPTH} menus of nine options, an entry with a check digit and a condition`,
  seeds: 'none: every case is another way',
  peer: 'none; the bar is what a publication may take',
  notes: ['without a phone, a network or a database: the sessions that callers have'],
  run,
};
