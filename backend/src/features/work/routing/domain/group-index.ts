import type { Group } from './queue-place';

const NONE: ReadonlySet<Group> = new Set();

/**
 * Which groups of waiting items each agent may take: kept when a group comes, goes, or somebody learns something, so that
 * a decision looks at the groups of those who are free and at no others.
 */
export class GroupIndex {
  private readonly byAgent = new Map<string, Set<Group>>();

  of(agentId: string): ReadonlySet<Group> {
    return this.byAgent.get(agentId) ?? NONE;
  }

  add(group: Group): void {
    for (const agentId of group.qualified) this.link(agentId, group);
  }

  drop(group: Group): void {
    for (const agentId of group.qualified) this.byAgent.get(agentId)?.delete(group);
  }

  /** The agent has come to be able to take the group's items, or not any more. */
  qualify(agentId: string, group: Group, able: boolean): void {
    if (able) {
      group.qualified.add(agentId);
      this.link(agentId, group);
    } else {
      group.qualified.delete(agentId);
      this.byAgent.get(agentId)?.delete(group);
    }
  }

  private link(agentId: string, group: Group): void {
    const known = this.byAgent.get(agentId);
    if (known) known.add(group);
    else this.byAgent.set(agentId, new Set([group]));
  }
}
