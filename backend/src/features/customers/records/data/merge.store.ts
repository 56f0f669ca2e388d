import { Injectable } from '@nestjs/common';
import type { Contact, ContactMerge } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Transaction } from '../../../../platform/database';
import type { ContactValues } from '../domain/check-contact';

export interface MergeRow {
  readonly id: string;
  readonly goldenId: string;
  readonly mergedId: string;
  readonly before: ContactValues;
  readonly after: ContactValues;
  readonly recordIds: readonly string[];
  readonly consentIds: readonly string[];
  readonly undone: boolean;
}

/** Merges, each with what it needs to be undone. */
@Injectable()
export class MergeStore {
  async insert(tx: Transaction, row: Omit<MergeRow, 'undone'>, by: { id: string; at: Instant }): Promise<void> {
    await tx.query(
      `insert into contact_merge (id, golden_id, merged_id, before, after, record_ids, consent_ids, merged_at, merged_by)
       values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8 / 1000.0), $9)`,
      [
        row.id,
        row.goldenId,
        row.mergedId,
        JSON.stringify(row.before),
        JSON.stringify(row.after),
        row.recordIds,
        row.consentIds,
        by.at,
        by.id,
      ],
    );
  }

  async lock(tx: Transaction, id: string): Promise<MergeRow | null> {
    const [row] = await tx.query<MergeRow[]>(
      `select id, golden_id as "goldenId", merged_id as "mergedId", before, after, record_ids as "recordIds", consent_ids as "consentIds",
         undone_at is not null as undone
       from contact_merge where id = $1 for update`,
      [id],
    );
    return row ?? null;
  }

  async undone(tx: Transaction, id: string, by: { id: string; at: Instant }): Promise<void> {
    await tx.query('update contact_merge set undone_at = to_timestamp($2 / 1000.0), undone_by = $3 where id = $1', [
      id,
      by.at,
      by.id,
    ]);
  }

  /** Hides the merged one, or brings it back with its keys. */
  async hide(tx: Transaction, id: string, goldenId: string | null, matchKeys: readonly number[]): Promise<void> {
    await tx.query('update contact set merged_into = $2, match_keys = $3, version = version + 1 where id = $1', [
      id,
      goldenId,
      matchKeys,
    ]);
  }

  /** Gives records of one contact to another: all of them, or those named. */
  async moveRecords(tx: Transaction, from: string, to: string, only: readonly string[] | null): Promise<string[]> {
    const [rows] = await tx.query<[{ id: string }[], number]>(
      `update record set contact_id = $2, version = version + 1 where contact_id = $1 and ($3::uuid[] is null or id = any($3)) returning id`,
      [from, to, only],
    );
    return rows.map(({ id }) => id);
  }

  async ofContact(tx: Transaction, goldenId: string): Promise<ContactMerge[]> {
    const rows = await tx.query<
      (Omit<ContactMerge, 'mergedAt' | 'undoneAt'> & { mergedAt: Date; undoneAt: Date | null })[]
    >(
      `select m.id, m.golden_id as "goldenId", jsonb_build_object('id', k.id, 'firstName', k.first_name, 'lastName', k.last_name) as merged,
         m.merged_at as "mergedAt", m.undone_at as "undoneAt",
         jsonb_build_object('id', m.merged_by, 'name', (select u.first_name || ' ' || u.last_name from app_user u where u.id::text = m.merged_by))
           as "mergedBy"
       from contact_merge m join contact k on k.id = m.merged_id where m.golden_id = $1 order by m.merged_at desc, m.id desc`,
      [goldenId],
    );
    return rows.map((row) => ({
      ...row,
      mergedAt: row.mergedAt.toISOString(),
      undoneAt: row.undoneAt?.toISOString() ?? null,
    }));
  }
}

/** What a merge remembers of a contact. */
export const valuesOfContact = ({
  firstName,
  lastName,
  company,
  phones,
  emails,
  note,
  fields,
}: Contact): ContactValues => ({
  firstName,
  lastName,
  company,
  phones,
  emails,
  note,
  fields,
});
