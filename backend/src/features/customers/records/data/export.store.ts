import { Injectable } from '@nestjs/common';
import type { ContactExport, ExportRequest, FieldValues, ImportListQuery, Page } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';
import { ContactRoutingStore, type WrittenRouting } from './contact-routing.store';

/** What was asked for, with the fields that who asked may see: their keys and headings. */
export interface ExportFilter extends ExportRequest {
  readonly fields: readonly ExportField[];
  readonly campaignFields: readonly ExportField[];
}
export interface ExportField {
  readonly key: string;
  readonly label: string;
}

export interface ExportedContact extends Partial<WrittenRouting> {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly note: string;
  readonly fields: FieldValues;
  readonly externalKey: string | null;
  readonly priority: number | null;
  readonly campaignFields: FieldValues | null;
}

interface Row extends Omit<ContactExport, 'campaign' | 'search' | 'createdAt' | 'expiresAt'> {
  readonly filter: ExportFilter;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}

const SHOWN = 'e.id, e.state, e.filter, e.total, e.rows, e.created_at as "createdAt", e.expires_at as "expiresAt"';
const SORTING = {
  columns: { createdAt: { sql: 'e.created_at', type: 'timestamptz' } },
  default: '-createdAt',
  id: { sql: 'e.id', type: 'uuid' },
} as const;
const CONTACT = `k.id, k.first_name as "firstName", k.last_name as "lastName", k.company, k.phones, k.emails, k.note, k.fields,
  r.external_key as "externalKey", r.priority, r.fields as "campaignFields"`;
/** One line a contact; the campaign, or the words, may be missing. */
const WHOM = `contact k left join lateral (
    select * from record where contact_id = k.id and campaign_id = $1 order by id limit 1) r on true
  where k.merged_into is null and k.erased_at is null and ($1::uuid is null or r.id is not null)
    and ($2 = '' or contact_text(k) like searchable($2))`;

export const exportKey = (id: string): string => `exports/contacts/${id}.csv`;

/** Files of contacts that were asked for; each person sees his own. */
@Injectable()
export class ContactExportStore {
  constructor(
    private readonly database: Database,
    private readonly routing: ContactRoutingStore,
  ) {}

  async add(tx: Transaction, id: string, filter: ExportFilter, by: { id: string; at: Instant }): Promise<void> {
    await tx.query(
      `insert into contact_export (id, kind, filter, state, created_at, created_by)
       values ($1, 'csv', $2, 'running', to_timestamp($3 / 1000.0), $4)`,
      [id, JSON.stringify(filter), by.at, by.id],
    );
  }

  /** What is to be written; null: nothing. A file whose process died begins anew. */
  async begin(id: string): Promise<ExportFilter | null> {
    const [found] = await this.database.read.query<{ filter: ExportFilter }[]>(
      `select filter from contact_export where id = $1 and state = 'running'`,
      [id],
    );
    if (!found) return null;
    const { campaignId, search } = found.filter;
    await this.database.read.query(
      `update contact_export set rows = 0, total = (select count(*) from ${WHOM}) where id = $3`,
      [campaignId, search && containsPattern(search), id],
    );
    return found.filter;
  }

  async contacts(
    { campaignId, search }: ExportFilter,
    after: string | null,
    limit: number,
  ): Promise<ExportedContact[]> {
    const { read } = this.database;
    const found = await read.query<ExportedContact[]>(
      `select ${CONTACT} from ${WHOM} and ($3::uuid is null or k.id > $3) order by k.id limit $4`,
      [campaignId, search && containsPattern(search), after, limit],
    );
    const ids = found.map(({ id }) => id);
    const routing = await this.routing.written(read, ids);
    return found.map((contact) => ({ ...contact, ...routing.get(contact.id) }));
  }

  async progress(id: string, rows: number): Promise<void> {
    await this.database.read.query('update contact_export set rows = $2 where id = $1', [id, rows]);
  }

  async end(
    tx: Transaction,
    id: string,
    { state, expiresAt = null }: { state: ContactExport['state']; expiresAt?: Instant | null },
  ): Promise<void> {
    await tx.query(
      `update contact_export set state = $2, expires_at = coalesce(to_timestamp($3 / 1000.0), expires_at) where id = $1`,
      [id, state, expiresAt],
    );
  }

  async page(by: string, query: ImportListQuery, names: ReadonlyMap<string, string>): Promise<Page<ContactExport>> {
    const sql = { select: SHOWN, from: 'contact_export e', where: ['e.created_by = $1'], parameters: [by] };
    const page = await keysetSqlPage<Row>(this.database.read, sql, { sorting: SORTING, ...query });
    return { items: page.items.map((row) => toExport(row, names)), next: page.next };
  }

  async find(by: string, id: string, names: ReadonlyMap<string, string>): Promise<ContactExport | null> {
    const [row] = await this.database.read.query<Row[]>(
      `select ${SHOWN} from contact_export e where e.id = $1 and e.created_by = $2`,
      [id, by],
    );
    return row ? toExport(row, names) : null;
  }
}

const toExport = (
  { filter, createdAt, expiresAt, ...row }: Row,
  names: ReadonlyMap<string, string>,
): ContactExport => ({
  ...row,
  campaign: filter.campaignId === null ? null : { id: filter.campaignId, name: names.get(filter.campaignId) ?? null },
  search: filter.search,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
});
