import { Injectable } from '@nestjs/common';
import type {
  ContactImport,
  ImportListQuery,
  ImportPlan,
  ImportRowError,
  ImportState,
  Page,
  SavedMapping,
  SaveMapping,
} from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { keysetSqlPage } from '../../../../platform/http';
import type { TableFacts } from './table-file';

export interface ImportRow {
  readonly id: string;
  readonly fileKey: string;
  readonly fileName: string;
  readonly kind: ContactImport['kind'];
  readonly encoding: ContactImport['encoding'];
  readonly separator: string;
  readonly headings: string[];
  readonly samples: string[][];
  readonly rows: number;
  readonly campaignId: string | null;
  readonly mapping: ContactImport['mapping'];
  readonly onKnown: ContactImport['onKnown'];
  readonly state: ImportState;
  readonly done: number;
  readonly version: number;
  readonly createdBy: string;
}

/** What one batch adds to an import's counts. */
export interface ImportCounts {
  readonly done: number;
  readonly added: number;
  readonly joined: number;
  readonly review: number;
  readonly skipped: number;
  readonly refused: number;
  readonly records: number;
}

interface Shown extends Omit<ContactImport, 'campaign' | 'createdAt' | 'startedAt' | 'endedAt'> {
  readonly campaignId: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

const ROW = `id, file_key as "fileKey", file_name as "fileName", kind, encoding, separator, headings, samples, rows, campaign_id as "campaignId",
  mapping, options ->> 'onKnown' as "onKnown", state, done, version, created_by as "createdBy"`;

const SHOWN = `i.id, i.file_name as "fileName", i.kind, i.encoding, i.separator, i.headings, i.rows, i.campaign_id as "campaignId", i.mapping,
  i.options ->> 'onKnown' as "onKnown", i.state, i.done, i.added, i.joined, i.review, i.skipped, i.refused, i.records, i.error,
  i.created_at as "createdAt", i.started_at as "startedAt", i.ended_at as "endedAt", i.version,
  jsonb_build_object('id', i.created_by, 'name', (select u.first_name || ' ' || u.last_name from app_user u where u.id::text = i.created_by))
    as "createdBy"`;

const SORTING = {
  columns: { createdAt: { sql: 'i.created_at', type: 'timestamptz' } },
  default: '-createdAt',
  id: { sql: 'i.id', type: 'uuid' },
} as const;
const BY_LINE = {
  columns: { line: { sql: 'e.line', type: 'integer' } },
  default: 'line',
  id: { sql: 'e.field', type: 'text' },
} as const;

/** Imports, how far they are, and the rows that they refused. */
@Injectable()
export class ImportStore {
  constructor(private readonly database: Database) {}

  async insert(
    tx: Transaction,
    given: { id: string; fileKey: string; fileName: string; facts: TableFacts; plan: ImportPlan },
    by: { id: string; at: Instant },
  ): Promise<void> {
    const { id, fileKey, fileName, facts, plan } = given;
    await tx.query(
      `insert into contact_import (id, file_key, file_name, kind, encoding, separator, headings, samples, rows, campaign_id, mapping, options,
         state, created_at, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'uploaded', to_timestamp($13 / 1000.0), $14)`,
      [
        id,
        fileKey,
        fileName,
        facts.kind,
        facts.encoding,
        facts.separator,
        facts.headings,
        JSON.stringify(facts.samples),
        facts.rows,
        plan.campaignId,
        JSON.stringify(plan.mapping),
        JSON.stringify({ onKnown: plan.onKnown }),
        by.at,
        by.id,
      ],
    );
  }

  async find(tx: Transaction, id: string): Promise<ImportRow | null> {
    const [row] = await tx.query<ImportRow[]>(`select ${ROW} from contact_import where id = $1`, [id]);
    return row ?? null;
  }

  async lock(tx: Transaction, id: string): Promise<ImportRow | null> {
    const [row] = await tx.query<ImportRow[]>(`select ${ROW} from contact_import where id = $1 for update`, [id]);
    return row ?? null;
  }

  async plan(tx: Transaction, id: string, plan: ImportPlan): Promise<void> {
    await tx.query(
      'update contact_import set mapping = $2, options = $3, campaign_id = $4, version = version + 1 where id = $1',
      [id, JSON.stringify(plan.mapping), JSON.stringify({ onKnown: plan.onKnown }), plan.campaignId],
    );
  }

