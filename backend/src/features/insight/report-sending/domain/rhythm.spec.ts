import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { Rhythm } from '#contracts';
import { daysOf, nextTime } from './rhythm';

const zone = 'Europe/Warsaw';
const local = (text: string) => DateTime.fromISO(text, { zone }).toMillis();
const said = (at: number) => DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm');
const next = (rhythm: Rhythm, time: string, after: string) => said(nextTime({ rhythm, time, zone }, local(after)));

describe('when a report is sent', () => {
  it.each([
    [{ every: 'day' }, '07:00', '2026-11-30T06:59', '2026-11-30 07:00'],
    [{ every: 'day' }, '07:00', '2026-11-30T07:00', '2026-12-01 07:00'],
    [{ every: 'week', weekday: 1 }, '08:30', '2026-11-30T09:00', '2026-12-07 08:30'],
    [{ every: 'month', day: 1 }, '06:00', '2026-11-30T12:00', '2026-12-01 06:00'],
    [{ every: 'month', day: 31 }, '06:00', '2026-11-30T05:00', '2026-11-30 06:00'],
    [{ every: 'month', day: 30 }, '06:00', '2027-02-01T05:00', '2027-02-28 06:00'],
  ] as [Rhythm, string, string, string][])('%j at %s after %s is %s', (rhythm, time, after, expected) =>
    expect(next(rhythm, time, after)).toBe(expected),
  );

  it('is once in the night that has an hour twice, and an hour later in the one that skips it', () => {
    expect(next({ every: 'day' }, '02:30', '2026-10-25T00:00')).toBe('2026-10-25 02:30');
    const first = nextTime({ rhythm: { every: 'day' }, time: '02:30', zone }, local('2026-10-25T00:00'));
    expect(said(nextTime({ rhythm: { every: 'day' }, time: '02:30', zone }, first))).toBe('2026-10-26 02:30');
    expect(next({ every: 'day' }, '02:30', '2026-03-29T00:00')).toBe('2026-03-29 03:30');
  });

  it('is later than now, once a day, at its time, through any year', () => {
    const rhythms = fc.oneof(
      fc.constant<Rhythm>({ every: 'day' }),
      fc.integer({ min: 1, max: 7 }).map((weekday): Rhythm => ({ every: 'week', weekday })),
      fc.integer({ min: 1, max: 31 }).map((day): Rhythm => ({ every: 'month', day })),
    );
    const times = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) });
    const moments = fc.integer({ min: local('2025-01-01T00:00'), max: local('2029-12-31T00:00') });
    fc.assert(
      fc.property(rhythms, times, moments, (rhythm, { hour, minute }, after) => {
        const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        let at = after;
        for (let turn = 0; turn < 4; turn += 1) {
          const then = nextTime({ rhythm, time, zone }, at);
          expect(then).toBeGreaterThan(at);
          const day = DateTime.fromMillis(then, { zone });
          // Only the hour that does not exist is moved.
          if (day.toFormat('HH:mm') !== time)
            expect(day.startOf('day').plus({ days: 1 }).diff(day.startOf('day'), 'hours').hours).toBe(23);
          if (turn > 0) expect(day.toISODate()).not.toBe(DateTime.fromMillis(at, { zone }).toISODate());
          at = then;
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['today', '2026-11-30', '2026-11-30'],
    ['yesterday', '2026-11-29', '2026-11-29'],
    ['lastWeek', '2026-11-23', '2026-11-29'],
    ['lastMonth', '2026-10-01', '2026-10-31'],
    ['month', '2026-11-01', '2026-11-30'],
  ] as const)('%s reaches from %s to %s', (period, from, to) =>
    expect(daysOf(period, local('2026-11-30T07:00'), zone)).toEqual({ from, to }),
  );
});
