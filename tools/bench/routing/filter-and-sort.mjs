import { compiled } from '../../reference/compiled.mjs';

/** What one would write first: filter everything that waits by what the agent may take, sort it by weight, take the first. */
export class FilterAndSort {
  constructor(floor) {
    this.floor = floor;
    this.rules = new Map(floor.queues.map((rules) => [rules.id, rules]));
    this.weightAt = compiled('features/work/routing/domain/weight.js').weightAt;
    this.skills = compiled('features/work/routing/domain/skills.js');
  }

  next(at, agent) {
    const [best] = [...this.floor.waiting.values()]
      .filter((work) => this.mayTake(agent, work, at))
      .map((work) => ({ work, weight: this.weightAt(this.rules.get(work.queueId), work, at) }))
      .sort(
        (a, b) => b.weight - a.weight || a.work.queuedAt - b.work.queuedAt || (a.work.workId < b.work.workId ? -1 : 1),
      );
    return best?.work ?? null;
  }

  mayTake(agent, { queueId, channel, queuedAt, requirements }, at) {
    const { members, skills, rings } = this.rules.get(queueId);
    if (!agent.free.includes(channel) || !members.includes(agent.id)) return false;
    const { needOf, relaxed, ringAt, lacking } = this.skills;
    const need = relaxed(needOf(skills, requirements), rings, ringAt(rings, at - queuedAt));
    return lacking(this.floor.skills.get(agent.id), need) === null;
  }
}
