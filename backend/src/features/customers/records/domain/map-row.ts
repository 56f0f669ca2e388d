import type { ContactField, FieldValues, ImportTarget, SaveRecord } from '#contracts';
import { checkContact, checkFields, EMAIL, type ContactValues } from './check-contact';
import { isFirstName } from './matching/first-names';
import { fold } from './matching/profile';

export interface RowError {
  readonly field: string;
  readonly rule: string;
  /** What stood in the cell. */
  readonly value: string;
}

export interface MappedRow {
  readonly contact: ContactValues;
  readonly record: Omit<SaveRecord, 'privateTo'>;
}

export interface MappingRules {
  readonly ofContacts: readonly ContactField[];
  readonly ofCampaign: readonly ContactField[];
}

type Mapped = { readonly ok: true; readonly value: MappedRow } | { readonly ok: false; readonly errors: RowError[] };

/** Cells of several numbers or mails, as people put them into one. */
const SEVERAL = /[,;|\n]+|\s\/\s/;
const LONGEST: Readonly<Record<string, number>> = {
  firstName: 80,
  lastName: 80,
  company: 120,
  note: 4000,
  externalKey: 120,
};

/** What a file's row says, checked by the rules of fields; every broken rule with the cell that breaks it. */
export function mapRow(cells: readonly string[], mapping: readonly ImportTarget[], rules: MappingRules): Mapped {
  const read = gather(cells, mapping);
  const contact = checkContact(read.contact, rules.ofContacts);
  const own = checkFields(read.own, rules.ofCampaign);
  const errors: RowError[] = [...read.errors];
  if (!contact.ok) errors.push(...contact.errors.map(({ field, rule }) => at(read, field, rule)));
  errors.push(...own.errors.map(({ field, rule }) => at(read, field.replace('fields.', 'campaign.'), rule)));
  if (errors.length === 0 && isEmpty(read.contact)) errors.push({ field: 'contact', rule: 'required', value: '' });
  if (errors.length > 0 || !contact.ok) return { ok: false, errors };
  return { ok: true, value: { contact: contact.value, record: { ...read.record, fields: own.values } } };
}

interface Gathered {
  readonly contact: ContactValues;
  readonly own: FieldValues;
  readonly record: MappedRow['record'];
  readonly errors: RowError[];
}

const isEmpty = ({ firstName, lastName, company, phones, emails }: ContactValues): boolean =>
  firstName === '' && lastName === '' && company === '' && phones.length === 0 && emails.length === 0;

function gather(cells: readonly string[], mapping: readonly ImportTarget[]): Gathered {
  const contact = {
    firstName: '',
    lastName: '',
    company: '',
    phones: [] as string[],
    emails: [] as string[],
    note: '',
    fields: {} as FieldValues,
  };
  const gathered = { contact, own: {} as FieldValues, record: emptyRecord(), errors: [] as RowError[] };
  for (const [index, target] of mapping.entries()) {
    const value = (cells[index] ?? '').trim();
    if (value !== '' && target !== 'ignore') put(gathered, target, value);
  }
  return gathered;
}

const emptyRecord = (): { -readonly [Key in keyof MappedRow['record']]: MappedRow['record'][Key] } => ({
  externalKey: null,
  priority: 0,
  notBefore: null,
  notAfter: null,
  fields: {},
});

type Writable = ReturnType<typeof gather> & {
  contact: {
    firstName: string;
    lastName: string;
    company: string;
    phones: string[];
    emails: string[];
    note: string;
    fields: FieldValues;
  };
  record: ReturnType<typeof emptyRecord>;
};

function put(into: Gathered, target: ImportTarget, value: string): void {
  const { contact, own, record, errors } = into as Writable;
  const wrong = (rule: string) => errors.push({ field: target, rule, value: value.slice(0, 200) });
  if (value.length > (LONGEST[target] ?? 2000)) return void wrong('maxLength');
  switch (target) {
    case 'firstName':
    case 'lastName':
    case 'company':
      contact[target] = value;
      return;
    case 'note':
      contact.note = contact.note === '' ? value : `${contact.note}\n${value}`;
      return;
    case 'fullName':
      Object.assign(contact, splitName(value));
      return;
    case 'phone':
      contact.phones.push(...parts(value));
      return;
    case 'email':
      for (const mail of parts(value))
        if (EMAIL.test(mail)) contact.emails.push(mail);
        else wrong('email');
      return;
    case 'externalKey':
      record.externalKey = value;
      return;
    case 'priority':
      if (/^-?\d{1,4}$/.test(value) && Math.abs(Number(value)) <= 1000) record.priority = Number(value);
      else wrong('number');
      return;
    case 'notBefore':
    case 'notAfter': {
      const day = checkFields({ day: value }, [
        { key: 'day', type: 'date', required: false, choices: [], active: true },
      ]);
      if (day.errors.length > 0) wrong('date');
      else record[target] = `${String(day.values['day'])}T${target === 'notBefore' ? '00:00:00' : '23:59:59'}.000Z`;
      return;
    }
    default: {
      const [scope, key = ''] = target.split('.');
      (scope === 'campaign' ? own : contact.fields)[key] = value;
    }
  }
}

const parts = (value: string): string[] =>
  value
    .split(SEVERAL)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** "Jan Kowalski" and "Kowalski Jan": the word that is a first name is the first name; of two, the first. */
export function splitName(name: string): { firstName: string; lastName: string } {
  const words = name.split(/\s+/).filter((word) => word !== '');
  if (words.length < 2) return { firstName: '', lastName: name };
  const isFirst = (word: string | undefined) => word !== undefined && isFirstName(fold(word));
  const turned = !isFirst(words[0]) && isFirst(words.at(-1));
  return turned
    ? { firstName: words.at(-1) ?? '', lastName: words.slice(0, -1).join(' ') }
    : { firstName: words.slice(0, -1).join(' '), lastName: words.at(-1) ?? '' };
}

/** The place that a rule of a contact was broken in, as the mapping calls it. */
function at({ contact, own }: Gathered, field: string, rule: string): RowError {
  const [scope, key = ''] = field.split('.');
  if (scope === 'phones') return { field: 'phone', rule, value: (contact.phones[Number(key)] ?? '').slice(0, 200) };
  const value = scope === 'campaign' ? own[key] : scope === 'fields' ? contact.fields[key] : '';
  return { field, rule, value: String(value ?? '').slice(0, 200) };
}
