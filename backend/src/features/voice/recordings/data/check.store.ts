import { Injectable } from '@nestjs/common';
import type { Page, RecordingCheck, RecordingCheckListQuery, RecordingFinding } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { keysetSqlPage } from '../../../../platform/http';

interface Row extends Omit<RecordingCheck, 'askedBy' | 'askedAt' | 'endedAt'> {
  readonly person: RecordingCheck['askedBy'];
  readonly asked_at: Date;
  readonly ended_at: Date | null;
}

const COLUMNS = `c.id, c.state, c.links, c.sounds, c.findings, c.asked_at, c.ended_at,
  (select jsonb_build_object('id', u.id, 'name', trim(u.first_name || ' ' || u.last_name)) from app_user u where u.id = c.asked_by) as person`;
const SORTING = {
  columns: { askedAt: { sql: 'c.asked_at', type: 'timestamptz' } },
  default: '-askedAt',
  id: { sql: 'c.id', type: 'uuid' },
} as const;

/** Checks that were asked for, with what they found. */
@Injectable()
export class CheckStore {
  constructor(private readonly database: Database) {}

  async add(tx: Transaction, { id, by, at }: { id: string; by: string; at: number }): Promise<void> {
    await tx.query(
      `insert into recording_check (id, asked_by, asked_at, state) values ($1, $2, to_timestamp($3 / 1000.0), 'running')`,
      [id, by, at],
    );
  }

  async end(
    tx: Transaction,
    id: string,
    result: { links: number; sounds: number; findings: readonly RecordingFinding[]; at: number },
  ): Promise<void> {
    await tx.query(
      `update recording_check set state = 'done', links = $2, sounds = $3, findings = $4, ended_at = to_timestamp($5 / 1000.0) where id = $1`,
      [id, result.links, result.sounds, JSON.stringify(result.findings), result.at],
    );
  }

  /** Stored with a hash, and not a word of them in the chain. */
  unproved(limit: number): Promise<{ id: string }[]> {
    return this.database.read.query(
      `select r.id from recording r where r.state = 'stored' and r.sha256 is not null
         and not exists (select from recording_proof p where p.recording_id = r.id) limit $1`,
      [limit],
    );
  }

  async page(query: RecordingCheckListQuery): Promise<Page<RecordingCheck>> {
    const sql = { select: COLUMNS, from: 'recording_check c' };
    const page = await keysetSqlPage<Row>(this.database.read, sql, { sorting: SORTING, ...query });
    return { items: page.items.map(toCheck), next: page.next };
  }

  async find(id: string): Promise<RecordingCheck | null> {
    const [row] = await this.database.read.query<Row[]>(`select ${COLUMNS} from recording_check c where c.id = $1`, [
      id,
    ]);
    return row ? toCheck(row) : null;
  }
}

const toCheck = ({ person, asked_at, ended_at, ...row }: Row): RecordingCheck => ({
  ...row,
  askedBy: person,
  askedAt: asked_at.toISOString(),
  endedAt: ended_at?.toISOString() ?? null,
});
