import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../../../platform/database';
import type { Sealed } from './recording-vault';

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
  /** The day (UTC) on which it began. */
  readonly day: string;
  readonly keyDay: string | null;
  readonly iv: Buffer | null;
  readonly sha256: string | null;
  /** Why nobody deletes it. */
  readonly holdReason: string | null;
}

export const RECORDING = `select r.id, r.call_id as "callId", r.path, r.duration_ms as "durationMs", r.state, r.participants, r.queue_id as "queueId",
  recording_key(r.id, r.started_at) as key, (r.started_at at time zone 'UTC')::date::text as day, r.key_day::text as "keyDay", r.iv, r.sha256,
  r.hold_reason as "holdReason" from recording r`;

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

  /** A conversation that was not to be recorded: it stands in the list with its reason, under the id of its call. */
  async skip(tx: Transaction, { callId, at, reason }: { callId: string; at: number; reason: string }): Promise<void> {
    await tx.query(
      `insert into recording (id, call_id, path, started_at, duration_ms, state, reason)
       select $1::uuid, $1::uuid, $1::uuid::text, to_timestamp($2 / 1000.0), 0, 'skipped', $3
       where not exists (select from recording where call_id = $1::uuid) on conflict do nothing`,
      [callId, at, reason],
    );
  }

  /** What was skipped begins after all. */
  async unskip(tx: Transaction, callId: string): Promise<void> {
    await tx.query(`delete from recording where call_id = $1 and state = 'skipped'`, [callId]);
  }

  async noteHold(callId: string): Promise<void> {
    await this.database.read.query(`update recording set held = true where call_id = $1 and not held`, [callId]);
  }

  /** False: it was over before. */
  async stored(tx: Transaction, id: string, { sha256, peaks, keyDay, iv }: Sealed): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update recording set state = 'stored', reason = null, sha256 = $2, peaks = $3, key_day = $4, iv = $5
       where id = $1 and state in ('recording', 'lost') returning id`,
      [id, sha256, peaks, keyDay, iv],
    );
    return rows.length > 0;
  }

  /** False: it was over before. */
  async lost(tx: Transaction, id: string, reason: string): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update recording set state = 'lost', reason = $2 where id = $1 and state = 'recording' returning id`,
      [id, reason],
    );
    return rows.length > 0;
  }

  /** False: there was nothing stored, or it is kept. */
  async delete(tx: Transaction, id: string): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update recording set state = 'deleted', peaks = null where id = $1 and state = 'stored' and hold_reason is null returning id`,
      [id],
    );
    return rows.length > 0;
  }

  /** Kept from now on, or (null) not any more. False: so it was, or there is nothing stored. */
  async hold(tx: Transaction, id: string, reason: string | null): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update recording set hold_reason = $2 where id = $1 and state = 'stored' and (hold_reason is null) = ($2::text is not null) returning id`,
      [id, reason],
    );
    return rows.length > 0;
  }

  /** Older than their queue keeps them; kept ones stay. */
  async expired(now: number, limit: number): Promise<string[]> {
    const rows = await this.database.read.query<{ id: string }[]>(
      `select r.id from queue q join recording r on r.queue_id = q.id
       where q.recording_days is not null and r.started_at < to_timestamp($1 / 1000.0) - q.recording_days * interval '1 day'
         and r.state = 'stored' and r.hold_reason is null order by r.started_at limit $2`,
      [now, limit],
    );
    return rows.map(({ id }) => id);
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
    const [row] = await this.database.read.query<Recording[]>(`${RECORDING} where r.id = $1`, [id]);
    return row ?? null;
  }
}
