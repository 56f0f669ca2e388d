import { Injectable } from '@nestjs/common';
import type { Contact } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Transaction } from '../../../../platform/database';
import type { ContactValues } from '../domain/check-contact';
import { ContactFieldStore } from './contact-field.store';
import { ContactRulesSource, type Rules } from './contact-rules';
import { ContactStore } from './contact.store';

/** Writes a contact with all that is kept beside its values: keys, search text, unique values. */
@Injectable()
export class ContactWriter {
  constructor(
    private readonly contacts: ContactStore,
    private readonly fields: ContactFieldStore,
    private readonly source: ContactRulesSource,
  ) {}

  rules(tx: Transaction): Promise<Rules> {
    return this.source.read(tx);
  }

  find(tx: Transaction, id: string): Promise<Contact | null> {
    return this.contacts.find(tx, id);
  }

  lock(tx: Transaction, id: string): ReturnType<ContactStore['lock']> {
    return this.contacts.lock(tx, id);
  }

  /** Of a contact that is locked. */
  async write(tx: Transaction, { id, version }: Contact, values: ContactValues, at: Instant): Promise<void> {
    const rules = await this.rules(tx);
    await this.contacts.update(tx, id, { ...values, ...rules.traits(values), version }, at);
    await this.fields.keepUnique(tx, id, rules.unique(values.fields));
  }

  /** Lets go of the values that nobody else may have, or claims them again. */
  async claim(tx: Transaction, id: string, values: Contact['fields']): Promise<void> {
    const rules = await this.rules(tx);
    await this.fields.keepUnique(tx, id, rules.unique(values));
  }
}
