import { Injectable } from '@nestjs/common';
import type { Instant } from '../../../../kernel/clock';
import type { Transaction } from '../../../../platform/database';
import type { ContactTraits } from './contact.store';
import type { KnownContact } from '../domain/plan-intake';
import type { ContactValues } from '../domain/check-contact';

export type StoredContact = { readonly id: string; readonly values: ContactValues } & ContactTraits;

/** Names of turns; one that was rolled back is never used again. */
export interface Turn {
  readonly last: string;
  readonly own: string;
}

const COLUMNS = `"firstName" text, "lastName" text, company text, phones text[], emails text[], note text, fields jsonb, "matchKeys" bigint[],
  "searchText" text`;

/** Contacts by the thousand, one statement each. */
@Injectable()
export class IntakeStore {
  async insert(tx: Transaction, contacts: readonly StoredContact[], sourceId: string, at: Instant): Promise<void> {
    if (contacts.length === 0) return;
    await tx.query(
      `insert into contact (id, first_name, last_name, company, phones, emails, note, fields, match_keys, search_text, source_id, created_at,
         updated_at)
       select r.id, r."firstName", r."lastName", r.company, r.phones, r.emails, r.note, r.fields, r."matchKeys", r."searchText", $2,
         to_timestamp($3 / 1000.0), to_timestamp($3 / 1000.0)
       from jsonb_to_recordset($1::jsonb) as r(id uuid, ${COLUMNS})`,
      [JSON.stringify(contacts.map(flat)), sourceId, at],
    );
  }

  /** The turn that was last. */
  async lastTurn(reader: Transaction): Promise<string> {
    const [row] = await reader.query<{ turn: string }[]>('select turn from contact_intake');
    return row?.turn ?? '';
  }

  /** Waits until it is the caller's turn, which ends with the transaction: side by side, two would each make a contact of the same client. */
  async nextTurn(tx: Transaction): Promise<Turn> {
    const [before] = await tx.query<{ last: string }[]>('select turn as last from contact_intake for update');
    const [rows] = await tx.query<[{ own: string }[], number]>(
      'update contact_intake set turn = gen_random_uuid() returning turn as own',
    );
    return { last: before?.last ?? '', own: rows[0]?.own ?? '' };
  }

  /** Locks contacts until the transaction ends. False: one of them is no longer as it was read. */
  async hold(tx: Transaction, read: readonly { readonly id: string; readonly version: number }[]): Promise<boolean> {
    if (read.length === 0) return true;
    const held = await tx.query<{ same: boolean }[]>(
      `select c.version = r.version as same from unnest($1::uuid[], $2::integer[]) as r (id, version) join contact c on c.id = r.id
       order by c.id for update of c`,
      [read.map(({ id }) => id), read.map(({ version }) => version)],
    );
    return held.length === read.length && held.every(({ same }) => same);
  }

  async update(tx: Transaction, contacts: readonly StoredContact[], at: Instant): Promise<void> {
    if (contacts.length === 0) return;
    await tx.query(
      `update contact c set first_name = r."firstName", last_name = r."lastName", company = r.company, phones = r.phones, emails = r.emails,
         note = r.note, fields = r.fields, match_keys = r."matchKeys", search_text = r."searchText",
         updated_at = to_timestamp($2 / 1000.0), version = c.version + 1
       from jsonb_to_recordset($1::jsonb) as r(id uuid, ${COLUMNS}) where c.id = r.id`,
      [JSON.stringify(contacts.map(flat)), at],
    );
  }

  /** What known contacts were before a source changed them, so that an import can be undone. */
  async remember(tx: Transaction, sourceId: string, before: readonly KnownContact[]): Promise<void> {
    if (before.length === 0) return;
    await tx.query(
      `insert into contact_source_change (source_id, contact_id, before, version)
       select $1, r.id, r.values, r.version + 1 from jsonb_to_recordset($2::jsonb) as r(id uuid, values jsonb, version integer)
       on conflict (source_id, contact_id) do update set version = excluded.version`,
      [sourceId, JSON.stringify(before)],
    );
  }

  /** Who has which unique value already: contact by `field value`. */
  async holders(
    tx: Transaction,
    values: readonly { readonly fieldId: string; readonly value: string }[],
  ): Promise<Map<string, string>> {
    if (values.length === 0) return new Map();
    const rows = await tx.query<{ fieldId: string; value: string; contactId: string }[]>(
      `select u.field_id as "fieldId", u.value, u.contact_id as "contactId" from contact_unique_value u
       join jsonb_to_recordset($1::jsonb) as r("fieldId" uuid, value text) on u.field_id = r."fieldId" and u.value = r.value`,
      [JSON.stringify(values)],
    );
    return new Map(rows.map(({ fieldId, value, contactId }) => [`${fieldId} ${value}`, contactId]));
  }

  async keepUnique(
    tx: Transaction,
    values: readonly { readonly fieldId: string; readonly value: string; readonly contactId: string }[],
  ): Promise<void> {
    if (values.length === 0) return;
    await tx.query(
      `insert into contact_unique_value (field_id, value, contact_id)
       select r."fieldId", r.value, r."contactId" from jsonb_to_recordset($1::jsonb) as r("fieldId" uuid, value text, "contactId" uuid)
       on conflict do nothing`,
      [JSON.stringify(values)],
    );
  }
}

const flat = ({ id, values, matchKeys, searchText }: StoredContact) => ({ id, ...values, matchKeys, searchText });
