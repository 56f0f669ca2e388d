import type { ConsentChannel, ConsentState, ContactField, FieldValues, ImportTarget, SaveRecord } from '#contracts';
import { checkContact, checkFields, EMAIL, type ContactValues } from './check-contact';
import { isFirstName } from './matching/first-names';
import { fold } from './matching/profile';
import { isRoutingTarget, readRouting, type RowRouting } from './routing-cells';

export interface RowError {
  readonly field: string;
  readonly rule: string;
  /** What stood in the cell. */
  readonly value: string;
}

export interface MappedRow {
  readonly contact: ContactValues;
  readonly record: Omit<SaveRecord, 'privateTo'>;
  readonly consents: RowConsents;
  readonly routing: RowRouting;
}

/** What a row says that its contact agreed to; without a day: now. */
export interface RowConsents {
  readonly said: readonly {
    readonly channel: ConsentChannel;
    readonly purpose: string;
    readonly state: ConsentState;
  }[];
  readonly happenedAt: string | null;
  readonly proof: string;
}

export interface MappingRules {
  /** Columns of consents that there are. */
  readonly consents: readonly ImportTarget[];
  /** Ids of skills by their folded names. */
  readonly skills: ReadonlyMap<string, string>;
  /** The day in UTC that the file is read on: nobody agreed after it. */
  readonly today: string;
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
  const read = gather(cells, mapping, rules.today);
  const contact = checkContact(read.contact, rules.ofContacts);
  const own = checkFields(read.own, rules.ofCampaign);
  const { routing, errors: unread } = readRouting(cells, mapping, rules.skills);
  const errors: RowError[] = [...read.errors, ...unread];
  if (!contact.ok) errors.push(...contact.errors.map(({ field, rule }) => at(read, field, rule)));
  errors.push(...own.errors.map(({ field, rule }) => at(read, field.replace('fields.', 'campaign.'), rule)));
  if (errors.length === 0 && isEmpty(read.contact)) errors.push({ field: 'contact', rule: 'required', value: '' });
  if (errors.length > 0 || !contact.ok) return { ok: false, errors };
  return {
    ok: true,
    value: {
      contact: contact.value,
      record: { ...read.record, fields: own.values },
      consents: read.consents,
      routing,
    },
  };
}

interface Gathered {
  readonly contact: ContactValues;
  readonly own: FieldValues;
  readonly record: MappedRow['record'];
  readonly consents: RowConsents;
  readonly errors: RowError[];
}

const isEmpty = ({ firstName, lastName, company, phones, emails }: ContactValues): boolean =>
  firstName === '' && lastName === '' && company === '' && phones.length === 0 && emails.length === 0;

function gather(cells: readonly string[], mapping: readonly ImportTarget[], today: string): Gathered {
  const contact = {
    firstName: '',
    lastName: '',
    company: '',
    phones: [] as string[],
    emails: [] as string[],
    note: '',
    fields: {} as FieldValues,
  };
  const consents = { said: [] as RowConsents['said'][number][], happenedAt: null as string | null, proof: '' };
  const gathered = { contact, own: {} as FieldValues, record: emptyRecord(), consents, errors: [] as RowError[] };
  for (const [index, target] of mapping.entries()) {
    const value = (cells[index] ?? '').trim();
    if (value !== '' && target !== 'ignore' && !isRoutingTarget(target)) put(gathered, target, value, today);
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
  consents: { said: RowConsents['said'][number][]; happenedAt: string | null; proof: string };
};

function put(into: Gathered, target: ImportTarget, value: string, today: string): void {
  const { contact, own, record, consents, errors } = into as Writable;
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
      const day = dayOf(value);
      if (day === null) wrong('date');
      else record[target] = `${day}T${target === 'notBefore' ? '00:00:00' : '23:59:59'}.000Z`;
      return;
    }
    case 'consentAt':
    case 'consentProof':
      putConsent(consents, target, value, { today, wrong });
      return;
    default: {
      const [scope, key = ''] = target.split('.');
      if (scope === 'consent') putConsent(consents, target, value, { today, wrong });
      else (scope === 'campaign' ? own : contact.fields)[key] = value;
    }
  }
}

function putConsent(
  consents: Writable['consents'],
  target: ImportTarget,
  value: string,
  { today, wrong }: { readonly today: string; readonly wrong: (rule: string) => unknown },
): void {
  if (target === 'consentProof') {
    consents.proof = value;
    return;
  }
  if (target === 'consentAt') {
    const day = dayOf(value);
    if (day === null || day > today) wrong(day === null ? 'date' : 'not-in-future');
    else consents.happenedAt = `${day}T00:00:00.000Z`;
    return;
  }
  const [, channel, purpose = ''] = target.split('.');
  const state = YES.has(fold(value)) ? 'given' : NO.has(fold(value)) ? 'withdrawn' : null;
  if (state === null) wrong('yes-or-no');
  else consents.said.push({ channel: channel as ConsentChannel, purpose, state });
}

/** How files say it. */
const YES = new Set(['tak', 't', 'yes', 'y', 'true', 'prawda', '1', 'x', 'zgoda', 'given']);
const NO = new Set(['nie', 'n', 'no', 'false', 'falsz', '0', 'sprzeciw', 'wycofana', 'withdrawn']);

/** The day that a cell names, as 2026-12-01; null: none. */
function dayOf(value: string): string | null {
  const { errors, values } = checkFields({ day: value }, [
    { key: 'day', type: 'date', required: false, choices: [], active: true },
  ]);
  return errors.length > 0 ? null : String(values['day']);
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
