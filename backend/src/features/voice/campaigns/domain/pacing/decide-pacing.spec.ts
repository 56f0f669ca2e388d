import fc from 'fast-check';
import type { PacingDecision } from './explanation';
import type { PacingSettings } from './pacing-settings';
import { DEFAULT_PACING_SETTINGS } from './pacing-settings';
import type { Mishap } from './rehearsal.fixture';
import { Rehearsal } from './rehearsal.fixture';

const STEERED: PacingSettings = { ...DEFAULT_PACING_SETTINGS, coldStartOutcomes: 60 };
const HARD: PacingSettings = { ...STEERED, mode: 'hard' };

const mishap: fc.Arbitrary<Mishap> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('calm' as const), seconds: fc.integer({ min: 1, max: 40 }) }) },
  fc.record({ kind: fc.constant('answer-rate' as const), rate: fc.constantFrom(0.05, 0.2, 0.4, 0.8) }),
  fc.constant<Mishap>({ kind: 'all-answer' }),
  fc.record({ kind: fc.constant('log-out' as const), share: fc.constantFrom(0.2, 0.4, 1) }),
  fc.record({ kind: fc.constant('log-in' as const), count: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ kind: fc.constant('switch-lost' as const), seconds: fc.constantFrom(1, 10, 60) }),
  fc.record({ kind: fc.constant('clock-jump' as const), seconds: fc.constantFrom(-3600, -90, 90, 3600) }),
  fc.constant<Mishap>({ kind: 'restart' }),
);
const story = fc.record({
  seed: fc.nat(),
  agents: fc.constantFrom(1, 5, 15),
  mishaps: fc.array(mishap, { minLength: 4, maxLength: 12 }),
});

function rehearse(
  { seed, agents, mishaps }: { seed: number; agents: number; mishaps: Mishap[] },
  settings: PacingSettings,
) {
  const rehearsal = new Rehearsal(settings, seed, agents);
  rehearsal.befall({ kind: 'calm', seconds: 150 });
  for (const each of mishaps) rehearsal.befall(each);
  return rehearsal;
}

const inFlightAfter = ({ dial, explanation }: PacingDecision) => explanation.inputs.inFlight + dial;

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
}

/** What does not add up in a decision: names of the checks that fail. */
function wrongIn({ dial, releasable, explanation }: PacingDecision): string[] {
  const { inputs, budget, limits, bindingLimit, allowedInFlight, forecast } = explanation;
  const chosenByRisk = forecast && dial > 0 && bindingLimit === 'risk' && allowedInFlight > inputs.ready;
  const checks = {
    finite: numbersIn({ dial, releasable, explanation }).every(Number.isFinite),
    agents: inputs.ready + inputs.talking + inputs.wrapUp === inputs.agents,
    budget: budget.remaining === budget.cap * budget.answered - budget.abandoned,
    limit: allowedInFlight === Math.min(...Object.values(limits)) && limits[bindingLimit] === allowedInFlight,
    dial: dial === Math.max(0, allowedInFlight - inputs.inFlight),
    releasable: releasable <= inputs.ready,
    risk: !chosenByRisk || forecast.riskOfLastCall <= forecast.allowedRisk,
  };
  return Object.entries(checks).flatMap(([name, holds]) => (holds ? [] : [name]));
}

