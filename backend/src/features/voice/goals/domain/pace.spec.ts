import fc from 'fast-check';
import { currentSpan } from './goal-period';
import { clipped, elapsedOf, paceOf } from './pace';

const HOUR = 3_600_000;
const own = { period: 'own', createdAt: 0 } as const;

describe('how far a goal should be', () => {
  it('counts working time only', () => {
    const shifts = [
      { start: 0, end: 8 * HOUR },
      { start: 24 * HOUR, end: 32 * HOUR },
    ];
    expect(elapsedOf(shifts, 8 * HOUR)).toBe(0.5);
    expect(elapsedOf(shifts, 20 * HOUR)).toBe(0.5);
    expect(elapsedOf(shifts, 28 * HOUR)).toBe(0.75);
    expect(elapsedOf([], 28 * HOUR)).toBeNull();
  });

  it('says who is on track', () => {
    const of = (reached: number, elapsed: number | null) => paceOf({ reached, target: 100 }, elapsed).pace;
    expect([of(50, 0.5), of(49, 0.5), of(100, 0.1), of(5, null), of(0, 0)]).toEqual([
      'on-track',
      'behind',
      'reached',
      'no-pace',
      'on-track',
    ]);
  });

  it('never goes back, and ends at the whole', () => {
    const spans = fc.array(fc.tuple(fc.nat(1000), fc.integer({ min: 1, max: 50 })), { minLength: 1 });
    fc.assert(
      fc.property(spans, fc.nat(1200), fc.nat(1200), (given, one, two) => {
        const work = given.map(([start, length]) => ({ start, end: start + length }));
        const [early, late] = [elapsedOf(work, Math.min(one, two)) ?? 0, elapsedOf(work, Math.max(one, two)) ?? 0];
        expect(early).toBeLessThanOrEqual(late);
        expect(elapsedOf(work, 2000)).toBe(1);
        for (const { start, end } of clipped(work, 100, 200)) expect(start >= 100 && end <= 200).toBe(true);
      }),
    );
  });

  it('has days of 23 and 25 hours, weeks from Monday, and own days with both ends', () => {
    const at = Date.parse('2026-10-25T12:00:00Z');
    const day = currentSpan({ ...own, period: 'day', from: null, to: null }, at);
    expect(((day.to ?? 0) - day.from) / HOUR).toBe(25);
    const week = currentSpan({ ...own, period: 'week', from: null, to: null }, at);
    expect(new Date(week.from).toISOString()).toBe('2026-10-18T22:00:00.000Z');
    const days = currentSpan({ ...own, from: '2026-03-28', to: '2026-03-29' }, at);
    expect(((days.to ?? 0) - days.from) / HOUR).toBe(47);
    expect(currentSpan({ ...own, period: 'whole', from: null, to: null }, at).to).toBeNull();
  });
});
