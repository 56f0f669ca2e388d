import type { FlowDocument } from '#contracts';
import { given } from '../../../../testing/given-when-then';
import { FLOW, flow, node, QUEUE, say } from './flow.fixture';
import { graphOf } from './flow-graph';
import type { IvrEvent } from './ivr-events';
import { ivrSession, type IvrCommand } from './ivr-session';
import type { FlowLibrary } from './walk';

type Bare = IvrCommand extends infer C ? (C extends IvrCommand ? Omit<C, 'at' | 'freshId' | 'flows'> : never) : never;

const INNER = '00000000-0000-4000-8000-0000000000f2';

/** A caller in the flow: `tell` says what happens, `heard` what the session asked for. */
function session(document: FlowDocument, inner?: FlowDocument) {
  const flows: FlowLibrary = {
    graph: (flowId) => (flowId === FLOW ? graphOf(document) : inner ? graphOf(inner) : null),
  };
  let { state } = given(ivrSession);
  let asks = 0;
  const events: IvrEvent[] = [];
  const tell = (command: Bare, at = Date.UTC(2026, 2, 3, 9)): readonly IvrEvent[] => {
    asks += 1;
    const outcome = ivrSession.decide(state, { ...command, at, freshId: `ask-${asks}`, flows });
    if (!outcome.ok) throw new Error('refused');
    for (const event of outcome.value) state = ivrSession.evolve(state, event);
    events.push(...outcome.value);
    return outcome.value;
  };
  const ask = () => state.waiting?.askId ?? '';
  return {
    tell,
    get state() {
      return state;
    },
    events,
    start: (variables: Record<string, string> = { 'caller.number': '+48600100200' }, at?: number) =>
      tell({ type: 'Start', flowId: FLOW, version: 3, versions: { [FLOW]: 3, [INNER]: 1 }, variables }, at),
    promptEnded: () => tell({ type: 'PromptEnded', askId: ask() }),
    digits: (digits: string) => tell({ type: 'Digits', askId: ask(), digits }),
    dip: (answer: Extract<IvrCommand, { type: 'DipAnswered' }>['answer']) =>
      tell({ type: 'DipAnswered', askId: ask(), answer, milliseconds: 12 }),
    lookup: (contact: Extract<IvrCommand, { type: 'LookupAnswered' }>['contact']) =>
      tell({ type: 'LookupAnswered', askId: ask(), contact }),
    left: () => events.findLast((event) => event.type === 'IvrLeft')?.data,
    path: () => events.flatMap((event) => (event.type === 'IvrNodeEntered' ? [event.data.place.nodeId] : [])),
  };
}

const simple = flow(
  [
    node('start', 'start'),
    node('announcement', 'hello'),
    node('menu', 'menu', { invalidPrompts: say('Wrong'), silencePrompts: say('Still there?') }),
    node('queue', 'queue', { priority: 50 }),
    node('hang-up', 'bye', { prompts: say('Bye') }),
  ],
  ['start > hello', 'hello > menu', 'menu digit:1 > queue', 'menu invalid > bye', 'menu no-input > bye'],
);

