import { Injectable } from '@nestjs/common';
import type { ContactRouting } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { ContactRoutingStore } from '../data/contact-routing.store';
import { ContactStore } from '../data/contact.store';
import type { RowRouting } from '../domain/routing-cells';

export type ContactRoutingRefusal = Refusal<'contact-not-found' | 'changed-meanwhile'>;

/** Priority and required skills of a contact; work that comes from then on goes by them. */
@Injectable()
export class ContactRoutingSettings {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly contacts: ContactStore,
    private readonly store: ContactRoutingStore,
  ) {}

  save(id: string, routing: ContactRouting, meta: EventMeta): Promise<Outcome<ContactRouting, ContactRoutingRefusal>> {
    return this.database.transaction(async (tx) => {
      const contact = await this.contacts.find(tx, id);
      if (!contact) return refused({ code: 'contact-not-found' });
      if (!(await this.store.save(tx, contact.id, routing, meta.at))) return refused({ code: 'changed-meanwhile' });
      const { priority, skills } = routing;
      const data = { contactId: contact.id, priority, skills };
      await this.journal.append(tx, `contact-${contact.id}`, [{ type: 'ContactRoutingChanged', data }], meta);
      return accepted(await this.store.of(tx, contact.id));
    });
  }

  /** What an import's rows say; the last word of a contact counts. */
  async import(
    tx: Transaction,
    importId: string,
    rows: readonly (RowRouting & { readonly contactId: string })[],
    { replace, meta }: { replace: boolean; meta: EventMeta },
  ): Promise<void> {
    const ofEach = [...new Map(rows.map((row) => [row.contactId, row])).values()];
    if (ofEach.length === 0) return;
    const contactIds = await this.store.take(tx, ofEach, replace, meta.at);
    const event = { type: 'ContactRoutingImported', data: { importId, contactIds } };
    await this.journal.append(tx, `contactimport-${importId}`, [event], meta);
  }
}
