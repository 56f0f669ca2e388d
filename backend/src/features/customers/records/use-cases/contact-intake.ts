import { Inject, Injectable } from '@nestjs/common';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { ContactRulesSource, type Rules } from '../data/contact-rules';
import { DuplicateStore, type Candidate } from '../data/duplicate.store';
import { IntakeStore, type StoredContact } from '../data/intake.store';
import type { ContactValues } from '../domain/check-contact';
import {
  IntakePlanner,
  type FoundContact,
  type IncomingContact,
  type IntakePlan,
  type OnKnown,
  type TakenRow,
} from '../domain/plan-intake';

export interface IntakeOf {
  /** The source that brings them; it exists. */
  readonly sourceId: string;
  readonly onKnown: OnKnown;
}

/** A row that was taken, or the key of a unique field whose value somebody else has. */
export type IntakeResult = TakenRow | { readonly outcome: 'taken'; readonly key: string };

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

  /** In the order given; rows see the rows before them. */
  async take(
    tx: Transaction,
    rows: readonly ContactValues[],
    of: IntakeOf,
    meta: EventMeta,
  ): Promise<{ results: IntakeResult[]; added: number; changed: number; review: number }> {
    await this.store.oneAtATime(tx);
    const rules = await this.rules.read(tx);
    const incoming = rows.map((values) => ({ id: this.ids.next(), values }));
    const { plan, results } = await this.plan(tx, incoming, rules, of.onKnown);
    await this.write(tx, plan, rules, of, meta);
    const { created, changed, pairs } = plan;
    const taken = plan.rows[Symbol.iterator]();
    return {
      results: results.map((result) => result ?? (taken.next().value as TakenRow)),
      added: created.length,
      changed: changed.length,
      review: new Set(pairs.map(({ oneId }) => oneId)).size,
    };
  }

  /** Planned again when somebody who is met was changed in between: what is written must rest on what is there. */
  private async plan(
    tx: Transaction,
    incoming: readonly IncomingContact[],
    rules: Rules,
    onKnown: OnKnown,
  ): Promise<{ plan: IntakePlan; results: (IntakeResult | null)[] }> {
    const keys = new Set(incoming.flatMap(({ values }) => rules.recognition.keys(values)));
    for (;;) {
      const planner = new IntakePlanner(rules.recognition, onKnown, await this.known(tx, keys));
      const unique = new UniqueValues(rules, await this.holders(tx, incoming, rules));
      const results = incoming.map((row): IntakeResult | null => {
        const key = unique.claim(row.id, row.values);
        if (key !== null) return { outcome: 'taken', key };
        planner.take(row);
        return null;
      });
      const plan = planner.plan();
      if (await this.store.hold(tx, plan.met)) return { plan, results };
    }
  }

  /** Near keys lie near each other in the index. */
  private async known(tx: Transaction, keys: ReadonlySet<number>): Promise<FoundContact[]> {
    const found = await this.duplicates.candidates(tx, [...Float64Array.from(keys).sort()]);
    return found.map(toKnown);
  }

  private holders(tx: Transaction, rows: readonly IncomingContact[], rules: Rules): Promise<Map<string, string>> {
    return this.store.holders(
      tx,
      rows.flatMap(({ values }) => rules.unique(values.fields).map(({ fieldId, value }) => ({ fieldId, value }))),
    );
  }

  private async write(tx: Transaction, plan: IntakePlan, rules: Rules, of: IntakeOf, meta: EventMeta): Promise<void> {
    const { created, changed, pairs } = plan;
    const stored = (id: string, values: ContactValues): StoredContact => ({ id, values, ...rules.traits(values) });
    await this.store.insert(
      tx,
      created.map(({ id, values }) => stored(id, values)),
      of.sourceId,
      meta.at,
    );
    await this.store.remember(
      tx,
      of.sourceId,
      changed.map(({ before }) => before),
    );
    await this.store.update(
      tx,
      changed.map(({ before, values }) => stored(before.id, values)),
      meta.at,
    );
    const written = [...created, ...changed.map(({ before, values }) => ({ id: before.id, values }))];
    await this.store.keepUnique(
      tx,
      written.flatMap(({ id, values }) => rules.unique(values.fields).map((each) => ({ ...each, contactId: id }))),
    );
    await this.duplicates.note(tx, pairs, meta.at);
    if (written.length === 0) return;
    const data = { sourceId: of.sourceId, added: created.length, changedIds: changed.map(({ before }) => before.id) };
    await this.journal.append(tx, `contact-source-${of.sourceId}`, [{ type: 'ContactsTaken', data }], meta);
  }
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
  constructor(
    private readonly rules: Rules,
    private readonly holders: Map<string, string>,
  ) {}

  /** The key of a value that somebody else has, else null; the values are the row's from then on. */
  claim(id: string, values: ContactValues): string | null {
    const mine = this.rules.unique(values.fields);
    const taken = mine.find(
      ({ fieldId, value, key }) => this.holders.has(`${fieldId} ${value}`) && !this.identifies(key),
    );
    if (taken) return taken.key;
    for (const { fieldId, value } of mine) this.holders.set(`${fieldId} ${value}`, id);
    return null;
  }

  /** A known PESEL or NIP says who is meant; it is no mistake of the row. */
  private identifies(key: string): boolean {
    const type = this.rules.fields.find((field) => field.key === key)?.type;
    return type === 'pesel' || type === 'nip';
  }
}
