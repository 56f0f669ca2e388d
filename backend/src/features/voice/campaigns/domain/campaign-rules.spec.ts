import * as fc from 'fast-check';
import { attemptRulesSchema, RETRY_OUTCOMES, type RecordClass, type RetryOutcome } from '#contracts';
import { attemptDecider, type AttemptCommand } from './attempt';
import { planAfter } from './attempts-rule';
import { campaignDecider } from './campaign';
import { chooseCallerId } from './choose-caller-id';
import { chooseHead, orderOfClasses, settled, type Given } from './choose-class';
import { mayDial, mayTake, type DialFacts, type DialRules } from './may-dial';
import { outcomeOfCall } from './outcome-of-call';

const at = Date.UTC(2026, 10, 23, 10, 0, 0);
const free: DialFacts = {
  ...{ at, wall: at, campaignRunning: true, closed: false, attemptUnderWay: false, contactEngaged: false },
  ...{ dueAt: null, notBefore: null, notAfter: null, number: '+48601100001', numberValid: true, numberDead: false },
  attemptsToday: 0,
  ...{ blacklistedBy: null, consentMissing: null, privateTo: null, agentId: 'a' },
  ...{ lastAgent: null, onDesk: false },
};
const rules: DialRules = {
  hours: null,
  zoneOfNumber: true,
  quietHours: { from: '20:00', to: '09:00' },
  dailyCap: 3,
  lastAgentSeconds: 60,
};
const then = (moment: number, number: string = '+48601100001'): DialFacts => ({
  ...free,
  number,
  at: moment,
  wall: moment,
});
const hour = (h: number, number?: string): DialFacts => then(Date.UTC(2026, 10, 23, h - 1, 0, 0), number);

