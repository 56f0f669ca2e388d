import type { Instant } from '../../../../kernel/clock';
import type { RecordedEvent } from '../../../../kernel/journal';
import type { AgentSkills } from '../../agents';
import { completeRules, type QueueRules, type Skills } from '../../routing';

/** Rules and skills as they were when the period began; what came new in the period, as it came. */
export class PastSettings {
  readonly rules = new Map<string, QueueRules>();
  readonly skills = new Map<string, Skills>();
  channelBase: number | undefined;
  /** Something was changed within the period, and is not followed. */
  changed = false;

  constructor(private readonly from: Instant) {}

  take({ type, data, meta }: RecordedEvent): void {
    const isPast = meta.at < this.from;
    switch (type) {
      case 'QueueSaved':
      case 'QueueMembersChanged': {
        const rules = completeRules((data as { rules: QueueRules }).rules);
        return this.keep(this.rules, rules.id, { value: rules, isPast });
      }
      case 'QueueDeleted':
        if (isPast) this.rules.delete((data as { queueId: string }).queueId);
        return;
      case 'AgentSkillsChanged': {
        const { agentId, skills } = data as AgentSkills;
        const value = new Map(skills.map(({ skillId, level }) => [skillId, level]));
        return this.keep(this.skills, agentId, { value, isPast });
      }
      case 'ChannelPrioritiesChanged':
        if (isPast) this.channelBase = (data as { priorities: { call: number } }).priorities.call;
        else this.changed = true;
        return;
    }
  }

  private keep<Value>(all: Map<string, Value>, id: string, { value, isPast }: { value: Value; isPast: boolean }): void {
    if (isPast || !all.has(id)) all.set(id, value);
    else this.changed = true;
  }
}
