import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../../../platform/database';

export interface Recording {
  readonly id: string;
  readonly callId: string;
  readonly path: string;
  readonly state: 'recording' | 'stored' | 'lost';
  readonly participants: readonly string[];
}

/** One row for each recording that was begun; it ends stored or lost with its reason, never neither. */
@Injectable()
export class RecordingStore {
  constructor(private readonly database: Database) {}

  async begin(
    tx: Transaction,
    { id, callId, path, at }: { id: string; callId: string; path: string; at: number },
  ): Promise<void> {
    await tx.query(
      `insert into recording (id, call_id, path, started_at, duration_ms, state) values ($1, $2, $3, to_timestamp($4 / 1000.0), 0, 'recording') on conflict do nothing`,
      [id, callId, path, at],
    );
  }

  /** False: it was over before. */
  async end(tx: Transaction, id: string, ended: { durationMs: number; lost: string | null }): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update recording set state = $2, reason = $3, duration_ms = $4 where id = $1 and (state = 'recording' or (state = 'lost' and $2 = 'stored')) returning id`,
      [id, ended.lost === null ? 'stored' : 'lost', ended.lost, ended.durationMs],
    );
    return rows.length > 0;
  }

  async openOf(tx: Transaction, callId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `select id from recording where call_id = $1 and state = 'recording'`,
      [callId],
    );
    return rows.map(({ id }) => id);
  }

  async find(id: string): Promise<Recording | null> {
    const [row] = await this.database.read.query<
      { id: string; call_id: string; path: string; state: Recording['state']; participants: string[] }[]
    >(
      'select r.id, r.call_id, r.path, r.state, c.participants from recording r join call c on c.id = r.call_id where r.id = $1',
      [id],
    );
    return row
      ? { id: row.id, callId: row.call_id, path: row.path, state: row.state, participants: row.participants }
      : null;
  }
}
