import { Injectable } from '@nestjs/common';
import type { AgentView } from '#contracts';
import type { RecordedEvent } from '../../../../kernel/journal';
import { Database, type Transaction } from '../../../../platform/database';
import type { AgentEvent } from '../domain/agent-events';
import { heldBreak, type AgentState, type HeldBreak } from '../domain/agent-state';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  readonly extension: string | null;
  readonly status: AgentView['status'] | null;
  readonly reason: AgentView['reason'];
  readonly since: number | null;
  readonly after_work: AgentView['afterWork'] | null;
  readonly phone: AgentView['phone'] | null;
  readonly subject_id: string | null;
  readonly queue_ids: string[];
  readonly answered: number;
  readonly missed: number;
  readonly talk_ms: number;
  readonly wrap_up_ms: number;
  readonly ready_ms: number;
  readonly handled: number;
  readonly held_break: HeldBreak | null;
  readonly created_at: Date;
}

/** Counters of a day that is over read as zero. */
const SELECT = `
  select u.id, u.first_name || ' ' || u.last_name as name, u.login, u.extension, u.created_at,
    v.status, v.reason, v.since, v.after_work, v.phone, v.subject_id, v.held_break,
    array(select m.queue_id from queue_agent m join queue q on q.id = m.queue_id and q.deleted_at is null where m.agent_id = u.id
      union select g.queue_id from queue_group g join queue q on q.id = g.queue_id and q.deleted_at is null
        join user_group_member gm on gm.group_id = g.group_id where gm.user_id = u.id) as queue_ids,
    coalesce(v.answered * today.is, 0) as answered, coalesce(v.missed * today.is, 0) as missed,
    coalesce(v.talk_ms * today.is, 0)::float8 as talk_ms, coalesce(v.wrap_up_ms * today.is, 0)::float8 as wrap_up_ms,
    coalesce(v.ready_ms * today.is, 0)::float8 as ready_ms, coalesce(v.handled * today.is, 0) as handled
  from app_user u
  left join agent_view v on v.agent_id = u.id
  cross join lateral (select coalesce((v.day = (to_timestamp($1 / 1000.0) at time zone 'Europe/Warsaw')::date)::int, 0) as is) today`;

/** The read model `agent_view` and how it follows the agent's events, in the transaction that writes them. */
@Injectable()
export class AgentViewStore {
  constructor(private readonly database: Database) {}

  async save(
    tx: Transaction,
    agentId: string,
    state: AgentState,
    events: readonly RecordedEvent<AgentEvent>[],
  ): Promise<void> {
    if (events.length === 0) return;
    const at = events[0]?.meta.at ?? state.since;
    const counted = countersOf(events.map(({ type, data }) => ({ type, data }) as AgentEvent));
    const subject = state.work[0]?.subjectId ?? state.offers[0]?.subjectId ?? null;
    const afterWork = state.availability.kind === 'ready' ? 'ready' : 'not-ready';
    await tx.query(
      `insert into agent_view as v (agent_id, status, reason, since, after_work, phone, subject_id, day, answered, missed, talk_ms, wrap_up_ms, ready_ms, handled, held_break)
       values ($1, $2, $3, $4, $5, $6, $7, (to_timestamp($8 / 1000.0) at time zone 'Europe/Warsaw')::date, $9, $10, $11, $12, $13, $14, $15)
       on conflict (agent_id) do update set status = excluded.status, reason = excluded.reason, since = excluded.since,
         after_work = excluded.after_work, phone = excluded.phone, subject_id = excluded.subject_id, held_break = excluded.held_break, day = greatest(v.day, excluded.day),
         answered = excluded.answered + case when v.day >= excluded.day then v.answered else 0 end,
         missed = excluded.missed + case when v.day >= excluded.day then v.missed else 0 end,
         talk_ms = excluded.talk_ms + case when v.day >= excluded.day then v.talk_ms else 0 end,
         wrap_up_ms = excluded.wrap_up_ms + case when v.day >= excluded.day then v.wrap_up_ms else 0 end,
         ready_ms = excluded.ready_ms + case when v.day >= excluded.day then v.ready_ms else 0 end,
         handled = excluded.handled + case when v.day >= excluded.day then v.handled else 0 end`,
      [
        agentId,
        state.status,
        state.reason,
        state.since,
        afterWork,
        state.phone,
        subject,
        at,
        counted.answered,
        counted.missed,
        counted.talkMs,
        counted.wrapUpMs,
        counted.readyMs,
        counted.handled,
        JSON.stringify(heldBreak(state)),
      ],
    );
  }

