import { nextTime } from './next-time';

const at = (text: string): number => Date.parse(text);
const day = { from: '08:00', to: '20:00' };
const MONDAY_ONLY = { openings: [{ weekday: 1, from: '07:00', to: '12:00' }], closedOnHolidays: true, daysOff: [] };

describe('when somebody may be called back', () => {
  it.each([
    ['within the times', null, '2026-11-30T10:00:00+01:00', '2026-11-30T10:00:00+01:00'],
    ['in the evening', null, '2026-11-30T21:00:00+01:00', '2026-12-01T08:00:00+01:00'],
    [
      'before the queue opens, but not before the rule’s times',
      MONDAY_ONLY,
      '2026-11-30T06:00:00+01:00',
      '2026-11-30T08:00:00+01:00',
    ],
    ['after the queue has closed', MONDAY_ONLY, '2026-11-30T13:00:00+01:00', '2026-12-07T08:00:00+01:00'],
  ])('%s', (_name, hours, from, next) => expect(nextTime(day, hours, at(from))).toBe(at(next)));

  it('never, when the queue never opens in these times', () => {
    const night = { ...MONDAY_ONLY, openings: [{ weekday: 1, from: '00:00', to: '06:00' }] };
    expect(nextTime(day, night, at('2026-11-30T10:00:00+01:00'))).toBeNull();
  });
});
