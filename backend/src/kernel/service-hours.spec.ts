import fc from 'fast-check';
import { hours as ofHours } from './durations';
import {
  addServiceTime,
  isOpen,
  localDate,
  nextOpening,
  openings,
  serviceTimeBetween,
  type ServiceHours,
} from './service-hours';

const zone = 'Europe/Warsaw';
const office = [{ from: '08:00', to: '18:00' }];
const standard: ServiceHours = {
  zone,
  closedOnHolidays: true,
  weekly: { 1: office, 2: office, 3: office, 4: office, 5: office },
};
const allDay = [{ from: '00:00', to: '24:00' }];
const always: ServiceHours = {
  zone,
  closedOnHolidays: false,
  weekly: { 1: allDay, 2: allDay, 3: allDay, 4: allDay, 5: allDay, 6: allDay, 7: allDay },
};
const nights: ServiceHours = {
  zone,
  closedOnHolidays: false,
  weekly: {
    6: [
      { from: '00:30', to: '02:30' },
      { from: '22:00', to: '24:00' },
    ],
    7: [
      { from: '00:00', to: '04:00' },
      { from: '12:15', to: '12:45' },
    ],
  },
};
const at = (iso: string) => Date.parse(iso);

describe('service hours', () => {
  it('knows when the service is open', () => {
    expect(isOpen(standard, at('2026-11-23T08:00:00+01:00'))).toBe(true);
    expect(isOpen(standard, at('2026-11-23T18:00:00+01:00'))).toBe(false);
    expect(isOpen(standard, at('2026-11-11T10:00:00+01:00'))).toBe(false);
    expect(isOpen({ ...standard, extraDaysOff: ['2026-11-23'] }, at('2026-11-23T10:00:00+01:00'))).toBe(false);
    expect(nextOpening(standard, at('2026-12-23T18:00:00+01:00'))).toBe(at('2026-12-28T08:00:00+01:00'));
    expect(nextOpening(standard, at('2026-11-23T09:30:00+01:00'))).toBe(at('2026-11-23T09:30:00+01:00'));
    expect(nextOpening({ ...standard, weekly: {} }, 0)).toBeNull();
  });

  it('adds service time over nights, week-ends and holidays', () => {
    expect(addServiceTime(standard, at('2026-11-10T17:00:00+01:00'), ofHours(4))).toBe(at('2026-11-12T11:00:00+01:00'));
    expect(addServiceTime(standard, at('2026-11-20T19:00:00+01:00'), 0)).toBe(at('2026-11-23T08:00:00+01:00'));
    expect(serviceTimeBetween(standard, at('2026-11-10T17:00:00+01:00'), at('2026-11-12T11:00:00+01:00'))).toBe(
      ofHours(4),
    );
    expect(addServiceTime({ ...standard, weekly: {} }, 0, 1)).toBeNull();
  });

  it('counts the nights when the clock changes as long as they are', () => {
    const length = (hours: ServiceHours, date: string) =>
      openings(hours, date).reduce((sum, { start, end }) => sum + end - start, 0);
    expect(length(always, '2026-03-29')).toBe(ofHours(23));
    expect(length(always, '2026-10-25')).toBe(ofHours(25));
    expect(length(always, '2026-10-26')).toBe(ofHours(24));
    expect(length(standard, '2026-10-26')).toBe(ofHours(10));
    expect(localDate(at('2026-10-24T23:30:00Z'), zone)).toBe('2026-10-25');
  });

  it('agrees with counting five minutes at a time around both changes', () => {
    const step = 5 * 60_000;
    for (const around of ['2026-03-28T00:00:00Z', '2026-10-24T00:00:00Z', '2026-12-31T00:00:00Z']) {
      for (const hours of [standard, always, nights]) {
        const start = at(around);
        const open = Array.from({ length: 3 * 288 }, (_, index) => isOpen(hours, start + index * step));
        for (const [from, to] of [
          [0, 863],
          [20, 520],
          [300, 320],
          [400, 600],
        ] as const) {
          const counted = open.slice(from, to).filter(Boolean).length * step;
          expect(serviceTimeBetween(hours, start + from * step, start + to * step)).toBe(counted);
        }
      }
    }
  });

  it('keeps its promises for any instant and length', () => {
    const instants = fc.integer({ min: at('2025-01-01T00:00:00Z'), max: at('2028-01-01T00:00:00Z') });
    fc.assert(
      fc.property(
        instants,
        fc.nat(ofHours(60)),
        fc.nat(ofHours(60)),
        fc.constantFrom(standard, always, nights),
        (from, one, two, hours) => {
          const first = addServiceTime(hours, from, one) ?? NaN;
          expect(first).toBeGreaterThanOrEqual(from);
          expect(serviceTimeBetween(hours, from, first)).toBe(one);
          const both = addServiceTime(hours, from, one + two) ?? NaN;
          expect(serviceTimeBetween(hours, first, both)).toBe(two);
          if (one + two > 0) expect(isOpen(hours, both - 1)).toBe(true);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('refuses what is no time and no zone', () => {
    expect(() =>
      isOpen({ ...standard, weekly: { 1: [{ from: '8:00', to: '18:00' }] } }, at('2026-11-23T10:00:00Z')),
    ).toThrow(RangeError);
    expect(() => isOpen({ ...standard, zone: 'Europe/Nowhere' }, 0)).toThrow(RangeError);
  });
});
