/** What a contact is recognised by, as stored: numbers in E.164, mails as typed. */
export interface Matchable {
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  /** PESEL and NIP, where an administrator's field holds one; empty or not valid counts as none. */
  readonly pesel?: string | undefined;
  readonly nip?: string | undefined;
}

/** The same, ready to be compared. */
export interface Profile {
  /** Folded words of the first and the last name; a double-barrelled name is several. */
  readonly first: readonly string[];
  readonly last: readonly string[];
  readonly company: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly pesel: string | null;
  readonly nip: string | null;
}

const MARKS = /[\u0300-\u036f]/g;
const TITLES = new Set(['pan', 'pani', 'dr', 'mgr', 'inz', 'prof', 'hab', 'lek', 'med', 'mec', 'adw', 'ks']);
const LEGAL_FORMS = /\b(sp z o o|spzoo|sp zoo|s a|sp j|sp k|s c|phu|ppuh|fhu|firma|przedsiebiorstwo)\b/g;

/** Lower case without Polish (or any other) marks. */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(MARKS, '').toLowerCase().replaceAll('ł', 'l').replaceAll('ß', 'ss');

const words = (text: string): string[] =>
  fold(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !TITLES.has(word));

const foldCompany = (text: string): string =>
  words(text).join(' ').replace(LEGAL_FORMS, ' ').replace(/\s+/g, ' ').trim();

/** `Jan.Kowalski+spam@GMail.com` and `jankowalski@gmail.com` are one mailbox at Google; elsewhere only the tag is dropped. */
export function foldEmail(email: string): string {
  const [local = '', domain = ''] = fold(email.trim()).split('@');
  const plain = local.replace(/\+.*$/, '');
  return domain === 'gmail.com' ? `${plain.replaceAll('.', '')}@${domain}` : `${plain}@${domain}`;
}

export function profileOf(contact: Matchable): Profile {
  return {
    first: words(contact.firstName),
    last: words(contact.lastName),
    company: foldCompany(contact.company),
    phones: contact.phones,
    emails: contact.emails.map(foldEmail),
    pesel: validPesel(contact.pesel ?? ''),
    nip: validNip(contact.nip ?? ''),
  };
}

const checked = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);

/** Eleven digits whose last one checks the others and whose first six are a day; null when it is no PESEL. */
export function validPesel(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '');
  if (!/^\d{11}$/.test(digits) || /^(\d)\1+$/.test(digits)) return null;
  const [year, month, day] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2))) as [number, number, number];
  const monthOfYear = month % 20;
  const century = [1900, 2000, 2100, 2200, 1800][Math.floor(month / 20)] ?? 0;
  if (monthOfYear < 1 || monthOfYear > 12 || day < 1) return null;
  if (day > daysIn(century + year, monthOfYear)) return null;
  const control = (10 - (checked(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10;
  return control === Number(digits[10]) ? digits : null;
}

const daysIn = (year: number, month: number): number => {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
};

/** Ten digits, with or without `PL`, the last one checking the others; null when it is no NIP. */
export function validNip(text: string): string | null {
  const digits = text.replace(/^\s*PL/i, '').replace(/[\s-]/g, '');
  if (!/^\d{10}$/.test(digits) || /^0+$/.test(digits)) return null;
  return checked(digits, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === Number(digits[9]) ? digits : null;
}
