import { Injectable } from '@nestjs/common';
import type { Contact, ContactField, FieldValues } from '#contracts';
import type { Transaction } from '../../../../platform/database';
import { Recognition, type Recognisable } from '../domain/recognise';
import { ContactFieldStore } from './contact-field.store';
import type { ContactTraits } from './contact.store';

/** The rules of this moment: fields of contacts, and how they are recognised. */
export interface Rules {
  readonly fields: readonly ContactField[];
  readonly recognition: Recognition;
  /** What is stored beside a contact's values. */
  traits(contact: Recognisable): ContactTraits;
  /** Values that nobody else may have. */
  unique(values: FieldValues): { fieldId: string; key: string; value: string }[];
}

@Injectable()
export class ContactRulesSource {
  constructor(private readonly store: ContactFieldStore) {}

  async read(tx: Transaction): Promise<Rules> {
    const fields = await this.store.ofScope(tx, null);
    const recognition = new Recognition(fields, await this.store.matching(tx));
    return {
      fields,
      recognition,
      traits: (contact) => ({ matchKeys: recognition.keys(contact), searchText: searchText(fields, contact.fields) }),
      unique: (values) =>
        fields
          .filter(({ unique, key }) => unique && values[key] !== undefined)
          .map(({ id, key }) => ({ fieldId: id, key, value: String(values[key]).toLowerCase() })),
    };
  }
}

const searchText = (fields: readonly ContactField[], values: FieldValues): string =>
  fields
    .filter(({ searchable, key }) => searchable && values[key] !== undefined)
    .map(({ key }) => String(values[key]))
    .join(' ');

/** The contact without fields that these groups may not see; administrators see all. */
export function visibleTo(
  viewer: { readonly role: string; readonly groupIds: readonly string[] },
  fields: readonly ContactField[],
  contact: Contact,
): Contact {
  const hidden = new Set(fields.filter((field) => !maySee(viewer, field)).map(({ key }) => key));
  if (hidden.size === 0) return contact;
  return { ...contact, fields: Object.fromEntries(Object.entries(contact.fields).filter(([key]) => !hidden.has(key))) };
}

export const maySee = (
  { role, groupIds }: { readonly role: string; readonly groupIds: readonly string[] },
  field: Pick<ContactField, 'groupIds'>,
): boolean =>
  role === 'administrator' || field.groupIds.length === 0 || field.groupIds.some((id) => groupIds.includes(id));
