import { Injectable } from '@nestjs/common';
import type { ContactDuplicate, DuplicateListQuery, FieldValues, MatchReason, Page } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { keysetSqlPage } from '../../../../platform/http';
import type { Recognisable } from '../domain/recognise';

/** A contact that may be the one looked for, with the keys by which it was found. */
export interface Candidate extends Recognisable {
  readonly id: string;
  readonly note: string;
  readonly fields: FieldValues;
  readonly version: number;
  readonly matchKeys: readonly number[];
}

export interface FoundPair {
  readonly oneId: string;
  readonly otherId: string;
  readonly score: number;
  readonly reasons: readonly MatchReason[];
}

type Side = ContactDuplicate['one'];
interface Row {
  readonly one: Side;
  readonly other: Side;
  readonly score: number;
  readonly reasons: MatchReason[];
  readonly found_at: Date;
}

const side = (alias: string): string =>
  `jsonb_build_object('id', ${alias}.id, 'firstName', ${alias}.first_name, 'lastName', ${alias}.last_name, 'company', ${alias}.company,
     'phones', ${alias}.phones, 'emails', ${alias}.emails, 'createdAt', ${alias}.created_at, 'updatedAt', ${alias}.updated_at,
     'records', (select count(*) from record r where r.contact_id = ${alias}.id), 'version', ${alias}.version)`;

const SORTING = {
  columns: { score: { sql: 'd.score', type: 'integer' } },
  default: '-score',
  id: { sql: `(d.one_id::text || d.other_id::text)`, type: 'text' },
} as const;

/** Of one key at most so many contacts are compared: the switchboard of a large company says little about who is meant. */
const CANDIDATES_PER_KEY = 100;

/** Contacts that are probably one, and those that could be. */
@Injectable()
export class DuplicateStore {
  constructor(private readonly database: Database) {}

  /** Contacts that have one of these keys. Nearly all of them turn out to be others, so none is locked. */
  candidates(tx: Transaction, keys: readonly number[]): Promise<Candidate[]> {
    return tx.query(
      `select id, first_name as "firstName", last_name as "lastName", company, phones, emails, note, fields, version,
         by.keys::float8[] as "matchKeys"
       from (
         select found.contact_id, array_agg(wanted.key) as keys from unnest($1::bigint[]) as wanted (key),
           lateral (select contact_id from contact_key where key = wanted.key order by contact_id limit ${CANDIDATES_PER_KEY}) as found
         group by found.contact_id
       ) as by join contact on id = by.contact_id`,
      [keys],
    );
  }

  /** Notes pairs for review; a pair that somebody has decided on stays decided. */
  async note(tx: Transaction, pairs: readonly FoundPair[], at: Instant): Promise<void> {
    if (pairs.length === 0) return;
    await tx.query(
      `insert into contact_duplicate (one_id, other_id, score, reasons, found_at)
       select distinct on (1, 2) least(p."oneId", p."otherId"), greatest(p."oneId", p."otherId"), p.score, p.reasons, to_timestamp($2 / 1000.0)
       from jsonb_to_recordset($1::jsonb) as p("oneId" uuid, "otherId" uuid, score integer, reasons text[]) order by 1, 2, 3 desc
       on conflict (one_id, other_id) do update set score = excluded.score, reasons = excluded.reasons
         where contact_duplicate.state = 'open'`,
      [JSON.stringify(pairs), at],
    );
  }

  /** Open pairs of this contact that no longer look alike are forgotten. */
  async forget(tx: Transaction, contactId: string, except: readonly string[]): Promise<void> {
    await tx.query(
      `delete from contact_duplicate where state = 'open' and (one_id = $1 or other_id = $1)
         and not (case when one_id = $1 then other_id else one_id end = any($2::uuid[]))`,
      [contactId, except],
    );
  }

  async page(query: DuplicateListQuery): Promise<Page<ContactDuplicate>> {
    const where = [`d.state = 'open'`, 'one.merged_into is null', 'other.merged_into is null'];
    const parameters: unknown[] = [];
    if (query.contactId) where.push(`$${parameters.push(query.contactId)} in (d.one_id, d.other_id)`);
    const page = await keysetSqlPage<Row>(
      this.database.read,
      {
        select: `${side('one')} as one, ${side('other')} as other, d.score, d.reasons, d.found_at`,
        from: 'contact_duplicate d join contact one on one.id = d.one_id join contact other on other.id = d.other_id',
        where,
        parameters,
      },
      { sorting: SORTING, limit: query.limit, after: query.after },
    );
    return { items: page.items.map(toDuplicate), next: page.next };
  }

  /** False: no such open pair. */
  async decide(
    tx: Transaction,
    [oneId, otherId]: readonly [string, string],
    { state, by, at }: { state: 'dismissed' | 'merged' | 'open'; by: string; at: Instant },
  ): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update contact_duplicate set state = $3, decided_by = $4, decided_at = to_timestamp($5 / 1000.0)
       where one_id = least($1::uuid, $2::uuid) and other_id = greatest($1::uuid, $2::uuid) and state <> $3 returning one_id`,
      [oneId, otherId, state, by, at],
    );
    return rows.length > 0;
  }
}

const instants = (given: Side): Side => ({
  ...given,
  createdAt: new Date(given.createdAt).toISOString(),
  updatedAt: new Date(given.updatedAt).toISOString(),
});

const toDuplicate = ({ one, other, score, reasons, found_at }: Row): ContactDuplicate => ({
  one: instants(one),
  other: instants(other),
  score,
  reasons,
  foundAt: found_at.toISOString(),
});
