import { isFileKey, pathOf } from './file-key';
import { levelFor } from './disk-level';

describe('disk level', () => {
  it.each([
    [79, 0, 0],
    [80, 0, 80],
    [94, 80, 90],
    [95, 90, 95],
    [101, 95, 100],
    [94, 95, 95],
    [92, 95, 90],
    [10, 100, 0],
  ])('%i %% after %i is %i', (percent, reported, level) => {
    expect(levelFor(percent, 100, reported)).toBe(level);
  });

  it('is full without a quota', () => {
    expect(levelFor(0, 0, 0)).toBe(100);
  });
});

describe('file keys', () => {
  it.each(['recordings/2026/11/0192-a.wav', 'exports/report_1.csv'])('takes %s', (key) => {
    expect(isFileKey(key)).toBe(true);
  });

  it.each([
    '',
    'a',
    '/etc/passwd',
    '../a/b',
    'a/../b',
    'a/..',
    'a//b',
    'a/.hidden',
    'a/b\u0000',
    'a/b c',
    '.incoming/x',
    `a/${'b'.repeat(200)}`,
  ])('refuses %j', (key) => {
    expect(isFileKey(key)).toBe(false);
    expect(() => pathOf('/root', key)).toThrow(RangeError);
  });
});
