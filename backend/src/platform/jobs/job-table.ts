import { Injectable } from '@nestjs/common';
import { Database, DatabaseSession, type Transaction } from '../database';
import { storableJson } from '../journal';

export interface JobName {
  readonly queue: string;
  readonly id: string;
}

export interface ClaimedJob {
  readonly payload: unknown;
  readonly attempts: number;
}

export interface QueueCounts {
  readonly queue: string;
  readonly open: number;
  readonly dead: number;
  /** Age of the oldest open job. */
  readonly oldestSeconds: number;
}

/** How long an ended job is remembered, so that its id cannot be enqueued again by a repeated event. */
const REMEMBERED = '14 days';

/** The truth about every job. */
@Injectable()
export class JobTable {
  constructor(
    private readonly database: Database,
    private readonly session: DatabaseSession,
  ) {}

  /** False when a job of this id is known already, in whatever state. */
  async add({ queue, id }: JobName, payload: unknown): Promise<boolean> {
    const rows = await this.read<{ id: string }>(
      'insert into job (queue, id, payload, state) values ($1, $2, $3::jsonb, $4) on conflict do nothing returning id',
      [queue, id, storableJson(payload), 'queued'],
    );
    return rows.length > 0;
  }

  async offered(queue: string, ids: readonly string[]): Promise<void> {
    await this.read('update job set offered_at = clock_timestamp() where queue = $1 and id = any($2)', [queue, ids]);
  }

  /** Begins an attempt, unless the job has ended or another living process is at it. */
  async claim({ queue, id }: JobName): Promise<ClaimedJob | undefined> {
    const { pid, started } = await this.session.identity();
    const [row] = await this.read<ClaimedJob>(
      `with claimed as (
         update job set state = 'running', attempts = attempts + 1, owner_pid = $3, owner_started = $4
         where queue = $1 and id = $2
           and (state = 'queued' or (state = 'running' and not session_alive(owner_pid, owner_started)))
         returning payload, attempts
       ) select * from claimed`,
      [queue, id, pid, started],
    );
    return row;
  }

  /** Ends an attempt. */
  async end({ queue, id }: JobName, state: 'queued' | 'done', error: string | null = null): Promise<void> {
    await this.endIn(this.database.read, { queue, id, state, error });
  }

  /** Ends the last attempt for good, together with what else is told in `tx`. */
  async bury(tx: Transaction, { queue, id }: JobName, error: string): Promise<void> {
    await this.endIn(tx, { queue, id, state: 'dead', error });
  }

  private async endIn(
    tx: Transaction,
    { queue, id, state, error }: JobName & { state: string; error: string | null },
  ): Promise<void> {
    await tx.query(
      `update job set state = $3, error = $4, owner_pid = null, owner_started = null,
         ended_at = case when $3 = 'queued' then null else clock_timestamp() end
       where queue = $1 and id = $2 and state = 'running'`,
      [queue, id, state, error],
    );
  }

  /** Moves a dead job by hand; false when it is not dead. */
  async move(tx: Transaction, { queue, id }: JobName, to: 'queued' | 'discarded'): Promise<boolean> {
    const rows = await tx.query<{ id: string }[]>(
      `with moved as (
         update job set state = $3, attempts = 0, offered_at = null,
           ended_at = case when $3 = 'queued' then null else clock_timestamp() end
         where queue = $1 and id = $2 and state = 'dead' returning id
       ) select * from moved`,
      [queue, id, to],
    );
    return rows.length > 0;
  }

  /** Jobs whose process has ended in the middle of them wait again. */
  async releaseOrphans(): Promise<void> {
    await this.read(
      `update job set state = 'queued', offered_at = null, owner_pid = null, owner_started = null
       where state = 'running' and not session_alive(owner_pid, owner_started)`,
    );
  }

  /** Redis has forgotten everything: all that waits has to be given to it again. */
  async forgetOffers(queues: readonly string[]): Promise<void> {
    await this.read(`update job set offered_at = null where state = 'queued' and queue = any($1)`, [queues]);
  }

  /** The oldest jobs of these queues that Redis was not given (`grace`: leave those alone that are just being given to it). */
  toOffer(queues: readonly string[], { limit, graceMs }: { limit: number; graceMs: number }): Promise<JobName[]> {
    return this.read(
      `select queue, id from job
       where state = 'queued' and offered_at is null and queue = any($1)
         and enqueued_at <= clock_timestamp() - $3 * interval '1 millisecond'
       order by enqueued_at limit $2`,
      [queues, limit, graceMs],
    );
  }

  /** Jobs that were given to Redis long ago and still wait. */
  overdue(queues: readonly string[], { limit, olderMs }: { limit: number; olderMs: number }): Promise<JobName[]> {
    return this.read(
      `select queue, id from job
       where state = 'queued' and queue = any($1) and offered_at < clock_timestamp() - $3 * interval '1 millisecond'
       order by offered_at limit $2`,
      [queues, limit, olderMs],
    );
  }

  counts(): Promise<QueueCounts[]> {
    return this.read(
      `select queue, count(*) filter (where state <> 'dead') as open, count(*) filter (where state = 'dead') as dead,
         coalesce(extract(epoch from clock_timestamp() - min(enqueued_at) filter (where state <> 'dead')), 0)::float8 as "oldestSeconds"
       from job where state in ('queued', 'running', 'dead') group by queue order by queue`,
    );
  }

  async purge(): Promise<void> {
    await this.read(
      `delete from job where state in ('done', 'discarded') and ended_at < clock_timestamp() - interval '${REMEMBERED}'`,
    );
  }

  private async read<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    const answer = await this.database.read.query<Row[]>(sql, parameters);
    return answer;
  }
}