describe('a caller in a flow', () => {
  it('hears the announcement, chooses, and goes to the queue', () => {
    const caller = session(simple);
    expect(caller.start().map(({ type }) => type)).toEqual([
      'IvrStarted',
      'IvrNodeEntered',
      'IvrNodeEntered',
      'IvrPromptRequested',
    ]);
    expect(caller.promptEnded()).toMatchObject([
      { type: 'IvrNodeEntered', data: { from: { nodeId: 'hello', branch: 'next' } } },
      { type: 'IvrDigitsAwaited', data: { wanted: { maximum: 1, timeoutMs: 5000 }, try: 1 } },
    ]);
    caller.digits('1');
    expect(caller.left()).toMatchObject({
      place: { flowId: FLOW, version: 3, nodeId: 'queue' },
      to: { kind: 'queue', queueId: QUEUE, priority: 50 },
      returns: false,
    });
    expect(caller.state.phase).toBe('ended');
  });

  it('is asked again after a wrong digit and after silence, and then goes on', () => {
    const caller = session(simple);
    caller.start();
    caller.promptEnded();
    expect(caller.digits('9')).toMatchObject([
      { type: 'IvrTryFailed', data: { because: 'invalid', try: 1 } },
      { type: 'IvrDigitsAwaited', data: { try: 2, prompts: [{ template: 'Wrong' }, { template: 'Which?' }] } },
    ]);
    expect(caller.digits('')).toMatchObject([
      { type: 'IvrTryFailed', data: { because: 'no-input' } },
      { type: 'IvrNodeEntered', data: { place: { nodeId: 'bye' }, from: { branch: 'no-input' } } },
      { type: 'IvrPromptRequested' },
    ]);
    caller.promptEnded();
    expect(caller.left()).toMatchObject({ to: { kind: 'hang-up', because: 'hang-up' } });
  });

  it('lets late and repeated reports do nothing', () => {
    const caller = session(simple);
    caller.start();
    const { askId } = caller.state.waiting ?? { askId: '' };
    caller.promptEnded();
    expect(caller.tell({ type: 'PromptEnded', askId })).toEqual([]);
    expect(caller.tell({ type: 'Digits', askId, digits: '1' })).toEqual([]);
    expect(caller.start()).toEqual([]);
  });

  it('is counted where he hangs up', () => {
    const caller = session(simple);
    caller.start();
    caller.promptEnded();
    expect(caller.tell({ type: 'CallerHungUp' })).toMatchObject([
      { type: 'IvrCallerHungUp', data: { place: { nodeId: 'menu' } } },
    ]);
    expect(caller.tell({ type: 'CallerHungUp' })).toEqual([]);
  });

  it('skips an announcement with the digit of the menu that follows', () => {
    const caller = session({
      ...simple,
      nodes: simple.nodes.map((each) => (each.kind === 'announcement' ? { ...each, interruptible: true } : each)),
    });
    caller.start();
    caller.digits('1');
    expect(caller.path()).toEqual(['start', 'hello', 'menu', 'queue']);
    expect(caller.state.kept).toBe('');
  });
});

describe('digits', () => {
  const asking = (extra: Parameters<typeof node<'digits'>>[2]) =>
    flow(
      [node('start', 'start'), node('digits', 'code', extra), node('hang-up', 'end'), node('hang-up', 'wrong')],
      ['start > code', 'code > end', 'code invalid > wrong', 'code no-input > wrong'],
    );
  it.each([
    ['its length', { minimum: 4, maximum: 4 }, '1234', '123'],
    ['a mask', { rule: { kind: 'mask', mask: '48NN' } }, '4812', '4912'],
    ['a range', { rule: { kind: 'range', from: 10, to: 20 } }, '15', '21'],
    ['a list', { rule: { kind: 'one-of', values: ['7', '9'] } }, '9', '8'],
    ['PESEL', { maximum: 11, rule: { kind: 'checksum', of: 'pesel' } }, '44051401359', '44051401358'],
    ['NIP', { maximum: 10, rule: { kind: 'checksum', of: 'nip' } }, '5260250274', '5260250275'],
    ['Luhn', { maximum: 16, rule: { kind: 'checksum', of: 'luhn' } }, '4111111111111111', '4111111111111112'],
  ] as const)('are judged by %s', (_, extra, good, bad) => {
    const right = session(asking(extra as object));
    right.start();
    right.digits(good);
    expect(right.state.variables['code']).toBe(good);
    const wrong = session(asking({ ...(extra as object), attempts: 1 }));
    wrong.start();
    wrong.digits(bad);
    expect(wrong.path()).toEqual(['start', 'code', 'wrong']);
  });

  it('keep a secret', () => {
    const caller = session(asking({ secret: true }));
    caller.start();
    expect(caller.digits('123')).toContainEqual(
      expect.objectContaining({ type: 'IvrVariablesSet', data: expect.objectContaining({ secret: true }) }),
    );
  });
});

