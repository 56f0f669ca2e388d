import fc from 'fast-check';
import { countAnswered, windowTotals } from './abandonment-window';
import { allowedRisk } from './budget-control';
import { accumulate, fillProbabilities } from './count-distribution';
import { initialDurationLearning, learnDuration, survivalOf } from './duration-learning';
import { advanceClock, initialEngineClock } from './engine-clock';
import { mostCallsUnderCap, releasableAgents } from './hard-cap';

/** The distribution of a sum of unlike yes/no events, exactly. */
function exact(chances: readonly number[]): number[] {
  return chances.reduce<number[]>(
    (table, chance) => [...table, 0].map((each, k) => each * (1 - chance) + (table[k - 1] ?? 0) * chance),
    [1],
  );
}

describe('count distribution', () => {
  it('is close to the exact convolution for mixed chances as agents and calls have them', () => {
    const chances = fc.array(fc.double({ min: 0.02, max: 0.6, noNaN: true }), { minLength: 5, maxLength: 60 });
    fc.assert(
      fc.property(chances, (given) => {
        const mean = given.reduce((sum, each) => sum + each, 0);
        const variance = given.reduce((sum, each) => sum + each * (1 - each), 0);
        const table = new Float64Array(256);
        accumulate(table, fillProbabilities(mean, variance, table));
        let total = 0;
        const gaps = exact(given).map((each, k) => Math.abs((total += each) - table[k]!));
        expect(Math.max(...gaps)).toBeLessThan(0.08);
      }),
      { numRuns: 50 },
    );
  });

  it('sums to one for any mean and spread that counts can have', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 300, noNaN: true }),
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        (mean, ratio) => {
          const out = new Float64Array(1024);
          const length = fillProbabilities(mean, mean * ratio, out);
          expect(out.subarray(0, length).reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 1);
        },
      ),
    );
  });
});

describe('durations', () => {
  it('learns the survival of what it sees', () => {
    let learning = initialDurationLearning;
    for (let n = 0; n < 800; n++) learning = learnDuration(learning, -100 * Math.log((((n * 7919) % 800) + 0.5) / 800));
    const survival = survivalOf(learning);
    for (const at of [20, 50, 100, 200]) expect(Math.abs(survival[at]! - Math.exp(-at / 100))).toBeLessThan(0.05);
    expect(survival.every((each, at) => at === 0 || each <= survival[at - 1]! + 1e-12)).toBe(true);
  });
});

describe('abandonment window', () => {
  it('counts a rolling day: answers leave early, abandoned calls late', () => {
    const day = { windowSeconds: 86_400, marginSeconds: 40 };
    let window = countAnswered([], 1000, { abandoned: true, windowSeconds: 86_400 });
    window = countAnswered(window, 1001, { abandoned: false, windowSeconds: 86_400 });
    expect(windowTotals(window, 2000, day)).toEqual({ answered: 2, abandoned: 1 });
    expect(windowTotals(window, 900 + 86_400, day)).toEqual({ answered: 0, abandoned: 1 });
    expect(windowTotals(window, 1200 + 86_400, day)).toEqual({ answered: 0, abandoned: 0 });
  });
});

describe('budget', () => {
  const floor = { agents: 15, answerRate: 0.3 };

  it('allows more risk with more budget, and while there is some, one call moves it by less than half', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 20_000 }), fc.integer({ min: 0, max: 700 }), (answered, abandoned) => {
        const now = allowedRisk({ cap: 0.03, answered, abandoned }, floor);
        const next = allowedRisk({ cap: 0.03, answered, abandoned: abandoned + 1 }, floor);
        expect(next).toBeLessThanOrEqual(now);
        if (0.03 * answered - abandoned > 0.004 * answered + 3) expect(next / now).toBeGreaterThan(0.5);
      }),
    );
  });

  it('keeps the hard cap for every outcome, and releases only who is not promised', () => {
    const counts = fc.record({
      answered: fc.nat(5000),
      abandoned: fc.nat(200),
      ready: fc.nat(130),
      cap: fc.constantFrom(0, 0.01, 0.03, 0.1),
    });
    fc.assert(
      fc.property(counts, ({ answered, abandoned, ready, cap }) => {
        const budget = { cap, answered, abandoned };
        const inFlight = mostCallsUnderCap(budget, ready);
        const left = ready - releasableAgents(budget, { ready, inFlight });
        const worst = abandoned + Math.max(0, inFlight - left);
        if (worst > abandoned) expect(worst).toBeLessThanOrEqual(cap * (answered + inFlight) + 1e-6);
      }),
    );
  });
});

describe('engine clock', () => {
  const at = (seconds: number) => 1_750_000_000_000 + seconds * 1000;
  const start = advanceClock(initialEngineClock, at(0), false);

  it('never runs backwards, and does not jump with calls in flight', () => {
    expect(advanceClock(start, at(-3600), true).seconds).toBe(start.seconds);
    expect(advanceClock(start, at(3600), true).seconds).toBe(start.seconds);
    const back = advanceClock(start, at(-3600), true);
    expect(advanceClock(back, at(-3590), true).seconds).toBe(start.seconds + 10);
  });

  it('lets a quiet night pass', () => {
    expect(advanceClock(start, at(36_000), false).seconds).toBe(start.seconds + 36_000);
  });
});
