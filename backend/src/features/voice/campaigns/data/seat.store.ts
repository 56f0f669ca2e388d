import { Injectable } from '@nestjs/common';
import type { Instant } from '../../../../kernel/clock';
import type { Transaction } from '../../../../platform/database';
import { MEMBERS } from './campaign.store';

/** An agent whom a campaign has reserved, or who speaks for it. `seatId` is the reservation in his own stream. */
export interface Seat {
  readonly agentId: string;
  readonly campaignId: string;
  readonly seatId: string;
  readonly state: 'waiting' | 'called' | 'talking' | 'wrap-up';
  readonly since: Instant;
  readonly recordId: string | null;
  readonly startsAt: Instant | null;
  readonly callId: string | null;
}

const COLUMNS = `agent_id as "agentId", campaign_id as "campaignId", seat_id as "seatId", state,
  (extract(epoch from since) * 1000)::float8 as since, record_id as "recordId",
  (extract(epoch from starts_at) * 1000)::float8 as "startsAt", call_id as "callId"`;

/** Seats: an agent has at most one, whatever campaigns he belongs to. */
@Injectable()
export class SeatStore {
  of(tx: Transaction, campaignId: string): Promise<Seat[]> {
    return tx.query(`select ${COLUMNS} from campaign_seat where campaign_id = $1 order by since, agent_id`, [
      campaignId,
    ]);
  }

  async ofAgent(tx: Transaction, agentId: string): Promise<Seat | null> {
    const [row] = await tx.query<Seat[]>(`select ${COLUMNS} from campaign_seat where agent_id = $1`, [agentId]);
    return row ?? null;
  }

  /** Locked until the transaction ends. */
  async find(tx: Transaction, seatId: string): Promise<Seat | null> {
    const [row] = await tx.query<Seat[]>(`select ${COLUMNS} from campaign_seat where seat_id = $1 for update`, [
      seatId,
    ]);
    return row ?? null;
  }

  /** Whether he belongs to the campaign, and is ready or at work. */
  async onDuty(tx: Transaction, campaignId: string, agentId: string): Promise<boolean> {
    const rows = await tx.query<object[]>(
      `select 1 from campaign c join agent_view v on v.agent_id in ${MEMBERS}
       where c.id = $1 and v.agent_id = $2 and v.status not in ('offline', 'not-ready')`,
      [campaignId, agentId],
    );
    return rows.length > 0;
  }

  /** Whom a call of a predictive campaign is given to: the preferred agent, else who has waited longest; locked until the transaction ends. */
  async nextWaiting(tx: Transaction, campaignId: string, preferred: string | null): Promise<Seat | null> {
    const [row] = await tx.query<Seat[]>(
      `select ${COLUMNS} from campaign_seat where campaign_id = $1 and state = 'waiting' and record_id is null
       order by (agent_id = $2) desc nulls last, since, agent_id limit 1 for update skip locked`,
      [campaignId, preferred],
    );
    return row ?? null;
  }

  async take(tx: Transaction, seat: Pick<Seat, 'agentId' | 'campaignId' | 'seatId' | 'since'>): Promise<void> {
    await tx.query(
      `insert into campaign_seat (agent_id, campaign_id, seat_id, state, since) values ($1, $2, $3, 'waiting', to_timestamp($4 / 1000.0))`,
      [seat.agentId, seat.campaignId, seat.seatId, seat.since],
    );
  }

  /** The record that the agent calls next, and when the call starts by itself. */
  async give(tx: Transaction, seatId: string, recordId: string | null, startsAt: Instant | null): Promise<void> {
    await tx.query(
      'update campaign_seat set record_id = $2, starts_at = to_timestamp($3 / 1000.0) where seat_id = $1',
      [seatId, recordId, startsAt],
    );
  }

  async move(
    tx: Transaction,
    seatId: string,
    { state, since, callId }: { state: Seat['state']; since: Instant; callId?: string },
  ): Promise<void> {
    await tx.query(
      `update campaign_seat set state = $2, since = to_timestamp($3 / 1000.0), call_id = coalesce($4::uuid, call_id), starts_at = null where seat_id = $1`,
      [seatId, state, since, callId ?? null],
    );
  }

  async leave(tx: Transaction, seatId: string): Promise<void> {
    await tx.query('delete from campaign_seat where seat_id = $1', [seatId]);
  }

  /**
   * Agents of the campaign who are ready and not taken, the longest ready first; without those whom a caller waits for in a
   * queue that weighs at least as much as the campaign.
   */
  async free(tx: Transaction, campaignId: string): Promise<string[]> {
    const rows = await tx.query<{ agent_id: string }[]>(
      `select v.agent_id from campaign c join agent_view v on v.agent_id in ${MEMBERS}
       where c.id = $1 and v.status = 'ready' and v.phone = 'registered'
         and not exists (select 1 from campaign_seat s where s.agent_id = v.agent_id)
         and not exists (${callerWaits('v.agent_id', 'c.priority')})
       order by v.since, v.agent_id`,
      [campaignId],
    );
    return rows.map(({ agent_id }) => agent_id);
  }

  /** Seats that wait and whose agents have asked for something else than to be ready. */
  leaving(tx: Transaction, campaignId: string): Promise<Seat[]> {
    return tx.query(
      `select ${COLUMNS} from campaign_seat s where s.campaign_id = $1 and s.state = 'waiting'
         and exists (select 1 from agent_view v where v.agent_id = s.agent_id and v.after_work = 'not-ready') order by since`,
      [campaignId],
    );
  }

  /** Seats that wait while a caller of a queue that weighs as much waits for that agent. */
  async wantedByQueues(tx: Transaction, campaignId: string): Promise<Seat[]> {
    return tx.query(
      `select ${COLUMNS} from campaign_seat s where s.campaign_id = $1 and s.state = 'waiting'
         and exists (${callerWaits('s.agent_id', '(select priority from campaign where id = $1)')}) order by since desc`,
      [campaignId],
    );
  }
}

const callerWaits = (agent: string, priority: string): string =>
  `select 1 from work_item w join queue q on q.id = w.queue_id where w.state = 'waiting' and w.channel = 'call'
     and coalesce(q.priority, 50) >= ${priority}
     and (exists (select 1 from queue_agent m where m.queue_id = q.id and m.agent_id = ${agent})
       or exists (select 1 from queue_group g join user_group_member gm on gm.group_id = g.group_id
         where g.queue_id = q.id and gm.user_id = ${agent}))`;
