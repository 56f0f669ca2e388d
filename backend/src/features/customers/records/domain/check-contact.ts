import type { ContactField, FieldError, FieldValues, SaveContact } from '#contracts';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
import { validNip, validPesel } from './matching/profile';

/** What a contact keeps, checked: numbers in E.164, each once; fields in the form of their type. */
export type ContactValues = Omit<SaveContact, 'version'>;

export type CheckedContact =
  { readonly ok: true; readonly value: ContactValues } | { readonly ok: false; readonly errors: readonly FieldError[] };

export type ContactRules = readonly Pick<ContactField, 'key' | 'type' | 'required' | 'choices' | 'active'>[];

/** Checks a contact by the rules of its fields; every broken one is named. */
export function checkContact(given: ContactValues, rules: ContactRules): CheckedContact {
  const { phones, errors } = checkPhones(given.phones);
  const fields = checkFields(given.fields, rules);
  const wrong = [...errors, ...fields.errors];
  if (wrong.length > 0) return { ok: false, errors: wrong };
  return { ok: true, value: { ...given, phones, fields: fields.values } };
}

function checkPhones(given: readonly string[]): { phones: string[]; errors: FieldError[] } {
  const parsed = given.map((phone) => parsePhoneNumber(phone));
  const errors = parsed.flatMap((each, index): FieldError[] =>
    each.ok ? [] : [{ field: `phones.${index}`, rule: each.refusal.code, message: 'Not a phone number' }],
  );
  return { phones: [...new Set(parsed.flatMap((each) => (each.ok ? [each.value.e164] : [])))], errors };
}

/** Values by key, in the form of their type; an empty one is left out. Fields that are not used any more keep what they hold. */
export function checkFields(given: FieldValues, rules: ContactRules): { values: FieldValues; errors: FieldError[] } {
  const values: FieldValues = {};
  const errors: FieldError[] = [];
  const wrong = (key: string, rule: string) =>
    errors.push({ field: `fields.${key}`, rule, message: MESSAGES[rule] ?? rule });
  const known = new Map(rules.map((rule) => [rule.key, rule]));
  for (const [key, value] of Object.entries(given)) {
    const rule = known.get(key);
    if (!rule) wrong(key, 'unknown-field');
    else if (value !== null && value !== '') {
      const read = readValue(value, rule);
      if (read.ok) values[key] = read.value;
      else wrong(key, read.rule);
    }
  }
  for (const { key, required, active } of rules)
    if (required && active && values[key] === undefined && !errors.some(({ field }) => field === `fields.${key}`))
      wrong(key, 'required');
  return { values, errors };
}

const MESSAGES: Readonly<Record<string, string>> = {
  required: 'This field must be filled',
  'unknown-field': 'There is no such field',
};

type Read =
  { readonly ok: true; readonly value: string | number | boolean } | { readonly ok: false; readonly rule: string };

const ok = (value: string | number | boolean): Read => ({ ok: true, value });
const no = (rule: string): Read => ({ ok: false, rule });

function readValue(value: string | number | boolean, { type, choices }: ContactRules[number]): Read {
  const text = String(value).trim();
  switch (type) {
    case 'text':
      return text.length > 2000 ? no('maxLength') : ok(text);
    case 'number':
      return readNumber(text);
    case 'date':
      return readDate(text);
    case 'choice': {
      const chosen = choices.find((choice) => choice.toLowerCase() === text.toLowerCase());
      return chosen === undefined ? no('oneOf') : ok(chosen);
    }
    case 'phone': {
      const parsed = parsePhoneNumber(text);
      return parsed.ok ? ok(parsed.value.e164) : no(parsed.refusal.code);
    }
    case 'email':
      return EMAIL.test(text) && text.length <= 254 ? ok(text) : no('email');
    case 'boolean':
      return readBoolean(text.toLowerCase());
    case 'pesel':
      return orNo(validPesel(text), 'pesel');
    case 'nip':
      return orNo(validNip(text), 'nip');
  }
}

/** Good enough to send to: something, an @, a domain with a dot. */
export const EMAIL = /^[^\s@<>"(),;:]+@[^\s@.]+(\.[^\s@.]+)+$/;

const orNo = (value: string | null, rule: string): Read => (value === null ? no(rule) : ok(value));

function readNumber(text: string): Read {
  const value = Number(text.replace(/[\s\u00A0]/g, '').replace(',', '.'));
  return text !== '' && Number.isFinite(value) ? ok(value) : no('number');
}

/** `2026-12-01`, or as people write it: `1.12.2026`, `1/12/2026`. */
function readDate(text: string): Read {
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  const typed = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : [typed?.[3], typed?.[2], typed?.[1]];
  if (!year || !month || !day) return no('date');
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = Date.parse(`${written}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(written) ? ok(written) : no('date');
}

const YES = new Set(['true', 'tak', 'yes', 't', 'y', '1', 'x']);
const NO = new Set(['false', 'nie', 'no', 'n', '0']);

function readBoolean(text: string): Read {
  if (YES.has(text)) return ok(true);
  return NO.has(text) ? ok(false) : no('boolean');
}
