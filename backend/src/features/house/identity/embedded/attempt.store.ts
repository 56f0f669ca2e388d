import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { afterFailure, isLocked, type Attempts, type LockOutRule } from '../domain/lock-out';

interface AttemptRow {
  readonly failures: number;
  readonly last_failure_at: Date;
  readonly locked_until: Date | null;
}

/** What is counted: a login as typed, or an address. Kept as a digest: people type passwords into the wrong field. */
export interface Counted {
  readonly kind: 'login' | 'address';
  readonly value: string;
}

/** Failed sign-ins, counted alike for logins that exist and for those that do not: nothing tells them apart. */
@Injectable()
export class AttemptStore {
  constructor(private readonly database: Database) {}

  async locked(counted: readonly Counted[], now: Instant): Promise<boolean> {
    const rows = await this.database.read.query<AttemptRow[]>('select * from idp_attempt where key = any($1)', [
      counted.map(keyOf),
    ]);
    return rows.some((row) => isLocked(attemptsOf(row), now));
  }

  /** Counts a failure; true when it has just locked. */
  async failed(tx: Transaction, counted: Counted, rule: LockOutRule, now: Instant): Promise<boolean> {
    const key = keyOf(counted);
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
    const [row] = await tx.query<AttemptRow[]>('select * from idp_attempt where key = $1', [key]);
    const next = afterFailure(row ? attemptsOf(row) : null, now, rule);
    await tx.query(
      `insert into idp_attempt (key, failures, last_failure_at, locked_until) values ($1, $2, $3, $4)
       on conflict (key) do update set failures = excluded.failures, last_failure_at = excluded.last_failure_at,
         locked_until = excluded.locked_until`,
      [key, next.failures, new Date(next.lastFailureAt), next.lockedUntil === null ? null : new Date(next.lockedUntil)],
    );
    return next.lockedUntil !== null;
  }

  async forget(tx: Transaction, counted: Counted): Promise<void> {
    await tx.query('delete from idp_attempt where key = $1', [keyOf(counted)]);
  }

  async sweep(tx: Transaction, before: Instant): Promise<void> {
    await tx.query('delete from idp_attempt where last_failure_at < $1', [new Date(before)]);
  }
}

const keyOf = ({ kind, value }: Counted): string => createHash('sha256').update(`${kind} ${value}`).digest('base64url');

const attemptsOf = (row: AttemptRow): Attempts => ({
  failures: row.failures,
  lastFailureAt: row.last_failure_at.getTime(),
  lockedUntil: row.locked_until?.getTime() ?? null,
});