describe('may-dial', () => {
  it('lets through what nothing forbids', () => expect(mayDial(free, rules)).toBeNull());

  it.each<[Partial<DialFacts>, string, boolean]>([
    [{ campaignRunning: false }, 'campaign-not-running', false],
    [{ closed: true }, 'record-closed', false],
    [{ attemptUnderWay: true }, 'attempt-under-way', false],
    [{ contactEngaged: true }, 'contact-engaged', false],
    [{ privateTo: 'b' }, 'private-to-other', false],
    [{ notAfter: at }, 'too-late', true],
    [{ notBefore: at + 1 }, 'too-early', false],
    [{ dueAt: at + 1 }, 'not-due', false],
    [{ number: null }, 'no-number', true],
    [{ numberValid: false }, 'number-not-valid', true],
    [{ numberDead: true }, 'number-dead', true],
    [{ attemptsToday: 3 }, 'daily-cap', false],
    [{ blacklistedBy: 'entry' }, 'blacklisted', true],
    [{ consentMissing: 'consent-missing' }, 'no-consent', true],
  ])('%o is held by %s', (facts, hold, closes) =>
    expect(mayDial({ ...free, ...facts }, rules)).toMatchObject({ hold, closes }),
  );

  it('lets a call out only when nothing at all stands against it, however much comes together', () => {
    const maybe = <Value>(value: Value) => fc.constantFrom(null, value);
    const facts: fc.Arbitrary<Partial<DialFacts>> = fc.record({
      ...{ campaignRunning: fc.boolean(), closed: fc.boolean(), attemptUnderWay: fc.boolean() },
      ...{ contactEngaged: fc.boolean(), numberValid: fc.boolean(), numberDead: fc.boolean() },
      ...{ blacklistedBy: maybe('entry'), consentMissing: maybe('consent-withdrawn'), privateTo: maybe('b') },
      ...{ dueAt: maybe(at + 1), notBefore: maybe(at + 1), notAfter: maybe(at) },
      attemptsToday: fc.constantFrom(0, 2, 3, 4),
    });
    // Few of them at a time, so that each is also met alone.
    const few = fc.tuple(facts, fc.subarray(Object.keys(free) as (keyof DialFacts)[], { maxLength: 3 }));
    fc.assert(
      fc.property(few, ([all, taken]) => {
        const given = {
          ...free,
          ...Object.fromEntries(taken.flatMap((name) => (name in all ? [[name, all[name]]] : []))),
        };
        const against = [
          ...[!given.campaignRunning, given.closed, given.attemptUnderWay, given.contactEngaged],
          ...[!given.numberValid, given.numberDead, given.attemptsToday >= 3],
          ...[given.blacklistedBy, given.consentMissing, given.privateTo],
          ...[given.dueAt, given.notBefore, given.notAfter],
        ];
        expect(mayDial(given, rules) === null).toBe(!against.some(Boolean));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps a record for the last agent as long as the campaign says, unless he has it, is away or it lies on a desk', () => {
    const lastAgent = { agentId: 'b', onDuty: true, keptUntil: null };
    const until = (more: Partial<DialFacts>) => mayDial({ ...free, lastAgent, ...more }, rules)?.until ?? null;
    expect(mayDial({ ...free, lastAgent }, rules)).toMatchObject({ hold: 'kept-for-last-agent', detail: 'b' });
    expect(until({})).toBe(at + 60_000);
    expect(until({ lastAgent: { ...lastAgent, keptUntil: at + 1 } })).toBe(at + 1);
    expect(until({ lastAgent: { ...lastAgent, keptUntil: at } })).toBeNull();
    expect(until({ agentId: 'b' })).toBeNull();
    expect(until({ onDesk: true })).toBeNull();
    expect(until({ lastAgent: { ...lastAgent, onDuty: false } })).toBeNull();
    expect(mayDial({ ...free, lastAgent }, { ...rules, lastAgentSeconds: null })).toBeNull();
    expect(mayDial({ ...free, lastAgent, blacklistedBy: 'entry' }, rules)?.hold).toBe('blacklisted');
  });

  it('takes no contact in who could never be called, and lets him wait for what passes by itself', () => {
    const passing = { campaignRunning: false, contactEngaged: true, dueAt: at + 1, attemptsToday: 9, privateTo: 'b' };
    expect(mayTake({ ...free, ...passing })).toBeNull();
    const lasting = { number: null, numberValid: false, numberDead: true, blacklistedBy: 'x', consentMissing: 'y' };
    const holds = Object.entries(lasting).map(([fact, value]) => mayTake({ ...free, [fact]: value })?.hold);
    expect(holds).toEqual(['no-number', 'number-not-valid', 'number-dead', 'blacklisted', 'no-consent']);
  });

  it('counts quiet hours where the person lives, and says when they end', () => {
    expect(mayDial(hour(20), rules)).toMatchObject({ hold: 'quiet-hours', until: Date.UTC(2026, 10, 24, 8, 0, 0) });
    expect(mayDial(hour(8), rules)).toMatchObject({ until: Date.UTC(2026, 10, 23, 8, 0, 0) });
    expect(mayDial(hour(9), rules)).toBeNull();
    // 09:30 in Warsaw is 08:30 in London.
    expect(mayDial(hour(9, '+442079460000'), rules)?.hold).toBe('quiet-hours');
  });

  it('keeps quiet hours by the local clock in both nights in which clocks change, and always says an end to come', () => {
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Warsaw', timeStyle: 'short' });
    for (const quietHours of [
      { from: '22:00', to: '02:30' },
      { from: '02:15', to: '02:45' },
      { from: '01:00', to: '03:00' },
    ])
      for (const evening of [Date.UTC(2026, 9, 24, 21), Date.UTC(2027, 2, 27, 21)])
        for (let minutes = 0; minutes < 8 * 60; minutes += 5) {
          const moment = evening + minutes * 60_000;
          const time = clock.format(moment);
          const { from, to } = quietHours;
          const quiet = from > to ? time >= from || time < to : time >= from && time < to;
          const verdict = mayDial(then(moment), { ...rules, quietHours });
          expect([time, verdict?.hold ?? null]).toEqual([time, quiet ? 'quiet-hours' : null]);
          if (!verdict) continue;
          expect(verdict.until).toBeGreaterThan(moment);
          expect(mayDial(then(verdict.until ?? 0), { ...rules, quietHours })).toBeNull();
        }
  });

  it('calls nobody at hours that are quiet by the steadied clock or by the one on the wall', () => {
    for (const [steadied, wall] of [
      [20, 19],
      [19, 20],
      [8, 9],
      [9, 8],
    ] as const) {
      const verdict = mayDial({ ...hour(steadied), wall: hour(wall).at }, rules);
      expect(verdict?.hold).toBe('quiet-hours');
      expect(verdict?.until).toBeGreaterThan(hour(steadied).at);
    }
  });

  it('never lets a call out outside the hours, in any zone and night of the year', () => {
    const hours = { openings: [{ weekday: 1, from: '10:00', to: '18:00' }], closedOnHolidays: true, daysOff: [] };
    const numbers = fc.constantFrom('+48601100001', '+442079460000', '+12125550100', '+35312345678');
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 366 * 24 * 60 }), (number, minutes) => {
        const facts = then(Date.UTC(2026, 0, 1) + minutes * 60_000, number);
        const verdict = mayDial(facts, { ...rules, hours, quietHours: null });
        if (verdict?.until)
          expect(mayDial(then(verdict.until, number), { ...rules, hours, quietHours: null })).toBeNull();
        if (verdict) return;
        const zones = { '+4': 'Europe/Warsaw', '+1': 'America/New_York', '+3': 'Europe/Dublin' } as const;
        const zone = number.startsWith('+44') ? 'Europe/London' : zones[number.slice(0, 2) as keyof typeof zones];
        const local = new Intl.DateTimeFormat('en-GB', {
          timeZone: zone,
          weekday: 'short',
          hour: 'numeric',
          hourCycle: 'h23',
        });
        const parts = Object.fromEntries(local.formatToParts(facts.at).map(({ type, value }) => [type, value]));
        expect(parts['weekday']).toBe('Mon');
        expect(Number(parts['hour'])).toBeGreaterThanOrEqual(10);
        expect(Number(parts['hour'])).toBeLessThan(18);
      }),
    );
  });
});

