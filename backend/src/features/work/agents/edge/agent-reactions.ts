import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because, bySystem } from '../../../../kernel/event-meta';
import type { RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { agentsArea } from '../agents.config';
import { AgentViewStore } from '../data/agent-view.store';
import { Agents, BREAK_LIMIT_ELAPSED, WRAP_UP_ELAPSED } from '../use-cases/agents';

const session = z.object({ userId: z.string(), sessionId: z.string(), reason: z.string().optional() });
const overLimit = z.object({ agentId: z.string(), breakId: z.string() });
const elapsed = z.object({ agentId: z.string(), workId: z.string() });

/** Presence follows workstation sessions, and after-call work its timer. */
@Injectable()
export class AgentReactions implements OnModuleInit {
  constructor(
    private readonly agents: Agents,
    private readonly views: AgentViewStore,
    private readonly database: Database,
    private readonly relay: Relay,
    private readonly schedule: Schedule,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.relay.subscribe({
      name: 'agents.sessions',
      types: ['SessionOpened', 'SessionEnded'],
      from: 'now',
      handle: async (events) => {
        for (const event of events) await this.followSession(event);
      },
    });
    this.schedule.on(BREAK_LIMIT_ELAPSED, async (payload) => {
      const { agentId, breakId } = overLimit.parse(payload);
      const meta = bySystem('clock', breakId, this.clock.now());
      const order = { type: 'BreakLimitElapsed', breakId } as const;
      await this.database.transaction((tx) => this.agents.handle(tx, agentId, order, meta));
    });
    this.schedule.on(WRAP_UP_ELAPSED, async (payload) => {
      const { agentId, workId } = elapsed.parse(payload);
      const meta = bySystem('clock', workId, this.clock.now());
      const order = { type: 'WrapUpElapsed', workId, patienceMs: config(agentsArea).overdueSeconds * 1000 } as const;
      await this.database.transaction((tx) => this.agents.handle(tx, agentId, order, meta));
    });
  }

  private async followSession(event: RecordedEvent): Promise<void> {
    const { userId, sessionId, reason } = session.parse(event.data);
    const meta = because(event, 'sessions', this.clock.now());
    const order =
      event.type === 'SessionOpened'
        ? ({ type: 'SignIn', sessionId } as const)
        : ({ type: 'SignOut', sessionId, reason: reason ?? 'signed-out' } as const);
    await this.database.transaction(async (tx) => {
      // Somebody without a desk is there while his phone is; his page in the browser changes nothing of it.
      if (await this.views.isPhoneOnly(tx, userId)) return;
      await this.agents.handle(tx, userId, order, meta);
    });
  }
}
