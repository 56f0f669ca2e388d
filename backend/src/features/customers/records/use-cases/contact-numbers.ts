import { Injectable } from '@nestjs/common';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { ContactStore } from '../data/contact.store';
import { ContactWriter } from '../data/contact-writer';
import { placeNumber } from '../domain/place-number';

/** Moves a number among the numbers of everybody who has it, or takes it off their cards. */
@Injectable()
export class ContactNumbers {
  constructor(
    private readonly contacts: ContactStore,
    private readonly writer: ContactWriter,
    private readonly journal: Journal,
  ) {}

  async place(
    tx: Transaction,
    wish: { readonly number: string; readonly place: 'first' | 'last' | 'remove' },
    meta: EventMeta,
  ): Promise<void> {
    for (const id of await this.contacts.idsByPhone(tx, wish.number)) {
      const contact = await this.contacts.lock(tx, id);
      const phones = contact && placeNumber(contact.phones, wish);
      if (!contact || !phones || phones === contact.phones) continue;
      const { firstName, lastName, company, emails, note, fields } = contact;
      const values = { firstName, lastName, company, phones: [...phones], emails, note, fields };
      await this.writer.write(tx, contact, values, meta.at);
      const changed = { type: 'ContactChanged', data: { contactId: id, ...values } };
      await this.journal.append(tx, `contact-${id}`, [changed], meta);
    }
  }
}