describe('hard mode', () => {
  it('keeps the cap at every instant, whatever happens', () => {
    fc.assert(
      fc.property(story, (tale) => {
        const { breaches, excesses } = rehearse(tale, HARD);
        expect({ breaches, excesses }).toEqual({ breaches: 0, excesses: 0 });
      }),
      { numRuns: 15 },
    );
  });

  it.each<[string, Mishap[]]>([
    ['the answer rate doubles', [{ kind: 'answer-rate', rate: 0.8 }]],
    ['everybody answers at once', [{ kind: 'all-answer' }]],
    ['40 % of the agents log out', [{ kind: 'log-out', share: 0.4 }, { kind: 'all-answer' }]],
    ['the switch is lost', [{ kind: 'switch-lost', seconds: 60 }, { kind: 'all-answer' }]],
    ['the clock jumps ahead', [{ kind: 'clock-jump', seconds: 3600 }, { kind: 'all-answer' }]],
    ['the clock jumps back', [{ kind: 'clock-jump', seconds: -3600 }, { kind: 'all-answer' }]],
    ['the process restarts', [{ kind: 'restart' }, { kind: 'all-answer' }]],
  ])('keeps the cap when %s, with calls beyond the ready agents in the air', (_, mishaps) => {
    const rehearsal = new Rehearsal(HARD, 7, 20);
    rehearsal.befall({ kind: 'answer-rate', rate: 0.4 });
    rehearsal.befall({ kind: 'calm', seconds: 400 });
    const last = rehearsal.decisions.at(-1)!;
    expect(inFlightAfter(last)).toBeGreaterThan(last.explanation.inputs.ready);
    for (const each of mishaps) rehearsal.befall(each);
    rehearsal.befall({ kind: 'calm', seconds: 100 });
    expect({ breaches: rehearsal.breaches, excesses: rehearsal.excesses }).toEqual({ breaches: 0, excesses: 0 });
  });

  it('over the cap goes on with one call for each ready agent, abandons nobody, and comes back under it', () => {
    const rehearsal = new Rehearsal(HARD, 7, 20);
    rehearsal.befall({ kind: 'calm', seconds: 200 });
    const before = rehearsal.decisions.length;
    rehearsal.befall({ kind: 'died', calls: 25 });
    const abandoned = rehearsal.abandoned;
    const over = () => rehearsal.abandoned > 0.03 * rehearsal.answered;
    for (let second = 0; second < 4000 && over(); second++) {
      rehearsal.befall({ kind: 'calm', seconds: 1 });
      if (second % 60 === 0) rehearsal.befall({ kind: 'all-answer' });
      expect(rehearsal.abandoned).toBe(abandoned);
    }
    expect(over()).toBe(false);
    const beyond = rehearsal.decisions.slice(before, -1).filter((each) => {
      const { inputs, budget } = each.explanation;
      return budget.remaining < -inputs.ready && each.dial > 0 && inFlightAfter(each) > inputs.ready;
    });
    expect(beyond).toEqual([]);
  });
});

describe('target 0', () => {
  it.each(['steered', 'hard'] as const)('dials for reserved agents only (%s)', (mode) => {
    fc.assert(
      fc.property(story, (tale) => {
        const { decisions } = rehearse(tale, { ...STEERED, mode, cap: 0 });
        const beyond = decisions.filter((each) => each.dial > 0 && inFlightAfter(each) > each.explanation.inputs.ready);
        expect(beyond).toEqual([]);
      }),
      { numRuns: 5 },
    );
  });
});

describe('every decision', () => {
  const both = fc.tuple(story, fc.constantFrom(STEERED, HARD));

  it('is the same for the same inputs', () => {
    fc.assert(
      fc.property(both, ([tale, settings]) => {
        const once = rehearse(tale, settings);
        const again = rehearse(tale, settings);
        expect(JSON.stringify(again.decisions)).toBe(JSON.stringify(once.decisions));
        expect(JSON.stringify(again.state)).toBe(JSON.stringify(once.state));
      }),
      { numRuns: 5 },
    );
  });

  it('does not change with a restart in between', () => {
    const [straight, restarted] = [new Rehearsal(STEERED, 3, 15), new Rehearsal(STEERED, 3, 15)];
    for (let round = 0; round < 20; round++) {
      straight.befall({ kind: 'calm', seconds: 30 });
      restarted.befall({ kind: 'calm', seconds: 30 });
      restarted.state = JSON.parse(JSON.stringify(restarted.state)) as typeof restarted.state;
    }
    expect(JSON.stringify(restarted.decisions)).toBe(JSON.stringify(straight.decisions));
  });

  it('explains itself in numbers that add up', () => {
    fc.assert(
      fc.property(both, ([tale, settings]) => {
        expect(rehearse(tale, settings).decisions.flatMap(wrongIn)).toEqual([]);
      }),
      { numRuns: 5 },
    );
  });

  it('dials nothing without the switch, and one call per ready agent while nothing is known', () => {
    const rehearsal = new Rehearsal(STEERED, 1, 15);
    rehearsal.befall({ kind: 'calm', seconds: 1 });
    expect(rehearsal.decisions[0]).toMatchObject({ dial: 15, explanation: { bindingLimit: 'cold-start' } });
    rehearsal.befall({ kind: 'switch-lost', seconds: 30 });
    expect(rehearsal.decisions.at(-1)).toMatchObject({ dial: 0, explanation: { bindingLimit: 'switch' } });
  });
});
