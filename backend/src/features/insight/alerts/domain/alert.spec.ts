import fc from 'fast-check';
import { fold } from '../../../../kernel/decider';
import { alertDecider, type AlertCommand, type AlertState } from './alert';
import type { AlertEvent } from './alert-events';
import { isBeyond, isCalm, type Terms } from './watch';

const RULE = 'rule';
const terms = (more: Partial<Terms> = {}): Terms => ({
  side: 'above',
  limit: 5,
  clearAt: 2,
  forMs: 30_000,
  restMs: 300_000,
  escalateMs: null,
  ...more,
});

type Seen = { readonly at: number; readonly value: number | null; readonly quiet?: boolean };

const observe = (of: Terms, { at, value, quiet = false }: Seen): AlertCommand => ({
  type: 'Observe',
  terms: of,
  value,
  quiet,
  at,
  escalateTo: ['boss'],
  telling: {
    alertId: `alert-${at}`,
    ruleId: RULE,
    name: 'Rule',
    severity: 'warning',
    subjectName: null,
    value,
    userIds: ['anna'],
  },
});

/** Runs commands from the beginning; the events with their state. */
function run(commands: readonly AlertCommand[]): { events: AlertEvent[]; state: AlertState } {
  let state = alertDecider.initialState;
  const events: AlertEvent[] = [];
  for (const command of commands) {
    const decided = alertDecider.decide(state, command);
    if (!decided.ok) throw new Error(decided.refusal.code);
    events.push(...decided.value);
    state = fold(alertDecider, state, decided.value);
  }
  return { events, state };
}

const types = (events: readonly AlertEvent[]) => events.map(({ type }) => type);
const at = (seconds: number, value: number | null, quiet = false): Seen => ({ at: seconds * 1000, value, quiet });
const watch = (of: Terms, seen: readonly Seen[]) => run(seen.map((each) => observe(of, each)));

describe('one alert', () => {
  it('fires when the number has been beyond its limit for its time, and is told at once', () => {
    const { events } = watch(terms(), [at(0, 1), at(10, 5), at(30, 9), at(40, 9), at(50, 9)]);
    expect(types(events)).toEqual(['AlertCrossed', 'AlertFired', 'AlertTold']);
    expect(events[1]?.data).toMatchObject({ alertId: 'alert-40000', value: 9, at: 40_000 });
  });

  it('does not fire when the number came back in between', () => {
    const { events } = watch(terms(), [at(0, 6), at(20, 4), at(25, 6), at(50, 6)]);
    expect(types(events)).toEqual(['AlertCrossed', 'AlertCrossed', 'AlertCrossed']);
  });

  it('is over when the number has been calm for its time; between the limits nothing changes', () => {
    const fired = [at(0, 6), at(30, 6)];
    expect(watch(terms(), [...fired, at(40, 3), at(90, 3)]).state.phase).toBe('firing');
    const { events, state } = watch(terms(), [...fired, at(40, 2), at(60, 3), at(70, 1), at(100, 0)]);
    expect(state.phase).toBe('calm');
    expect(types(events).filter((type) => type === 'AlertCleared')).toHaveLength(1);
  });

  it('fires again after its rest only', () => {
    const soon = watch(terms({ forMs: 0 }), [at(0, 6), at(10, 0), at(20, 6), at(299, 6)]);
    expect(types(soon.events).filter((type) => type === 'AlertFired')).toHaveLength(1);
    const later = watch(terms({ forMs: 0 }), [at(0, 6), at(10, 0), at(20, 6), at(300, 6)]);
    expect(types(later.events).filter((type) => type === 'AlertFired')).toHaveLength(2);
  });

  it('is told after quiet hours when it still goes on, and not when it is over', () => {
    const still = watch(terms({ forMs: 0 }), [at(0, 6, true), at(60, 6, true), at(120, 6)]);
    expect(types(still.events)).toEqual(['AlertCrossed', 'AlertFired', 'AlertTold']);
    const over = watch(terms({ forMs: 0 }), [at(0, 6, true), at(60, 0, true), at(120, 0)]);
    expect(types(over.events)).not.toContain('AlertTold');
  });

  it('is told to others when nobody acknowledges it, once', () => {
    const of = terms({ forMs: 0, escalateMs: 60_000 });
    const { events } = watch(of, [at(0, 6), at(59, 6), at(60, 6), at(200, 6)]);
    const told = events.filter((event) => event.type === 'AlertTold');
    expect(told.map(({ data }) => [data.step, data.userIds])).toEqual([
      ['first', ['anna']],
      ['escalation', ['boss']],
    ]);
  });

  it('stays with who acknowledged it, once', () => {
    const of = terms({ forMs: 0, escalateMs: 60_000 });
    const acknowledge = { type: 'Acknowledge', alertId: 'alert-0', userId: 'anna', at: 5000 } as const;
    const { events, state } = run([observe(of, at(0, 6)), acknowledge, observe(of, at(100, 6))]);
    expect(events.filter(({ type }) => type === 'AlertTold')).toHaveLength(1);
    expect(alertDecider.decide(state, acknowledge)).toMatchObject({
      refusal: { code: 'alert-acknowledged-already' },
    });
    const other = { ...acknowledge, alertId: 'another' };
    expect(alertDecider.decide(state, other)).toMatchObject({ refusal: { code: 'alert-not-found' } });
  });

  it('ends with its rule', () => {
    const of = terms({ forMs: 0 });
    expect(run([observe(of, at(0, 6)), { type: 'Withdraw', at: 1000 }]).events.at(-1)).toMatchObject({
      type: 'AlertCleared',
      data: { because: 'rule-changed', alertId: 'alert-0' },
    });
  });

  it('may watch from below', () => {
    const of = terms({ side: 'below', limit: 0.5, clearAt: 0.8, forMs: 0 });
    expect(watch(of, [at(0, null), at(1, 0.5)]).state.phase).toBe('firing');
    expect(watch(of, [at(1, 0.5), at(2, 0.7)]).state.phase).toBe('firing');
    expect(watch(of, [at(1, 0.5), at(2, 0.8)]).state.phase).toBe('calm');
  });
});

