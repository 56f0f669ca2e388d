import { Injectable } from '@nestjs/common';
import type { CampaignRecord, FieldValues, Page, RecordListQuery, RecordSourceKind } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

/** A record as it is stored. */
export interface RecordRow {
  readonly id: string;
  readonly contactId: string;
  readonly campaignId: string;
  readonly sourceId: string;
  readonly externalKey: string | null;
  readonly priority: number;
  readonly privateTo: string | null;
  /** ISO instants. */
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  readonly fields: FieldValues;
}

export interface RecordSource {
  readonly id: string;
  readonly campaignId: string | null;
  readonly kind: RecordSourceKind;
  readonly name: string;
}

interface Shown {
  readonly id: string;
  readonly contact_id: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly company: string;
  readonly phones: string[];
  readonly campaign_id: string;
  readonly source_id: string;
  readonly source_kind: RecordSourceKind;
  readonly source_name: string;
  readonly external_key: string | null;
  readonly priority: number;
  readonly private_to: string | null;
  readonly not_before: Date | null;
  readonly not_after: Date | null;
  readonly fields: FieldValues;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly version: number;
}

const COLUMNS = `r.id, r.contact_id, k.first_name, k.last_name, k.company, k.phones, r.campaign_id, r.source_id, s.kind as source_kind,
  s.name as source_name, r.external_key, r.priority, r.private_to, r.not_before, r.not_after, r.fields, r.created_at, r.updated_at, r.version`;
const SOURCE = 'record r join contact k on k.id = r.contact_id join record_source s on s.id = r.source_id';

const SORTING = {
  columns: { createdAt: { sql: 'r.id', type: 'uuid' } },
  default: 'createdAt',
  id: { sql: 'r.id', type: 'uuid' },
} as const;

/** Records of campaigns. Their ids grow with time, so the order of ids is the order of arrival. */
@Injectable()
export class RecordStore {
  constructor(private readonly database: Database) {}

  /** Records of these campaigns only. */
  async page(
    query: Omit<RecordListQuery, 'sort'> & { sort?: string | undefined },
    names: ReadonlyMap<string, string>,
  ): Promise<Page<CampaignRecord>> {
    const where: string[] = [];
    const parameters: unknown[] = [];
    const add = (value: unknown, condition: (at: string) => string) => {
      if (value !== undefined) where.push(condition(`$${parameters.push(value)}`));
    };
    add([...names.keys()], (at) => `r.campaign_id = any(${at}::uuid[])`);
    add(query.campaignId, (at) => `r.campaign_id = ${at}`);
    add(query.contactId, (at) => `r.contact_id = ${at}`);
    add(query.sourceId, (at) => `r.source_id = any(${at}::uuid[])`);
    if (query.search) add(containsPattern(query.search), (at) => `contact_text(k) like searchable(${at})`);
    const sql = { select: COLUMNS, from: SOURCE, where, parameters };
    const page = await keysetSqlPage<Shown>(this.database.read, sql, { sorting: SORTING, ...query });
    return { items: page.items.map((row) => toRecord(row, names)), next: page.next };
  }

  /** Null also when it is of none of these campaigns. */
  async show(tx: Transaction, id: string, names: ReadonlyMap<string, string>): Promise<CampaignRecord | null> {
    const [row] = await tx.query<Shown[]>(`select ${COLUMNS} from ${SOURCE} where r.id = $1`, [id]);
    return row && names.has(row.campaign_id) ? toRecord(row, names) : null;
  }

  /** Locked until the transaction ends. */
  async find(tx: Transaction, id: string): Promise<(RecordRow & { version: number }) | null> {
    const [row] = await tx.query<(RecordRow & { version: number })[]>(
      `select id, contact_id as "contactId", campaign_id as "campaignId", source_id as "sourceId", external_key as "externalKey", priority,
         private_to as "privateTo", not_before as "notBefore", not_after as "notAfter", fields, version
       from record where id = $1 for update`,
      [id],
    );
    return row ? { ...row, notBefore: iso(row.notBefore), notAfter: iso(row.notAfter) } : null;
  }

  async addSource(tx: Transaction, source: RecordSource, at: Instant): Promise<void> {
    await tx.query(
      `insert into record_source (id, campaign_id, kind, name, created_at) values ($1, $2, $3, $4, to_timestamp($5 / 1000.0))
       on conflict (id) do nothing`,
      [source.id, source.campaignId, source.kind, source.name, at],
    );
  }

  async insert(tx: Transaction, records: readonly RecordRow[], at: Instant): Promise<void> {
    await tx.query(
      `insert into record (id, contact_id, campaign_id, source_id, external_key, priority, private_to, not_before, not_after, fields,
         created_at, updated_at)
       select r.id, r."contactId", r."campaignId", r."sourceId", r."externalKey", r.priority, r."privateTo", r."notBefore", r."notAfter",
         r.fields, to_timestamp($2 / 1000.0), to_timestamp($2 / 1000.0)
       from jsonb_to_recordset($1::jsonb) as r(id uuid, "contactId" uuid, "campaignId" uuid, "sourceId" uuid, "externalKey" text,
         priority integer, "privateTo" uuid, "notBefore" timestamptz, "notAfter" timestamptz, fields jsonb)`,
      [JSON.stringify(records), at],
    );
  }

  /** False: somebody else changed it since `version`. */
  async update(tx: Transaction, record: RecordRow, version: number, at: Instant): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update record set contact_id = $3, external_key = $4, priority = $5, private_to = $6, not_before = $7, not_after = $8, fields = $9,
         updated_at = to_timestamp($10 / 1000.0), version = version + 1
       where id = $1 and version = $2 returning id`,
      [
        record.id,
        version,
        record.contactId,
        record.externalKey,
        record.priority,
        record.privateTo,
        record.notBefore,
        record.notAfter,
        JSON.stringify(record.fields),
        at,
      ],
    );
    return rows.length > 0;
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from record where id = $1', [id]);
  }
}

const iso = (value: Date | string | null): string | null => (value === null ? null : new Date(value).toISOString());

function toRecord(row: Shown, names: ReadonlyMap<string, string>): CampaignRecord {
  const { id, priority, fields, version } = row;
  return {
    id,
    contact: {
      id: row.contact_id,
      firstName: row.first_name,
      lastName: row.last_name,
      company: row.company,
      phones: row.phones,
    },
    campaign: { id: row.campaign_id, name: names.get(row.campaign_id) ?? null },
    source: { id: row.source_id, kind: row.source_kind, name: row.source_name },
    externalKey: row.external_key,
    priority,
    privateTo: row.private_to,
    notBefore: iso(row.not_before),
    notAfter: iso(row.not_after),
    fields,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    version,
  };
}
