import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { Database } from '../../../../platform/database';
import { Agents, AgentViewStore } from '../../../work/agents';

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
    await this.database.transaction((tx) => this.agents.handle(tx, owner.id, { type }, meta));
  }
}
