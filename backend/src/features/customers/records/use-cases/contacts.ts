import { Inject, Injectable } from '@nestjs/common';
import type { Contact, ContactField, FieldError, SaveContact } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { ContactFieldStore } from '../data/contact-field.store';
import { ContactRulesSource, type Rules } from '../data/contact-rules';
import { ContactStore } from '../data/contact.store';
import { checkContact, type ContactValues } from '../domain/check-contact';
import { Duplicates } from './duplicates';

/** `contact-not-valid` names each field and rule; `changed-meanwhile`: read it again and repeat the change. */
export type ContactRefusal =
  | { readonly code: 'contact-not-found' | 'changed-meanwhile' }
  | { readonly code: 'contact-not-valid'; readonly fields: readonly FieldError[] };

type Saved = Outcome<Contact, ContactRefusal>;

/** Whose rules a request may see; left out: all of them. */
export interface Editor {
  /** Fields that are not shown to the editor: they stay as they are. */
  readonly maySee: (field: ContactField) => boolean;
}
const EVERYTHING: Editor = { maySee: () => true };

/** Contacts are settings-like: a table and a journal entry that says who changed what. */
@Injectable()
export class Contacts {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: ContactStore,
    private readonly fields: ContactFieldStore,
    private readonly rules: ContactRulesSource,
    private readonly duplicates: Duplicates,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async create(given: SaveContact, meta: EventMeta, editor = EVERYTHING): Promise<Saved> {
    const id = this.ids.next();
    return this.saving(async (tx) => {
      const rules = await this.rules.read(tx);
      const { version: _version, ...contact } = given;
      const checked = checkContact(contact, rules.fields.filter(editor.maySee));
      if (!checked.ok) return refused({ code: 'contact-not-valid', fields: checked.errors });
      await this.store.insert(tx, id, { ...checked.value, ...rules.traits(checked.value) }, this.clock.now());
      return this.finish(tx, { id, values: checked.value, rules, type: 'ContactCreated' }, meta);
    });
  }

  async update(
    id: string,
    change: Partial<SaveContact> & { version: number },
    meta: EventMeta,
    editor = EVERYTHING,
  ): Promise<Saved> {
    return this.saving(async (tx) => {
      const current = await this.store.lock(tx, id);
      if (!current || current.mergedInto !== null) return refused({ code: 'contact-not-found' });
      const rules = await this.rules.read(tx);
      const checked = checkChange(current, change, rules.fields.filter(editor.maySee));
      if (!checked.ok) return refused({ code: 'contact-not-valid', fields: checked.errors });
      const values = { ...checked.value, fields: { ...hiddenValues(current, rules, editor), ...checked.value.fields } };
      const row = { ...values, ...rules.traits(values), version: change.version };
      if (!(await this.store.update(tx, id, row, this.clock.now()))) return refused({ code: 'changed-meanwhile' });
      return this.finish(tx, { id, values, rules, type: 'ContactChanged' }, meta);
    });
  }

  private async finish(
    tx: Transaction,
    { id, values, rules, type }: { id: string; values: ContactValues; rules: Rules; type: string },
    meta: EventMeta,
  ): Promise<Saved> {
    const taken = await this.fields.keepUnique(tx, id, rules.unique(values.fields));
    if (taken !== null) throw new ValueTaken(taken);
    await this.journal.append(tx, `contact-${id}`, [{ type, data: { contactId: id, ...values } }], meta);
    const contact = await this.store.find(tx, id);
    if (!contact) return refused({ code: 'contact-not-found' });
    await this.duplicates.look(tx, contact, rules, meta);
    return accepted(contact);
  }

  /** A unique value that somebody else has undoes what was written before it was found. */
  private async saving(work: (tx: Transaction) => Promise<Saved>): Promise<Saved> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (!(error instanceof ValueTaken)) throw error;
      const field = { field: `fields.${error.key}`, rule: 'unique', message: 'Another contact has this value' };
      return refused({ code: 'contact-not-valid', fields: [field] });
    }
  }
}

class ValueTaken extends Error {
  constructor(readonly key: string) {
    super(`${key} is taken`);
  }
}

/** Fields given are changed, an empty one is emptied, the others stay. */
function checkChange(current: Contact, change: Partial<SaveContact>, fields: readonly ContactField[]) {
  const seen = new Set(fields.map(({ key }) => key));
  const before = Object.fromEntries(Object.entries(current.fields).filter(([key]) => seen.has(key)));
  const { firstName, lastName, company, phones, emails, note } = { ...current, ...change };
  return checkContact(
    { firstName, lastName, company, phones, emails, note, fields: { ...before, ...change.fields } },
    fields,
  );
}

const hiddenValues = (current: Contact, { fields }: Rules, { maySee }: Editor): Contact['fields'] => {
  const seen = new Set(fields.filter(maySee).map(({ key }) => key));
  return Object.fromEntries(Object.entries(current.fields).filter(([key]) => !seen.has(key)));
};
