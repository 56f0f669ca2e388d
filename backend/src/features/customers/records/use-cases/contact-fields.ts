import { Inject, Injectable } from '@nestjs/common';
import type { ContactField, ContactMatching, SaveContactField } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { ContactFieldStore } from '../data/contact-field.store';

/** `field-fixed`: key, type and scope stay as they are; make another field. `field-choices-missing`: a choice of nothing. */
export type ContactFieldRefusal = Refusal<
  'field-not-found' | 'field-key-taken' | 'field-fixed' | 'field-choices-missing' | 'changed-meanwhile'
>;

/** Fields of contacts and of campaigns' records: tables with a journal entry, as all settings. */
@Injectable()
export class ContactFields {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: ContactFieldStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  create(field: SaveContactField, meta: EventMeta): Promise<Outcome<ContactField, ContactFieldRefusal>> {
    return this.database.transaction(async (tx) => {
      if (choicesMissing(field)) return refused({ code: 'field-choices-missing' });
      const id = this.ids.next();
      await tx.query('savepoint field_insert');
      if (!(await this.store.insert(tx, id, field))) {
        await tx.query('rollback to savepoint field_insert');
        return refused({ code: 'field-key-taken' });
      }
      const saved: ContactField = { ...field, id, version: 1 };
      await this.tell(tx, saved, meta);
      return accepted(saved);
    });
  }

  update(
    id: string,
    change: Partial<SaveContactField> & { version: number },
    meta: EventMeta,
  ): Promise<Outcome<ContactField, ContactFieldRefusal>> {
    return this.database.transaction(async (tx) => {
      const current = await this.store.find(tx, id);
      if (!current) return refused({ code: 'field-not-found' });
      const next: ContactField = { ...current, ...change };
      const moved = next.key !== current.key || next.type !== current.type || next.campaignId !== current.campaignId;
      if (moved) return refused({ code: 'field-fixed' });
      if (choicesMissing(next)) return refused({ code: 'field-choices-missing' });
      if (!(await this.store.update(tx, id, next, change.version))) return refused({ code: 'changed-meanwhile' });
      const saved = { ...next, version: change.version + 1 };
      await this.tell(tx, saved, meta);
      return accepted(saved);
    });
  }

  saveMatching(
    given: ContactMatching,
    meta: EventMeta,
  ): Promise<Outcome<ContactMatching, Refusal<'changed-meanwhile'>>> {
    return this.database.transaction(async (tx) => {
      if (!(await this.store.saveMatching(tx, given))) return refused({ code: 'changed-meanwhile' });
      const { version: _version, ...data } = given;
      await this.journal.append(tx, 'contact-matching', [{ type: 'ContactMatchingChanged', data }], meta);
      return accepted({ ...given, version: given.version + 1 });
    });
  }

  private async tell(tx: Transaction, field: ContactField, meta: EventMeta): Promise<void> {
    const { id: fieldId, version: _version, ...data } = field;
    const event = { type: 'ContactFieldSaved', data: { fieldId, ...data } };
    await this.journal.append(tx, `contactfield-${fieldId}`, [event], meta);
  }
}

const choicesMissing = ({ type, choices }: SaveContactField): boolean => type === 'choice' && choices.length === 0;
