import fc from 'fast-check';
import { keyOf, keysOf, mostSpecific, patternFromText, patternText, readPattern } from './pattern';

const read = (text: string) => {
  const outcome = readPattern(patternFromText(text));
  return outcome.ok ? patternText(outcome.value) : outcome.refusal.rule;
};

describe('patterns of the blacklist', () => {
  it.each([
    ['500 100 100', '+48500100100'],
    ['+48 22 100 01 00', '+48221000100'],
    ['+4850*', '+4850*'],
    ['0048 50*', '+4850*'],
    ['50*', '+4850*'],
    ['+49*', '+49*'],
    ['MOBILE', 'mobile'],
    ['12', 'phone-number'],
    ['*', 'phone-prefix'],
    ['+0*', 'phone-prefix'],
    ['komórki', 'phone-number'],
    ['satellite', 'number-class'],
  ])('reads %s as %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('finds a number by itself, its beginnings and its classes', () => {
    const keys = keysOf('+48500100100');
    expect(keys).toHaveLength(1 + 11 + 1);
    expect(keys).toEqual(expect.arrayContaining(['n:+48500100100', 'p:+4', 'p:+4850', 'c:mobile']));
    expect(keysOf('+493012345678')).toContain('c:abroad');
    expect(keysOf('+48500100100')).not.toContain('c:abroad');
    expect(keysOf(null)).toEqual(['c:withheld']);
  });

  it('finds every number under each of its beginnings, and under no other of that length', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 500_000_000, max: 799_999_999 }),
        fc.integer({ min: 1, max: 9 }),
        fc.stringMatching(/^[1-9]\d{0,8}$/),
        (digits, length, other) => {
          const number = `+48${digits}`;
          const keys = keysOf(number);
          expect(keys).toContain(keyOf({ kind: 'prefix', value: number.slice(0, 3 + length) }));
          expect(keys.includes(keyOf({ kind: 'prefix', value: `+48${other}` }))).toBe(number.startsWith(`+48${other}`));
        },
      ),
    );
  });

  it('names the most specific entry', () => {
    const entries = [
      { kind: 'class', value: 'mobile' },
      { kind: 'prefix', value: '+48' },
      { kind: 'prefix', value: '+4850' },
    ] as const;
    expect(mostSpecific(entries)?.value).toBe('+4850');
    expect(mostSpecific([...entries, { kind: 'number', value: '+48500100100' }])?.kind).toBe('number');
    expect(mostSpecific([])).toBeNull();
  });
});
