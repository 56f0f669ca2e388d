import { z } from 'zod';
import type { DocumentVersion, Page } from '#contracts';
import type { EventMeta } from '../../kernel/journal';
import type { Database, Transaction } from '../database';
import { byId, Conditions, containsPattern, keysetSqlPage } from '../http';

/** From an address: a document and the number of one of its versions. */
export const byVersion = byId.extend({ number: z.coerce.number().int().min(1).max(1_000_000) });
export type ByVersion = z.infer<typeof byVersion>;

interface Row {
  readonly number: number;
  readonly note: string;
  readonly published_at: Date;
  readonly published_by: string | null;
  readonly publisher: string | null;
  readonly live: boolean;
}

/** What a list shows of any document. */
export interface DocumentRow {
  readonly id: string;
  readonly name: string;
  readonly live_version: number | null;
  /** The draft is not what is live. */
  readonly changed: boolean;
  readonly updated_at: Date;
  readonly version: number;
}

export const documentItem = ({ id, name, live_version, changed, updated_at, version }: DocumentRow) => ({
  id,
  name,
  liveVersion: live_version,
  changed,
  updatedAt: updated_at.toISOString(),
  version,
});

export interface DocumentListQuery {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly sort?: string | undefined;
  readonly search?: string | undefined;
  readonly published?: boolean | undefined;
}

const LISTING = {
  columns: { name: { sql: 'd.name', type: 'text' }, updatedAt: { sql: 'd.updated_at', type: 'timestamptz' } },
  default: 'name',
  id: { sql: 'd.id', type: 'uuid' },
} as const;

/**
 * Where documents of one kind are: `table` (id, name, draft, draft_version, live_version, updated_at, version) and
 * `<table>_version` (`key`, number, document, note, published_at, published_by), whose rows are written once and never updated.
 */
export interface DocumentTables<Document> {
  readonly table: string;
  readonly key: string;
  parse(stored: unknown): Document;
  /** Further columns of lists; `d` is the document. */
  readonly more?: readonly string[];
}

const COLUMNS = `v.number, v.note, v.published_at, v.published_by, u.first_name || ' ' || u.last_name as publisher,
  v.number = d.live_version is true as live`;
const SORTING = {
  columns: { number: { sql: 'v.number', type: 'integer' } },
  default: '-number',
  id: { sql: 'v.number', type: 'integer' },
} as const;

/** Drafts and published versions of documents of one kind. */
export class DocumentStore<Document> {
  private readonly documents = new Map<string, Document>();
  private readonly from: string;
  private readonly columns: string;

  constructor(
    protected readonly database: Database,
    private readonly tables: DocumentTables<Document>,
  ) {
    const { table, key, more = [] } = tables;
    const changed = `(select v.document from ${table}_version v where v.${key} = d.id and v.number = d.live_version)
      is distinct from d.draft as changed`;
    this.columns = ['d.id', 'd.name', 'd.live_version', 'd.updated_at', 'd.version', changed, ...more].join(', ');
    this.from = `${table}_version v join ${table} d on d.id = v.${key} left join app_user u on u.id = v.published_by`;
  }

  protected listed<Row extends DocumentRow = DocumentRow>(query: DocumentListQuery): Promise<Page<Row>> {
    const { table } = this.tables;
    const conditions = new Conditions();
    const pattern = query.search ? containsPattern(query.search) : undefined;
    conditions.add(pattern, (at) => `searchable(d.name) like searchable(${at})`);
    if (query.published !== undefined)
      conditions.where.push(`d.live_version is ${query.published ? 'not null' : 'null'}`);
    const { where, parameters } = conditions;
    const listing = { select: this.columns, from: `${table} d`, where, parameters };
    return keysetSqlPage<Row>(this.database.read, listing, { sorting: LISTING, ...query });
  }

  protected async drafted<Row extends DocumentRow = DocumentRow>(
    tx: Transaction,
    id: string,
  ): Promise<{ readonly row: Row; readonly draft: Document; readonly draftVersion: number } | null> {
    const [row] = await tx.query<(Row & { draft: unknown; draft_version: number })[]>(
      `select ${this.columns}, d.draft, d.draft_version from ${this.tables.table} d where d.id = $1`,
      [id],
    );
    return row ? { row, draft: this.tables.parse(row.draft), draftVersion: row.draft_version } : null;
  }

  /** Holds the document until the transaction ends: two who publish at once do so one after the other. */
  async lock(tx: Transaction, id: string): Promise<void> {
    await tx.query(`select 1 from ${this.tables.table} where id = $1 for update`, [id]);
  }

