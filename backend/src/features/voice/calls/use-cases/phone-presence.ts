import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { Database } from '../../../../platform/database';
import { Agents, AgentViewStore, type AgentOrder } from '../../../work/agents';

/** A phone came or went: its owner can or cannot be rung. */
@Injectable()
export class PhonePresence {
  constructor(
    private readonly database: Database,
    private readonly agents: Agents,
    private readonly views: AgentViewStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  now(): number {
    return this.clock.now();
  }

  async changed(extension: string, type: 'PhoneRegistered' | 'PhoneUnregistered'): Promise<void> {
    const owner = await this.views.byExtension(extension);
    if (!owner) return;
    const meta = bySystem('switch', `phone ${extension}`, this.clock.now());
    await this.database.transaction(async (tx) => {
      await this.agents.handle(tx, owner.id, { type }, meta);
      if (owner.phoneOnly) await this.agents.handle(tx, owner.id, ownSession(owner.id, type), meta);
    });
  }
}

/** Who has no desk comes and goes with his phone. */
const ownSession = (userId: string, type: 'PhoneRegistered' | 'PhoneUnregistered'): AgentOrder =>
  type === 'PhoneRegistered'
    ? { type: 'SignIn', sessionId: phoneSession(userId), phoneOnly: true }
    : { type: 'SignOut', sessionId: phoneSession(userId), reason: 'phone-gone' };

export const phoneSession = (userId: string): string => `phone-${userId}`;
