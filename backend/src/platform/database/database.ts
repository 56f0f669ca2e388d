import { Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';

/** What work inside one database transaction is done with. */
export type Transaction = EntityManager;

const attempts = 4;
/** serialization_failure, deadlock_detected: nothing was done, and doing it again is expected of us. */
const retryable = new Set(['40001', '40P01']);

/** Ends a rehearsal. */
class Undone extends Error {}

/** The one way to PostgreSQL: transactions with retry and after-commit callbacks, and reads outside of them. */
@Injectable()
export class Database {
  private readonly callbacks = new WeakMap<QueryRunner, Set<() => void>>();

  constructor(readonly dataSource: DataSource) {}

  /** Reads outside a transaction. */
  get read(): EntityManager {
    return this.dataSource.manager;
  }

  /**
   * Runs `work` in one transaction (READ COMMITTED) and commits it; throwing rolls back. `work` is run again, up to
   * three times, after a serialization failure or a deadlock, so it keeps its effects inside the transaction.
   */
  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(work);
      } catch (error) {
        if (attempt >= attempts || !retryable.has(sqlState(error) ?? '')) throw error;
      }
    }
  }

  /** Does `work` and undoes it: a try of the real thing of which nothing stays. Throws what `work` throws. */
  async rehearse<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const undone: { result?: T } = {};
    try {
      await this.transaction(async (tx) => {
        undone.result = await work(tx);
        throw new Undone();
      });
    } catch (error) {
      if (!(error instanceof Undone)) throw error;
    }
    return undone.result as T;
  }

  /** Calls `callback` after `tx` has been committed, never after a rollback; the same callback is called once. */
  afterCommit(tx: Transaction, callback: () => void): void {
    const runner = runnerOf(tx);
    const kept = this.callbacks.get(runner);
    if (!kept) throw new Error('afterCommit() outside Database.transaction()');
    kept.add(callback);
  }

  private async once<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const callbacks = new Set<() => void>();
    const result = await this.dataSource.transaction(async (tx) => {
      this.callbacks.set(runnerOf(tx), callbacks);
      return work(tx);
    });
    for (const callback of callbacks) callback();
    return result;
  }
}

/** A statement that PostgreSQL parses once per connection: `name` stands for `text`. For hot paths; elsewhere use `tx.query`. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

/** Runs a prepared statement inside `tx`, or on the pool when `manager` has no transaction. */
export async function runPrepared<Row extends object>(
  manager: EntityManager,
  statement: Prepared,
  values: readonly unknown[],
): Promise<Row[]> {
  const query = { name: statement.name, text: statement.text, values: [...values] };
  const runner = manager.queryRunner;
  const client = runner
    ? ((await runner.connect()) as PoolClient)
    : (manager.connection.driver as unknown as { master: Pool }).master;
  return (await client.query<Row>(query)).rows;
}

/** The five-character SQLSTATE of a database error, however deep TypeORM wrapped it. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, driverError } = error as { code?: unknown; driverError?: unknown };
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code;
  return driverError === error ? undefined : sqlState(driverError);
}

/** The constraint that a database error names, however deep TypeORM wrapped it; empty: none. */
export function constraintOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { constraint, driverError } = error as { constraint?: unknown; driverError?: unknown };
  if (typeof constraint === 'string') return constraint;
  return driverError === error ? '' : constraintOf(driverError);
}

/** Thrown by whoever needed something that is away for now; who catches it waits and tries again. */
export class Unavailable extends Error {}

const unavailableStates = /^(08|57P|53|58)/;
const unavailableCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);

/** Whether an error means that something we depend on is away for now, rather than that the request itself is wrong. */
export function isUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if (error instanceof Unavailable) return true;
  const state = sqlState(error);
  if (state !== undefined && unavailableStates.test(state)) return true;
  const { code, syscall, message, cause, name } = error as {
    code?: unknown;
    syscall?: unknown;
    message?: unknown;
    cause?: unknown;
    name?: unknown;
  };
  if (typeof code === 'string' && unavailableCodes.has(code)) return true;
  // A server that is away has no socket.
  if (code === 'ENOENT' && syscall === 'connect') return true;
  if (name === 'MaxRetriesPerRequestError') return true;
  if (
    typeof message === 'string' &&
    /Connection terminated|Connection is closed|timeout exceeded when trying to connect/.test(message)
  ) {
    return true;
  }
  return cause !== undefined && cause !== error && isUnavailable(cause);
}

function runnerOf(tx: Transaction): QueryRunner {
  if (!tx.queryRunner) throw new Error('This needs a transaction');
  return tx.queryRunner;
}
