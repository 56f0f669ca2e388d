import fc from 'fast-check';
import { days, formatClock, formatDuration, hours, milliseconds, minutes, parseDuration, seconds } from './durations';
import { accepted, refused } from './outcome';

describe('durations', () => {
  it('reads and writes the same notation', () => {
    expect(parseDuration('1h 30m')).toEqual(accepted(hours(1) + minutes(30)));
    expect(parseDuration('2d')).toEqual(accepted(days(2)));
    expect(parseDuration('1m250ms')).toEqual(accepted(minutes(1) + milliseconds(250)));
    for (const text of ['', '5', 'm', '1m 1h', '1.5h', '-3s'])
      expect(parseDuration(text)).toEqual(refused({ code: 'duration-not-readable' }));
    fc.assert(
      fc.property(fc.nat(10 ** 11), (length) =>
        expect(parseDuration(formatDuration(length))).toEqual(accepted(length)),
      ),
    );
  });

  it('writes clocks', () => {
    expect([seconds(7), minutes(12.5), hours(1) + minutes(2) + seconds(3.9), 0, -1].map(formatClock)).toEqual([
      '0:07',
      '12:30',
      '1:02:03',
      '0:00',
      '0:00',
    ]);
  });
});
