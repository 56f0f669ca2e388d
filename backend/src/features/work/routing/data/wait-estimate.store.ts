import { Injectable } from '@nestjs/common';
import type { QueueWait } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import type { WaitEstimate } from '../domain/estimate-wait';
import { learnCorrection } from '../domain/wait-correction';

/** How fast a queue goes. */
export interface Pace {
  readonly queueId: string;
  readonly handlingMs: number | null;
  readonly givingUp: number;
  readonly correction: number;
  readonly placeMs: number | null;
}

/** A day of the last so many that shows how good the estimates were. */
const DAYS = 14;
/** The newest of the handling times counts this much: about the last twenty matter. */
const NEWEST = 0.1;
/** What each newer wait leaves of those before: about the last hundred matter. */
const PATIENCE_KEPT = 0.99;

/** What callers were told to expect, what became of it, and what the next estimate is made from. */
@Injectable()
export class WaitEstimateStore {
  constructor(private readonly database: Database) {}

  async paces(tx: Transaction): Promise<Pace[]> {
    return tx.query(
      'select queue_id as "queueId", handling_ms as "handlingMs", coalesce(gave_up / nullif(waited_ms, 0), 0) as "givingUp", correction, place_ms as "placeMs" from queue_pace order by queue_id',
    );
  }

  async pace(tx: Transaction, queueId: string): Promise<Pace> {
    const paces = await this.paces(tx);
    return (
      paces.find((each) => each.queueId === queueId) ?? {
        queueId,
        handlingMs: null,
        givingUp: 0,
        correction: 0,
        placeMs: null,
      }
    );
  }

  async note(
    tx: Transaction,
    work: { workId: string; queueId: string },
    estimate: WaitEstimate,
    at: Instant,
  ): Promise<void> {
    const { position, expectedMs, computedMs, placeMs } = estimate;
    if (expectedMs === null || computedMs === null) return;
    await tx.query(
      `insert into wait_estimate (work_id, queue_id, day, made_at, position, expected_ms, computed_ms)
       values ($1, $2, (to_timestamp($3 / 1000.0) at time zone 'Europe/Warsaw')::date, $3, $4, $5, $6) on conflict do nothing`,
      [work.workId, work.queueId, at, position, Math.round(expectedMs), Math.round(computedMs)],
    );
    await tx.query(
      `insert into queue_pace (queue_id, place_ms) values ($1, $2) on conflict (queue_id) do update set place_ms = excluded.place_ms`,
      [work.queueId, placeMs],
    );
  }

  /** Somebody answered: so long it really was, and the queue's next estimates know. Who went to another queue meanwhile proves nothing. */
  async answered(
    tx: Transaction,
    { workId, queueId }: { workId: string; queueId: string },
    at: Instant,
  ): Promise<void> {
    const [[told]] = await tx.query<[{ actual: string; computed: string | null }[], number]>(
      `update wait_estimate set actual_ms = greatest(0, $3 - made_at) where work_id = $1 and queue_id = $2 and actual_ms is null
       returning actual_ms as actual, computed_ms as computed`,
      [workId, queueId, at],
    );
    if (!told || told.computed === null) return;
    const { correction } = await this.pace(tx, queueId);
    const learned = learnCorrection(correction, Number(told.computed), Number(told.actual));
    await tx.query('update queue_pace set correction = $2 where queue_id = $1', [queueId, learned]);
  }

  /** So long somebody waited, and then was answered or gave up: how patient the queue's callers are. */
  async waited(tx: Transaction, queueId: string, waitedMs: number, gaveUp: boolean): Promise<void> {
    await tx.query(
      `insert into queue_pace as p (queue_id, gave_up, waited_ms) values ($1, $2, $3)
       on conflict (queue_id) do update set gave_up = p.gave_up * $4 + excluded.gave_up, waited_ms = p.waited_ms * $4 + excluded.waited_ms`,
      [queueId, gaveUp ? 1 : 0, waitedMs, PATIENCE_KEPT],
    );
  }

  /** One more item is done; an entry of the journal that is known already changes nothing. */
  async handled(tx: Transaction, subjectId: string, tookMs: number, position: number): Promise<void> {
    await tx.query(
      `insert into queue_pace as p (queue_id, handling_ms, position)
       select w.queue_id, $2, $3 from work_item w where w.subject_id = $1 and w.state = 'assigned' order by w.queued_at desc limit 1
       on conflict (queue_id) do update set position = excluded.position,
         handling_ms = coalesce(p.handling_ms + $4 * (excluded.handling_ms - p.handling_ms), excluded.handling_ms)
       where p.position < excluded.position`,
      [subjectId, tookMs, position, NEWEST],
    );
  }

  async errors(queueId: string): Promise<QueueWait['errors']> {
    return this.database.read.query(
      `select to_char(day, 'YYYY-MM-DD') as day, count(*)::int as estimates,
         percentile_cont(0.5) within group (order by abs(expected_ms - actual_ms)::float8 / greatest(actual_ms, 1000)) as "medianError"
       from wait_estimate where queue_id = $1 and actual_ms is not null group by day order by day desc limit $2`,
      [queueId, DAYS],
    );
  }
}
