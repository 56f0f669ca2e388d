import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * The pass of mod_callcenter, rebuilt from its published logic on PostgreSQL: every waiting caller by score, and for each of
 * them a query over tiers and agents until somebody free is found. Its sleep of 100 ms between passes is not counted.
 */
export class SqlPass {
  static async open(floor, databaseUrl) {
    const { Client } = require('pg');
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    const pass = new SqlPass(client);
    await pass.fill(floor);
    return pass;
  }

  constructor(client) {
    this.client = client;
  }

  async fill({ agents, queues, waiting }) {
    await this.client.query(`
      create temporary table agents (name text primary key, status text, state text, last_bridge_end integer);
      create temporary table tiers (queue text, agent text, state text, level integer, position integer);
      create index tiers_queue on tiers (queue);
      create temporary table members (uuid text primary key, queue text, joined_epoch integer, base_score integer, state text);
      create index members_queue on members (queue, state)`);
    const names = agents.map(({ id }) => id);
    await this.client.query(
      `insert into agents select name, 'Available', 'In a queue call', 0 from unnest($1::text[]) as a (name)`,
      [names],
    );
    for (const { id, members } of queues)
      await this.client.query(
        `insert into tiers select $1, name, 'Ready', 1, place from unnest($2::text[]) with ordinality as m (name, place)`,
        [id, members],
      );
    for (const work of waiting.values()) await this.arrives(work);
    await this.client.query('analyze agents, tiers, members');
  }

  arrives({ workId, queueId, queuedAt, priority }) {
    return this.client.query({
      name: 'join',
      text: `insert into members values ($1, $2, $3, $4, 'Waiting')`,
      values: [workId, queueId, Math.floor(queuedAt / 1000), priority ?? 0],
    });
  }

  async next(at, agent) {
    await this.state('Waiting', agent.id);
    const { rows } = await this.client.query({
      name: 'waiting',
      text: `select queue, uuid, ($1 - joined_epoch) + base_score as score from members where state = 'Waiting' order by score desc`,
      values: [Math.floor(at / 1000)],
    });
    let found = null;
    for (const { queue, uuid } of rows) {
      const free = await this.client.query({
        name: 'free',
        text: `select a.name from agents a join tiers t on a.name = t.agent
          where t.queue = $1 and a.status = 'Available' and a.state = 'Waiting' and t.state = 'Ready'
          order by t.level, t.position, a.last_bridge_end limit 1`,
        values: [queue],
      });
      if (free.rows.length === 0) continue;
      found = uuid;
      break;
    }
    await this.state('In a queue call', agent.id);
    return found;
  }

  state(state, name) {
    return this.client.query({
      name: 'state',
      text: 'update agents set state = $1 where name = $2',
      values: [state, name],
    });
  }

  served(workId) {
    return this.client.query({ name: 'leave', text: 'delete from members where uuid = $1', values: [workId] });
  }

  close() {
    return this.client.end();
  }
}
