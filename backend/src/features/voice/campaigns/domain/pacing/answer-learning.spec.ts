import fc from 'fast-check';
import {
  forecastAnswers,
  initialAnswerLearning,
  learnAnswered,
  learnDialled,
  learnUnanswered,
  ripen,
} from './answer-learning';
import { DEFAULT_PACING_SETTINGS } from './pacing-settings';

/** One call a second; `answerEvery` n-th is answered after 11 s, every 12th fails after 2 s, the rest ring out. */
function seconds(from: number, until: number, answerEvery: number, before = initialAnswerLearning) {
  let learning = before;
  for (let now = from; now < until; now++) {
    learning = ripen(learnDialled(learning, now, 1), now, DEFAULT_PACING_SETTINGS);
    if (now - 11 >= from && (now - 11) % answerEvery === 0) learning = learnAnswered(learning, now - 11, 11);
    if (now - 2 >= from && (now - 2) % answerEvery !== 0 && (now - 2) % 12 === 1)
      learning = learnUnanswered(learning, 2);
    if (now - 25 >= from && (now - 25) % answerEvery !== 0) learning = learnUnanswered(learning, 25);
  }
  return learning;
}

describe('answer rate', () => {
  it('is known from calls that still ring, not from those that failed first', () => {
    let learning = learnDialled(seconds(0, 600, 5), 600, 60);
    for (let failed = 0; failed < 20; failed++) learning = learnUnanswered(learning, 2);
    expect(forecastAnswers(learning, 604)!.rate).toBeCloseTo(0.2, 1);
  });

  it('follows a step in either direction within 150 calls', () => {
    const before = seconds(0, 2000, 5);
    expect(forecastAnswers(before, 2000)!.rate).toBeCloseTo(0.2, 1);
    expect(forecastAnswers(seconds(2000, 2180, 2, before), 2180)!.rate).toBeGreaterThan(0.4);
    expect(forecastAnswers(seconds(2000, 2300, 20, before), 2300)!.rate).toBeLessThan(0.1);
  });

  it('is null before anybody answered, and always a probability', () => {
    expect(forecastAnswers(initialAnswerLearning, 0)).toBeNull();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 30, max: 900 }), (every, until) => {
        const forecast = forecastAnswers(seconds(0, until, every), until);
        if (!forecast) return;
        expect(forecast.rate).toBeGreaterThan(0);
        expect(forecast.rate).toBeLessThan(1);
        for (let at = 1; at < forecast.answeredBy.length; at++)
          expect(forecast.answeredBy[at]!).toBeGreaterThanOrEqual(forecast.answeredBy[at - 1]!);
      }),
      { numRuns: 25 },
    );
  });
});
