import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Instant } from '../../../../kernel/clock';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import type { Transaction } from '../../../../platform/database';
import { storableJson } from '../../../../platform/journal';

/** Whose key it is, and what was asked under it. */
export interface IdempotencyKey {
  readonly owner: string;
  readonly key: string;
  readonly request: unknown;
}

/** How long a repeated request gets the first one's answer. */
const KEPT = '30 days';

/** Answers by `Idempotency-Key`, in the transaction that did the work: a request repeated after a crash is done once. */
@Injectable()
export class IdempotencyStore {
  /** Another request with the key waits until the first one has ended; then it gets its answer. */
  async once<T>(
    tx: Transaction,
    { owner, key, request }: IdempotencyKey,
    at: Instant,
    work: () => Promise<T>,
  ): Promise<Outcome<{ value: T; repeated: boolean }, Refusal<'idempotency-key-reused'>>> {
    const hash = createHash('sha256').update(storableJson(request)).digest('hex');
    await tx.query(`delete from idempotent_request where at < to_timestamp($1 / 1000.0) - interval '${KEPT}'`, [at]);
    const inserted = await tx.query<object[]>(
      `insert into idempotent_request (owner, key, request_hash, at) values ($1, $2, $3, to_timestamp($4 / 1000.0))
       on conflict do nothing returning key`,
      [owner, key, hash, at],
    );
    if (inserted.length === 0) return this.answerOf<T>(tx, { owner, key }, hash);
    const value = await work();
    await tx.query('update idempotent_request set response = $3 where owner = $1 and key = $2', [
      owner,
      key,
      storableJson(value),
    ]);
    return accepted({ value, repeated: false });
  }

  private async answerOf<T>(
    tx: Transaction,
    { owner, key }: { owner: string; key: string },
    hash: string,
  ): Promise<Outcome<{ value: T; repeated: boolean }, Refusal<'idempotency-key-reused'>>> {
    const [row] = await tx.query<{ request_hash: string; response: T }[]>(
      'select request_hash, response from idempotent_request where owner = $1 and key = $2',
      [owner, key],
    );
    if (row?.request_hash !== hash) return refused({ code: 'idempotency-key-reused' });
    return accepted({ value: row.response, repeated: true });
  }
}
