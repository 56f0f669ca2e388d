import { minuteOf, minuteText } from './minute-of-day';

describe('a minute of the day', () => {
  it('is read and written as a clock; midnight ends a day and begins one', () => {
    expect([0, 510, 1439, 1440].map(minuteText)).toEqual(['00:00', '08:30', '23:59', '00:00']);
    expect([minuteOf('08:30', 'from'), minuteOf('00:00', 'from'), minuteOf('00:00', 'to')]).toEqual([510, 0, 1440]);
  });
});