  async insert(tx: Transaction, given: { id: string; name: string; draft: Document; at: number }): Promise<void> {
    const { id, name, draft, at } = given;
    await tx.query(`insert into ${this.tables.table} (id, name, draft, updated_at) values ($1, $2, $3, $4)`, [
      id,
      name,
      JSON.stringify(draft),
      new Date(at),
    ]);
  }

  /** False: it was changed meanwhile. */
  async rename(tx: Transaction, id: string, name: string, version: number): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update ${this.tables.table} set name = $3, version = version + 1 where id = $1 and version = $2 returning id`,
      [id, version, name],
    );
    return rows.length > 0;
  }

  /** False: the draft was changed meanwhile. */
  async saveDraft(
    tx: Transaction,
    id: string,
    { document, draftVersion, at }: { document: Document; draftVersion: number; at: number },
  ): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update ${this.tables.table} set draft = $3, draft_version = draft_version + 1, updated_at = $4
       where id = $1 and draft_version = $2 returning id`,
      [id, draftVersion, JSON.stringify(document), new Date(at)],
    );
    return rows.length > 0;
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query(`delete from ${this.tables.table} where id = $1`, [id]);
  }

  async versions(id: string, query: { limit: number; after?: string | undefined }): Promise<Page<DocumentVersion>> {
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: this.from, where: [`v.${this.tables.key} = $1`], parameters: [id] },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toVersion), next: page.next };
  }

  async version(tx: Transaction, id: string, number: number): Promise<DocumentVersion | null> {
    const [row] = await tx.query<Row[]>(
      `select ${COLUMNS} from ${this.from} where v.${this.tables.key} = $1 and v.number = $2`,
      [id, number],
    );
    return row ? toVersion(row) : null;
  }

  /** The number of the live version; null: never published. */
  async liveNumber(tx: Transaction, id: string): Promise<number | null> {
    const [row] = await tx.query<{ live_version: number | null }[]>(
      `select live_version from ${this.tables.table} where id = $1`,
      [id],
    );
    return row?.live_version ?? null;
  }

  /** A version never changes, so it is read once by each process. */
  async document(tx: Transaction, id: string, number: number): Promise<Document | null> {
    const at = `${id}@${number}`;
    const known = this.documents.get(at);
    if (known) return known;
    const [row] = await tx.query<{ document: unknown }[]>(
      `select document from ${this.tables.table}_version where ${this.tables.key} = $1 and number = $2`,
      [id, number],
    );
    if (!row) return null;
    const document = this.tables.parse(row.document);
    this.documents.set(at, document);
    return document;
  }

  /** Every version, newest first: what results name things by. */
  async allOf(tx: Transaction, id: string): Promise<Document[]> {
    const rows = await tx.query<{ number: number }[]>(
      `select number from ${this.tables.table}_version where ${this.tables.key} = $1 order by number desc limit 200`,
      [id],
    );
    const found: Document[] = [];
    for (const { number } of rows) {
      const document = await this.document(tx, id, number);
      if (document) found.push(document);
    }
    return found;
  }

  /** A new version, the live one from now on. */
  async publish(
    tx: Transaction,
    id: string,
    { document, note }: { document: Document; note: string },
    { actor, at }: EventMeta,
  ): Promise<DocumentVersion> {
    const { table, key } = this.tables;
    const by = actor.kind === 'user' ? actor.id : null;
    const [row] = await tx.query<{ number: number }[]>(
      `insert into ${table}_version (${key}, number, document, note, published_at, published_by)
       select $1, coalesce(max(number), 0) + 1, $2, $3, $4, (select id from app_user where id = $5)
       from ${table}_version where ${key} = $1 returning number`,
      [id, JSON.stringify(document), note, new Date(at), by],
    );
    const published = row && (await this.activate(tx, id, row.number));
    if (!published) throw new Error('A version was not written');
    return published;
  }

  /** An earlier version is the live one again; null: there is none of this number. */
  async activate(tx: Transaction, id: string, number: number): Promise<DocumentVersion | null> {
    const version = await this.version(tx, id, number);
    if (!version) return null;
    await tx.query(`update ${this.tables.table} set live_version = $2 where id = $1`, [id, number]);
    return { ...version, live: true };
  }
}

const toVersion = (row: Row): DocumentVersion => ({
  number: row.number,
  note: row.note,
  publishedAt: row.published_at.toISOString(),
  publishedBy: row.published_by === null ? null : { id: row.published_by, name: row.publisher ?? '' },
  live: row.live,
});