  async move(tx: Transaction, id: string, state: ImportState, at: Instant, error: string | null = null): Promise<void> {
    await tx.query(
      `update contact_import set state = $2, error = $4, version = version + 1,
         started_at = case when $2 = 'running' then to_timestamp($3 / 1000.0) else started_at end,
         ended_at = case when $2 in ('done', 'cancelled', 'failed', 'undone') then to_timestamp($3 / 1000.0) else ended_at end
       where id = $1`,
      [id, state, at, error],
    );
  }

  async dropSamples(id: string): Promise<void> {
    await this.database.read.query(`update contact_import set samples = '[]' where id = $1`, [id]);
  }

  async count(tx: Transaction, id: string, counts: ImportCounts): Promise<void> {
    await tx.query(
      `update contact_import set done = done + $2, added = added + $3, joined = joined + $4, review = review + $5, skipped = skipped + $6,
         refused = refused + $7, records = records + $8 where id = $1`,
      [id, counts.done, counts.added, counts.joined, counts.review, counts.skipped, counts.refused, counts.records],
    );
  }

  async addErrors(tx: Transaction, id: string, errors: readonly ImportRowError[]): Promise<void> {
    if (errors.length === 0) return;
    await tx.query(
      `insert into contact_import_error (import_id, line, field, rule, value, cells)
       select $1, r.line, r.field, r.rule, r.value, r.cells
       from jsonb_to_recordset($2::jsonb) as r(line integer, field text, rule text, value text, cells text[])
       on conflict do nothing`,
      [id, JSON.stringify(errors)],
    );
  }

  /** Which of these contacts and keys the campaign has already. */
  async inCampaign(
    tx: Transaction,
    campaignId: string,
    { contactIds, keys }: { contactIds: readonly string[]; keys: readonly string[] },
  ): Promise<{ contacts: Set<string>; keys: Set<string> }> {
    const rows = await tx.query<{ contactId: string; key: string | null }[]>(
      `select contact_id as "contactId", external_key as key from record
       where campaign_id = $1 and (contact_id = any($2::uuid[]) or external_key = any($3::text[]))`,
      [campaignId, contactIds, keys],
    );
    return {
      contacts: new Set(rows.map(({ contactId }) => contactId)),
      keys: new Set(rows.flatMap(({ key }) => (key === null ? [] : [key]))),
    };
  }

  async page(query: ImportListQuery, names: ReadonlyMap<string, string>): Promise<Page<ContactImport>> {
    const page = await keysetSqlPage<Shown>(
      this.database.read,
      { select: SHOWN, from: 'contact_import i' },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map((row) => toImport(row, names)), next: page.next };
  }

  async show(ids: readonly string[], names: ReadonlyMap<string, string>): Promise<ContactImport[]> {
    const rows = await this.database.read.query<Shown[]>(
      `select ${SHOWN} from contact_import i where i.id = any($1::uuid[])`,
      [ids],
    );
    return rows.map((row) => toImport(row, names));
  }

  errors(id: string, query: ImportListQuery): Promise<Page<ImportRowError>> {
    const sql = {
      select: 'e.line, e.field, e.rule, e.value, e.cells',
      from: 'contact_import_error e',
      where: ['e.import_id = $1'],
      parameters: [id],
    };
    return keysetSqlPage<ImportRowError>(this.database.read, sql, { sorting: BY_LINE, ...query });
  }

  async mappings(tx: Transaction): Promise<SavedMapping[]> {
    const rows = await tx.query<(Omit<SavedMapping, 'savedAt'> & { savedAt: Date })[]>(
      'select id, name, headings, mapping, saved_at as "savedAt" from contact_import_mapping order by lower(name)',
    );
    return rows.map((row) => ({ ...row, savedAt: row.savedAt.toISOString() }));
  }

  /** A name that is there gets the new mapping. */
  async saveMapping(tx: Transaction, id: string, given: SaveMapping, at: Instant): Promise<void> {
    await tx.query(
      `insert into contact_import_mapping (id, name, headings, mapping, options, saved_at)
       values ($1, $2, $3, $4, '{}', to_timestamp($5 / 1000.0))
       on conflict (lower(name)) do update set headings = excluded.headings, mapping = excluded.mapping, saved_at = excluded.saved_at`,
      [id, given.name, given.headings, JSON.stringify(given.mapping), at],
    );
  }

  async removeMapping(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from contact_import_mapping where id = $1', [id]);
  }
}

function toImport(
  { campaignId, createdAt, startedAt, endedAt, ...row }: Shown,
  names: ReadonlyMap<string, string>,
): ContactImport {
  return {
    ...row,
    campaign: campaignId === null ? null : { id: campaignId, name: names.get(campaignId) ?? null },
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}
