import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';
import { HOUR, slotOf, sliced } from './slots';

export type StayResult = 'answered' | 'abandoned' | 'overflowed' | 'diverted';

export interface StayBegun {
  readonly workId: string;
  readonly queueId: string;
  readonly subjectId: string;
  readonly channel: string;
  readonly at: number;
}

export interface StayEnded {
  readonly workId: string;
  readonly queueId: string;
  readonly result: StayResult;
  readonly at: number;
  readonly agentId: string | null;
}

export interface WorkDone {
  readonly position: number;
  readonly agentId: string;
  readonly subjectId: string;
  readonly at: number;
  readonly activeMs: number;
  readonly wrapUpMs: number;
}

export interface Stretch {
  readonly position: number;
  readonly agentId: string;
  readonly status: string;
  readonly reason: string | null;
  readonly since: number;
  readonly durationMs: number;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Writes facts and their sums by hour together, each fact once however often its event comes. */
@Injectable()
export class FactsStore {
  /** True: it is new. */
  async stayBegun(tx: Transaction, { workId, queueId, subjectId, channel, at }: StayBegun): Promise<boolean> {
    const fresh = await tx.query<object[]>(
      `insert into stay_fact (work_id, queue_id, subject_id, channel, entered_at) values ($1, $2, $3, $4, $5)
       on conflict do nothing returning work_id`,
      [workId, queueId, subjectId, channel, at],
    );
    if (fresh.length === 0) return false;
    await tx.query(
      `insert into queue_hour as h (queue_id, slot, offered) values ($1, $2, 1)
       on conflict (slot, queue_id) do update set offered = h.offered + 1`,
      [queueId, slotOf(at)],
    );
    return true;
  }

  /** True: it had not ended yet. The stay is counted in the hour in which it began. */
  async stayEnded(tx: Transaction, { workId, queueId, result, at, agentId }: StayEnded): Promise<boolean> {
    const [rows] = await tx.query<[{ slot: string }[], number]>(
      `update stay_fact f set left_at = $3::bigint, result = $4::text, agent_id = $5, wait_ms = greatest(0, $3::bigint - f.entered_at),
         in_time = $4::text = 'answered' and greatest(0, $3::bigint - f.entered_at) <= q.service_level_seconds * 1000
       from queue q where q.id = f.queue_id and f.work_id = $1 and f.queue_id = $2 and f.left_at is null
       returning f.entered_at - f.entered_at % ${HOUR} as slot`,
      [workId, queueId, at, result, agentId],
    );
    if (rows.length === 0) return false;
    await tx.query(
      `update queue_hour h set answered = h.answered + (f.result = 'answered')::int, abandoned = h.abandoned + (f.result = 'abandoned')::int,
         short_abandoned = h.short_abandoned + (f.result = 'abandoned' and f.wait_ms < 5000)::int,
         overflowed = h.overflowed + (f.result = 'overflowed')::int, diverted = h.diverted + (f.result = 'diverted')::int,
         in_time = h.in_time + f.in_time::int, answer_ms = h.answer_ms + case f.result when 'answered' then f.wait_ms else 0 end,
         abandon_ms = h.abandon_ms + case f.result when 'abandoned' then f.wait_ms else 0 end, longest_ms = greatest(h.longest_ms, f.wait_ms)
       from stay_fact f where f.work_id = $1 and f.queue_id = $2 and h.queue_id = $2 and h.slot = $3`,
      [workId, queueId, rows[0]?.slot],
    );
    return true;
  }

  async workDone(tx: Transaction, { position, agentId, subjectId, at, activeMs, wrapUpMs }: WorkDone): Promise<void> {
    const began = Math.max(0, at - activeMs - wrapUpMs);
    const [fresh] = await tx.query<{ queue_id: string | null; direction: string | null }[]>(
      `insert into work_fact (position, agent_id, subject_id, queue_id, direction, channel, began_at, active_ms, wrap_up_ms)
       select $1, $2::uuid, $3::uuid, s.queue_id, c.direction, coalesce(s.channel, 'call'), $4, $5, $6 from (select 1) one
       left join lateral (select queue_id, channel from stay_fact where subject_id = $3::uuid and agent_id = $2::uuid order by entered_at desc limit 1) s on true
       left join call c on c.id = $3::uuid
       on conflict do nothing returning queue_id, direction`,
      [position, agentId, subjectId, began, activeMs, wrapUpMs],
    );
    if (!fresh) return;
    await tx.query(
      `insert into work_hour as h (agent_id, queue_id, direction, slot, handled, active_ms, wrap_up_ms) values ($1, $2, $3, $4, 1, $5, $6)
       on conflict (slot, agent_id, queue_id, direction) do update set handled = h.handled + 1,
         active_ms = h.active_ms + excluded.active_ms, wrap_up_ms = h.wrap_up_ms + excluded.wrap_up_ms`,
      [agentId, fresh.queue_id ?? NOBODY, fresh.direction ?? '', slotOf(began), activeMs, wrapUpMs],
    );
  }

  async missed(
    tx: Transaction,
    {
      position,
      agentId,
      subjectId,
      at,
      cause,
    }: { position: number; agentId: string; subjectId: string; at: number; cause: string },
  ): Promise<void> {
    const fresh = await tx.query<object[]>(
      'insert into miss_fact (position, agent_id, subject_id, at, cause) values ($1, $2, $3, $4, $5) on conflict do nothing returning position',
      [position, agentId, subjectId, at, cause],
    );
    if (fresh.length === 0) return;
    await tx.query(
      `insert into miss_hour as h (agent_id, slot, missed) values ($1, $2, 1)
       on conflict (slot, agent_id) do update set missed = h.missed + 1`,
      [agentId, slotOf(at)],
    );
  }

  /** Adds a stretch, which work/agents keeps, to the sums. */
  async stretch(tx: Transaction, stretch: Stretch): Promise<void> {
    const { position, agentId, status, reason, since, durationMs } = stretch;
    const [fresh] = await tx.query<[object[], number]>(
      'update agent_stretch set counted = true where position = $1 and not counted returning position',
      [position],
    );
    if (fresh.length === 0) return;
    await tx.query(
      `insert into status_hour as h (agent_id, slot, status, reason, ms)
       select $1::uuid, p.slot, $2::text, coalesce($3::text, ''), p.ms from ${sliced({ since: '$4::bigint', until: '$4::bigint + $5::bigint', width: HOUR })} p
       on conflict (slot, agent_id, status, reason) do update set ms = h.ms + excluded.ms`,
      [agentId, status, reason, since, durationMs],
    );
  }
}
