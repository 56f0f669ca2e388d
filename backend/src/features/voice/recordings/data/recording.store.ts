import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../../../platform/database';

export interface Recording {
  readonly id: string;
  readonly callId: string;
  /** Where the switch writes it, below its directory of recordings. */
  readonly path: string;
  /** Under which the file store keeps it. */
  readonly key: string;
  readonly durationMs: number;
  readonly state: 'recording' | 'stored' | 'lost' | 'deleted';
  readonly participants: readonly string[];
  readonly queueId: string | null;
}

const ONE = `select r.id, r.call_id as "callId", r.path, r.duration_ms as "durationMs", r.state, c.participants, c.queue_id as "queueId",
  to_char(r.started_at at time zone 'UTC', '"recordings/"YYYY/MM/') || r.id || '.wav' as key
  from recording r join call c on c.id = r.call_id`;

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

  async noteDuration(tx: Transaction, id: string, durationMs: number): Promise<void> {
    await tx.query(`update recording set duration_ms = $2 where id = $1`, [id, durationMs]);
  }

  /** False: it was over before. */
  async end(tx: Transaction, id: string, lost: string | null): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update recording set state = $2, reason = $3 where id = $1 and (state = 'recording' or (state = 'lost' and $2 = 'stored')) returning id`,
      [id, lost === null ? 'stored' : 'lost', lost],
    );
    return rows.length > 0;
  }

  /** False: there was nothing stored. */
  async delete(tx: Transaction, id: string): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update recording set state = 'deleted' where id = $1 and state = 'stored' returning id`,
      [id],
    );
    return rows.length > 0;
  }

  /** Of calls with these contacts or numbers. */
  ofPerson(
    tx: Transaction,
    { contactIds, phones }: { readonly contactIds: readonly string[]; readonly phones: readonly string[] },
  ): Promise<{ id: string; callId: string; startedAt: Date; durationMs: number; state: string }[]> {
    return tx.query(
      `select r.id, r.call_id as "callId", r.started_at as "startedAt", r.duration_ms as "durationMs", r.state
       from recording r join call c on c.id = r.call_id
       where c.contact_id = any($1::uuid[]) or c.number = any($2::text[]) order by r.started_at, r.id`,
      [contactIds, phones],
    );
  }

  async openOf(callId: string): Promise<string[]> {
    const rows = await this.database.read.query<{ id: string }[]>(
      `select id from recording where call_id = $1 and state = 'recording'`,
      [callId],
    );
    return rows.map(({ id }) => id);
  }

  async find(id: string): Promise<Recording | null> {
    const [row] = await this.database.read.query<Recording[]>(`${ONE} where r.id = $1`, [id]);
    return row ?? null;
  }
}
