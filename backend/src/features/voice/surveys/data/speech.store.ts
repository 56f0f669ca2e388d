import { Injectable } from '@nestjs/common';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';

/** What a caller said to one question. */
export interface Speech {
  readonly id: string;
  readonly runId: string;
  readonly questionId: string;
  readonly state: 'recording' | 'kept' | 'too-short' | 'lost' | 'deleted';
  /** Under which the file store keeps it. */
  readonly key: string;
}

/** Spoken answers, one row for each that was begun; it ends kept, thrown away or lost with its reason. */
@Injectable()
export class SpeechStore {
  constructor(private readonly database: Database) {}

  async find(tx: Transaction, id: string): Promise<Speech | null> {
    const [row] = await tx.query<Speech[]>(
      `select id, run_id as "runId", question_id as "questionId", state,
         to_char(said_at at time zone 'UTC', '"surveys/"YYYY/MM/') || id || '.wav' as key from survey_speech where id = $1`,
      [id],
    );
    return row ?? null;
  }

  async begin(
    tx: Transaction,
    { id, runId, questionId }: Pick<Speech, 'id' | 'runId' | 'questionId'>,
    { at, days }: { at: Instant; days: number | null },
  ): Promise<void> {
    await tx.query(
      `insert into survey_speech (id, run_id, question_id, state, said_at, expires_at)
       values ($1, $2, $3, 'recording', to_timestamp($4 / 1000.0), to_timestamp($4 / 1000.0) + make_interval(days => $5))
       on conflict do nothing`,
      [id, runId, questionId, at, days],
    );
  }

  /** False: it was over before. */
  async end(
    tx: Transaction,
    id: string,
    { state, reason, durationMs }: { state: Speech['state']; reason: string | null; durationMs: number },
  ): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update survey_speech set state = $2, reason = $3, duration_ms = $4 where id = $1 and state = 'recording' returning id`,
      [id, state, reason, durationMs],
    );
    return rows.length > 0;
  }

  /** False: there was nothing kept. */
  async delete(tx: Transaction, id: string): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update survey_speech set state = 'deleted' where id = $1 and state = 'kept' returning id`,
      [id],
    );
    return rows.length > 0;
  }

  openOf(runId: string): Promise<string[]> {
    return this.ids(`run_id = $1 and state = 'recording'`, runId);
  }

  expired(now: Instant): Promise<string[]> {
    return this.ids(`state = 'kept' and expires_at <= to_timestamp($1 / 1000.0)`, now);
  }

  private async ids(where: string, parameter: unknown): Promise<string[]> {
    const rows = await this.database.read.query<{ id: string }[]>(`select id from survey_speech where ${where}`, [
      parameter,
    ]);
    return rows.map(({ id }) => id);
  }
}
