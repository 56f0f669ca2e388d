import fc from 'fast-check';
import {
  addMoney,
  formatMoney,
  grosze,
  multiplyMoney,
  parseMoney,
  splitMoney,
  subtractMoney,
  type MoneyLocale,
  type Rounding,
} from './money';
import { accepted, refused } from './outcome';

const amounts = fc.integer({ min: -10_000_000_000, max: 10_000_000_000 });
const locales = fc.constantFrom<MoneyLocale>('pl', 'en');

describe('money', () => {
  it('reads what people write', () => {
    for (const text of ['1234,50 zł', '1 234,5', '1\u00A0234,50', '1234,500'])
      expect(parseMoney(text, 'pl')).toEqual(accepted(123_450));
    for (const text of ['PLN 1,234.50', '1234.5', '1,234.50'])
      expect(parseMoney(text, 'en')).toEqual(accepted(123_450));
    expect(parseMoney('−0,00', 'pl')).toEqual(accepted(0));
  });

  it('refuses what is not an amount', () => {
    expect(parseMoney(' zł', 'pl')).toEqual(refused({ code: 'money-empty' }));
    for (const text of ['1,5', '12,34', '1.2.3', 'abc', '--1'])
      expect(parseMoney(text, 'en')).toEqual(refused({ code: 'money-not-a-number' }));
    expect(parseMoney('0,001', 'pl')).toEqual(refused({ code: 'money-too-precise' }));
    expect(parseMoney('9'.repeat(20), 'pl')).toEqual(refused({ code: 'money-too-large' }));
  });

  it('writes both languages', () => {
    expect(formatMoney(123_450, 'pl')).toBe('1234,50\u00A0zł');
    expect(formatMoney(-1_234_567_89, 'pl')).toBe('-1\u00A0234\u00A0567,89\u00A0zł');
    expect(formatMoney(-1_234_567_89, 'en')).toBe('-PLN\u00A01,234,567.89');
    expect(formatMoney(5, 'pl')).toBe('0,05\u00A0zł');
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(amounts, locales, (amount, locale) => {
        expect(parseMoney(formatMoney(amount, locale), locale)).toEqual(accepted(amount));
      }),
    );
  });

  it('rounds once, by the rule asked for, the same on both sides of zero', () => {
    const round = (of: number, rule: Rounding) => multiplyMoney(1, { of, in: 10 }, rule);
    expect([24, 25, 26].map((of) => round(of, 'half-up'))).toEqual([2, 3, 3]);
    expect([25, 35].map((of) => round(of, 'half-even'))).toEqual([2, 4]);
    expect([round(29, 'down'), round(21, 'up'), round(20, 'up')]).toEqual([2, 3, 2]);
    expect(multiplyMoney(grosze(100), { of: 23, in: 100 }, 'half-up')).toBe(grosze(23));
    fc.assert(
      fc.property(
        amounts,
        fc.integer({ min: -999, max: 999 }),
        fc.integer({ min: 1, max: 999 }),
        (amount, of, parts) => {
          for (const rule of ['half-up', 'half-even', 'down', 'up'] as const) {
            const result = multiplyMoney(amount, { of, in: parts }, rule);
            expect(multiplyMoney(-amount, { of, in: parts }, rule) + result).toBe(0);
            expect(Math.abs(Number(BigInt(result) * BigInt(parts) - BigInt(amount) * BigInt(of)))).toBeLessThan(parts);
          }
        },
      ),
    );
  });

  it('splits without losing a grosz', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 50 }), (amount, parts) => {
        const split = splitMoney(amount, parts);
        expect(addMoney(...split)).toBe(amount);
        expect(Math.max(...split) - Math.min(...split)).toBeLessThanOrEqual(1);
      }),
    );
    expect(splitMoney(100, 3)).toEqual([34, 33, 33]);
  });

  it('takes no fractions and overflows loudly', () => {
    expect(() => addMoney(0.5)).toThrow(RangeError);
    expect(() => addMoney(Number.MAX_SAFE_INTEGER, 1)).toThrow(RangeError);
    expect(subtractMoney(100, 250)).toBe(-150);
  });
});
