import { Inject, Injectable } from '@nestjs/common';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { ContactRulesSource, type Rules } from '../data/contact-rules';
import { DuplicateStore, type Candidate } from '../data/duplicate.store';
import { IntakeStore, type StoredContact, type Turn } from '../data/intake.store';
import type { ContactValues } from '../domain/check-contact';
import type { Recognition } from '../domain/recognise';
import {
  IntakePlanner,
  type FoundContact,
  type IncomingContact,
  type IntakePlan,
  type KnownContact,
  type OnKnown,
  type TakenRow,
} from '../domain/plan-intake';

/** A row that was taken, or the key of a unique field whose value somebody else has. */
export type IntakeResult = TakenRow | { readonly outcome: 'taken'; readonly key: string };

/** What rows bring, for those that are prepared while it is still being written. */
interface Brought {
  /** In which they are written; null: not known yet, or not what is written. */
  turn: Turn | null;
  readonly contacts: readonly KnownContact[];
  readonly unique: ReadonlyMap<string, string>;
}

interface Planned {
  readonly rules: Rules;
  readonly plan: IntakePlan;
  readonly results: readonly (IntakeResult | null)[];
  /** The last turn that surely was over when contacts were read. */
  readonly seen: string;
  /** Of the rows before, which were being written then. */
  readonly before: Brought | null;
  readonly brought: Brought;
}

/** Rows that are planned already, by what was there before it was their turn. */
export interface PreparedIntake {
  readonly incoming: readonly IncomingContact[];
  readonly onKnown: OnKnown;
  planned: Planned;
}

/**
 * The one way by which contacts come in from outside (imports, forms, the API): who is known for certain is joined, who is probably
 * known becomes a contact and a pair to review, everybody else is new. Values must have been checked (`checkContact`).
 */
