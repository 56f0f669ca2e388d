import { Inject, Injectable } from '@nestjs/common';
import type { AgentWhy } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import { Agents, SkillStore } from '../../agents';
import { DecisionStore, type Decision } from '../data/decision.store';
import { QueueStore } from '../data/queue.store';
import { WorkItemStore } from '../data/work-item.store';
import { becauseWords, type NameOf } from '../domain/explain-words';
import { filterOf, type QueueRules } from '../domain/routing-choice';
import { lacking, relaxed, type Skills } from '../domain/skills';
import { routable } from './engine-feed';

/** "Why am I not getting calls": of one agent, now and lately. */
@Injectable()
export class WhyAgent {
  constructor(
    private readonly database: Database,
    private readonly agents: Agents,
    private readonly skills: SkillStore,
    private readonly queues: QueueStore,
    private readonly items: WorkItemStore,
    private readonly decisions: DecisionStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async of(agentId: string): Promise<AgentWhy> {
    const tx = this.database.read;
    const agent = routable(agentId, await this.agents.load(tx, agentId));
    const held = new Map((await this.skills.ofAgent(tx, agentId)).map(({ skillId, level }) => [skillId, level]));
    const own = (await this.queues.rules(tx, 'all')).filter(({ members }) => members.includes(agentId));
    const paused = (await this.items.pausedChannels(tx)).includes('call');
    const waiting = await this.decisions.waiting(own.map(({ id }) => id));
    const recent = await this.decisions.recent(own.map(({ id }) => id));
    const nameOf = await this.decisions.names();
    const overall = paused ? 'channel-paused' : filterOf(agent, 'call');
    return {
      agentId,
      at: new Date(this.clock.now()).toISOString(),
      overall,
      sentence: overallWords(overall, own.length, nameOf),
      queues: own.map((rules) => {
        const count = waiting.get(rules.id) ?? 0;
        const because = becauseOf(rules, { overall, held, count });
        return {
          queueId: rules.id,
          name: nameOf(rules.id),
          waiting: count,
          because,
          sentence: becauseWords(because, nameOf),
        };
      }),
      recent: recent.flatMap((decision) => considered(decision, agentId, nameOf)),
    };
  }
}

interface Facts {
  readonly overall: string | null;
  readonly held: Skills;
  readonly count: number;
}

function becauseOf({ active, skills }: QueueRules, { overall, held, count }: Facts): string {
  if (!active) return 'queue-inactive';
  if (overall !== null) return overall;
  const lack = lacking(held, relaxed(skills, [], 0));
  if (lack !== null) return `no-skill:${lack}`;
  return count === 0 ? 'nothing-waits' : 'could-take';
}

function overallWords(overall: string | null, queues: number, nameOf: NameOf): AgentWhy['sentence'] {
  if (queues === 0) return { pl: 'Nie należy do żadnej kolejki.', en: 'Serves no queue.' };
  if (overall === null) return { pl: 'Może odbierać rozmowy.', en: 'Can take calls.' };
  const { pl, en } = becauseWords(overall, nameOf);
  return { pl: `Nie otrzymuje rozmów: ${pl}.`, en: `Gets no calls: ${en}.` };
}

/** What became of him in a decision; nothing when he was not asked for. */
function considered({ at, choice }: Decision, agentId: string, nameOf: NameOf): AgentWhy['recent'] {
  const because = choice.chosen.includes(agentId)
    ? 'offered'
    : (choice.eligible.find((each) => each.agentId === agentId)?.because ??
      choice.filtered.find((each) => each.agentId === agentId)?.by);
  if (!because) return [];
  const { queueId, workId } = choice;
  return [{ at: new Date(at).toISOString(), queueId, workId, because, sentence: becauseWords(because, nameOf) }];
}
