import type { Contact } from '#contracts';
import type { ContactValues } from './check-contact';

type Mergeable = Pick<Contact, keyof ContactValues>;

const MOST = 10;
const union = (one: readonly string[], other: readonly string[]): string[] =>
  [...new Set([...one, ...other])].slice(0, MOST);

/**
 * What the golden contact becomes: its own values, gaps filled from the other one, numbers and mails put together. `take` names what
 * is taken from the other one although both have it (`lastName`, `fields.city`).
 */
export function planMerge(golden: Mergeable, merged: Mergeable, take: readonly string[]): ContactValues {
  const one = <Key extends 'firstName' | 'lastName' | 'company'>(key: Key): string =>
    (take.includes(key) && merged[key] !== '') || golden[key] === '' ? merged[key] : golden[key];
  const fields = { ...merged.fields, ...golden.fields };
  for (const key of Object.keys(merged.fields))
    if (take.includes(`fields.${key}`)) fields[key] = merged.fields[key] ?? null;
  return {
    firstName: one('firstName'),
    lastName: one('lastName'),
    company: one('company'),
    phones: union(golden.phones, merged.phones),
    emails: union(golden.emails, merged.emails),
    note: noteOf(golden.note, merged.note, take.includes('note')),
    fields,
  };
}

function noteOf(golden: string, merged: string, taken: boolean): string {
  if (taken && merged !== '') return merged;
  if (merged === '' || golden.includes(merged)) return golden;
  return golden === '' ? merged : `${golden}\n\n${merged}`.slice(0, 4000);
}

/**
 * What the golden contact becomes again: whatever the merge changed goes back, unless somebody has changed it since; numbers and mails
 * that came with the merge leave, those added later stay.
 */
export function planUndo(now: Mergeable, before: Mergeable, after: Mergeable): ContactValues {
  const back = <Key extends 'firstName' | 'lastName' | 'company' | 'note'>(key: Key): string =>
    now[key] === after[key] ? before[key] : now[key];
  const without = (key: 'phones' | 'emails'): string[] =>
    now[key].filter((value) => before[key].includes(value) || !after[key].includes(value));
  const fields = { ...now.fields };
  for (const key of Object.keys(after.fields)) {
    if (now.fields[key] !== after.fields[key] || before.fields[key] === after.fields[key]) continue;
    if (before.fields[key] === undefined) delete fields[key];
    else fields[key] = before.fields[key];
  }
  return {
    firstName: back('firstName'),
    lastName: back('lastName'),
    company: back('company'),
    note: back('note'),
    phones: without('phones'),
    emails: without('emails'),
    fields,
  };
}
