import * as fc from 'fast-check';
import { adherenceOf, conformanceOf, keptOn, together, type Worked } from './adherence';
import { dayBounds, instantAt } from './day-time';
import { planOf, spanOf, type DayPlan, type Hours, type Pattern } from './plan';
import { readDay } from './read-schedule';

const hours = (startMinute: number, endMinute: number, unpaidBreakMinutes = 0): Hours => ({
  startMinute,
  endMinute,
  unpaidBreakMinutes,
  name: 'Zmiana',
});
const early = hours(8 * 60, 16 * 60, 30);
const late = hours(22 * 60, 6 * 60);
const week = (days: (Hours | null)[], more: Partial<Pattern> = {}): Pattern => ({
  days,
  fromDate: '2026-11-30',
  toDate: null,
  onHolidays: false,
  ...more,
});
const shift = (date: string, of: Hours): DayPlan => ({ date, kind: 'shift', hours: of, exception: false, note: '' });
const HOUR = 3_600_000;

describe('a plan', () => {
  const twoWeeks = week([early, early, early, early, early, null, null, late, late, late, late, late, null, null]);

  it('takes the shifts in turn, leaves holidays out, and lets one day differ', () => {
    const of = (date: string) => planOf(date, [twoWeeks], new Map());
    expect(of('2026-11-29').kind).toBe('off');
    expect(of('2026-12-04').hours).toBe(early);
    expect(of('2026-12-05').kind).toBe('off');
    expect(of('2026-12-07').hours).toBe(late);
    expect(of('2026-12-14').hours).toBe(early);
    expect([of('2026-12-24').kind, of('2026-12-25').kind]).toEqual(['holiday', 'holiday']);
    const leave = { date: '2026-12-01', kind: 'leave', hours: null, note: 'Urlop' } as const;
    expect(planOf('2026-12-01', [twoWeeks], new Map([[leave.date, leave]]))).toMatchObject({
      kind: 'leave',
      exception: true,
    });
  });

  it('follows the pattern that began last', () => {
    const newer = week([null, null, early, null, null, null, null], { fromDate: '2026-12-07', toDate: '2026-12-13' });
    expect(planOf('2026-12-09', [twoWeeks, newer], new Map()).hours).toBe(early);
    expect(planOf('2026-12-08', [twoWeeks, newer], new Map()).kind).toBe('off');
    expect(planOf('2026-12-15', [twoWeeks, newer], new Map()).hours).toBe(early);
  });

  it('lasts as long as the clock lets it: a night shift is 7, 8 or 9 hours', () => {
    const length = (date: string) => {
      const span = spanOf(shift(date, late));
      return span && (span.end - span.start) / HOUR;
    };
    expect([length('2026-03-28'), length('2026-06-10'), length('2026-10-24')]).toEqual([7, 8, 9]);
    const day = dayBounds('2026-10-25');
    expect((day.end - day.start) / HOUR).toBe(25);
  });
});

describe('adherence and conformance', () => {
  const at = (time: string, date = '2026-12-01') => {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return instantAt(date, hour * 60 + minute);
  };
  const worked = (from: string, to: string): Worked => ({ since: at(from), until: at(to) });

  // The worked example of docs/metrics.md.
  it('are what the worked example says', () => {
    const day = [worked('08:15', '13:00'), worked('13:45', '16:45')];
    const kept = keptOn('2026-12-01', [shift('2026-12-01', early)], day);
    expect(kept).toEqual({ plannedMs: 7.5 * HOUR, workedMs: 7.75 * HOUR, withinMs: 7 * HOUR });
    expect(adherenceOf(kept)).toBeCloseTo(7 / 7.5, 6);
    expect(conformanceOf(kept)).toBeCloseTo(7.75 / 7.5, 6);
  });

  it('split a night shift between its days, on the night that the clock goes back too', () => {
    const plan = shift('2026-10-24', late);
    const span = spanOf(plan);
    const night = [{ since: span?.start ?? 0, until: span?.end ?? 0 }];
    const [first, second] = [keptOn('2026-10-24', [plan], night), keptOn('2026-10-25', [plan], night)];
    expect([first.plannedMs / HOUR, second.plannedMs / HOUR]).toEqual([2, 7]);
    expect([adherenceOf(first), adherenceOf(second), conformanceOf(together([first, second]))]).toEqual([1, 1, 1]);
  });

  it('are nothing without a plan, never below zero, and never more within than in all', () => {
    expect(adherenceOf(keptOn('2026-12-01', [], []))).toBeNull();
    const milliseconds = fc.integer({ min: 1, max: 7_200_000 });
    const turn = fc.record({ pause: milliseconds, length: milliseconds });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 30 }), fc.constantFrom(early, late), (turns, of) => {
        let since = at('05:00');
        const day = turns.map(({ pause, length }) => {
          const one = { since: since + pause, until: since + pause + length };
          since = one.until;
          return one;
        });
        const kept = keptOn('2026-12-01', [shift('2026-11-30', of), shift('2026-12-01', of)], day);
        expect(kept.withinMs).toBeGreaterThanOrEqual(0);
        expect(kept.withinMs).toBeLessThanOrEqual(kept.workedMs);
        expect(adherenceOf(kept) ?? 0).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('a file of schedules', () => {
  const read = (cells: Record<string, string>) => readDay({ line: 2, cells });

  it('gives a shift or a free day, in Polish or English', () => {
    expect(read({ login: 'Anna@firma.pl', date: '01.12.2026', from: '8:00', to: '16:00', break: '30' })).toMatchObject({
      day: { login: 'anna@firma.pl', difference: { date: '2026-12-01', kind: 'shift', hours: { startMinute: 480 } } },
    });
    expect(read({ login: 'a', date: '2026-12-01', from: 'urlop' })).toMatchObject({
      day: { difference: { kind: 'leave' } },
    });
  });

  it.each([
    [{ login: '' }, 'login', 'required'],
    [{ login: 'a', date: '2026-02-30' }, 'date', 'date'],
    [{ login: 'a', date: '2026-12-01', from: '25:00' }, 'from', 'time'],
    [{ login: 'a', date: '2026-12-01', from: '8:00', to: '' }, 'to', 'time'],
    [{ login: 'a', date: '2026-12-01', from: '8:00', to: '16:00', break: '-5' }, 'break', 'minutes'],
  ])('names the field and the rule of %j', (cells, field, rule) => {
    expect(read(cells)).toMatchObject({ error: { line: 2, field, rule } });
  });
});