describe('hours, conditions and variables', () => {
  const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:00', to: '16:00' }));
  const hours = flow(
    [
      node('start', 'start'),
      node('hours', 'hours', {
        hours: { zone: 'Europe/Warsaw', openings: weekdays, closedOnHolidays: true, daysOff: ['2026-03-04'] },
      }),
      node('hang-up', 'open'),
      node('hang-up', 'closed'),
    ],
    ['start > hours', 'hours open > open', 'hours closed > closed'],
  );
  it.each([
    ['2026-03-03T10:00:00+01:00', 'open'],
    ['2026-03-03T16:00:00+01:00', 'closed'],
    ['2026-03-04T10:00:00+01:00', 'closed'],
    ['2026-11-11T10:00:00+01:00', 'closed'],
    ['2026-03-07T10:00:00+01:00', 'closed'],
  ])('at %s it is %s', (at, expected) => {
    const caller = session(hours);
    caller.start({}, Date.parse(at));
    expect(caller.path().at(-1)).toBe(expected);
  });

  it('sets variables from templates and decides by them', () => {
    const caller = session(
      flow(
        [
          node('start', 'start'),
          node('set-variable', 'set', {
            assignments: [
              { variable: 'prefix', value: '{{ caller.number | slice: 0, 3 }}' },
              { variable: 'twice', value: '{{ prefix }}{{ prefix }}' },
            ],
          }),
          node('condition', 'poland', {
            cases: [
              {
                id: 'pl',
                name: 'Poland',
                match: 'all',
                tests: [
                  { variable: 'prefix', operator: 'equals', value: '+48' },
                  { variable: 'amount', operator: 'at-least', value: '9' },
                ],
              },
            ],
          }),
          node('queue', 'queue'),
          node('hang-up', 'bye'),
        ],
        ['start > set', 'set > poland', 'poland case:pl > queue', 'poland otherwise > bye'],
        { variables: [{ name: 'amount', initial: '10' }] },
      ),
    );
    caller.start();
    expect(caller.state.variables).toMatchObject({ prefix: '+48', twice: '+48+48' });
    expect(caller.path().at(-1)).toBe('queue');
  });
});

describe('what is asked of others', () => {
  const dipping = flow(
    [
      node('start', 'start'),
      node('data-dip', 'dip', {
        outputs: [
          { path: 'customer.orders[1].state', variable: 'state' },
          { path: '$.vip', variable: 'vip' },
          { path: 'nothing.here', variable: 'absent' },
        ],
      }),
      node('queue', 'queue'),
      node('hang-up', 'failed'),
    ],
    ['start > dip', 'dip > queue', 'dip failed > failed'],
  );
  it('takes what it needs from the answer', () => {
    const caller = session(dipping);
    caller.start();
    caller.dip({ ok: true, status: 200, body: { vip: true, customer: { orders: [{}, { state: 'sent' }] } } });
    expect(caller.state.variables).toMatchObject({ state: 'sent', vip: 'true', absent: '', 'dip.status': '200' });
    expect(caller.path().at(-1)).toBe('queue');
  });

  it.each([
    [{ ok: true, status: 503, body: null } as const, 'status-503'],
    [{ ok: false, reason: 'timed-out' } as const, 'timed-out'],
  ])('takes the other branch at %j', (answer, reason) => {
    const caller = session(dipping);
    caller.start();
    expect(caller.dip(answer)).toContainEqual(
      expect.objectContaining({ type: 'IvrDipAnswered', data: expect.objectContaining({ ok: false, reason }) }),
    );
    expect(caller.path().at(-1)).toBe('failed');
    expect(caller.state.variables['dip.error']).toBe(reason);
  });

  it('knows the caller', () => {
    const caller = session(
      flow(
        [node('start', 'start'), node('record-lookup', 'who'), node('queue', 'queue'), node('hang-up', 'unknown')],
        ['start > who', 'who found > queue', 'who not-found > unknown'],
      ),
    );
    expect(caller.start()).toContainEqual(
      expect.objectContaining({ data: expect.objectContaining({ phone: '+48600100200' }) }),
    );
    caller.lookup({ id: 'c', firstName: 'Ala', lastName: 'Kot', company: '', email: '' });
    expect(caller.state.variables['contact.firstName']).toBe('Ala');
    expect(caller.path().at(-1)).toBe('queue');
  });
});

