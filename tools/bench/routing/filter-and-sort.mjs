import { compiled } from '../../reference/compiled.mjs';

/** What one would write first: filter everything that waits by what the agent may take, sort it by weight, take the first. */
export class FilterAndSort {
  constructor(floor) {
    this.floor = floor;
    this.rules = new Map(floor.queues.map((rules) => [rules.id, rules]));
    this.weightAt = compiled('features/work/routing/domain/routing-choice.js').weightAt;
  }

  next(at, agent) {
    const weigh = (work) => ({ work, weight: this.weightAt(this.rules.get(work.queueId), work, at) });
    const [best] = [...this.floor.waiting.values()]
      .filter(
        ({ queueId, channel }) => agent.free.includes(channel) && this.rules.get(queueId).members.includes(agent.id),
      )
      .map(weigh)
      .sort(
        (a, b) => b.weight - a.weight || a.work.queuedAt - b.work.queuedAt || (a.work.workId < b.work.workId ? -1 : 1),
      );
    return best?.work ?? null;
  }
}
