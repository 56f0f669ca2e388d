import fc from 'fast-check';
import { branchesOf, type CallerStep, type FlowDocument, type FlowNode } from '#contracts';
import { facts, FLOW, flow, node, QUEUE, say } from './flow.fixture';
import type { FlowFacts } from './flow-facts';
import { graphOf } from './flow-graph';
import { runTestCase } from './run-test-cases';
import { hasErrors, validateFlow } from './validate-flow';

const judged = (document: FlowDocument, extra: Partial<FlowFacts> = {}): string[] =>
  validateFlow(document, facts(extra)).map(
    ({ code, nodeId, branch }) => `${code} ${nodeId ?? ''}${branch ? `/${branch}` : ''}`,
  );
const start = node('start', 'start');
const end = node('hang-up', 'end');
const OTHER = '00000000-0000-4000-8000-0000000000f9';
const PROMPT = '00000000-0000-4000-8000-0000000000b1';

describe('a flow that may be published', () => {
  it('has nothing against it', () => {
    const menu = node('menu', 'menu');
    const ways = ['start > menu', 'menu digit:1 > queue', 'menu invalid > end', 'menu no-input > end'];
    expect(judged(flow([start, menu, node('queue', 'queue'), end], ways))).toEqual([]);
  });
});

describe('what keeps a flow from being published', () => {
  it.each<[string, FlowDocument, string[]]>([
    ['no start', flow([end], []), ['start-missing ']],
    [
      'two starts',
      flow([start, node('start', 'second'), end], ['start > end', 'second > end']),
      ['start-twice second', 'unreachable second'],
    ],
    [
      'a branch that leads nowhere',
      flow([start, node('record-lookup', 'who'), end], ['start > who', 'who found > end']),
      ['branch-missing who/not-found'],
    ],
    [
      'a branch drawn twice',
      flow([start, end, node('hang-up', 'b')], ['start > end', 'start > b']),
      ['branch-twice start/next'],
    ],
    [
      'a branch that the node has not',
      flow([start, end], ['start > end', 'end later > end']),
      ['branch-unknown end/later', 'endless-loop end'],
    ],
    ['an edge to nowhere', flow([start, end], ['start > end', 'end x > gone']), ['edge-broken end/x']],
    [
      'a node that nothing leads to',
      flow([start, end, node('hang-up', 'lost')], ['start > end']),
      ['unreachable lost'],
    ],
    [
      'a way that goes round by itself',
      flow([start, node('set-variable', 'a'), node('announcement', 'b')], ['start > a', 'a > b', 'b > a']),
      ['endless-loop a'],
    ],
    [
      'a menu that a silent caller never leaves',
      flow(
        [start, node('menu', 'menu'), end],
        ['start > menu', 'menu digit:1 > end', 'menu invalid > end', 'menu no-input > menu'],
      ),
      ['endless-loop menu'],
    ],
    [
      'an announcement that says nothing',
      flow([start, node('announcement', 'a', { prompts: [] }), end], ['start > a', 'a > end']),
      ['prompt-missing a'],
    ],
    [
      'text without letters',
      flow([start, node('announcement', 'a', { prompts: say(' ') }), end], ['start > a', 'a > end']),
      ['prompt-missing a'],
    ],
    [
      'a text that is no template',
      flow([start, node('announcement', 'a', { prompts: say('{{ x | }') }), end], ['start > a', 'a > end']),
      ['template-not-valid a'],
    ],
    ['no queue chosen', flow([start, node('queue', 'q', { queueId: null })], ['start > q']), ['queue-missing q']],
    [
      'a queue that is not there',
      flow([start, node('queue', 'q', { queueId: OTHER })], ['start > q']),
      ['queue-unknown q'],
    ],
    [
      'a path that is none',
      flow(
        [start, node('data-dip', 'd', { outputs: [{ path: 'a..b', variable: 'x' }] }), end],
        ['start > d', 'd > end', 'd failed > end'],
      ),
      ['path-not-valid d'],
    ],
    [
      'an extension that nobody has',
      flow([start, node('transfer', 't', { target: { kind: 'extension', extension: '999' } })], ['start > t']),
      ['extension-unknown t'],
    ],
    [
      'entries longer than they may be',
      flow(
        [start, node('digits', 'd', { minimum: 5, maximum: 4 }), end],
        ['start > d', 'd > end', 'd invalid > end', 'd no-input > end'],
      ),
      ['length-not-valid d'],
    ],
  ])('%s', (_, document, expected) => {
    expect(judged(document)).toEqual(expected);
  });

  it('a kind that leads to nothing yet', () => {
    const available = new Set<FlowNode['kind']>(['start', 'hang-up']);
    expect(judged(flow([start, node('voicemail', 'v')], ['start > v']), { available })).toEqual([
      'kind-not-available v',
    ]);
  });

  it('flows that run each other', () => {
    const document = flow([start, node('sub-flow', 's', { flowId: OTHER }), end], ['start > s', 's > end']);
    const back = flow([start, node('sub-flow', 's', { flowId: FLOW }), end], ['start > s', 's > end']);
    expect(judged(document)).toEqual(['flow-unknown s']);
    expect(judged(document, { flows: new Map([[OTHER, null]]) })).toEqual(['flow-not-published s']);
    expect(judged(document, { flows: new Map([[OTHER, back]]) })).toEqual(['flow-cycle s']);
  });

  it('a prompt that is not there in the language the caller has by then', () => {
    const said = (id: string) => node('announcement', id, { prompts: [{ kind: 'prompt', promptId: PROMPT }] });
    const document = flow(
      [start, said('first'), node('language', 'english'), said('then'), end],
      ['start > first', 'first > english', 'english > then', 'then > end'],
    );
    expect(judged(document)).toEqual(['prompt-unknown first', 'prompt-unknown then']);
    expect(judged(document, { prompts: new Map([[PROMPT, ['pl']]]) })).toEqual(['prompt-language-missing then']);
    expect(judged(document, { prompts: new Map([[PROMPT, ['pl', 'en']]]) })).toEqual([]);
  });
});

