import { Injectable } from '@nestjs/common';
import type { QueueView } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';

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

const SELECT = `
  select q.id, q.name, q.strategy, w.waiting, w.longest, m.ready, m.busy, m.signed_in,
    coalesce(d.offered, 0) as offered, coalesce(d.answered, 0) as answered, coalesce(d.abandoned, 0) as abandoned,
    coalesce(d.answered_in_time, 0) as answered_in_time, coalesce(d.answer_ms, 0)::float8 as answer_ms
  from queue q
  cross join lateral (select count(*)::int as waiting, min(i.queued_at) as longest from work_item i where i.queue_id = q.id and i.state in ('waiting', 'offered')) w
  cross join lateral (select count(*) filter (where v.status = 'ready')::int as ready, count(*) filter (where v.status in ('reserved', 'busy', 'wrap-up'))::int as busy,
    count(*) filter (where v.status <> 'offline')::int as signed_in from agent_view v where v.agent_id in ${MEMBERS}) m
  left join queue_day d on d.queue_id = q.id and d.day = (to_timestamp($1 / 1000.0) at time zone 'Europe/Warsaw')::date
  where q.deleted_at is null`;

const DAY = `(to_timestamp($2 / 1000.0) at time zone 'Europe/Warsaw')::date`;

/** The numbers of the day. Each stay is counted once however often its events come. */
@Injectable()
export class QueueNumbers {
  constructor(private readonly database: Database) {}

  async all(now: number): Promise<QueueView[]> {
    return (await this.database.read.query<Row[]>(`${SELECT} order by q.name`, [now])).map(toView);
  }

  async byIds(ids: readonly string[], now: number): Promise<QueueView[]> {
    return (await this.database.read.query<Row[]>(`${SELECT} and q.id = any($2::uuid[])`, [now, ids])).map(toView);
  }

  /** Which queues each agent serves. */
  async memberships(): Promise<{ queueId: string; agentId: string }[]> {
    return this.database.read.query(
      `select q.id as "queueId", m.agent_id as "agentId" from queue q cross join lateral ${MEMBERS} m where q.deleted_at is null`,
    );
  }

  async queued(tx: Transaction, workId: string, stay: { queueId: string; queuedAt: number }): Promise<boolean> {
    const fresh = await tx.query<object[]>(
      'insert into queue_stay (work_id, queue_id, queued_at) values ($1, $2, $3) on conflict do nothing returning work_id',
      [workId, stay.queueId, stay.queuedAt],
    );
    if (fresh.length === 0) return false;
    await tx.query(
      `insert into queue_day as d (queue_id, day, offered) values ($1, ${DAY}, 1) on conflict (queue_id, day) do update set offered = d.offered + 1`,
      [stay.queueId, stay.queuedAt],
    );
    return true;
  }

  async ended(
    tx: Transaction,
    workId: string,
    how: { ended: 'answered' | 'abandoned'; waitedMs: number },
  ): Promise<boolean> {
    const [rows] = await tx.query<[{ queue_id: string; queued_at: number }[], number]>(
      'update queue_stay set ended = $2, waited_ms = $3 where work_id = $1 and ended is null returning queue_id, queued_at',
      [workId, how.ended, how.waitedMs],
    );
    const stay = rows[0];
    if (!stay) return false;
    const answered = how.ended === 'answered' ? 1 : 0;
    await tx.query(
      `update queue_day d set answered = d.answered + $3, abandoned = d.abandoned + 1 - $3, answer_ms = d.answer_ms + $3 * $4::bigint,
         answered_in_time = d.answered_in_time + case when $3 = 1 and $4::bigint <= q.service_level_seconds * 1000 then 1 else 0 end
       from queue q where q.id = $1 and d.queue_id = $1 and d.day = ${DAY}`,
      [stay.queue_id, stay.queued_at, answered, how.waitedMs],
    );
    return true;
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
      averageAnswerSeconds: answered === 0 ? null : Math.round(row.answer_ms / answered / 100) / 10,
      serviceLevel: answered + abandoned === 0 ? null : row.answered_in_time / (answered + abandoned),
    },
  };
}
