import { isQuiet } from './quiet';

const zone = 'Europe/Warsaw';
const at = (local: string) => Date.parse(local);
const night = { quiet: { from: '22:00', until: '06:00' }, quietDays: [] };

describe('quiet hours', () => {
  it.each([
    ['2026-11-30T20:59:59Z', false],
    ['2026-11-30T21:00:00Z', true],
    ['2026-12-01T04:59:59Z', true],
    ['2026-12-01T05:00:00Z', false],
  ])('reach over midnight: %s is quiet: %s', (moment, quiet) => expect(isQuiet(night, at(moment), zone)).toBe(quiet));

  it('follow the clock of the wall through the night of its change', () => {
    const hour = { quiet: { from: '02:00', until: '03:00' }, quietDays: [] };
    const moments = ['2026-10-24T23:59:00Z', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T02:00:00Z'];
    expect(moments.map((moment) => isQuiet(hour, at(moment), zone))).toEqual([false, true, true, false]);
  });

  it('are whole days of the week, in the time zone of the Order', () => {
    const weekend = { quiet: null, quietDays: [6, 7] };
    expect(isQuiet(weekend, at('2026-11-27T23:00:00Z'), zone)).toBe(true);
    expect(isQuiet(weekend, at('2026-11-29T23:00:00Z'), zone)).toBe(false);
  });
});
