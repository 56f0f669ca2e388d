import fc from 'fast-check';
import { judgeCheck, NEVER_CHECKED, shownState, type CriticalFunctionEvent, type FunctionState } from './judge-check';

const ROUND = 60_000;

/** Checks, one a round unless `at` says otherwise; what was told of them. */
function told(checks: readonly { at: number; ok: boolean }[]): {
  events: CriticalFunctionEvent[];
  state: FunctionState;
} {
  const events: CriticalFunctionEvent[] = [];
  let state = NEVER_CHECKED;
  for (const { at, ok } of checks) {
    const judged = judgeCheck('sign-in', state, { at, why: ok ? null : 'no answer' }, ROUND);
    events.push(...judged.events);
    state = judged.state;
  }
  return { events, state };
}

const rounds = (...oks: boolean[]) => told(oks.map((ok, index) => ({ at: (index + 1) * ROUND, ok })));

describe('judging checks of a critical function', () => {
  it('says nothing of one failure', () => {
    expect(rounds(true, false, true, false).events).toEqual([]);
    expect(shownState(rounds(true, false).state, 2 * ROUND, ROUND)).toBe('doubtful');
  });

  it('counts an outage from its first failure to the first good check', () => {
    const { events, state } = rounds(true, false, false, false, true);
    expect(events).toEqual([
      { type: 'CriticalFunctionFailed', data: { function: 'sign-in', since: 2 * ROUND, detail: 'no answer' } },
      { type: 'CriticalFunctionRestored', data: { function: 'sign-in', since: 2 * ROUND, until: 5 * ROUND } },
    ]);
    expect(shownState(state, 5 * ROUND, ROUND)).toBe('available');
  });

  it('notices that nobody was there to check', () => {
    const { events } = told([
      { at: ROUND, ok: true },
      { at: 10 * ROUND, ok: true },
    ]);
    expect(events).toEqual([
      { type: 'CriticalFunctionUnwatched', data: { function: 'sign-in', from: ROUND, until: 10 * ROUND } },
    ]);
    expect(shownState(NEVER_CHECKED, 0, ROUND)).toBe('unchecked');
    expect(shownState(rounds(true).state, 10 * ROUND, ROUND)).toBe('unchecked');
  });

  it('takes a result that comes twice or late once', () => {
    const once = [1, 2, 3].map((round) => ({ at: round * ROUND, ok: round === 1 }));
    expect(told([...once, ...once]).events).toEqual(told(once).events);
  });

  it('never has two outages open, and none that ends before it began', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ gap: fc.integer({ min: 1, max: 400_000 }), ok: fc.boolean() })), (steps) => {
        let at = 0;
        let open = false;
        for (const { type, data } of told(steps.map(({ gap, ok }) => ({ at: (at += gap), ok }))).events) {
          if (type === 'CriticalFunctionFailed') {
            expect(open).toBe(false);
            open = true;
          } else if (type === 'CriticalFunctionRestored') {
            expect(open).toBe(true);
            expect(data.until).toBeGreaterThan(data.since);
            open = false;
          } else expect(open).toBe(false);
        }
      }),
    );
  });
});