describe('attempts rule', () => {
  it('is exact: as often as its outcome may, never more than all may', () => {
    const outcomes = fc.array(fc.constantFrom(...RETRY_OUTCOMES), { minLength: 1, maxLength: 60 });
    const each = fc.record({ everyMinutes: fc.integer({ min: 1, max: 100 }), maximum: fc.integer({ min: 1, max: 6 }) });
    fc.assert(
      fc.property(outcomes, each, fc.integer({ min: 1, max: 12 }), (sequence, rule, maxAttempts) => {
        const all = attemptRulesSchema.parse(Object.fromEntries(RETRY_OUTCOMES.map((outcome) => [outcome, rule])));
        const counts = new Map<RetryOutcome, number>();
        let tried = 0;
        for (const outcome of sequence) {
          counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
          if (outcome !== 'skipped') tried += 1;
          const soFar = { outcome, ofOutcome: counts.get(outcome) ?? 0, all: tried, endedAt: at };
          const plan = planAfter(soFar, all, maxAttempts);
          const over = (counts.get(outcome) ?? 0) >= rule.maximum || (outcome !== 'skipped' && tried >= maxAttempts);
          expect(plan.next).toBe(over ? 'close' : 'retry');
          if (plan.next === 'retry') expect(plan.dueAt).toBe(at + rule.everyMinutes * 60_000);
          if (over) return;
        }
      }),
    );
  });
});

