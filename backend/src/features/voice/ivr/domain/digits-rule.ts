import type { DigitsRule } from '#contracts';

const PESEL = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];
const NIP = [6, 5, 7, 2, 3, 4, 5, 6, 7];

/** Whether an entry of the right length is taken. */
export function fits(rule: DigitsRule, digits: string): boolean {
  switch (rule.kind) {
    case 'any':
      return true;
    case 'mask':
      return (
        digits.length === rule.mask.length &&
        [...digits].every((digit, at) => (rule.mask[at] === 'N' ? /\d/.test(digit) : rule.mask[at] === digit))
      );
    case 'range':
      return /^\d+$/.test(digits) && BigInt(digits) >= BigInt(rule.from) && BigInt(digits) <= BigInt(rule.to);
    case 'one-of':
      return rule.values.includes(digits);
    case 'checksum':
      return /^\d+$/.test(digits) && checks(rule.of, [...digits].map(Number));
  }
}

function checks(of: 'pesel' | 'nip' | 'luhn', digits: readonly number[]): boolean {
  if (of === 'luhn') return digits.length > 1 && luhn(digits);
  const weights = of === 'pesel' ? PESEL : NIP;
  if (digits.length !== weights.length + 1) return false;
  const sum = weights.reduce((total, weight, at) => total + weight * (digits[at] ?? 0), 0);
  const check = of === 'pesel' ? (10 - (sum % 10)) % 10 : sum % 11;
  return check === digits.at(-1);
}

function luhn(digits: readonly number[]): boolean {
  const sum = digits.reduceRight((total, digit, at) => {
    const second = (digits.length - at) % 2 === 0;
    const counted = second ? digit * 2 : digit;
    return total + (counted > 9 ? counted - 9 : counted);
  }, 0);
  return sum % 10 === 0;
}