  /** Whether breaks are asked for by kind. */
  async hasBreakKinds(): Promise<boolean> {
    const rows = await this.database.read.query<object[]>('select 1 from break_kind where active limit 1');
    return rows.length > 0;
  }

  /** Everybody with an extension. */
  async all(now: number): Promise<AgentView[]> {
    const rows = await this.database.read.query<Row[]>(
      `${SELECT} where u.state <> 'deactivated' and u.extension is not null order by u.last_name, u.id`,
      [now],
    );
    return rows.map(toView);
  }

  async byIds(ids: readonly string[], now: number): Promise<AgentView[]> {
    const rows = await this.database.read.query<Row[]>(`${SELECT} where u.id = any($2::uuid[])`, [now, ids]);
    return rows.map(toView);
  }

  /** The agents whose phone has this extension. */
  /** Whose presence is his phone's, not that of a desk. */
  async isPhoneOnly(tx: Transaction, userId: string): Promise<boolean> {
    const rows = await tx.query<object[]>(`select 1 from app_user where id = $1 and role = 'pbx-user'`, [userId]);
    return rows.length > 0;
  }

  async byExtension(extension: string): Promise<{ id: string; name: string; phoneOnly: boolean } | null> {
    const [row] = await this.database.read.query<{ id: string; name: string; phoneOnly: boolean }[]>(
      `select id, first_name || ' ' || last_name as name, role = 'pbx-user' as "phoneOnly" from app_user where extension = $1 and state <> 'deactivated'`,
      [extension],
    );
    return row ?? null;
  }
}

function toHeldBreak(held: HeldBreak | null): AgentView['break'] {
  if (!held) return null;
  const { breakId, kindId, name, paid, limitMs, forced, startedAt, spentMs } = held;
  return {
    id: breakId,
    kindId,
    name,
    paid,
    limitSeconds: limitMs === null ? null : Math.round(limitMs / 1000),
    forced,
    startedAt: startedAt === null ? null : new Date(startedAt).toISOString(),
    spentSeconds: Math.round(spentMs / 1000),
  };
}

function countersOf(events: readonly AgentEvent[]) {
  const counters = { answered: 0, missed: 0, talkMs: 0, wrapUpMs: 0, readyMs: 0, handled: 0 };
  for (const event of events) {
    if (event.type === 'AgentWorkStarted' && event.data.offered) counters.answered += 1;
    if (event.type === 'AgentOfferMissed') counters.missed += 1;
    if (event.type === 'AgentStatusChanged' && event.data.from === 'ready') counters.readyMs += event.data.durationMs;
    if (event.type === 'AgentWorkEnded') {
      counters.handled += 1;
      counters.talkMs += event.data.activeMs;
      counters.wrapUpMs += event.data.wrapUpMs;
    }
  }
  return counters;
}

function toView(row: Row): AgentView {
  return {
    id: row.id,
    name: row.name,
    login: row.login,
    extension: row.extension,
    status: row.status ?? 'offline',
    reason: row.reason,
    since: new Date(row.since ?? row.created_at).toISOString(),
    break: toHeldBreak(row.held_break),
    afterWork: row.after_work ?? 'not-ready',
    callId: row.subject_id,
    queueIds: row.queue_ids,
    phone: row.phone ?? 'unregistered',
    today: {
      answered: row.answered,
      missed: row.missed,
      talkSeconds: Math.round(row.talk_ms / 1000),
      wrapUpSeconds: Math.round(row.wrap_up_ms / 1000),
      handled: row.handled,
      readySeconds: Math.round(row.ready_ms / 1000),
    },
  };
}