@Injectable()
export class ContactIntake {
  constructor(
    private readonly journal: Journal,
    private readonly rules: ContactRulesSource,
    private readonly store: IntakeStore,
    private readonly duplicates: DuplicateStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /**
   * Plans rows without holding anybody up. `before`: the rows that are being taken meanwhile; when somebody else comes between, `take`
   * plans again.
   */
  async prepare(
    reader: Transaction,
    rows: readonly ContactValues[],
    onKnown: OnKnown,
    before: PreparedIntake | null = null,
  ): Promise<PreparedIntake> {
    const incoming = rows.map((values) => ({ id: this.ids.next(), values }));
    const seen = await this.store.lastTurn(reader);
    return { incoming, onKnown, planned: await this.plan(reader, { incoming, onKnown }, seen, before) };
  }

  /** In the order given; rows see the rows before them. Their source exists. */
  async take(
    tx: Transaction,
    prepared: PreparedIntake,
    sourceId: string,
    meta: EventMeta,
  ): Promise<{ results: IntakeResult[]; added: number; changed: number; review: number }> {
    const planned = await this.settle(tx, prepared);
    await this.write(tx, planned, sourceId, meta);
    const { plan, results } = planned;
    const { created, changed, pairs } = plan;
    const taken = plan.rows[Symbol.iterator]();
    return {
      results: results.map((result) => result ?? (taken.next().value as TakenRow)),
      added: created.length,
      changed: changed.length,
      review: new Set(pairs.map(({ oneId }) => oneId)).size,
    };
  }

  /** Planned again when somebody came between, or somebody who is met was changed: what is written must rest on what is there. */
  private async settle(tx: Transaction, prepared: PreparedIntake): Promise<Planned> {
    const turn = await this.store.nextTurn(tx);
    prepared.planned.brought.turn = null;
    let holds = stands(prepared.planned, turn.last);
    while (!holds || !(await this.store.hold(tx, prepared.planned.plan.met))) {
      prepared.planned = await this.plan(tx, prepared, turn.last, null);
      holds = true;
    }
    prepared.planned.brought.turn = turn;
    return prepared.planned;
  }

  private async plan(
    reader: Transaction,
    { incoming, onKnown }: Omit<PreparedIntake, 'planned'>,
    seen: string,
    last: PreparedIntake | null,
  ): Promise<Planned> {
    const rules = await this.rules.read(reader);
    const { recognition } = rules;
    const keys = new Set(incoming.flatMap(({ values }) => recognition.keys(values)));
    const found = await this.known(reader, keys);
    const holders = await this.holders(reader, incoming, rules);
    const before = last?.planned.brought.turn ? last.planned.brought : null;
    const planner = new IntakePlanner(recognition, onKnown, newest(found, before, recognition, keys));
    const unique = new UniqueValues(rules, new Map([...holders, ...(before?.unique ?? [])]));
    const results = incoming.map((row): IntakeResult | null => {
      const key = unique.claim(row.id, row.values);
      if (key !== null) return { outcome: 'taken', key };
      planner.take(row);
      return null;
    });
    const plan = planner.plan();
    return {
      rules,
      plan,
      results,
      seen,
      before,
      brought: { turn: null, contacts: writtenBy(plan), unique: unique.claimed },
    };
  }

  /** Near keys lie near each other in the index. */
  private async known(reader: Transaction, keys: ReadonlySet<number>): Promise<FoundContact[]> {
    const found = await this.duplicates.candidates(reader, [...Float64Array.from(keys).sort()]);
    return found.map(toKnown);
  }

  private holders(reader: Transaction, rows: readonly IncomingContact[], rules: Rules): Promise<Map<string, string>> {
    return this.store.holders(
      reader,
      rows.flatMap(({ values }) => rules.unique(values.fields).map(({ fieldId, value }) => ({ fieldId, value }))),
    );
  }

  private async write(
    tx: Transaction,
    { plan: { created, changed, pairs }, rules, brought }: Planned,
    sourceId: string,
    meta: EventMeta,
  ): Promise<void> {
    const stored = (id: string, values: ContactValues): StoredContact => ({ id, values, ...rules.traits(values) });
    await this.store.insert(
      tx,
      created.map(({ id, values }) => stored(id, values)),
      sourceId,
      meta.at,
    );
    await this.store.remember(
      tx,
      sourceId,
      changed.map(({ before }) => before),
    );
    await this.store.update(
      tx,
      changed.map(({ before, values }) => stored(before.id, values)),
      meta.at,
    );
    await this.store.keepUnique(
      tx,
      brought.contacts.flatMap(({ id, values }) =>
        rules.unique(values.fields).map((each) => ({ ...each, contactId: id })),
      ),
    );
    await this.duplicates.note(tx, pairs, meta.at);
    if (brought.contacts.length === 0) return;
    const data = { sourceId, added: created.length, changedIds: changed.map(({ before }) => before.id) };
    await this.journal.append(tx, `contact-source-${sourceId}`, [{ type: 'ContactsTaken', data }], meta);
  }
}

/** Whether nobody but the rows before came in since a plan was made. */
const stands = ({ seen, before }: Planned, last: string): boolean =>
  before === null ? seen === last : before.turn?.own === last && [last, before.turn.last].includes(seen);

/** Contacts as a plan leaves them. */
const writtenBy = ({ created, changed }: IntakePlan): KnownContact[] => [
  ...created,
  ...changed.map(({ before: { id, version }, values }) => ({ id, values, version: version + 1 })),
];

/** Those found, and those of the rows before with one of the keys, as these rows leave them. */
function newest(
  found: readonly FoundContact[],
  before: Brought | null,
  recognition: Recognition,
  wanted: ReadonlySet<number>,
): readonly FoundContact[] {
  if (before === null) return found;
  const brought = new Map(before.contacts.map((contact) => [contact.id, contact]));
  const others = found.filter(({ id }) => !brought.has(id));
  const shared = before.contacts.flatMap((contact) => {
    const keys = recognition.keys(contact.values);
    return keys.some((key) => wanted.has(key)) ? [{ ...contact, keys }] : [];
  });
  return [...others, ...shared];
}

const toKnown = ({
  id,
  version,
  firstName,
  lastName,
  company,
  phones,
  emails,
  note,
  fields,
  matchKeys,
}: Candidate): FoundContact => ({
  id,
  version,
  keys: matchKeys,
  values: { firstName, lastName, company, phones: [...phones], emails: [...emails], note, fields },
});

/** Values that one contact only may have; a row may bring the value of the contact that it is joined to. */
class UniqueValues {
  readonly claimed = new Map<string, string>();

  constructor(
    private readonly rules: Rules,
    private readonly holders: ReadonlyMap<string, string>,
  ) {}

  /** The key of a value that somebody else has, else null; the values are the row's from then on. */
  claim(id: string, values: ContactValues): string | null {
    const mine = this.rules.unique(values.fields).map((each) => ({ ...each, name: `${each.fieldId} ${each.value}` }));
    const taken = mine.find(
      ({ name, key }) => (this.holders.has(name) || this.claimed.has(name)) && !this.identifies(key),
    );
    if (taken) return taken.key;
    for (const { name } of mine) this.claimed.set(name, id);
    return null;
  }

  /** A known PESEL or NIP says who is meant; it is no mistake of the row. */
  private identifies(key: string): boolean {
    const type = this.rules.fields.find((field) => field.key === key)?.type;
    return type === 'pesel' || type === 'nip';
  }
}