describe('whatever a number does, an alert', () => {
  const steps = fc.array(
    fc.record({
      wait: fc.integer({ min: 1, max: 40_000 }),
      value: fc.option(fc.integer({ min: 0, max: 9 }), { freq: 8 }),
      quiet: fc.boolean(),
    }),
    { maxLength: 60 },
  );
  const rules = fc
    .record({
      forMs: fc.integer({ min: 0, max: 60_000 }),
      restMs: fc.integer({ min: 0, max: 200_000 }),
      limit: fc.integer({ min: 1, max: 8 }),
      room: fc.integer({ min: 1, max: 4 }),
      side: fc.constantFrom<Terms['side'][]>('above', 'below'),
    })
    .map(({ room, ...rule }) =>
      terms({ ...rule, clearAt: rule.limit + (rule.side === 'above' ? -room : room), escalateMs: 50_000 }),
    );
  const day = fc.record({ of: rules, steps }).map(({ of, steps: moves }) => {
    let now = 0;
    const seen: Seen[] = moves.map(({ wait, value, quiet }) => ({ at: (now += wait), value, quiet }));
    return { of, seen };
  });

  it('flaps no more than its rule allows: rest between two, calm for its time in between', () => {
    fc.assert(
      fc.property(day, ({ of, seen }) => {
        const turns = watch(of, seen).events.filter(({ type }) => type === 'AlertFired' || type === 'AlertCleared');
        turns.forEach(({ type, data }, index) => {
          expect(type).toBe(index % 2 === 0 ? 'AlertFired' : 'AlertCleared');
          const judge = type === 'AlertFired' ? isBeyond : isCalm;
          const during = seen.filter(
            ({ at: then }) => then > (data as { at: number }).at - of.forMs && then <= (data as { at: number }).at,
          );
          expect(during.every(({ value }) => judge(of, value))).toBe(true);
        });
        const fired = turns.flatMap((turn) => (turn.type === 'AlertFired' ? [turn.data.at] : []));
        fired.slice(1).forEach((then, index) => expect(then - (fired[index] ?? 0)).toBeGreaterThanOrEqual(of.restMs));
      }),
      { numRuns: 400 },
    );
  });

  it('tells each alert at most once, and once more when it escalates, never in quiet hours', () => {
    fc.assert(
      fc.property(day, ({ of, seen }) => {
        const told = watch(of, seen).events.flatMap((event) => (event.type === 'AlertTold' ? [event.data] : []));
        const keys = told.map(({ alertId, step }) => `${alertId} ${step}`);
        expect(new Set(keys).size).toBe(keys.length);
        const quiet = new Set(seen.flatMap(({ at: then, quiet: isSo }) => (isSo ? [then] : [])));
        expect(told.some(({ at: then }) => quiet.has(then))).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});
