import {
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
  type CountryCode,
  type NumberType,
} from 'libphonenumber-js/max';
import { accepted, refused, type Outcome, type Refusal } from './outcome';

/** A number of the public network in E.164: `+48221234567`. */
export type E164 = string;

export type PhoneNumberClass = 'mobile' | 'fixed' | 'premium' | 'shared-cost' | 'toll-free' | 'voip' | 'other';

export interface PhoneNumber {
  readonly e164: E164;
  /** ISO 3166 country, null for numbers of no country (+800). */
  readonly country: string | null;
  readonly class: PhoneNumberClass;
}

export type PhoneNumberRefusal = Refusal<
  | 'phone-number-empty'
  | 'phone-number-not-a-number'
  | 'phone-number-too-short'
  | 'phone-number-too-long'
  | 'phone-number-unknown-country'
  /** The length is right, but the numbering plan has no such number. */
  | 'phone-number-not-assigned'
>;

const classes: Readonly<Partial<Record<NonNullable<NumberType>, PhoneNumberClass>>> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'fixed',
  FIXED_LINE_OR_MOBILE: 'fixed',
  PREMIUM_RATE: 'premium',
  SHARED_COST: 'shared-cost',
  TOLL_FREE: 'toll-free',
  VOIP: 'voip',
};

/** What people type: digits, brackets (also around +48), dashes, dots, slashes and spaces, a plus or 00 for abroad. */
const typed = /^\(?\+?[\d\s().\-/\u00A0]+$/;

/** Reads a number as typed or as a trunk delivers it. Without a country code it is one of `country`, by default Polish. */
export function parsePhoneNumber(text: string, country: CountryCode = 'PL'): Outcome<PhoneNumber, PhoneNumberRefusal> {
  const trimmed = text.trim();
  if (trimmed === '') return refused({ code: 'phone-number-empty' });
  if (!typed.test(trimmed) || !/\d/.test(trimmed)) return refused({ code: 'phone-number-not-a-number' });
  const candidate = trimmed.replace(/^\(\s*(\+|00)\s*(\d{1,3})\s*\)/, '$1$2').replace(/^00(?=[1-9])/, '+');
  const number = parsePhoneNumberFromString(candidate, { defaultCountry: country, extract: false });
  // Why a number is wrong, and of which class it is, costs as much again as reading it; imports ask neither of a right one.
  if (!number?.isValid()) return refused({ code: lengthRefusal(candidate, country) ?? 'phone-number-not-assigned' });
  return accepted({
    e164: number.number,
    country: number.country ?? null,
    get class(): PhoneNumberClass {
      const type = number.getType();
      return (type && classes[type]) ?? 'other';
    },
  });
}

/** `22 123 45 67` for numbers of `home`, with the country code for all others; what is no number stays as it is. */
export function formatPhoneNumber(e164: E164, home: CountryCode = 'PL'): string {
  const number = parsePhoneNumberFromString(e164);
  if (!number) return e164;
  return number.country === home ? number.formatNational() : number.formatInternational();
}

/** `+48 22 123 45 67`. */
export function formatInternational(e164: E164): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}

function lengthRefusal(candidate: string, country: CountryCode): PhoneNumberRefusal['code'] | undefined {
  switch (validatePhoneNumberLength(candidate, country)) {
    case 'INVALID_COUNTRY':
      return 'phone-number-unknown-country';
    case 'NOT_A_NUMBER':
      return 'phone-number-not-a-number';
    case 'TOO_SHORT':
      return 'phone-number-too-short';
    case 'TOO_LONG':
      return 'phone-number-too-long';
    case 'INVALID_LENGTH':
      return 'phone-number-not-assigned';
    case undefined:
      return undefined;
  }
}
