import type { FlowEnd, FlowTestCase, PathStep, TestReport, TestResult } from '#contracts';
import { DateTime } from 'luxon';
import type { Instant } from '../../../../kernel/clock';
import { fold } from '../../../../kernel/decider';
import { graphOf, type FlowGraph } from './flow-graph';
import type { IvrEvent } from './ivr-events';
import { ivrSession, type FoundContact, type IvrCommand } from './ivr-session';
import type { IvrState } from './ivr-state';
import type { FlowLibrary } from './walk';

/** Flows as the test sees them: the one under test in its draft, the others as they are live. */
export interface TestBench {
  readonly flowId: string;
  readonly graph: FlowGraph;
  readonly versions: Readonly<Record<string, number>>;
  readonly flows: FlowLibrary;
}

type Command = IvrCommand extends infer C
  ? C extends IvrCommand
    ? Omit<C, 'at' | 'freshId' | 'flows'>
    : never
  : never;
type TestedCase = Omit<FlowTestCase, 'version'>;

/** Not a holiday, not a weekend, in the morning. */
const USUAL = DateTime.fromISO('2026-03-03T10:00:00+01:00').toMillis();

/** Runs every case in memory, without a phone and without a network, and says which branches none of them took. */
export function runTestCases(bench: TestBench, cases: readonly TestedCase[]): TestReport {
  const results = cases.map((each) => runTestCase(bench, each));
  const taken = new Set(
    results.flatMap(({ path }) =>
      path.filter(({ flowId }) => flowId === bench.flowId).map(({ nodeId, branch }) => `${nodeId} ${branch}`),
    ),
  );
  const { edges } = graphOf(bench.graph.document).document;
  const missing = edges.filter(({ from, branch }) => !taken.has(`${from} ${branch}`));
  return {
    passed: results.filter(({ passed }) => passed).length,
    failed: results.filter(({ passed }) => !passed).length,
    results,
    coverage: {
      branches: edges.length,
      covered: edges.length - missing.length,
      missing: missing.map(({ from, branch }) => ({ nodeId: from, branch })),
    },
  };
}

export function runTestCase(bench: TestBench, testCase: TestedCase): TestResult {
  const { state, events } = call(bench, testCase);
  const path = pathOf(events);
  const left = events.findLast((event) => event.type === 'IvrLeft');
  const end: FlowEnd = left?.type === 'IvrLeft' ? left.data.to.kind : 'caller-hung-up';
  const failures = compare(testCase, { state, path, end, flowId: bench.flowId });
  return { testCaseId: testCase.id, name: testCase.name, passed: failures.length === 0, failures, path, end };
}

/** One call: the caller does his steps, everything else answers as given. */
function call(bench: TestBench, testCase: TestedCase): { state: IvrState; events: readonly IvrEvent[] } {
  const { given } = testCase;
  const at: Instant = given.at === null ? USUAL : DateTime.fromISO(given.at).toMillis();
  const events: IvrEvent[] = [];
  let state = ivrSession.initialState;
  let asked = 0;
  const tell = (command: Command): void => {
    asked += 1;
    const full = { ...command, at, freshId: `ask-${asked}`, flows: bench.flows } as IvrCommand;
    const outcome = ivrSession.decide(state, full);
    if (!outcome.ok) return;
    events.push(...outcome.value);
    state = fold(ivrSession, state, outcome.value);
  };
  tell(startOf(bench, testCase));
  const steps = [...testCase.steps];
  while (state.phase === 'running' && state.waiting !== null) tell(answerTo(bench, testCase, state, steps));
  return { state, events };
}

function startOf({ flowId, versions }: TestBench, { given }: TestedCase): Command {
  return {
    type: 'Start',
    flowId,
    version: versions[flowId] ?? 0,
    versions,
    variables: {
      'caller.number': given.callerNumber ?? '',
      'caller.name': '',
      'call.dialed': given.dialed,
      'call.id': '',
      ...given.variables,
    },
  };
}

