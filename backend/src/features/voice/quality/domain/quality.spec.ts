import fc from 'fast-check';
import { resultOf } from '#contracts';
import { drawConversations } from './draw-conversations';
import { evaluation, type EvaluationState } from './evaluation';
import { criterion, scorecard, scored, section } from './quality.fixture';
import { validateScorecard } from './validate-scorecard';
import { nextDraw, weekBefore, weekOf } from './weeks';

const CARD = scorecard(
  section('talk', [criterion('hello', { weight: 1 }), criterion('needs', { weight: 3 })], 1),
  section('law', [criterion('consent', { points: 1, knockOut: true }), criterion('offer', { optional: true })], 3),
);

describe('the result of an evaluation', () => {
  it('is weighted within a section and over the sections', () => {
    const result = resultOf(CARD, scored({ hello: 5, needs: 3, consent: 1, offer: 3 }));
    // talk: (1·1 + 3·0.6) / 4 = 0.7; law: (1 + 0.6) / 2 = 0.8; (1·0.7 + 3·0.8) / 4 = 0.775
    expect(result).toEqual({
      percent: 77.5,
      knockedOut: false,
      sections: [
        { id: 'talk', percent: 70 },
        { id: 'law', percent: 80 },
      ],
    });
  });

  it('is nothing once a knock-out criterion has no points, and leaves out what does not apply', () => {
    expect(resultOf(CARD, scored({ hello: 5, needs: 5, consent: 0, offer: 5 }))).toMatchObject({
      percent: 0,
      knockedOut: true,
    });
    expect(resultOf(CARD, scored({ hello: 5, needs: 5, consent: 1, offer: null })).percent).toBe(100);
    expect(resultOf(CARD, {}).percent).toBeNull();
  });

  it('lies between 0 and 100 and never falls when a criterion gets more', () => {
    const points = fc.record({
      hello: fc.integer({ min: 0, max: 5 }),
      needs: fc.integer({ min: 0, max: 5 }),
      consent: fc.constant(1),
      offer: fc.option(fc.integer({ min: 0, max: 5 })),
    });
    fc.assert(
      fc.property(points, (given) => {
        const before = resultOf(CARD, scored(given)).percent ?? -1;
        expect(before).toBeGreaterThanOrEqual(0);
        expect(before).toBeLessThanOrEqual(100);
        const more = resultOf(CARD, scored({ ...given, needs: Math.min(5, given.needs + 1) })).percent ?? -1;
        expect(more).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('needs a scorecard with something to score', () => {
    expect(validateScorecard(CARD)).toEqual([]);
    expect(validateScorecard(scorecard()).map(({ code }) => code)).toEqual(['sections-missing']);
    const wrong = scorecard(section('a', []), section('a', [criterion('x'), criterion('x')]));
    expect(validateScorecard(wrong).map(({ code }) => code)).toEqual([
      'criteria-missing',
      'section-twice',
      'criterion-twice',
    ]);
  });
});

describe('an evaluation', () => {
  const of = { scorecardId: 's', version: 1, callId: 'c', agentId: 'anna', scorerId: 'boss' };
  const after = (state: EvaluationState, command: Parameters<typeof evaluation.decide>[1]) => {
    const decided = evaluation.decide(state, command);
    return decided.ok ? decided.value.reduce(evaluation.evolve, state) : decided.refusal.code;
  };
  const begun = after(evaluation.initialState, { type: 'Begin', of, at: 1 }) as EvaluationState;
  const save = (points: Readonly<Record<string, number | null>>, finish: boolean, by = 'boss') =>
    after(begun, { type: 'Save', id: 'e', by, document: CARD, scores: scored(points), comment: '', finish, at: 2 });
  const WHOLE = { hello: 5, needs: 5, consent: 1 };

  it('may be saved half, but is finished only whole, and only by whoever scores', () => {
    expect(save({ hello: 5 }, false)).toMatchObject({ phase: 'draft', percent: 100 });
    expect(save({ hello: 5 }, true)).toBe('scores-not-valid');
    expect(save({ hello: 6 }, false)).toBe('scores-not-valid');
    expect(save({ other: 1 }, false)).toBe('scores-not-valid');
    expect(save(WHOLE, true, 'other')).toBe('evaluation-not-yours');
    expect(save(WHOLE, true)).toMatchObject({ phase: 'finished', percent: 100, finishedAt: 2 });
  });

  it('is read or appealed once by its agent, and decided once', () => {
    const finished = save(WHOLE, true) as EvaluationState;
    const reply = (state: EvaluationState, appeal: boolean, by = 'anna') =>
      after(state, { type: 'Reply', by, text: 'x', appeal, at: 3 });
    const decide = (state: EvaluationState, points = WHOLE) =>
      after(state, { type: 'Decide', by: 'boss', document: CARD, answer: 'y', scores: scored(points), at: 4 });
    expect(reply(begun, false)).toBe('evaluation-not-found');
    expect(reply(finished, false, 'other')).toBe('evaluation-not-yours');
    expect(reply(finished, false)).toMatchObject({ phase: 'acknowledged' });
    expect(reply(reply(finished, false) as EvaluationState, true)).toBe('evaluation-replied');
    expect(decide(finished)).toBe('appeal-not-open');
    const appealed = reply(finished, true) as EvaluationState;
    expect(decide(appealed, { ...WHOLE, consent: 0 })).toMatchObject({
      phase: 'decided',
      percent: 0,
      knockedOut: true,
    });
    expect(decide(decide(appealed) as EvaluationState)).toBe('appeal-not-open');
  });
});

describe('the draw', () => {
  const calls = (of: readonly (readonly [string, number])[]) =>
    of.flatMap(([agentId, count]) =>
      Array.from({ length: count }, (_, at) => ({ agentId, callId: `${agentId}${at}` })),
    );

  it('takes so many of each agent, the same ones whatever their order, others with another seed', () => {
    const counts = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }));
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 10 }), fc.string(), ([anna, boris], perAgent, seed) => {
        const all = calls([
          ['anna', anna],
          ['boris', boris],
        ]);
        const drawn = drawConversations(seed, all, perAgent);
        const of = (agentId: string) => drawn.filter((each) => each.agentId === agentId).length;
        expect([of('anna'), of('boris')]).toEqual([Math.min(anna, perAgent), Math.min(boris, perAgent)]);
        const again = drawConversations(seed, all.toReversed(), perAgent);
        expect(new Set(again)).toEqual(new Set(drawn));
      }),
    );
    const many = calls([['anna', 200]]);
    expect(drawConversations('a', many, 5)).not.toEqual(drawConversations('b', many, 5));
  });

  it('comes on Mondays at five in Warsaw, for the week before', () => {
    const at = (text: string) => Date.parse(text);
    expect(new Date(nextDraw(at('2026-11-29T12:00:00Z'))).toISOString()).toBe('2026-11-30T04:00:00.000Z');
    expect(new Date(nextDraw(at('2026-11-30T03:59:59Z'))).toISOString()).toBe('2026-11-30T04:00:00.000Z');
    expect(new Date(nextDraw(at('2026-11-30T04:00:00Z'))).toISOString()).toBe('2026-12-07T04:00:00.000Z');
    // The night on which the clock goes back.
    expect(new Date(nextDraw(at('2026-10-24T12:00:00Z'))).toISOString()).toBe('2026-10-26T04:00:00.000Z');
    expect(weekOf(at('2026-11-29T23:30:00Z'))).toBe('2026-11-30');
    expect(weekBefore('2026-11-30')).toBe('2026-11-23');
  });

  it('gives each conversation the same chance', () => {
    const all = calls([['anna', 10]]);
    const hits = new Map<string, number>();
    for (let seed = 0; seed < 2000; seed += 1)
      for (const { callId } of drawConversations(String(seed), all, 2)) hits.set(callId, (hits.get(callId) ?? 0) + 1);
    for (const count of hits.values()) expect(Math.abs(count - 400)).toBeLessThan(100);
  });
});
