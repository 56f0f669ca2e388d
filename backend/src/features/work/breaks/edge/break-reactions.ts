import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because, bySystem } from '../../../../kernel/event-meta';
import type { RecordedEvent } from '../../../../kernel/journal';
import { Database } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { Agents, type AgentBreakEnded, type AgentBreakStarted } from '../../agents';
import { BreakStore } from '../data/break.store';
import type { BreakGranted } from '../domain/break-room-events';
import { BREAKS_SETTLE, BreakRoom } from '../use-cases/break-room';

const TYPES = [
  'BreakGranted',
  'AgentBreakStarted',
  'AgentBreakEnded',
  'AgentSignedOut',
  'BreakLimitSaved',
  'BreakLimitDeleted',
] as const;

/** Presence goes on the break that the room has granted, and the room gets the place back when presence is done with it. */
@Injectable()
export class BreakReactions implements OnModuleInit {
  constructor(
    private readonly room: BreakRoom,
    private readonly breaks: BreakStore,
    private readonly agents: Agents,
    private readonly database: Database,
    private readonly relay: Relay,
    private readonly schedule: Schedule,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.relay.subscribe({
      name: 'breaks',
      types: TYPES,
      from: 'now',
      handle: async (events) => {
        for (const event of events) await this.follow(event);
      },
    });
    this.schedule.on(BREAKS_SETTLE, async () => {
      await this.room.order({ type: 'Settle' }, bySystem('clock', 'breaks', this.clock.now()));
    });
  }

  private async follow(event: RecordedEvent): Promise<void> {
    const meta = because(event, 'breaks', this.clock.now());
    const agentId = event.stream.slice('agent-'.length);
    switch (event.type as (typeof TYPES)[number]) {
      case 'BreakGranted':
        return this.granted(event as RecordedEvent<BreakGranted>);
      case 'AgentBreakStarted': {
        const { breakId, at } = event.data as AgentBreakStarted['data'];
        return this.breaks.started(breakId, at);
      }
      case 'AgentBreakEnded': {
        const ended = event.data as AgentBreakEnded['data'];
        await this.breaks.ended(ended.breakId, ended);
        await this.room.order({ type: 'Free', breakId: ended.breakId }, meta);
        return;
      }
      case 'AgentSignedOut':
        await this.room.order({ type: 'Withdraw', agentId, because: 'signed-out' }, meta);
        return;
      case 'BreakLimitSaved':
      case 'BreakLimitDeleted':
        await this.room.order({ type: 'Settle' }, meta);
    }
  }

  private async granted(event: RecordedEvent<BreakGranted>): Promise<void> {
    const { breakId, agentId, kind, forced, note } = event.data;
    const { kindId, name, paid, limitMs } = kind;
    const meta = because(event, 'breaks', this.clock.now());
    const order = { type: 'TakeBreak', granted: { breakId, kindId, name, paid, limitMs, forced }, note } as const;
    const taken = await this.database.transaction((tx) => this.agents.handle(tx, agentId, order, meta));
    if (!taken.ok) await this.room.order({ type: 'Free', breakId }, meta);
  }
}
