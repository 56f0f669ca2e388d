import { Injectable } from '@nestjs/common';
import type { WallAgent } from '#contracts';
import { Database } from '../../../../platform/database';

type Row = Omit<WallAgent, 'since'> & { since: number };

const SELECT = `select v.agent_id as id, u.first_name || ' ' || u.last_name as name, v.status, v.reason, v.since,
    array(select a.queue_id from queue_agent a where a.agent_id = v.agent_id
      union select g.queue_id from queue_group g join user_group_member m on m.group_id = g.group_id where m.user_id = v.agent_id) as "queueIds"
  from agent_view v join app_user u on u.id = v.agent_id`;

/** Agents as a wall shows them: a name and what he does; no call, no number. */
@Injectable()
export class WallAgents {
  constructor(private readonly database: Database) {}

  async byIds(ids: readonly string[]): Promise<WallAgent[]> {
    return (await this.database.read.query<Row[]>(`${SELECT} where v.agent_id = any($1::uuid[])`, [ids])).map(shown);
  }

  async all(): Promise<WallAgent[]> {
    return (await this.database.read.query<Row[]>(SELECT)).map(shown);
  }

  /** Who serves one of these queues. */
  async membersOf(queueIds: readonly string[]): Promise<string[]> {
    const rows = await this.database.read.query<{ id: string }[]>(
      `select agent_id as id from queue_agent where queue_id = any($1::uuid[])
       union select m.user_id from queue_group g join user_group_member m on m.group_id = g.group_id where g.queue_id = any($1::uuid[])`,
      [queueIds],
    );
    return rows.map(({ id }) => id);
  }
}

const shown = ({ since, ...agent }: Row): WallAgent => ({ ...agent, since: new Date(since).toISOString() });
