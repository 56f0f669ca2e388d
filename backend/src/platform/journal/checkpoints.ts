import type { DatabaseSession, Transaction } from '../database';

/** What a subscriber's row says when this process takes its lease. */
export interface Checkpoint {
  readonly name: string;
  readonly position: number;
  readonly attempts: number;
  readonly failingPosition: number | null;
}

interface CheckpointRow {
  readonly name: string;
  readonly position: number;
  readonly attempts: number;
  readonly failing_position: number | null;
}

const takeable = `(s.owner is null or s.owner = $1 or s.lease_until < clock_timestamp()
  or not session_alive(s.owner_pid, s.owner_started))`;

const storeWithinMs = 25;

const storePositions = {
  name: 'journal_subscriber_move',
  text: `update journal_subscriber s
    set position = m.position, moved_at = clock_timestamp(), attempts = 0, failing_position = null, last_error = null
    from unnest($1::text[], $2::bigint[]) as m (name, position)
    where s.name = m.name and s.owner = $3 returning s.name`,
};

/**
 * One row per subscriber: how far it got, and who may run it. The owner keeps its lease by renewing it; another process
 * takes over when the lease has run out (a process that hangs) or the owner's session is gone (a process that died).
 * Every write of a position names the owner, so a process that lost its lease cannot move the checkpoint.
 */
export class Checkpoints {
  private readonly moved = new Map<string, number>();
  private flushing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private sureUntil = -Infinity;
  private sureOn: string | undefined;

  constructor(
    private readonly session: DatabaseSession,
    private readonly leaseMs: number,
    /** Told when a position could not be stored because the lease is someone else's. */
    private readonly lost: (name: string) => void,
  ) {}

  /** Makes the rows of new subscribers. */
  async register(subscribers: readonly { name: string; position: number }[]): Promise<void> {
    await this.session.query(
      `insert into journal_subscriber (name, position)
       select * from unnest($1::text[], $2::bigint[]) on conflict (name) do nothing`,
      [subscribers.map(({ name }) => name), subscribers.map(({ position }) => position)],
    );
  }

  /** Takes every lease among `names` that nobody else holds. */
  async take(names: readonly string[]): Promise<Checkpoint[]> {
    if (names.length === 0) return [];
    const { owner, pid, started } = await this.session.identity();
    const rows = await this.session.query<CheckpointRow>(
      `update journal_subscriber s set owner = $1, owner_pid = $2, owner_started = $3,
         lease_until = clock_timestamp() + make_interval(secs => $4::float8 / 1000)
       where s.name in (select name from journal_subscriber s where name = any($5::text[]) and ${takeable} for update skip locked)
       returning s.name, s.position, s.attempts, s.failing_position`,
      [owner, pid, started, this.leaseMs, names],
    );
    return rows.map(({ failing_position: failingPosition, ...row }) => ({ ...row, failingPosition }));
  }

  /** Keeps the leases of this process; returns the names that it still holds. */
  async renew(): Promise<string[]> {
    const { owner, pid, started } = await this.session.identity();
    const asked = performance.now();
    const rows = await this.session.query<{ name: string }>(
      `update journal_subscriber set owner_pid = $2, owner_started = $3,
         lease_until = clock_timestamp() + make_interval(secs => $4::float8 / 1000)
       where owner = $1 returning name`,
      [owner, pid, started, this.leaseMs],
    );
    this.sureUntil = asked + this.leaseMs;
    this.sureOn = `${pid} ${started}`;
    return rows.map(({ name }) => name);
  }

  /** False when a lease may have become another process's since it was renewed: we were held up, or our session has ended. */
  get sure(): boolean {
    return performance.now() < this.sureUntil && this.session.connection === this.sureOn;
  }

  /** Gives leases back at once, so that another process need not wait for their end. */
  async release(): Promise<void> {
    await this.session.query(
      `update journal_subscriber set owner = null, owner_pid = null, owner_started = null, lease_until = null where owner = $1`,
      [this.session.owner],
    );
  }

  /**
   * Notes how far a subscriber got; stored within `storeWithinMs` together with those of the others. What a crash loses of
   * it is handed over again, which handlers have to bear anyway, and a write for each batch would cost more than the batches.
   * `hurry` false when nothing was handed over on the way: then the next occasion will do.
   */
  move(name: string, position: number, hurry: boolean): void {
    this.moved.set(name, position);
    if (!hurry) return;
    this.timer ??= setTimeout(() => void this.store().catch(() => undefined), storeWithinMs);
  }

  /** Forgets what was noted and not stored: the lease ended, or the position is written another way. */
  forget(name: string): void {
    this.moved.delete(name);
  }

  /** Stores what was noted; rejects when the database does not answer, and then keeps it for the next time. */
  async store(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    while (this.flushing) await this.flushing;
    if (this.moved.size === 0) return;
    this.flushing = this.write().finally(() => (this.flushing = undefined));
    await this.flushing;
  }

  /** Notes a failed attempt on the row, where a query and the next owner find it; `position` is how far it got before. */
  async failed(
    name: string,
    failure: { position: number; through: number; attempts: number; error: string },
  ): Promise<void> {
    this.forget(name);
    await this.session.query(
      `update journal_subscriber set position = $3, attempts = $4, failing_position = $5, last_error = $6
       where name = $1 and owner = $2`,
      [name, this.session.owner, failure.position, failure.attempts, failure.through, failure.error],
    );
  }

  /** Puts an event aside for good and moves past it, in one transaction; false when the lease is no longer ours. */
  async bury(tx: Transaction, name: string, position: number, attempts: number, error: string): Promise<boolean> {
    const moved = await tx.query<unknown[]>(
      `with moved as (
         update journal_subscriber set position = $2, moved_at = clock_timestamp(), attempts = 0, failing_position = null, last_error = null
         where name = $1 and owner = $3 returning name
       )
       insert into journal_dead_letter (subscriber, position, attempts, error)
       select name, $2::bigint, $4::integer, $5::text from moved
       on conflict (subscriber, position) do update
         set attempts = journal_dead_letter.attempts + excluded.attempts, error = excluded.error,
             dead_at = clock_timestamp(), retried_at = null
       returning id`,
      [name, position, this.session.owner, attempts, error],
    );
    return moved.length > 0;
  }

  private async write(): Promise<void> {
    const moves = [...this.moved];
    this.moved.clear();
    const values = [moves.map(([name]) => name), moves.map(([, position]) => position), this.session.owner];
    try {
      const rows = await this.session.run<{ name: string }>(storePositions, values);
      const kept = new Set(rows.map(({ name }) => name));
      for (const [name] of moves) if (!kept.has(name)) this.lost(name);
    } catch (error) {
      for (const [name, position] of moves) if (!this.moved.has(name)) this.moved.set(name, position);
      throw error;
    }
  }
}
