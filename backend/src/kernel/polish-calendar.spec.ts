import Holidays from 'date-holidays';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  addBusinessDays,
  addDays,
  countBusinessDays,
  easterSunday,
  isBusinessDay,
  isHoliday,
  polishHolidays,
  weekday,
} from './polish-calendar';

const dates = fc.integer({ min: 0, max: 22_000 }).map((days) => addDays('2000-01-01', days));

describe('Polish calendar', () => {
  it('agrees with the date-holidays package from 2000 to 2060', () => {
    const peer = new Holidays('PL');
    for (let year = 2000; year <= 2060; year += 1) {
      // The package does not know the single holiday of the centenary.
      const single = year === 2018 ? ['2018-11-12'] : [];
      const theirs = peer
        .getHolidays(year)
        .filter(({ type }) => type === 'public')
        .map(({ date }) => date.slice(0, 10));
      expect([year, [...new Set([...theirs, ...single])].sort()]).toEqual([
        year,
        polishHolidays(year).map(({ date }) => date),
      ]);
    }
  });

  it('knows the years in which the law changed', () => {
    expect([2010, 2011].map((year) => isHoliday(`${year}-01-06`))).toEqual([false, true]);
    expect([2024, 2025].map((year) => isHoliday(`${year}-12-24`))).toEqual([false, true]);
    expect([2017, 2018, 2019].map((year) => isHoliday(`${year}-11-12`))).toEqual([false, true, false]);
  });

  it('computes Easter at its earliest, latest and in the years that break simpler rules', () => {
    expect([1818, 1943, 1954, 1981, 2000, 2038, 2049, 2076].map(easterSunday)).toEqual([
      '1818-03-22',
      '1943-04-25',
      '1954-04-18',
      '1981-04-19',
      '2000-04-23',
      '2038-04-25',
      '2049-04-18',
      '2076-04-19',
    ]);
  });

  it('counts business days over holidays and an administrator’s own days off', () => {
    expect(addBusinessDays('2026-11-10', 1)).toBe('2026-11-12');
    expect(addBusinessDays('2026-12-23', 1)).toBe('2026-12-28');
    expect(addBusinessDays('2026-12-23', 1, { extraDaysOff: ['2026-12-28'] })).toBe('2026-12-29');
    expect(addBusinessDays('2026-11-11', 0)).toBe('2026-11-12');
    expect(addBusinessDays('2026-11-12', -1)).toBe('2026-11-10');
    expect(countBusinessDays('2026-11-01', '2026-12-01')).toBe(20);
  });

  it('keeps its promises for any day', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 40 }), (date, count) => {
        const after = addBusinessDays(date, count);
        expect(isBusinessDay(after)).toBe(true);
        expect(countBusinessDays(addDays(date, 1), addDays(after, 1))).toBe(count);
        expect(addBusinessDays(addDays(after, 1), -1)).toBe(after);
        expect(weekday(after)).toBeLessThanOrEqual(5);
      }),
      { numRuns: 60 },
    );
  });

  it('moves by days as the calendar does', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -20_000, max: 20_000 }), (date, days) => {
        const moved = DateTime.fromISO(date, { zone: 'utc' }).plus({ days });
        expect([addDays(date, days), weekday(addDays(date, days))]).toEqual([moved.toISODate(), moved.weekday]);
      }),
    );
  });

  it('refuses what is no date', () => {
    for (const wrong of ['2026-02-30', '2026-1-1', 'today', '2026-01-01T00:00'])
      expect(() => weekday(wrong)).toThrow(RangeError);
  });
});
