import { Injectable } from '@nestjs/common';
import { Database } from '../../../../platform/database';
import { agentDecider, SkillStore, type AgentState } from '../../agents';
import { QueueStore } from '../data/queue.store';
import { WorkItemStore } from '../data/work-item.store';
import type { EngineFeed } from './engine-feed';

/** Builds the engine from one snapshot of the database: queues, agents, waiting items, whose turn it is. */
@Injectable()
export class EngineLoader {
  constructor(
    private readonly database: Database,
    private readonly queues: QueueStore,
    private readonly items: WorkItemStore,
    private readonly skills: SkillStore,
  ) {}

  async load(feed: EngineFeed): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query('set transaction isolation level repeatable read, read only');
      for (const rules of await this.queues.rules(tx, 'all')) feed.engine.setQueue(rules);
      for (const { agentId, skills } of await this.skills.ofAll(tx))
        feed.engine.setSkills(agentId, new Map(skills.map(({ skillId, level }) => [skillId, level])));
      for (const { channel, priority } of await this.items.channelPriorities(tx))
        feed.engine.setChannelBase(channel, priority);
      for (const { queueId, agentId } of await this.items.turns(tx)) feed.engine.setLast(queueId, agentId);
      for (const channel of await this.items.pausedChannels(tx)) feed.engine.pause(channel, true);
      const agents = await tx.query<{ stream: string; version: number; state: AgentState }[]>(
        `select stream, version, state from stream_state where kind = 'agent' and state_version = $1`,
        [agentDecider.stateVersion],
      );
      for (const { stream, version, state } of agents) feed.startAgent(stream.slice('agent-'.length), state, version);
      for (const { waits, version, ...work } of await this.items.open(tx)) {
        feed.startWork(work.workId, version);
        if (waits) feed.engine.addWork(work);
      }
    });
  }
}
