import { accepted, refused, type Outcome, type Refusal } from './outcome';

/** An amount of Polish złoty as a whole number of grosze. Never a fraction, never a float of złoty. */
export type Grosze = number;

/** What becomes of the part below one grosz. `half-up` rounds 0.5 away from zero, as invoices do; `half-even` has no bias over many. */
export type Rounding = 'half-up' | 'half-even' | 'down' | 'up';

/** A share or rate as a fraction of whole numbers: 23 % is `{ of: 23, in: 100 }`, 1/30 is `{ of: 1, in: 30 }`. */
export interface Ratio {
  readonly of: number;
  readonly in: number;
}

export type MoneyRefusal = Refusal<'money-empty' | 'money-not-a-number' | 'money-too-precise' | 'money-too-large'>;
export type MoneyLocale = 'pl' | 'en';

const noBreakSpace = '\u00A0';

/** Złoty and grosze together: `grosze(12, 50)` is 12.50 zł. */
export const grosze = (zloty: number, rest = 0): Grosze => checked(BigInt(zloty) * 100n + BigInt(rest));

export const addMoney = (...amounts: readonly Grosze[]): Grosze =>
  checked(amounts.reduce((sum, amount) => sum + BigInt(amount), 0n));

export const subtractMoney = (from: Grosze, amount: Grosze): Grosze => checked(BigInt(from) - BigInt(amount));

/** `amount × ratio`, rounded once. A count of things is the ratio `{ of: count, in: 1 }`. */
export function multiplyMoney(amount: Grosze, ratio: Ratio, rounding: Rounding): Grosze {
  if (ratio.in === 0) throw new RangeError('A ratio in zero parts');
  const sign = ratio.in < 0 ? -1n : 1n;
  return checked(divide(BigInt(amount) * BigInt(ratio.of) * sign, BigInt(ratio.in) * sign, rounding));
}

/** Splits without losing a grosz: the parts sum up to the amount, and the first ones are one grosz larger. */
export function splitMoney(amount: Grosze, parts: number): Grosze[] {
  if (!Number.isInteger(parts) || parts < 1) throw new RangeError(`Cannot split into ${parts} parts`);
  const share = Math.trunc(amount / parts);
  const rest = amount - share * parts;
  return Array.from({ length: parts }, (_, index) => share + (index < Math.abs(rest) ? Math.sign(rest) : 0));
}

/** `12345,60 zł` and `12 345,60` in Polish, `PLN 12,345.60` and `12345.6` in English. */
export function parseMoney(text: string, locale: MoneyLocale): Outcome<Grosze, MoneyRefusal> {
  const bare = text
    .replace(/zł|pln/gi, '')
    .replace(/[\s\u00A0\u202F]/g, '')
    .replace('\u2212', '-');
  if (bare === '') return refused({ code: 'money-empty' });
  const plain = locale === 'pl' ? bare.replace(',', '.') : withoutGroups(bare);
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(plain);
  if (!match) return refused({ code: 'money-not-a-number' });
  const [, sign, whole = '0', fraction = ''] = match;
  if (/[^0]/.test(fraction.slice(2))) return refused({ code: 'money-too-precise' });
  const amount = BigInt(whole) * 100n + BigInt(fraction.slice(0, 2).padEnd(2, '0'));
  if (amount > BigInt(Number.MAX_SAFE_INTEGER)) return refused({ code: 'money-too-large' });
  return accepted(sign === '-' ? -Number(amount) || 0 : Number(amount));
}

/** `12 345,60 zł` (grouped from five digits on, as Polish does) or `PLN 12,345.60`; spaces do not break. */
export function formatMoney(amount: Grosze, locale: MoneyLocale): string {
  const digits = String(Math.abs(checked(BigInt(amount)))).padStart(3, '0');
  const whole = digits.slice(0, -2);
  const fraction = digits.slice(-2);
  const sign = amount < 0 ? '-' : '';
  if (locale === 'en') return `${sign}PLN${noBreakSpace}${grouped(whole, ',')}.${fraction}`;
  return `${sign}${whole.length > 4 ? grouped(whole, noBreakSpace) : whole},${fraction}${noBreakSpace}zł`;
}

function divide(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const quotient = numerator / denominator;
  const rest = numerator - quotient * denominator;
  if (rest === 0n) return quotient;
  const outward = numerator < 0n ? -1n : 1n;
  if (rounding === 'down') return quotient;
  if (rounding === 'up') return quotient + outward;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  if (twice !== denominator) return twice > denominator ? quotient + outward : quotient;
  return rounding === 'half-up' || quotient % 2n !== 0n ? quotient + outward : quotient;
}

function checked(amount: bigint): Grosze {
  const value = Number(amount);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${amount} grosze cannot be counted exactly`);
  return value;
}

const grouped = (digits: string, separator: string): string => digits.replace(/\B(?=(?:\d{3})+$)/g, separator);

/** Commas in English are groups of three; any other comma (`1,5`) is a mistake and must not become 15. */
const withoutGroups = (text: string): string =>
  /^[+-]?\d{1,3}(?:,\d{3})+(?:\.|$)/.test(text) ? text.replaceAll(',', '') : text;
