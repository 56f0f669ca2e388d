import { Injectable } from '@nestjs/common';
import { Database } from '../database';
import { Journal } from './journal';
import { Relay } from './relay';
import type { Subscription } from './subscription';

export interface ReplayRange {
  /** Events after this position. */
  readonly from: number;
  /** Up to and including this one; the end of what is final when not said. */
  readonly to?: number;
}

export interface DeadLetter {
  readonly id: number;
  readonly subscriber: string;
  readonly position: number;
  readonly stream: string;
  readonly type: string;
  readonly attempts: number;
  readonly error: string;
  readonly deadAt: Date;
}

const batchSize = 500;

/** Handling history again: dry, beside the live checkpoint, or by setting the checkpoint back; and dead letters. */
@Injectable()
export class Replay {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly relay: Relay,
  ) {}

  /** What a replay would hand over: events by type. Handles nothing. */
  async preview(range: ReplayRange, types?: readonly string[]): Promise<Record<string, number>> {
    const rows = await this.database.read.query<{ type: string; events: number }[]>(
      `select type, count(*) as events from journal
       where position > $1 and position <= coalesce($2::bigint, position) and ($3::text[] is null or type = any($3))
       group by type order by type`,
      [range.from, range.to ?? null, types ?? null],
    );
    return Object.fromEntries(rows.map(({ type, events }) => [type, events]));
  }

  /** Hands a range to a subscriber of this process now, beside its normal work and without moving its checkpoint. */
  async rerun(name: string, range: ReplayRange): Promise<{ handled: number }> {
    const subscription = this.here(name);
    const { types } = subscription;
    const to = Math.min(range.to ?? Infinity, this.relay.settled);
    for (let position = range.from, handled = 0; ;) {
      const page = await this.journal.readFrom(position, { types, limit: batchSize });
      const events = page.filter((event) => event.position <= to);
      if (events.length > 0) await subscription.handle(events);
      handled += events.length;
      if (events.length < batchSize) return { handled };
      position = events.at(-1)?.position ?? to;
    }
  }

  /**
   * Sets a subscriber's checkpoint; whichever process runs it goes on from there within its poll interval. The lease is
   * withdrawn, so a batch that is under way cannot move the checkpoint afterwards.
   */
  async reset(name: string, position: number): Promise<void> {
    const [rows] = await this.database.read.query<[unknown[], number]>(
      `update journal_subscriber set position = $2, owner = null, lease_until = null, attempts = 0, failing_position = null,
         last_error = null where name = $1 returning name`,
      [name, position],
    );
    if (rows.length === 0) throw new Error(`There is no subscriber ${name}`);
    await this.relay.beat();
  }

  /** Events that were put aside and not retried, newest first. */
  deadLetters(limit = 100): Promise<DeadLetter[]> {
    return this.database.read.query<DeadLetter[]>(
      `select d.id, d.subscriber, d.position, j.stream, j.type, d.attempts, d.error, d.dead_at as "deadAt"
       from journal_dead_letter d join journal j using (position)
       where d.retried_at is null order by d.id desc limit $1`,
      [limit],
    );
  }

  /** Hands a dead letter to its subscriber once more; rejects with the handler's error, and the letter stays. */
  async retryDeadLetter(id: number): Promise<void> {
    const [letter] = await this.database.read.query<{ subscriber: string; position: number }[]>(
      'select subscriber, position from journal_dead_letter where id = $1 and retried_at is null',
      [id],
    );
    if (!letter) throw new Error(`There is no dead letter ${id}`);
    const events = await this.journal.readFrom(letter.position - 1, { limit: 1 });
    await this.here(letter.subscriber).handle(events);
    await this.database.read.query('update journal_dead_letter set retried_at = clock_timestamp() where id = $1', [id]);
  }

  private here(name: string): Subscription {
    const subscription = this.relay.subscription(name);
    if (!subscription) throw new Error(`Subscriber ${name} does not run in this process`);
    return subscription;
  }
}
