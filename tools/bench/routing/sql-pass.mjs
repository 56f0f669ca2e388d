import { DatabaseSync } from 'node:sqlite';

/**
 * The pass of mod_callcenter, rebuilt from its published logic on SQLite in memory: every waiting caller by score, and for
 * each of them a query over tiers and agents until somebody free is found. Its sleep of 100 ms between passes is not counted.
 */
export class SqlPass {
  constructor(floor) {
    this.floor = floor;
    this.database = new DatabaseSync(':memory:');
    this.database.exec(`
      create table agents (name text primary key, status text, state text, last_bridge_end integer);
      create table tiers (queue text, agent text, state text, level integer, position integer);
      create index tiers_queue on tiers (queue);
      create table members (uuid text primary key, queue text, joined_epoch integer, base_score integer, state text);
      create index members_queue on members (queue, state)`);
    const agent = this.database.prepare(`insert into agents values (?, 'Available', 'In a queue call', 0)`);
    const tier = this.database.prepare(`insert into tiers values (?, ?, 'Ready', 1, ?)`);
    for (const { id } of floor.agents) agent.run(id);
    for (const { id, members } of floor.queues) members.forEach((name, place) => tier.run(id, name, place));
    this.join = this.database.prepare(`insert into members values (?, ?, ?, ?, 'Waiting')`);
    for (const work of floor.waiting.values()) this.arrives(work);
    this.waiting = this.database.prepare(
      `select queue, uuid, (? - joined_epoch) + base_score as score from members where state = 'Waiting' order by score desc`,
    );
    this.free = this.database.prepare(`select a.name from agents a join tiers t on a.name = t.agent
      where t.queue = ? and a.status = 'Available' and a.state = 'Waiting' and t.state = 'Ready' order by t.level, t.position, a.last_bridge_end`);
    this.state = this.database.prepare('update agents set state = ? where name = ?');
    this.leave = this.database.prepare('delete from members where uuid = ?');
  }

  arrives({ workId, queueId, queuedAt, priority }) {
    this.join.run(workId, queueId, Math.floor(queuedAt / 1000), priority ?? 0);
  }

  next(at, agent) {
    this.state.run('Waiting', agent.id);
    for (const { queue, uuid } of this.waiting.all(Math.floor(at / 1000))) {
      if (!this.free.get(queue)) continue;
      this.state.run('In a queue call', agent.id);
      return uuid;
    }
    this.state.run('In a queue call', agent.id);
    return null;
  }

  served(workId) {
    this.leave.run(workId);
  }
}
