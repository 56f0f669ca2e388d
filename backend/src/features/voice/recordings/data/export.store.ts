import { Injectable } from '@nestjs/common';
import type { Page, RecordingExport, RecordingExportListQuery } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { keysetSqlPage } from '../../../../platform/http';

interface Row {
  readonly id: string;
  readonly state: RecordingExport['state'];
  readonly asked_by: string;
  readonly person: string;
  readonly asked_at: Date;
  readonly total: number;
  readonly done: number;
  readonly bytes: number | null;
  readonly expires_at: Date | null;
  readonly problem: string | null;
}

const COLUMNS = `e.id, e.state, e.asked_by, e.asked_at, cardinality(e.recording_ids) as total, e.done, e.bytes, e.expires_at, e.problem,
  (select trim(u.first_name || ' ' || u.last_name) from app_user u where u.id = e.asked_by) as person`;
const SORTING = {
  columns: { askedAt: { sql: 'e.asked_at', type: 'timestamptz' } },
  default: '-askedAt',
  id: { sql: 'e.id', type: 'uuid' },
} as const;

export const exportKey = (id: string): string => `exports/recordings/${id}.zip`;

/** Archives that were asked for; each person sees his own. */
@Injectable()
export class ExportStore {
  constructor(private readonly database: Database) {}

  async add(
    tx: Transaction,
    { id, by, at, recordingIds }: { id: string; by: string; at: number; recordingIds: readonly string[] },
  ): Promise<void> {
    await tx.query(
      `insert into recording_export (id, asked_by, asked_at, state, recording_ids) values ($1, $2, to_timestamp($3 / 1000.0), 'waiting', $4)`,
      [id, by, at, recordingIds],
    );
  }

  /** What is to be packed; null: nobody wants it any more. An archive whose process died begins anew. */
  async begin(id: string): Promise<{ recordingIds: string[]; askedBy: string } | null> {
    const [rows] = await this.database.read.query<[{ recordingIds: string[]; askedBy: string }[], number]>(
      `update recording_export set state = 'running', done = 0 where id = $1 and state in ('waiting', 'running')
       returning recording_ids as "recordingIds", asked_by as "askedBy"`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** False: it was cancelled meanwhile. */
  async progress(id: string, done: number): Promise<boolean> {
    const [rows] = await this.database.read.query<[object[], number]>(
      `update recording_export set done = $2 where id = $1 and state = 'running' returning id`,
      [id, done],
    );
    return rows.length > 0;
  }

  /** False: it was cancelled meanwhile. */
  async done(
    tx: Transaction,
    id: string,
    { bytes, expiresAt }: { bytes: number; expiresAt: number },
  ): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update recording_export set state = 'done', bytes = $2, expires_at = to_timestamp($3 / 1000.0)
       where id = $1 and state = 'running' returning id`,
      [id, bytes, expiresAt],
    );
    return rows.length > 0;
  }

  async failed(id: string, problem: string): Promise<void> {
    await this.database.read.query(
      `update recording_export set state = 'failed', problem = $2 where id = $1 and state = 'running'`,
      [id, problem],
    );
  }

  /** False: there was nothing to end. */
  async end(tx: Transaction, id: string, to: 'cancelled' | 'expired'): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update recording_export set state = $2 where id = $1 and state = any($3) returning id`,
      [id, to, to === 'expired' ? ['done'] : ['waiting', 'running']],
    );
    return rows.length > 0;
  }

  async page(of: string, query: RecordingExportListQuery): Promise<Page<RecordingExport>> {
    const sql = { select: COLUMNS, from: 'recording_export e', where: ['e.asked_by = $1'], parameters: [of] };
    const page = await keysetSqlPage<Row>(this.database.read, sql, { sorting: SORTING, ...query });
    return { items: page.items.map(toExport), next: page.next };
  }

  async find(of: string, id: string): Promise<RecordingExport | null> {
    const [row] = await this.database.read.query<Row[]>(
      `select ${COLUMNS} from recording_export e where e.id = $1 and e.asked_by = $2`,
      [id, of],
    );
    return row ? toExport(row) : null;
  }
}

const toExport = (row: Row): RecordingExport => ({
  id: row.id,
  state: row.state,
  askedBy: { id: row.asked_by, name: row.person },
  askedAt: row.asked_at.toISOString(),
  total: row.total,
  done: row.done,
  bytes: row.bytes,
  expiresAt: row.expires_at?.toISOString() ?? null,
  problem: row.problem,
});
