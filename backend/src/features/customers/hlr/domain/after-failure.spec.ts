import fc from 'fast-check';
import { afterFailure, MOST_ATTEMPTS, questionsAllowed, WELL, type ProviderState } from './after-failure';

const ILL = { code: 'unreachable', detail: 'HTTP 503' } as const;

describe('a check that got no answer', () => {
  it('is asked again with growing delays, and given up after five', () => {
    const delays = Array.from(
      { length: MOST_ATTEMPTS },
      (_, attempts) => afterFailure(ILL, { attempts, provider: WELL, at: 0 }).again,
    );
    expect(delays).toEqual([5000, 10_000, 20_000, 40_000, null]);
  });

  it('leaves a provider alone that failed three times, and sends one question before the others', () => {
    let provider: ProviderState = WELL;
    const pauses = [0, 1, 2, 3, 4].map(() => {
      ({ provider } = afterFailure(ILL, { attempts: 0, provider, at: 0 }));
      return provider.pausedUntil;
    });
    expect(pauses).toEqual([null, null, 30_000, 60_000, 120_000]);
    expect(questionsAllowed(provider, 8)).toBe(1);
    expect(questionsAllowed(WELL, 8)).toBe(8);
  });

  it('waits as long as a busy provider says, without using up an attempt', () => {
    const after = afterFailure(
      { code: 'busy', detail: '429', retryAfterMs: 20_000 },
      { attempts: 4, provider: WELL, at: 1000 },
    );
    expect(after).toMatchObject({ again: 21_000, counted: false, provider: { pausedUntil: 21_000 } });
  });

  it('never pauses for longer than a quarter of an hour', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(4), (failures, attempts) => {
        const { provider, again } = afterFailure(ILL, { attempts, provider: { ...WELL, failures }, at: 7 });
        expect((provider.pausedUntil ?? 7) - 7).toBeLessThanOrEqual(900_000);
        expect((again ?? 7) - 7).toBeLessThanOrEqual(900_000);
      }),
    );
  });
});
