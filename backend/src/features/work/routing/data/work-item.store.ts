import { Injectable } from '@nestjs/common';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import type { WaitingWork } from '../domain/routing-choice';
import { waitingOf, type WorkState } from '../domain/work-item';

interface Row {
  readonly work_id: string;
  readonly subject_id: string;
  readonly channel: WaitingWork['channel'];
  readonly queue_id: string;
  readonly queued_at: number;
  readonly priority: number | null;
  readonly priority_by: WaitingWork['priorityBy'];
  readonly entered_at: number | null;
  readonly requirements: WaitingWork['requirements'];
  readonly affinity: WaitingWork['affinity'];
  readonly via: string[];
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
    const { channel, subjectId, queueId, queuedAt, priority, priorityBy, kind, enteredAt, language, via } = state;
    await tx.query(
      `insert into work_item (work_id, channel, subject_id, queue_id, queued_at, priority, state, version, entered_at, language, via, requirements, affinity,
         priority_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
       on conflict (work_id) do update set state = excluded.state, version = excluded.version, queue_id = excluded.queue_id,
         entered_at = excluded.entered_at, via = excluded.via`,
      [
        workId,
        channel,
        subjectId,
        queueId,
        queuedAt,
        priority,
        kind,
        version,
        enteredAt,
        language,
        via,
        JSON.stringify(state.requirements),
        state.affinity && JSON.stringify(state.affinity),
        priorityBy,
      ],
    );
  }

  async open(tx: Transaction): Promise<OpenWork[]> {
    const rows = await tx.query<Row[]>(
      `select work_id, channel, subject_id, queue_id, queued_at, priority, priority_by, state, version, entered_at, requirements, affinity, via
       from work_item where state in ('waiting', 'offered') order by queued_at, work_id`,
    );
    return rows.map((row) => ({
      ...waitingOf({
        workId: row.work_id,
        channel: row.channel,
        subjectId: row.subject_id,
        queueId: row.queue_id,
        queuedAt: row.queued_at,
        priority: row.priority,
        priorityBy: row.priority_by,
        enteredAt: row.entered_at ?? row.queued_at,
        requirements: row.requirements,
        affinity: row.affinity,
        via: row.via,
      }),
      waits: row.state === 'waiting',
      version: row.version,
    }));
  }

  /** Place in its queue from 1, by the order in which it will be served as far as weights say. */
  async position(workId: string, at: Instant): Promise<number | null> {
    const [row] = await this.database.read.query<{ position: number | null }[]>(
      'select work_position($1, $2) as position',
      [workId, at],
    );
    return row?.position ?? null;
  }

  /** Of the person who waits; null when nobody knows. */
  async language(tx: Transaction, workId: string): Promise<string | null> {
    const [row] = await tx.query<{ language: string | null }[]>('select language from work_item where work_id = $1', [
      workId,
    ]);
    return row?.language ?? null;
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

  /** Base weights of the channels that have one of their own. */
  async channelPriorities(tx: Transaction): Promise<{ channel: WaitingWork['channel']; priority: number }[]> {
    return tx.query('select channel, priority from work_channel');
  }

  async setChannelPriority(tx: Transaction, channel: string, priority: number): Promise<void> {
    await tx.query(
      `insert into work_channel (channel, paused, priority) values ($1, false, $2)
       on conflict (channel) do update set priority = excluded.priority`,
      [channel, priority],
    );
  }

  async pausedChannels(tx: Transaction): Promise<WaitingWork['channel'][]> {
    const rows = await tx.query<{ channel: WaitingWork['channel'] }[]>('select channel from work_channel where paused');
    return rows.map(({ channel }) => channel);
  }
}
