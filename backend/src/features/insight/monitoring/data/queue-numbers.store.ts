import { Injectable } from '@nestjs/common';
import type { QueueView } from '#contracts';
import { Database } from '../../../../platform/database';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly strategy: QueueView['strategy'];
  readonly waiting: number;
  readonly longest: number | null;
  readonly ready: number;
  readonly busy: number;
  readonly signed_in: number;
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly answered_in_time: number;
  readonly answer_ms: number;
}

const MEMBERS = `(select a.agent_id from queue_agent a where a.queue_id = q.id
  union select m.user_id from queue_group g join user_group_member m on m.group_id = g.group_id where g.queue_id = q.id)`;

/** The day of the Order's time zone, as the hours of reporting count it; 25 hours reach over the night that has one more. */
const midnight = (days: 0 | 1): string =>
  `(select (extract(epoch from (date_trunc('day', to_timestamp($1 / 1000.0) at time zone z.zone) + interval '${days} days') at time zone z.zone) * 1000)::bigint as day
    from (select document->>'timeZone' as zone from customer_order) z)`;
const DAY_AND_HOUR = 25 * 3_600_000;

const SELECT = `
  select q.id, q.name, q.strategy, w.waiting, w.longest, m.ready, m.busy, m.signed_in,
    coalesce(d.offered, 0) as offered, coalesce(d.answered, 0) as answered, coalesce(d.abandoned, 0) as abandoned,
    coalesce(d.answered_in_time, 0) as answered_in_time, coalesce(d.answer_ms, 0)::float8 as answer_ms
  from queue q
  cross join lateral (select count(*)::int as waiting, min(i.queued_at) as longest from work_item i where i.queue_id = q.id and i.state in ('waiting', 'offered')) w
  cross join lateral (select count(*) filter (where v.status = 'ready')::int as ready, count(*) filter (where v.status in ('reserved', 'busy', 'wrap-up'))::int as busy,
    count(*) filter (where v.status <> 'offline')::int as signed_in from agent_view v where v.agent_id in ${MEMBERS}) m
  left join lateral (select sum(h.offered)::int as offered, sum(h.answered)::int as answered, sum(h.abandoned)::int as abandoned,
    sum(h.in_time)::int as answered_in_time, sum(h.answer_ms) as answer_ms
    from queue_hour h, ${midnight(0)} t where h.queue_id = q.id and h.slot >= t.day and h.slot < t.day + ${DAY_AND_HOUR}) d on true
  where q.deleted_at is null`;

/** The numbers of the day, as reporting counts them. */
@Injectable()
export class QueueNumbers {
  constructor(private readonly database: Database) {}

  async all(now: number): Promise<QueueView[]> {
    return (await this.database.read.query<Row[]>(`${SELECT} order by q.name`, [now])).map(toView);
  }

  async byIds(ids: readonly string[], now: number): Promise<QueueView[]> {
    return (await this.database.read.query<Row[]>(`${SELECT} and q.id = any($2::uuid[])`, [now, ids])).map(toView);
  }

  /** Queues and campaigns that have numbers of a day. */
  async numbered(): Promise<{ queueIds: string[]; campaignIds: string[] }> {
    const [row] = await this.database.read.query<[{ queueIds: string[]; campaignIds: string[] }]>(
      `select array(select id::text from queue where deleted_at is null order by 1) as "queueIds",
         array(select id::text from campaign where state <> 'draft' order by 1) as "campaignIds"`,
    );
    return row;
  }

  /** The midnight that ends the present day. */
  async nextDay(now: number): Promise<number> {
    const [row] = await this.database.read.query<[{ at: number }]>(`select ${midnight(1)} as at`, [now]);
    return row.at;
  }

  /** Which queues each agent serves. */
  async memberships(): Promise<{ queueId: string; agentId: string }[]> {
    return this.database.read.query(
      `select q.id as "queueId", m.agent_id as "agentId" from queue q cross join lateral ${MEMBERS} m where q.deleted_at is null`,
    );
  }
}

function toView(row: Row): QueueView {
  const { offered, answered, abandoned } = row;
  return {
    id: row.id,
    name: row.name,
    strategy: row.strategy,
    waiting: row.waiting,
    longestWaitSince: row.longest === null ? null : new Date(row.longest).toISOString(),
    agentsReady: row.ready,
    agentsBusy: row.busy,
    agentsSignedIn: row.signed_in,
    today: {
      offered,
      answered,
      abandoned,
      answeredInTime: row.answered_in_time,
      answerMs: row.answer_ms,
      averageAnswerSeconds: answered === 0 ? null : row.answer_ms / answered / 1000,
      serviceLevel: answered + abandoned === 0 ? null : row.answered_in_time / (answered + abandoned),
    },
  };
}
