import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';
import { PhoneRulesStore } from '../data/phone-rules.store';
import { RingGroupStore } from '../data/ring-group.store';
import { ringable, type RingPlan, type RingTarget } from '../domain/ring-plan';

/** Whose phones ring for a target, as the settings stand now. */
@Injectable()
export class RingPlans {
  constructor(
    private readonly groups: RingGroupStore,
    private readonly rules: PhoneRulesStore,
  ) {}

  /** Null: there is no such group or person (any more). */
  async plan(tx: Transaction, target: RingTarget): Promise<RingPlan | null> {
    if (target.kind === 'user') return this.person(tx, target.id);
    const group = await this.groups.find(tx, { id: target.id });
    if (!group?.active) return null;
    const memberIds = ringable(group.memberIds, await this.rules.silenced(tx, group.memberIds));
    return { kind: 'group', ...group, memberIds };
  }

  /** The group that is reached by this extension. */
  async groupAt(tx: Transaction, extension: string): Promise<{ id: string; name: string } | null> {
    const group = await this.groups.find(tx, { extension });
    return group?.active ? group : null;
  }

  /** Whose calls this person may pick up. */
  colleaguesOf(tx: Transaction, userId: string): Promise<readonly string[]> {
    return this.groups.colleaguesOf(tx, userId);
  }

  private async person(tx: Transaction, userId: string): Promise<RingPlan | null> {
    const [person] = await tx.query<{ name: string }[]>(
      `select first_name || ' ' || last_name as name from app_user
       where id = $1 and extension is not null and state <> 'deactivated'`,
      [userId],
    );
    return person ? { kind: 'user', userId, name: person.name, ...(await this.rules.of(tx, userId)) } : null;
  }
}