describe('sub-flows, transfers and the way back', () => {
  it('runs a flow inside the flow, in the version it began with', () => {
    const outer = flow(
      [node('start', 'start'), node('sub-flow', 'sub', { flowId: INNER }), node('queue', 'queue')],
      ['start > sub', 'sub > queue'],
    );
    const inner = flow(
      [node('start', 'in'), node('announcement', 'said'), node('language', 'english'), node('return', 'back')],
      ['in > said', 'said > english', 'english > back'],
    );
    const caller = session(outer, inner);
    caller.start();
    expect(caller.state.place).toEqual({ flowId: INNER, version: 1, nodeId: 'said' });
    caller.promptEnded();
    expect(caller.path()).toEqual(['start', 'sub', 'in', 'said', 'english', 'back', 'queue']);
    expect(caller.left()).toMatchObject({ to: { kind: 'queue' }, language: 'en' });
  });

  it('comes back when nobody answers, if the branch is drawn', () => {
    const caller = session(
      flow(
        [node('start', 'start'), node('transfer', 'out'), node('queue', 'queue')],
        ['start > out', 'out unanswered > queue'],
      ),
    );
    caller.start();
    expect(caller.left()).toMatchObject({ to: { kind: 'number', number: '+48221112233' }, returns: true });
    caller.tell({ type: 'Return', because: 'no-answer' });
    expect(caller.path().at(-1)).toBe('queue');
  });

  it('ends a flow that goes round for ever', () => {
    const caller = session(
      flow(
        [node('start', 'start'), node('set-variable', 'a'), node('set-variable', 'b')],
        ['start > a', 'a > b', 'b > a'],
      ),
    );
    caller.start();
    expect(caller.left()).toMatchObject({ to: { kind: 'hang-up', because: 'too-many-steps' } });
  });

  it('offers a call back to those whose number is known', () => {
    const offering = flow(
      [node('start', 'start'), node('callback', 'offer'), node('queue', 'queue')],
      ['start > offer', 'offer declined > queue', 'offer no-number > queue'],
    );
    const taker = session(offering);
    taker.start();
    taker.digits('1');
    expect(taker.left()).toMatchObject({ to: { kind: 'callback', queueId: QUEUE, number: '+48600100200' } });
    const withheld = session(offering);
    withheld.start({ 'caller.number': '' });
    expect(withheld.path()).toEqual(['start', 'offer', 'queue']);
  });

  it('calls back at another number when the caller enters a real one, and lets him go on after three wrong ones', () => {
    const other = { otherDigit: '2', numberPrompts: say('Number, then hash') };
    const offering = flow(
      [node('start', 'start'), node('callback', 'offer', other), node('queue', 'queue')],
      ['start > offer', 'offer declined > queue', 'offer no-number > queue'],
    );
    const [taker, withheld] = [session(offering), session(offering)];
    taker.start();
    ['2', '123', '225550001'].forEach((digits) => taker.digits(digits));
    expect(taker.left()).toMatchObject({ to: { number: '+48225550001' } });
    withheld.start({ 'caller.number': '' });
    ['1', '12', ''].forEach((digits) => withheld.digits(digits));
    expect(withheld.path()).toEqual(['start', 'offer', 'queue']);
  });
});
