import { Injectable } from '@nestjs/common';
import type { BlacklistDirection, BlacklistEntry, BlacklistHit, BlacklistListQuery, Page } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, runPrepared, type Prepared, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';
import { keyOf } from '../domain/pattern';

interface Row {
  readonly id: string;
  readonly kind: BlacklistEntry['kind'];
  readonly value: string;
  readonly direction: BlacklistDirection;
  readonly campaign_ids: string[];
  readonly reason: string;
  readonly expires_at: Date | null;
  readonly added_by: string;
  readonly added_by_name: string | null;
  readonly added_at: Date;
  readonly version: number;
}

/** What is stored of an entry. */
export type EntryFields = Pick<BlacklistEntry, 'kind' | 'value' | 'direction' | 'campaignIds' | 'reason' | 'expiresAt'>;

const COLUMNS = `e.id, e.kind, e.value, e.direction, e.campaign_ids, e.reason, e.expires_at, e.added_by, e.added_at, e.version,
  u.first_name || ' ' || u.last_name as added_by_name`;
const SOURCE = 'blacklist_entry e left join app_user u on u.id::text = e.added_by';

const HITS: Prepared = {
  name: 'blacklist_hits',
  text: `
    select id as "entryId", kind, value, reason, campaign_ids as "campaignIds" from blacklist_entry
    where key = any($1::text[]) and direction in ($2, 'both')
      and (expires_at is null or expires_at > to_timestamp($3 / 1000.0))`,
};

const SORTING = {
  columns: {
    value: { sql: 'e.value', type: 'text' },
    addedAt: { sql: 'e.added_at', type: 'timestamptz' },
    expiresAt: { sql: 'e.expires_at', type: 'timestamptz', nullable: true },
  },
  default: '-addedAt',
  id: { sql: 'e.id', type: 'uuid' },
} as const;

/** The entries; a number is looked up by all its keys (itself, its beginnings, its classes) in one indexed query. */
@Injectable()
export class BlacklistStore {
  constructor(private readonly database: Database) {}

  async page(query: Omit<BlacklistListQuery, 'sort'> & { sort?: string | undefined }): Promise<Page<BlacklistEntry>> {
    const where: string[] = [];
    const parameters: unknown[] = [];
    if (query.search)
      where.push(
        `searchable(e.value || ' ' || e.reason) like searchable($${parameters.push(containsPattern(query.search))})`,
      );
    if (query.kind?.length) where.push(`e.kind = any($${parameters.push(query.kind)}::text[])`);
    if (query.direction?.length) where.push(`e.direction = any($${parameters.push(query.direction)}::text[])`);
    if (query.campaignId?.length) where.push(`e.campaign_ids && $${parameters.push(query.campaignId)}::uuid[]`);
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: SOURCE, where, parameters },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toEntry), next: page.next };
  }

  async find(tx: Transaction, id: string): Promise<BlacklistEntry | null> {
    const [row] = await tx.query<Row[]>(`select ${COLUMNS} from ${SOURCE} where e.id = $1`, [id]);
    return row ? toEntry(row) : null;
  }

  /** Entries that forbid a call of this direction now, in their campaigns. */
  async hits(
    tx: Transaction,
    keys: readonly string[],
    of: { direction: 'inbound' | 'outbound'; at: Instant },
  ): Promise<BlacklistHit[]> {
    return runPrepared<BlacklistHit>(tx, HITS, [keys, of.direction, of.at]);
  }

  /** The ids that were new: what is there already stays as it is. */
  async insert(
    tx: Transaction,
    entries: readonly (EntryFields & { readonly id: string })[],
    added: { by: string; at: Instant },
  ): Promise<ReadonlySet<string>> {
    const rows = entries.map((entry) => ({ ...entry, key: keyOf(entry) }));
    const made = await tx.query<{ id: string }[]>(
      `insert into blacklist_entry (id, kind, value, key, direction, campaign_ids, reason, expires_at, added_by, added_at)
       select r.id, r.kind, r.value, r.key, r.direction, r."campaignIds", r.reason, r."expiresAt", $2, to_timestamp($3 / 1000.0)
       from jsonb_to_recordset($1::jsonb) as r(id uuid, kind text, value text, key text, direction text, "campaignIds" uuid[], reason text, "expiresAt" timestamptz)
       on conflict do nothing returning id`,
      [JSON.stringify(rows), added.by, added.at],
    );
    return new Set(made.map(({ id }) => id));
  }

  async update(tx: Transaction, id: string, entry: EntryFields, version: number): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update blacklist_entry set kind = $3, value = $4, key = $5, direction = $6, campaign_ids = $7, reason = $8, expires_at = $9, version = version + 1
       where id = $1 and version = $2 returning id`,
      [
        id,
        version,
        entry.kind,
        entry.value,
        keyOf(entry),
        entry.direction,
        entry.campaignIds,
        entry.reason,
        entry.expiresAt,
      ],
    );
    return rows.length > 0;
  }

  async remove(tx: Transaction, id: string): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>('delete from blacklist_entry where id = $1 returning id', [id]);
    return rows.length > 0;
  }
}

function toEntry(row: Row): BlacklistEntry {
  return {
    id: row.id,
    kind: row.kind,
    value: row.value,
    direction: row.direction,
    campaignIds: row.campaign_ids,
    reason: row.reason,
    expiresAt: row.expires_at?.toISOString() ?? null,
    addedBy: { id: row.added_by, name: row.added_by_name },
    addedAt: row.added_at.toISOString(),
    version: row.version,
  };
}
