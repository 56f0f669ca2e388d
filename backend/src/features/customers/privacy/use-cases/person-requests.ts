import { Inject, Injectable } from '@nestjs/common';
import type { EraseContact, Erasure } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Records } from '../../records';
import { PersonStore, type PersonWithNames } from '../data/person.store';
import { PersonalData } from './personal-data';

export type PersonRefusal = Refusal<'contact-not-found'>;

/** Everything about a person, by kind. */
export type PersonalCopy = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** What a person may ask for by law: a copy of everything, and that it be erased. */
@Injectable()
export class PersonRequests {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: PersonStore,
    private readonly personal: PersonalData,
    private readonly records: Records,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  copy(contactId: string, meta: EventMeta): Promise<Outcome<PersonalCopy, PersonRefusal>> {
    return this.database.transaction(async (tx) => {
      const person = await this.store.find(tx, contactId);
      if (!person) return refused({ code: 'contact-not-found' });
      const copy: Record<string, PersonalCopy[string]> = { ...(await this.store.collect(tx, person)) };
      for (const source of this.personal.sources()) copy[source.kind] = await source.collect(tx, person);
      const event = { type: 'PersonalDataCopied', data: { contactId: person.goldenId } };
      await this.journal.append(tx, `contact-${person.goldenId}`, [event], meta);
      return accepted(copy);
    });
  }

  erase(contactId: string, { reason }: EraseContact, meta: EventMeta): Promise<Outcome<Erasure, PersonRefusal>> {
    return this.database.transaction(async (tx) => {
      const person = await this.store.find(tx, contactId);
      if (!person) return refused({ code: 'contact-not-found' });
      const id = this.ids.next();
      const counts = await this.takeAway(tx, person, meta);
      const data = { contactId: person.goldenId, erasureId: id };
      await this.journal.append(tx, `contact-${person.goldenId}`, [{ type: 'ContactErased', data }], meta);
      const { events, ...journal } = await this.store.redactJournal(tx, person);
      const erasure: Erasure = {
        id,
        contactId: person.goldenId,
        reason,
        erasedAt: new Date(meta.at).toISOString(),
        erasedBy: { id: meta.actor.id, name: null },
        counts: { ...counts, journalEvents: events },
        journal,
      };
      await this.store.keep(tx, erasure);
      return accepted((await this.store.erasure(tx, id)) ?? erasure);
    });
  }

  private async takeAway(tx: Transaction, person: PersonWithNames, meta: EventMeta): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const source of this.personal.sources()) counts[source.kind] = await source.erase(tx, person, meta);
    const records = await this.store.recordsOf(tx, person);
    for (const { id } of records) await this.records.remove(tx, id, meta);
    return { ...(await this.store.erase(tx, person, meta.at)), records: records.length, ...counts };
  }
}
