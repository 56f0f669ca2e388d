import type { WhatIfChanges, WhatIfQueue } from '#contracts';
import type { QueueRules, SimulatedDay, Skills } from '../../routing';

/** The day with the changes: who does not come, who comes more, who can do what, and how queues decide. */
export function changeDay(day: SimulatedDay, changes: WhatIfChanges): SimulatedDay {
  const gone = new Set(changes.removeAgentIds);
  const clones = changes.addAgents.flatMap(({ likeAgentId, count }) =>
    Array.from({ length: count }, (_, index) => ({ like: likeAgentId, id: `${likeAgentId}+${index + 1}` })),
  );
  const clonesOf = (agentId: string): string[] => clones.flatMap(({ like, id }) => (like === agentId ? [id] : []));
  const edits = new Map(changes.queues.map((edit) => [edit.queueId, edit]));
  const skills = changedSkills(day.skills, changes);
  return {
    ...day,
    queues: day.queues.map((rules) => {
      const edited = changeQueue(rules, edits.get(rules.id));
      const members = edited.members.flatMap((id) => [...(gone.has(id) ? [] : [id]), ...clonesOf(id)]);
      return { ...edited, members };
    }),
    skills: new Map([
      ...skills,
      ...clones.flatMap(({ like, id }): [string, Skills][] => [[id, skills.get(like) ?? new Map()]]),
    ]),
    duties: day.duties.flatMap((change) => [
      ...(gone.has(change.agentId) ? [] : [change]),
      ...clonesOf(change.agentId).map((agentId) => ({ ...change, agentId })),
    ]),
  };
}

function changeQueue(rules: QueueRules, edit: WhatIfQueue | undefined): QueueRules {
  if (!edit) return rules;
  const kept = rules.members.filter((id) => !edit.removeAgentIds.includes(id));
  const more = edit.addAgentIds.filter((id) => !kept.includes(id));
  return {
    ...rules,
    members: [...kept, ...more],
    strategy: edit.strategy ?? rules.strategy,
    ranking: edit.ranking ?? rules.ranking,
    base: edit.priority === undefined ? rules.base : edit.priority,
    slope: edit.slopePerSecond ?? rules.slope,
    overflow: edit.overflow ?? rules.overflow,
  };
}

function changedSkills(skills: SimulatedDay['skills'], changes: WhatIfChanges): Map<string, Skills> {
  const changed = new Map(skills);
  for (const { agentId, skillId, level } of changes.skills) {
    const held = new Map(changed.get(agentId) ?? []);
    if (level === 0) held.delete(skillId);
    else held.set(skillId, level);
    changed.set(agentId, held);
  }
  return changed;
}

/** Whether anything is changed at all. */
export const changesNothing = ({ queues, addAgents, removeAgentIds, skills }: WhatIfChanges): boolean =>
  queues.length + addAgents.length + removeAgentIds.length + skills.length === 0;
