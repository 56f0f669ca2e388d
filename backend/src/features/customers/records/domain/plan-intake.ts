import type { FieldValues, MatchReason } from '#contracts';
import type { ContactValues } from './check-contact';
import type { Match } from './matching/judge-match';
import type { Profile } from './matching/profile';
import { planMerge } from './plan-merge';
import type { Recognition } from './recognise';

/**
 * What becomes of a row whose contact is known already. `fill`: gaps are filled, numbers and mails added; `overwrite`: what the row
 * gives replaces what is there; `keep`: the contact stays as it is; `skip`: the row is left out.
 */
export type OnKnown = 'fill' | 'overwrite' | 'keep' | 'skip';

/** A contact that is there, or that an earlier row of the same batch made. */
export interface KnownContact {
  readonly id: string;
  readonly values: ContactValues;
  readonly version: number;
}

/** One that is there, with the keys that it shares with the incoming ones. */
export interface FoundContact extends KnownContact {
  readonly keys: readonly number[];
}

export interface IncomingContact {
  /** Given beforehand, used when the contact turns out to be new. */
  readonly id: string;
  readonly values: ContactValues;
}

export interface IntakePair {
  readonly oneId: string;
  readonly otherId: string;
  readonly score: number;
  readonly reasons: readonly MatchReason[];
}

export interface TakenRow {
  readonly contactId: string;
  readonly outcome: 'new' | 'joined' | 'review' | 'skipped';
  readonly reasons: readonly MatchReason[];
}

/** What a batch comes to: contacts to insert, known ones to change (with what they were), pairs to review, and each row's fate. */
export interface IntakePlan {
  readonly created: readonly KnownContact[];
  readonly changed: readonly { readonly before: KnownContact; readonly values: ContactValues }[];
  /** Known ones that rows are about, changed or not. */
  readonly met: readonly KnownContact[];
  readonly pairs: readonly IntakePair[];
  readonly rows: readonly TakenRow[];
}

/** Decides row by row which contact is meant; a row sees what the rows before it made, so that one client comes in once. */
export class IntakePlanner {
  private readonly byKey = new Map<number, Entry[]>();
  private readonly known = new Map<string, Entry>();
  private readonly pairs: IntakePair[] = [];
  private readonly rows: TakenRow[] = [];

  constructor(
    private readonly recognition: Recognition,
    private readonly onKnown: OnKnown,
    known: readonly FoundContact[],
  ) {
    for (const { keys, ...contact } of known)
      this.keep(new Entry(contact, true, recognition.profile(contact.values)), keys);
  }

  take(incoming: IncomingContact): void {
    const profile = this.recognition.profile(incoming.values);
    const matches = this.matchesOf(incoming, profile);
    const best = matches.find(({ match }) => match.verdict === 'exact');
    if (best) {
      this.join(best.entry, incoming, best.match);
      return;
    }
    const keys = this.recognition.keys(incoming.values);
    this.keep(new Entry({ id: incoming.id, values: incoming.values, version: 1 }, false, profile), keys);
    const strongest = matches[0]?.match;
    for (const { entry, match } of matches) {
      entry.met = true;
      this.pairs.push({ oneId: incoming.id, otherId: entry.contact.id, score: match.score, reasons: match.reasons });
    }
    const outcome = strongest ? 'review' : 'new';
    this.rows.push({ contactId: incoming.id, outcome, reasons: strongest?.reasons ?? [] });
  }

  plan(): IntakePlan {
    const entries = [...this.known.values()];
    return {
      created: entries.filter(({ stored }) => !stored).map(({ contact, values }) => ({ ...contact, values })),
      changed: entries
        .filter(({ stored, contact, values }) => stored && values !== contact.values)
        .map(({ contact, values }) => ({ before: contact, values })),
      met: entries.filter(({ stored, met }) => stored && met).map(({ contact }) => contact),
      pairs: this.pairs,
      rows: this.rows,
    };
  }

  /** Whom the row may mean, the likeliest first; of equals the one that was there first. */
  private matchesOf({ values }: IncomingContact, profile: Profile): { entry: Entry; match: Match }[] {
    const seen = new Set<Entry>();
    const matches: { entry: Entry; match: Match }[] = [];
    for (const key of this.recognition.keys(values))
      for (const entry of this.byKey.get(key) ?? []) {
        if (seen.has(entry)) continue;
        seen.add(entry);
        const match = this.recognition.judge(profile, entry.profile);
        if (match.verdict !== 'different') matches.push({ entry, match });
      }
    return matches.length > 1 ? matches.sort((one, other) => other.match.score - one.match.score) : matches;
  }

  private join(entry: Entry, incoming: IncomingContact, { reasons }: Match): void {
    const outcome = this.onKnown === 'skip' ? 'skipped' : 'joined';
    this.rows.push({ contactId: entry.contact.id, outcome, reasons });
    entry.met = true;
    const values = joined(entry.values, incoming.values, this.onKnown);
    if (values === entry.values) return;
    entry.values = values;
    entry.profile = this.recognition.profile(values);
    this.index(entry, this.recognition.keys(values));
  }

  private keep(entry: Entry, keys: readonly number[]): void {
    this.known.set(entry.contact.id, entry);
    this.index(entry, keys);
  }

  private index(entry: Entry, keys: readonly number[]): void {
    for (const key of keys) {
      const there = this.byKey.get(key);
      if (!there) this.byKey.set(key, [entry]);
      else if (!there.includes(entry)) there.push(entry);
    }
  }
}

class Entry {
  values: ContactValues;
  met = false;
  constructor(
    readonly contact: KnownContact,
    readonly stored: boolean,
    public profile: Profile,
  ) {
    this.values = contact.values;
  }
}

/** The very same object when nothing changes. */
function joined(there: ContactValues, given: ContactValues, how: OnKnown): ContactValues {
  if (how === 'keep' || how === 'skip') return there;
  const take = how === 'fill' ? [] : ['firstName', 'lastName', 'company', 'note', ...fieldNames(given.fields)];
  const next = planMerge(there, given, take);
  return same(there, next) ? there : next;
}

const fieldNames = (fields: FieldValues): string[] => Object.keys(fields).map((key) => `fields.${key}`);

function same(one: ContactValues, other: ContactValues): boolean {
  if (one.phones.length !== other.phones.length || one.emails.length !== other.emails.length) return false;
  if (one.firstName !== other.firstName || one.lastName !== other.lastName) return false;
  if (one.company !== other.company || one.note !== other.note) return false;
  const keys = Object.keys(other.fields);
  return keys.length === Object.keys(one.fields).length && keys.every((key) => one.fields[key] === other.fields[key]);
}
