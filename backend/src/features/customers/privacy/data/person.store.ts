import { Injectable } from '@nestjs/common';
import type { Erasure } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Transaction } from '../../../../platform/database';
import type { Person } from '../domain/person';

export interface PersonWithNames extends Person {
  readonly goldenId: string;
  /** As they may stand in an event, quoted. */
  readonly names: readonly string[];
}

type Rows = readonly Readonly<Record<string, unknown>>[];

/** A person over the tables of customers: contacts, records, consents. */
@Injectable()
export class PersonStore {
  /** Locked until the transaction ends; null when there is no such contact, or it was erased before. */
  async find(tx: Transaction, contactId: string): Promise<PersonWithNames | null> {
    const rows = await tx.query<
      { id: string; first_name: string; last_name: string; phones: string[]; emails: string[]; golden: string }[]
    >(
      `select k.id, k.first_name, k.last_name, k.phones, k.emails, golden_contact($1) as golden from contact k
       where k.id in (select contacts_in(golden_contact($1))) and k.erased_at is null order by k.id for update`,
      [contactId],
    );
    const [first] = rows;
    if (!first) return null;
    const names = rows.flatMap((row) => [`${row.first_name} ${row.last_name}`.trim(), row.first_name, row.last_name]);
    return {
      goldenId: first.golden,
      contactIds: rows.map(({ id }) => id),
      phones: [...new Set(rows.flatMap(({ phones }) => phones))],
      emails: [...new Set(rows.flatMap(({ emails }) => emails))],
      names: [...new Set(names.filter((name) => name !== ''))].map((name) => JSON.stringify(name)),
    };
  }

  async collect(tx: Transaction, { contactIds }: Person): Promise<Readonly<Record<string, Rows>>> {
    const all = (sql: string) => tx.query<Rows>(sql, [contactIds]);
    return {
      contacts: await all(
        `select id, first_name, last_name, company, phones, emails, note, fields, created_at, updated_at, merged_into
         from contact where id = any($1::uuid[])`,
      ),
      records: await all(
        `select r.id, r.campaign_id, s.name as source, r.external_key, r.priority, r.not_before, r.not_after, r.fields, r.created_at
         from record r join record_source s on s.id = r.source_id where r.contact_id = any($1::uuid[])`,
      ),
      consents: await all(
        `select channel, purpose, state, source, proof, happened_at, recorded_at from consent_entry
         where contact_id = any($1::uuid[]) order by happened_at`,
      ),
      routing: await all(`select priority, skills from contact_routing where contact_id = any($1::uuid[])`),
      recontacts: await all(
        `select due_at, due_for, number, note, state from recontact where contact_id = any($1::uuid[])`,
      ),
    };
  }

  recordsOf(tx: Transaction, { contactIds }: Person): Promise<{ id: string }[]> {
    return tx.query('select id from record where contact_id = any($1::uuid[]) order by id', [contactIds]);
  }

  /** Contacts become empty rows, so that what points at them still does; everything else of theirs goes. Counts by kind. */
  async erase(tx: Transaction, { contactIds, phones, emails }: Person, at: Instant): Promise<Record<string, number>> {
    const count = async (sql: string, ...more: unknown[]) =>
      (await tx.query<[unknown[], number]>(sql, [contactIds, ...more]))[1];
    const consents = await count('delete from consent where contact_id = any($1::uuid[])');
    const ledger = await count('delete from consent_entry where contact_id = any($1::uuid[])');
    await count('delete from contact_duplicate where one_id = any($1::uuid[]) or other_id = any($1::uuid[])');
    await count('delete from contact_unique_value where contact_id = any($1::uuid[])');
    await count('delete from contact_routing where contact_id = any($1::uuid[])');
    await count('delete from contact_source_change where contact_id = any($1::uuid[])');
    await count(
      `update contact_merge set before = '{}', after = '{}' where golden_id = any($1::uuid[]) or merged_id = any($1::uuid[])`,
    );
    // Lists write numbers with all kinds of separators; mails are looked for without them too.
    const bare = (value: string): string => value.replaceAll(/[-()./ ]/g, '');
    const patterns = [...phones.map((phone) => phone.slice(-9)), ...emails].map((value) => `%${bare(value)}%`);
    const refusedRows = await count(
      `delete from contact_import_error where $1::uuid[] is not null and translate(cells::text, ' -()./', '') ilike any($2::text[])`,
      patterns,
    );
    await count(
      `update contact_import set samples = '[]' where $1::uuid[] is not null and translate(samples::text, ' -()./', '') ilike any($2::text[])`,
      patterns,
    );
    const recontacts = await count(
      `update recontact set note = '', number = null, contact_id = null where contact_id = any($1::uuid[])`,
    );
    const contacts = await count(
      `update contact set first_name = '', last_name = '', company = '', phones = '{}', emails = '{}', note = '', fields = '{}',
         match_keys = '{}', search_text = '', source_id = null, erased_at = to_timestamp($2 / 1000.0), version = version + 1
       where id = any($1::uuid[])`,
      at,
    );
    return { contacts, consents: Math.max(consents, ledger), refusedRows, recontacts };
  }

  async redactJournal(
    tx: Transaction,
    { contactIds, phones, emails, names }: PersonWithNames,
  ): Promise<{ events: number; firstPosition: number | null; lastPosition: number | null }> {
    const [row] = await tx.query<{ events: number; first: number | null; last: number | null }[]>(
      `select events::int as events, first_position as first, last_position as last
       from journal_redact($1::uuid[], $2::text[], $3::text[])`,
      [contactIds, [...phones, ...emails], names.map((name) => name)],
    );
    return { events: row?.events ?? 0, firstPosition: row?.first ?? null, lastPosition: row?.last ?? null };
  }

  async keep(tx: Transaction, erasure: Erasure): Promise<void> {
    await tx.query(
      `insert into privacy_erasure (id, contact_id, reason, erased_at, erased_by, certificate) values ($1, $2, $3, $4, $5, $6)`,
      [
        erasure.id,
        erasure.contactId,
        erasure.reason,
        erasure.erasedAt,
        erasure.erasedBy.id,
        JSON.stringify({ counts: erasure.counts, journal: erasure.journal }),
      ],
    );
  }

  async erasure(tx: Transaction, id: string): Promise<Erasure | null> {
    const [row] = await tx.query<(Omit<Erasure, 'erasedAt'> & { erasedAt: Date })[]>(
      `select e.id, e.contact_id as "contactId", e.reason, e.erased_at as "erasedAt", e.certificate -> 'counts' as counts,
         e.certificate -> 'journal' as journal, jsonb_build_object('id', e.erased_by, 'name',
           (select u.first_name || ' ' || u.last_name from app_user u where u.id::text = e.erased_by)) as "erasedBy"
       from privacy_erasure e where e.id = $1`,
      [id],
    );
    return row ? { ...row, erasedAt: row.erasedAt.toISOString() } : null;
  }
}
