import { Injectable } from '@nestjs/common';
import { flowDocumentSchema, type FlowDocument, type FlowVersion, type FlowVersionDetail, type Page } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { keysetSqlPage } from '../../../../platform/http';

interface Row {
  readonly number: number;
  readonly note: string;
  readonly published_at: Date;
  readonly published_by: string | null;
  readonly publisher: string | null;
  readonly live: boolean;
}

const COLUMNS = `v.number, v.note, v.published_at, v.published_by, u.first_name || ' ' || u.last_name as publisher,
  v.number = f.live_version is true as live`;
const FROM = `ivr_flow_version v join ivr_flow f on f.id = v.flow_id left join app_user u on u.id = v.published_by`;
const SORTING = {
  columns: { number: { sql: 'v.number', type: 'integer' } },
  default: '-number',
  id: { sql: 'v.number', type: 'integer' },
} as const;

export interface LiveFlow<Document = FlowDocument> {
  readonly flowId: string;
  readonly number: number;
  readonly document: Document;
}

/** Published versions: written once, read for ever. */
@Injectable()
export class FlowVersionStore {
  private readonly documents = new Map<string, FlowDocument>();

  constructor(private readonly database: Database) {}

  async page(flowId: string, query: { limit: number; after?: string | undefined }): Promise<Page<FlowVersion>> {
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: FROM, where: ['v.flow_id = $1'], parameters: [flowId] },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toVersion), next: page.next };
  }

  async find(tx: Transaction, flowId: string, number: number): Promise<FlowVersionDetail | null> {
    const [row] = await tx.query<Row[]>(`select ${COLUMNS} from ${FROM} where v.flow_id = $1 and v.number = $2`, [
      flowId,
      number,
    ]);
    const document = row && (await this.document(tx, flowId, number));
    return document ? { ...toVersion(row), document } : null;
  }

  /** A version never changes, so it is read once by each process. */
  async document(tx: Transaction, flowId: string, number: number): Promise<FlowDocument | null> {
    const key = `${flowId}@${number}`;
    const known = this.documents.get(key);
    if (known) return known;
    const [row] = await tx.query<{ document: unknown }[]>(
      'select document from ivr_flow_version where flow_id = $1 and number = $2',
      [flowId, number],
    );
    if (!row) return null;
    const document = flowDocumentSchema.parse(row.document);
    this.documents.set(key, document);
    return document;
  }

  /** What new calls would take now; flows that were never published are absent. */
  async live(tx: Transaction, flowIds: readonly string[]): Promise<LiveFlow[]> {
    const rows = await tx.query<{ id: string; live_version: number }[]>(
      'select id, live_version from ivr_flow where id = any($1) and live_version is not null',
      [flowIds],
    );
    const found: LiveFlow[] = [];
    for (const { id, live_version: number } of rows) {
      const document = await this.document(tx, id, number);
      if (document) found.push({ flowId: id, number, document });
    }
    return found;
  }

  async existing(tx: Transaction, flowIds: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>('select id from ivr_flow where id = any($1)', [flowIds]);
    return rows.map(({ id }) => id);
  }

  async publish(
    tx: Transaction,
    flowId: string,
    version: { document: FlowDocument; note: string; at: number; by: string | null },
  ): Promise<number> {
    const [row] = await tx.query<{ number: number }[]>(
      `insert into ivr_flow_version (flow_id, number, document, note, published_at, published_by)
       select $1, coalesce(max(number), 0) + 1, $2, $3, $4, (select id from app_user where id = $5)
       from ivr_flow_version where flow_id = $1 returning number`,
      [flowId, JSON.stringify(version.document), version.note, new Date(version.at), version.by],
    );
    if (!row) throw new Error('A version was not written');
    await this.setLive(tx, flowId, row.number);
    return row.number;
  }

  async setLive(tx: Transaction, flowId: string, number: number): Promise<void> {
    await tx.query('update ivr_flow set live_version = $2 where id = $1', [flowId, number]);
  }
}

const toVersion = (row: Row): FlowVersion => ({
  number: row.number,
  note: row.note,
  publishedAt: row.published_at.toISOString(),
  publishedBy: row.published_by === null ? null : { id: row.published_by, name: row.publisher ?? '' },
  live: row.live,
});
