import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

const HOME_COUNTRY = 'PL';
const MINUTE = 60;
const HOUR = 3600;

const two = (value: number): string => String(value).padStart(2, '0');

/** Seconds as a clock: `0:07`, `12:40`, `1:02:03`. Never negative: clocks of two machines differ. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / HOUR), Math.floor((whole % HOUR) / MINUTE), whole % MINUTE];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

export const secondsSince = (instant: string | null, now: number): number =>
  instant ? Math.max(0, (now - Date.parse(instant)) / 1000) : 0;

/** A Polish number the way Poles write it (`601 234 567`), any other with its country code; what is no number stays as it is. */
export function phoneText(number: string | null): string {
  if (!number) return '';
  const parsed = parsePhoneNumberFromString(number, HOME_COUNTRY);
  if (!parsed?.isPossible()) return number;
  return parsed.country === HOME_COUNTRY ? parsed.formatNational() : parsed.formatInternational();
}

/** What a person typed or pasted, as the digits that are dialled: keeps a leading plus. */
export const dialable = (typed: string): string => typed.replace(/(?!^\+)[^\d*#]/g, '');

export const fullName = (person: { firstName: string; lastName: string } | null): string =>
  person ? `${person.firstName} ${person.lastName}`.trim() : '';

export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => word[0]?.toUpperCase() ?? '')
    .join('');

const BYTE_STEP = 1024;
const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

export function bytesText(bytes: number, locale: string): string {
  const step = bytes > 0 ? Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(BYTE_STEP))) : 0;
  const value = bytes / BYTE_STEP ** step;
  return `${value.toLocaleString(locale, { maximumFractionDigits: value < 10 ? 1 : 0 })} ${BYTE_UNITS[step]}`;
}

const GROSZE_IN_ZLOTY = 100;
export const moneyText = (grosze: number, locale: string): string =>
  (grosze / GROSZE_IN_ZLOTY).toLocaleString(locale, { style: 'currency', currency: 'PLN' });

/** The day of Warsaw that it is at this instant: `2026-12-01`. */
export const dayOf = (at: number): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'Europe/Warsaw' }).format(at);
