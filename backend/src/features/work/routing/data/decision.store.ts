import { Injectable } from '@nestjs/common';
import { Database } from '../../../../platform/database';
import type { RoutingChoice } from '../domain/routing-choice';

export interface Decision {
  readonly at: number;
  readonly choice: RoutingChoice;
}

/** The last items of each queue whose decisions are looked at. */
const ITEMS = 20;

/** Decisions as the journal has them, for `why`. */
@Injectable()
export class DecisionStore {
  constructor(private readonly database: Database) {}

  /** What was decided on the last items of these queues, newest first. */
  async recent(queueIds: readonly string[]): Promise<Decision[]> {
    return this.database.read.query(
      `select (j.data -> 'choice' ->> 'at')::float8 as at, j.data -> 'choice' as choice
       from (select w.work_id, w.queued_at from unnest($1::uuid[]) as q (id)
         cross join lateral (select work_id, queued_at from work_item where queue_id = q.id order by queued_at desc limit $2) w
         order by w.queued_at desc limit $2) w
       join journal j on j.stream = 'work-' || w.work_id and j.type in ('WorkOffered', 'WorkHeld', 'WorkOfferConflicted')
       order by j.position desc limit $2`,
      [queueIds, ITEMS],
    );
  }

  async waiting(queueIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.read.query<{ queue_id: string; count: number }[]>(
      `select queue_id, count(*)::int as count from work_item
       where queue_id = any($1::uuid[]) and state in ('waiting', 'offered') group by queue_id`,
      [queueIds],
    );
    return new Map(rows.map(({ queue_id, count }) => [queue_id, count]));
  }

  /** Names of queues and skills. */
  async names(): Promise<(id: string) => string> {
    const rows = await this.database.read.query<{ id: string; name: string }[]>(
      'select id, name from queue union all select id, name from skill',
    );
    const names = new Map(rows.map(({ id, name }) => [id, name]));
    return (id) => names.get(id) ?? id;
  }
}
