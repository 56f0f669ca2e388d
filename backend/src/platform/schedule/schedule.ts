import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Cancel, type Clock, type Instant } from '../../kernel/clock';
import { Database, runPrepared, type Transaction } from '../database';
import { storableJson } from '../journal';

/** A timer as a row: `command` with `payload` is carried out once `due`. */
export interface Timer {
  /** One timer for each key, for example `offer-timeout:<offer id>`; the same key replaces. */
  readonly key: string;
  readonly due: Instant;
  readonly command: string;
  readonly payload: unknown;
}

/** The row as a handler sees it. */
export interface DueTimer {
  readonly key: string;
  readonly command: string;
  /** When it should have been; `clock.now()` may be later. */
  readonly due: Instant;
  /** Failed attempts so far. */
  readonly attempts: number;
}

/** Must be idempotent: a timer is carried out at least once. A rejection is retried with a growing delay, for ever. */
export type TimerHandler = (payload: unknown, timer: DueTimer) => Promise<void>;

const upsert = {
  name: 'schedule_at',
  text: `insert into schedule (key, due, run_at, command, payload) values ($1, $2, $2, $3, $4)
    on conflict (key) do update set due = excluded.due, run_at = excluded.run_at, command = excluded.command,
      payload = excluded.payload, revision = default, attempts = 0, last_error = null,
      owner = null, owner_pid = null, owner_started = null, lease_until = null`,
};
const remove = { name: 'schedule_cancel', text: 'delete from schedule where key = any($1::text[])' };

/** Timers that survive a restart. Set and cancelled inside the transaction that decides; fired by `ScheduleRunner`. */
@Injectable()
export class Schedule {
  readonly handlers = new Map<string, TimerHandler>();
  private readonly listeners = new Set<(due: Instant) => void>();

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Sets the timer `key`, in place of an earlier one of that key. A `due` in the past fires at once. */
  async at(tx: Transaction, { key, due, command, payload }: Timer): Promise<void> {
    if (!Number.isSafeInteger(due)) throw new RangeError(`Timer ${key}: due is no instant: ${due}`);
    await runPrepared(tx, upsert, [key, due, command, storableJson(payload ?? null)]);
    this.database.afterCommit(tx, () => {
      for (const listener of this.listeners) listener(due);
    });
  }

  /** Removes the timers of these keys that there are. A handler that has already begun is not stopped by this. */
  async cancel(tx: Transaction, ...keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await runPrepared(tx, remove, [keys]);
  }

  /** Says who carries out `command`; one handler for each, registered in `onModuleInit`. */
  on(command: string, handler: TimerHandler): void {
    if (this.handlers.has(command)) throw new Error(`Two handlers for the timer command ${command}`);
    this.handlers.set(command, handler);
  }

  /** Calls `listener` with the due time of each timer set by this process, after its commit. */
  onSet(listener: (due: Instant) => void): Cancel {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Timers that have failed and will be tried again: shown to administrators. */
  failing(limit = 100): Promise<(DueTimer & { lastError: string; runAt: Instant })[]> {
    return this.database.read.query(
      `select key, command, due, attempts, last_error as "lastError", run_at as "runAt"
       from schedule where attempts > 0 order by run_at limit $1`,
      [limit],
    );
  }

  /** By how much the oldest due timer is late, in ms; 0 when none is. */
  async lateness(): Promise<number> {
    const now = this.clock.now();
    const [row] = await this.database.read.query<{ late: number }[]>(
      'select coalesce($1::bigint - min(run_at), 0) as late from schedule where run_at < $1::bigint',
      [now],
    );
    return row?.late ?? 0;
  }
}
