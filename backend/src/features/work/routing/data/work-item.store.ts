import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../../../platform/database';
import type { WorkState } from '../domain/work-item';
import type { WaitingWork } from '../domain/routing-choice';

interface Row {
  readonly work_id: string;
  readonly channel: WaitingWork['channel'];
  readonly queue_id: string;
  readonly queued_at: number;
  readonly priority: number | null;
  readonly state: 'waiting' | 'offered';
  readonly version: number;
}

export interface OpenWork extends WaitingWork {
  readonly waits: boolean;
  readonly version: number;
}

/** Every work item's place, written with its events; from here the engine is rebuilt. */
@Injectable()
export class WorkItemStore {
  constructor(private readonly database: Database) {}

  async save(tx: Transaction, workId: string, state: WorkState, version: number): Promise<void> {
    if (state.kind === 'none') return;
    const { channel, subjectId, queueId, queuedAt, priority, kind } = state;
    await tx.query(
      `insert into work_item (work_id, channel, subject_id, queue_id, queued_at, priority, state, version) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (work_id) do update set state = excluded.state, version = excluded.version`,
      [workId, channel, subjectId, queueId, queuedAt, priority, kind, version],
    );
  }

  async open(tx: Transaction): Promise<OpenWork[]> {
    const rows = await tx.query<Row[]>(
      `select work_id, channel, queue_id, queued_at, priority, state, version from work_item where state in ('waiting', 'offered') order by queued_at, work_id`,
    );
    return rows.map((row) => ({
      workId: row.work_id,
      channel: row.channel,
      queueId: row.queue_id,
      queuedAt: row.queued_at,
      priority: row.priority,
      waits: row.state === 'waiting',
      version: row.version,
    }));
  }

  /** Place in its queue from 1, by the order in which it will be served. */
  async position(workId: string): Promise<number | null> {
    const [row] = await this.database.read.query<{ position: number }[]>(
      `select 1 + count(o.work_id)::int as position
       from work_item w join queue q on q.id = w.queue_id
       left join work_item o on o.queue_id = w.queue_id and o.state in ('waiting', 'offered') and o.work_id <> w.work_id
         and (coalesce(w.priority, q.priority) - q.slope_per_second * w.queued_at / 1000.0, o.queued_at, o.work_id)
           < (coalesce(o.priority, q.priority) - q.slope_per_second * o.queued_at / 1000.0, w.queued_at, w.work_id)
       where w.work_id = $1 and w.state in ('waiting', 'offered') group by w.work_id`,
      [workId],
    );
    return row?.position ?? null;
  }

  /** The streams of everything that once waited for this subject, for `why`. */
  async ofSubject(subjectId: string): Promise<string[]> {
    const rows = await this.database.read.query<{ work_id: string }[]>(
      'select work_id from work_item where subject_id = $1 order by queued_at',
      [subjectId],
    );
    return rows.map(({ work_id }) => work_id);
  }

  async noteTurn(tx: Transaction, queueId: string, agentId: string): Promise<void> {
    await tx.query(
      `insert into queue_turn (queue_id, agent_id) values ($1, $2) on conflict (queue_id) do update set agent_id = excluded.agent_id`,
      [queueId, agentId],
    );
  }

  async turns(tx: Transaction): Promise<{ queueId: string; agentId: string }[]> {
    return tx.query('select queue_id as "queueId", agent_id as "agentId" from queue_turn');
  }

  async setPaused(tx: Transaction, channel: string, paused: boolean): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `insert into work_channel as c (channel, paused) values ($1, $2) on conflict (channel) do update set paused = excluded.paused
       where c.paused <> excluded.paused returning channel`,
      [channel, paused],
    );
    // An insert answers with its rows, an update with rows and count.
    return (Array.isArray(rows) ? rows : [rows]).filter(Boolean).length > 0;
  }

  async pausedChannels(tx: Transaction): Promise<WaitingWork['channel'][]> {
    const rows = await tx.query<{ channel: WaitingWork['channel'] }[]>('select channel from work_channel where paused');
    return rows.map(({ channel }) => channel);
  }
}