describe('what is only said', () => {
  it('a variable that nothing fills', () => {
    const document = flow(
      [start, node('announcement', 'a', { prompts: say('{{ order }} {{ contact.firstName }}') }), end],
      ['start > a', 'a > end'],
    );
    const findings = validateFlow(document, facts());
    expect(findings).toMatchObject([{ code: 'variable-unknown', severity: 'warning', params: { variable: 'order' } }]);
    expect(hasErrors(findings)).toBe(false);
  });
});

/** Drawings as a slip of the hand makes them: any kind, any way, often wrong. */
const kinds = [
  'announcement',
  'menu',
  'digits',
  'condition',
  'set-variable',
  'queue',
  'transfer',
  'hang-up',
  'callback',
  'record-lookup',
  'data-dip',
  'language',
] as const;
const drawing = fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 12 }).chain((list) => {
  const nodes: FlowNode[] = [start, ...list.map((kind, at) => node(kind, `n${at}`))];
  const outputs = nodes.flatMap((each, from) => branchesOf(each).map(({ name }) => ({ from, name })));
  return fc.array(fc.nat(1_000_000), { minLength: outputs.length, maxLength: outputs.length }).map((draws) => {
    // Mostly onwards, now and then back: so that many of them are valid and some go round.
    const ways = outputs.map(({ from, name }, at) => {
      const draw = draws[at] ?? 0;
      const onwards = Math.min(nodes.length - 1, from + 1 + (draw % 2));
      const to = draw % 29 === 0 ? 1 + (draw % (nodes.length - 1)) : onwards;
      return `${nodes[from]?.id ?? ''} ${name} > ${nodes[to]?.id ?? ''}`;
    });
    return flow(nodes, ways);
  });
});
const steps = fc.array(
  fc.oneof(
    fc.constantFrom<CallerStep>({ kind: 'silence' }),
    fc.stringMatching(/^[0-9*#]{1,4}$/).map((digits): CallerStep => ({ kind: 'digits', digits })),
  ),
  { maxLength: 20 },
);
const blank = { end: null, target: null, passes: [], variables: {}, language: null };
const given = { at: null, callerNumber: '+48600100200', dialed: '', contact: null, variables: {}, dips: [] };
const benchOf = (document: FlowDocument) => ({
  flowId: FLOW,
  graph: graphOf(document),
  versions: { [FLOW]: 1 },
  flows: { graph: () => graphOf(document) },
});

describe('every valid flow', () => {
  it('ends, whatever the caller does, and never because it went round or lost its way', () => {
    let valid = 0;
    fc.assert(
      fc.property(drawing, steps, (document, does) => {
        // Lonely nodes are no danger to those who never come to them; only what is dangerous counts here.
        const errors = validateFlow(document, facts()).filter(({ code }) => code !== 'unreachable');
        if (hasErrors(errors)) return;
        valid += 1;
        const testCase = { id: QUEUE, name: 'any', given, steps: does, expect: blank };
        const { path, end: way } = runTestCase(benchOf(document), testCase);
        expect(path.length).toBeLessThan(400);
        expect(way).not.toBe('caller-hung-up');
      }),
      { numRuns: 2000, seed: 20261122 },
    );
    expect(valid).toBeGreaterThan(100);
  });
});