describe('order of classes', () => {
  it('keeps to the shares over any hundred, and gives nothing of a class without a share', () => {
    const share = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(share, share, (a, b) => {
        const fresh = Math.min(a, 100);
        const own = Math.min(b, 100 - fresh);
        const shares = { fresh, private: own, system: 100 - fresh - own };
        let given: Given = { fresh: 0, private: 0, system: 0 };
        const taken: Record<RecordClass, number> = { fresh: 0, private: 0, system: 0 };
        for (let turn = 0; turn < 100; turn += 1) {
          const [first] = orderOfClasses(shares, given);
          if (!first) return;
          taken[first] += 1;
          given = settled(given, first);
        }
        for (const each of ['fresh', 'private', 'system'] as const)
          expect(Math.abs(taken[each] - shares[each])).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('takes the highest priority, then the source that had the fewest, then the oldest', () => {
    const head = (recordId: string, priority: number, given: number, sequence: number) => ({
      ...{ recordId, priority, given, sequence },
      sourceId: recordId,
    });
    expect(chooseHead([head('a', 1, 0, 1), head('b', 2, 9, 2)])?.recordId).toBe('b');
    expect(chooseHead([head('a', 1, 5, 1), head('b', 1, 4, 2)])?.recordId).toBe('b');
    expect(chooseHead([])).toBeNull();
  });
});

describe('caller id', () => {
  it('never draws a tainted number, and may draw every other', () => {
    const tainted = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 9 });
    fc.assert(
      fc.property(tainted, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (bad, draw) => {
        const number = (last: number) => `+4822100020${last}`;
        const policy = { kind: 'random', from: number(0), to: number(9), tainted: bad.map(number) } as const;
        const chosen = chooseCallerId(policy, { fields: {}, draw, otherwise: '+48000' });
        expect(bad.map(number)).not.toContain(chosen);
        expect(chosen >= number(0) && chosen <= number(9)).toBe(true);
      }),
    );
    const all = { kind: 'random' as const, from: '+481', to: '+481', tainted: ['+481'] };
    expect(chooseCallerId(all, { fields: {}, draw: 0.5, otherwise: '+480' })).toBe('+480');
  });
});

describe('attempt', () => {
  it('ends exactly once, whatever is told in whatever order, and counts as abandoned at most once', () => {
    const started: AttemptCommand = {
      type: 'Start',
      attempt: {
        ...{ attemptId: 'x', campaignId: 'c', recordId: 'r', kind: 'predictive', contactId: 'k', number: '+48', at },
        ...{ callerId: null, agentId: null, callId: 'x' },
        why: {
          ...{
            class: 'fresh',
            priority: 0,
            sourceId: null,
            dueAt: null,
            attemptsToday: 0,
            overdueFirst: null,
            relationship: null,
            order: [],
          },
          ...{ shares: { fresh: 1, private: 0, system: 0 }, given: { fresh: 0, private: 0, system: 0 } },
        },
      },
    };
    const command = fc.constantFrom<AttemptCommand>(
      started,
      { type: 'NoteAnswered', at },
      { type: 'NoteConnected', at, agentId: 'a' },
      { type: 'Abandon', at },
      { type: 'End', at, outcome: 'busy', reason: '' },
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
        let state = attemptDecider.initialState;
        const types: string[] = [];
        for (const each of [started, ...commands]) {
          const decided = attemptDecider.decide(state, each);
          for (const event of decided.ok ? decided.value : []) {
            types.push(event.type);
            state = attemptDecider.evolve(state, event);
          }
        }
        const count = (type: string) => types.filter((each) => each === type).length;
        expect(count('AttemptStarted')).toBe(1);
        for (const type of ['AttemptAnswered', 'AttemptAbandoned', 'AttemptEnded', 'AttemptConnected'])
          expect(count(type)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('campaign', () => {
  it('takes only the ways that its states have', () => {
    const after = (...actions: ('start' | 'pause' | 'drain' | 'finish')[]) =>
      actions.map((type) => campaignDecider.decide({ state: 'finished' }, { type, campaignId: 'c' }).ok);
    expect(after('start', 'pause', 'drain', 'finish')).toEqual([false, false, false, true]);
  });

  it.each([
    [{ outcome: 'busy', endedBy: 'caller', because: 'far:busy' }, false, 'busy'],
    [{ outcome: 'busy', endedBy: 'caller', because: 'far:rejected' }, false, 'rejected'],
    [{ outcome: 'failed', endedBy: 'caller', because: 'far:unallocated' }, false, 'unreachable'],
    [{ outcome: 'failed', endedBy: 'system', because: 'own-phone:not-registered' }, false, 'agent-lost'],
    [{ outcome: 'abandoned', endedBy: 'agent', because: 'cancelled' }, false, 'cancelled'],
    [{ outcome: 'lost', endedBy: 'system', because: 'switch-restarted' }, false, 'failed'],
    [{ outcome: 'answered', endedBy: 'caller', because: 'caller-hung-up' }, false, 'connected'],
    [{ outcome: 'rejected', endedBy: 'system', because: 'overflow' }, true, 'connected'],
    [{ outcome: 'abandoned', endedBy: 'caller', because: 'caller-hung-up' }, true, 'hung-up'],
    [{ outcome: 'abandoned', endedBy: 'caller', because: 'caller-hung-up' }, false, 'abandoned'],
  ] as const)('reads the end of a call %o', (end, automatic, outcome) =>
    expect(outcomeOfCall(end, automatic)).toBe(outcome),
  );
});
