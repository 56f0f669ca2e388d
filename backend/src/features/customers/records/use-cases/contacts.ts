import { Inject, Injectable } from '@nestjs/common';
import type { Contact, FieldError, SaveContact } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
import { Database } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { ContactStore } from '../data/contact.store';

/** `phones-not-valid` names each wrong number by its place; `changed-meanwhile`: read it again and repeat the change. */
export type ContactRefusal =
  | { readonly code: 'contact-not-found' | 'changed-meanwhile' }
  | { readonly code: 'phones-not-valid'; readonly fields: readonly FieldError[] };

type Saved = Outcome<Contact, ContactRefusal>;

/** Contacts are settings-like: a table and a journal entry that says who changed what. */
@Injectable()
export class Contacts {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: ContactStore,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async create(given: SaveContact, meta: EventMeta): Promise<Saved> {
    const normal = normalised(given);
    if (!normal.ok) return normal;
    const id = this.ids.next();
    return this.database.transaction(async (tx) => {
      await this.store.insert(tx, id, normal.value, this.clock.now());
      await this.journal.append(
        tx,
        `contact-${id}`,
        [{ type: 'ContactCreated', data: { contactId: id, ...normal.value } }],
        meta,
      );
      const contact = await this.store.find(tx, id);
      return contact ? accepted(contact) : refused({ code: 'contact-not-found' });
    });
  }

  async update(id: string, change: Partial<SaveContact> & { version: number }, meta: EventMeta): Promise<Saved> {
    return this.database.transaction(async (tx) => {
      const current = await this.store.find(tx, id);
      if (!current) return refused({ code: 'contact-not-found' });
      const { firstName, lastName, company, phones, emails, note } = { ...current, ...change };
      const normal = normalised({ firstName, lastName, company, phones, emails, note });
      if (!normal.ok) return normal;
      if (!(await this.store.update(tx, id, { ...normal.value, version: change.version }, this.clock.now())))
        return refused({ code: 'changed-meanwhile' });
      await this.journal.append(
        tx,
        `contact-${id}`,
        [{ type: 'ContactChanged', data: { contactId: id, ...normal.value } }],
        meta,
      );
      const contact = await this.store.find(tx, id);
      return contact ? accepted(contact) : refused({ code: 'contact-not-found' });
    });
  }
}

/** Numbers are kept in E.164, each once. */
function normalised(contact: SaveContact): Outcome<SaveContact, ContactRefusal> {
  const parsed = contact.phones.map((phone) => parsePhoneNumber(phone));
  const fields = parsed.flatMap((each, index): FieldError[] =>
    each.ok ? [] : [{ field: `phones.${index}`, rule: each.refusal.code, message: 'Not a phone number' }],
  );
  if (fields.length > 0) return refused({ code: 'phones-not-valid', fields });
  const phones = [...new Set(parsed.flatMap((each) => (each.ok ? [each.value.e164] : [])))];
  return accepted({ ...contact, phones });
}
