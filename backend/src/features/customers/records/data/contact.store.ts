import { Injectable } from '@nestjs/common';
import type { Contact, FieldValues, Page } from '#contracts';
import { Database, runPrepared, type Prepared, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';
import type { ContactValues } from '../domain/check-contact';

interface Row {
  readonly id: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly company: string;
  readonly phones: string[];
  readonly emails: string[];
  readonly note: string;
  readonly fields: FieldValues;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly version: number;
}

const COLUMNS =
  'contact.id, contact.first_name, contact.last_name, contact.company, contact.phones, contact.emails, contact.note, contact.fields, contact.created_at, contact.updated_at, contact.version';

const BY_PHONE: Prepared = {
  name: 'contact_by_phone',
  text: `select ${COLUMNS} from contact where phones @> array[$1] and merged_into is null order by updated_at desc, id limit 1`,
};

const SORTING = {
  columns: {
    lastName: { sql: 'contact.last_name', type: 'text' },
    updatedAt: { sql: 'contact.updated_at', type: 'timestamptz' },
  },
  default: 'lastName',
  id: { sql: 'contact.id', type: 'uuid' },
} as const;

/** What is stored beside the values: keys by which it is recognised, the text of its searchable fields. */
export interface ContactTraits {
  readonly matchKeys: readonly number[];
  readonly searchText: string;
}

export interface ContactQuery {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly sort?: string | undefined;
  readonly search?: string | undefined;
  /** E.164. */
  readonly phone?: string | undefined;
}

/** Contacts; found by number through an index over all their phones, by words without regard to Polish letters. */
@Injectable()
export class ContactStore {
  constructor(private readonly database: Database) {}

  async page(query: ContactQuery): Promise<Page<Contact>> {
    const where = ['contact.merged_into is null', 'contact.erased_at is null'];
    const parameters: unknown[] = [];
    if (query.search)
      where.push(`contact_text(contact) like searchable($${parameters.push(containsPattern(query.search))})`);
    if (query.phone) where.push(`contact.phones @> array[$${parameters.push(query.phone)}]`);
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: 'contact', where, parameters },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toContact), next: page.next };
  }

  /** The contact; of one that was merged, the golden one that took it over. */
  async find(tx: Transaction, id: string): Promise<Contact | null> {
    const [row] = await tx.query<Row[]>(
      `select ${COLUMNS} from contact where id = golden_contact($1) and erased_at is null`,
      [id],
    );
    return row ? toContact(row) : null;
  }

  /** Exactly this one, merged or not; locked until the transaction ends. */
  async lock(tx: Transaction, id: string): Promise<(Contact & { mergedInto: string | null }) | null> {
    const [row] = await tx.query<(Row & { merged_into: string | null })[]>(
      `select ${COLUMNS}, contact.merged_into from contact where id = $1 and erased_at is null for update`,
      [id],
    );
    return row ? { ...toContact(row), mergedInto: row.merged_into } : null;
  }

  /** Whose number this is. Of several the one changed last: the others are probably outdated. */
  async byPhone(tx: Transaction, number: string): Promise<Pick<Contact, 'id' | 'firstName' | 'lastName'> | null> {
    const [row] = await runPrepared<Row>(tx, BY_PHONE, [number]);
    return row ? cardOf(row) : null;
  }

  /** Everybody who has this number, in the order in which they may be locked. */
  async idsByPhone(tx: Transaction, number: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      'select id from contact where phones @> array[$1] and merged_into is null and erased_at is null order by id',
      [number],
    );
    return rows.map(({ id }) => id);
  }

  async card(tx: Transaction, id: string): Promise<Pick<Contact, 'id' | 'firstName' | 'lastName'> | null> {
    const [row] = await tx.query<Row[]>(`select ${COLUMNS} from contact where id = golden_contact($1)`, [id]);
    return row ? cardOf(row) : null;
  }

  async insert(tx: Transaction, id: string, contact: ContactValues & ContactTraits, at: number): Promise<void> {
    await tx.query(
      `insert into contact (id, first_name, last_name, company, phones, emails, note, fields, match_keys, search_text, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, to_timestamp($11 / 1000.0), to_timestamp($11 / 1000.0))`,
      [id, ...valuesOf(contact), at],
    );
  }

  /** False: somebody else changed it since `version`. */
  async update(
    tx: Transaction,
    id: string,
    contact: ContactValues & ContactTraits & { version: number },
    at: number,
  ): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update contact set first_name = $3, last_name = $4, company = $5, phones = $6, emails = $7, note = $8, fields = $9, match_keys = $10,
         search_text = $11, updated_at = to_timestamp($12 / 1000.0), version = version + 1
       where id = $1 and version = $2 and merged_into is null returning id`,
      [id, contact.version, ...valuesOf(contact), at],
    );
    return rows.length > 0;
  }
}

const valuesOf = (contact: ContactValues & ContactTraits): unknown[] => [
  contact.firstName,
  contact.lastName,
  contact.company,
  contact.phones,
  contact.emails,
  contact.note,
  JSON.stringify(contact.fields),
  contact.matchKeys,
  contact.searchText,
];

const cardOf = ({ id, first_name, last_name }: Row) => ({ id, firstName: first_name, lastName: last_name });

function toContact(row: Row): Contact {
  return {
    id: row.id,
    firstName: row.first_name,
    lastName: row.last_name,
    company: row.company,
    phones: row.phones,
    emails: row.emails,
    note: row.note,
    fields: row.fields,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  };
}
