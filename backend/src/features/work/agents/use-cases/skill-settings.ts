import { Inject, Injectable } from '@nestjs/common';
import type { AgentRouting, SaveSkill, Skill } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { SkillStore } from '../data/skill.store';
import { Agents } from './agents';

/** `skill-in-use`: an agent holds it or a queue asks for it; `agent-not-found`: nobody with an extension. */
export type SkillRefusal = Refusal<
  'skill-not-found' | 'skill-name-taken' | 'skill-in-use' | 'changed-meanwhile' | 'agent-not-found'
>;
type Saved<T> = Outcome<T, SkillRefusal>;

/** Skills, who holds them and how much each agent takes at once: tables and journal entries, which routing follows. */
@Injectable()
export class SkillSettings {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: SkillStore,
    private readonly agents: Agents,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  create({ name }: SaveSkill, meta: EventMeta): Promise<Saved<Skill>> {
    return this.saving(async (tx) => {
      const id = this.ids.next();
      await this.store.insert(tx, id, name);
      return this.announce(tx, id, meta);
    });
  }

  update(id: string, { name, version = 0 }: SaveSkill, meta: EventMeta): Promise<Saved<Skill>> {
    return this.saving(async (tx) => {
      if (!(await this.store.find(tx, id))) return refused({ code: 'skill-not-found' });
      if (!(await this.store.rename(tx, id, name, version))) return refused({ code: 'changed-meanwhile' });
      return this.announce(tx, id, meta);
    });
  }

  remove(id: string, meta: EventMeta): Promise<Saved<void>> {
    return this.saving(async (tx) => {
      const skill = await this.store.find(tx, id);
      if (!skill) return refused({ code: 'skill-not-found' });
      if (skill.agents + skill.queues > 0) return refused({ code: 'skill-in-use' });
      await this.store.remove(tx, id);
      const data = { skillId: id, name: skill.name };
      await this.journal.append(tx, `skill-${id}`, [{ type: 'SkillDeleted', data }], meta);
      return accepted(undefined);
    });
  }

  async ofAgent(tx: Transaction, agentId: string): Promise<AgentRouting> {
    const { capacity } = await this.agents.load(tx, agentId);
    return { skills: await this.store.ofAgent(tx, agentId), capacity };
  }

  /** The agent's stream first: every transaction takes agents before anything else. */
  setOfAgent(agentId: string, { skills, capacity }: AgentRouting, meta: EventMeta): Promise<Saved<AgentRouting>> {
    return this.saving(async (tx) => {
      await this.agents.handle(tx, agentId, { type: 'SetCapacity', capacity }, meta);
      await this.store.replace(tx, { agentId, skills });
      const data = { agentId, skills: await this.store.ofAgent(tx, agentId) };
      await this.journal.append(tx, `agent-skills-${agentId}`, [{ type: 'AgentSkillsChanged', data }], meta);
      return accepted(await this.ofAgent(tx, agentId));
    });
  }

  private async announce(tx: Transaction, id: string, meta: EventMeta): Promise<Saved<Skill>> {
    const skill = await this.store.find(tx, id);
    if (!skill) return refused({ code: 'skill-not-found' });
    await this.journal.append(tx, `skill-${id}`, [{ type: 'SkillSaved', data: { skillId: id, skill } }], meta);
    return accepted(skill);
  }

  private async saving<T>(work: (tx: Transaction) => Promise<Saved<T>>): Promise<Saved<T>> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (sqlState(error) === '23505') return refused({ code: 'skill-name-taken' });
      if (sqlState(error) === '23503') return refused({ code: 'skill-not-found' });
      throw error;
    }
  }
}
