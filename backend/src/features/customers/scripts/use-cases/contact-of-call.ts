import { Injectable } from '@nestjs/common';
import {
  saveContactSchema,
  type Contact,
  type ContactField,
  type FieldError,
  type SaveContact,
  type SaveScriptRun,
  type ScriptDocument,
} from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { fieldErrors, type Principal } from '../../../../platform/http';
import { ContactFieldStore, Contacts, ContactStore, maySee, visibleTo } from '../../records';
import type { Conversation } from '../data/conversation.view';
import { asAnswerErrors, contactChange } from '../domain/contact-answers';
import type { RunRefusal, RunState } from '../domain/script-run';

export type ContactAnswerRefusal = RunRefusal | Refusal<'changed-meanwhile'>;

/** The contact of a conversation: what an agent sees of it, and what his answers make of it. */
@Injectable()
export class ContactOfCall {
  constructor(
    private readonly database: Database,
    private readonly contacts: Contacts,
    private readonly store: ContactStore,
    private readonly fields: ContactFieldStore,
  ) {}

  /** The contact with what this person may see of it. */
  async seen(tx: Transaction, contactId: string | null, user: Principal): Promise<Contact | null> {
    if (contactId === null || !user.permissions.has('contacts.view')) return null;
    const contact = await this.store.find(tx, contactId);
    return contact && visibleTo(user, await this.fields.ofScope(tx, null), contact);
  }

  /** Changes the contact by its answers, or makes it when the name is known by now; its id. */
  async tell(
    { contactId, number }: Conversation,
    { document, given, state }: { document: ScriptDocument; given: SaveScriptRun; state: RunState },
    user: Principal,
    meta: EventMeta,
  ): Promise<Outcome<string | null, ContactAnswerRefusal>> {
    const contact = await this.seen(this.database.read, contactId, user);
    // Whoever is new gets all that was said so far; whoever is known only what is said now.
    const answers = contact ? given.answers : { ...state.answers, ...given.answers };
    const change = contactChange(document, answers, contact);
    if (!change || !user.permissions.has('contacts.edit')) return accepted(contactId);
    const checked = saveContactSchema.partial().safeParse(change);
    if (!checked.success) return refused(notValid(document, fieldErrors(checked.error)));
    if (!contact && !change.lastName) return accepted(null);
    const editor = { maySee: (field: ContactField) => maySee(user, field) };
    const saved = contact
      ? await this.contacts.update(contact.id, { ...change, version: contact.version }, meta, editor)
      : await this.contacts.create(newContact(change, number), meta, editor);
    if (saved.ok) return accepted(saved.value.id);
    if (saved.refusal.code === 'contact-not-valid') return refused(notValid(document, saved.refusal.fields));
    return refused({ code: 'changed-meanwhile' });
  }
}

const newContact = (change: Partial<SaveContact>, number: string | null): SaveContact =>
  saveContactSchema.parse({ ...change, phones: number === null ? [] : [number] });

const notValid = (document: ScriptDocument, errors: readonly FieldError[]): RunRefusal => ({
  code: 'script-answer-not-valid',
  fields: asAnswerErrors(document, errors),
});