function answerTo(bench: TestBench, { given }: TestedCase, state: IvrState, steps: FlowTestCase['steps']): Command {
  const waiting = state.waiting;
  if (waiting === null) return { type: 'CallerHungUp' };
  const { askId } = waiting;
  switch (waiting.for) {
    case 'prompt':
    case 'speech':
      return { type: 'PromptEnded', askId };
    case 'digits':
      return typed(bench, state, steps, askId);
    case 'dip':
      return { type: 'DipAnswered', askId, answer: dipAnswer(given.dips, state.place.nodeId), milliseconds: 0 };
    case 'lookup':
      return { type: 'LookupAnswered', askId, contact: given.contact === null ? null : card(given.contact) };
  }
}

/** The caller listens to announcements; everything else that asks takes his next step. */

function typed({ flows }: TestBench, { place }: IvrState, steps: FlowTestCase['steps'], askId: string): Command {
  const listens = flows.graph(place.flowId, place.version)?.node(place.nodeId)?.kind === 'announcement';
  const step = listens ? undefined : steps.shift();
  if (step?.kind === 'hang-up') return { type: 'CallerHungUp' };
  return { type: 'Digits', askId, digits: step?.kind === 'digits' ? step.digits : '' };
}

function dipAnswer(dips: FlowTestCase['given']['dips'], nodeId: string) {
  const found = dips.find((dip) => dip.nodeId === nodeId)?.answer;
  if (!found) return { ok: false, reason: 'no-answer-in-test' } as const;
  return 'failure' in found
    ? ({ ok: false, reason: found.failure } as const)
    : ({ ok: true, status: found.status, body: found.body } as const);
}

const card = (contact: Omit<FoundContact, 'id'>): FoundContact => ({
  ...contact,
  id: '00000000-0000-4000-8000-000000000000',
});

/** The nodes that were passed, each with the branch that was taken out of it. */
export function pathOf(events: readonly IvrEvent[]): PathStep[] {
  const path: PathStep[] = [];
  for (const event of events) {
    if (event.type !== 'IvrNodeEntered') continue;
    const { place, from } = event.data;
    const before = from && path.findLast(({ flowId, nodeId }) => flowId === place.flowId && nodeId === from.nodeId);
    if (before) before.branch = from.branch;
    path.push({ flowId: place.flowId, nodeId: place.nodeId, branch: null });
  }
  return path;
}

interface Outcome {
  readonly state: IvrState;
  readonly path: readonly PathStep[];
  readonly end: FlowEnd;
  readonly flowId: string;
}

function compare({ expect }: TestedCase, { state, path, end, flowId }: Outcome): TestResult['failures'] {
  const wanted: {
    rule: TestResult['failures'][number]['rule'];
    of: string | null;
    expected: string;
    actual: string;
  }[] = [];
  if (expect.end !== null) wanted.push({ rule: 'end', of: null, expected: expect.end, actual: end });
  if (expect.target !== null)
    wanted.push({ rule: 'target', of: null, expected: expect.target, actual: targetOf(state) });
  if (expect.language !== null)
    wanted.push({ rule: 'language', of: null, expected: expect.language, actual: state.language });
  for (const [name, expected] of Object.entries(expect.variables))
    wanted.push({ rule: 'variable', of: name, expected, actual: state.variables[name] ?? '' });
  const passed = path.filter((step) => step.flowId === flowId).map(({ nodeId }) => nodeId);
  const missed = firstMissed(expect.passes, passed);
  if (missed !== null)
    wanted.push({ rule: 'passes', of: missed, expected: expect.passes.join(' → '), actual: passed.join(' → ') });
  return wanted.filter(({ expected, actual }) => expected !== actual);
}

function targetOf({ exit }: IvrState): string {
  switch (exit?.kind) {
    case 'queue':
    case 'callback':
      return exit.queueId;
    case 'agent':
      return exit.agentId;
    case 'extension':
      return exit.extension;
    case 'number':
      return exit.number;
    case 'voicemail':
      return exit.boxId;
    case 'survey':
      return exit.surveyId;
    default:
      return '';
  }
}

function firstMissed(wanted: readonly string[], passed: readonly string[]): string | null {
  let from = 0;
  for (const nodeId of wanted) {
    const at = passed.indexOf(nodeId, from);
    if (at < 0) return nodeId;
    from = at + 1;
  }
  return null;
}
