import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because } from '../../../../kernel/event-meta';
import type { RecordedEvent } from '../../../../kernel/journal';
import { Relay } from '../../../../platform/journal';
import type { SupervisionEnded } from '../domain/supervision-events';
import { CallDesk } from '../use-cases/call-desk';

/** A supervisor who takes a call over is handed it once his own line is free again, as if the agent had transferred it to him. */
@Injectable()
export class TakeOverReactions implements OnModuleInit {
  private readonly logger = new Logger('calls');

  constructor(
    private readonly relay: Relay,
    private readonly desk: CallDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.relay.subscribe({
      name: 'calls.take-over',
      types: ['SupervisionEnded'],
      from: 'now',
      handle: async (events) => {
        for (const event of events) await this.follow(event as RecordedEvent<SupervisionEnded>);
      },
    });
  }

  private async follow(event: RecordedEvent<SupervisionEnded>): Promise<void> {
    const { because: why, agentId, supervisorId } = event.data;
    if (why !== 'took-over') return;
    const callId = event.stream.slice('supervision-'.length);
    const target = { kind: 'agent', agentId: supervisorId } as const;
    const meta = because(event, 'supervision', this.clock.now());
    const handed = await this.desk.hand(callId, { type: 'Transfer', agentId, target }, meta);
    // The call may be over or handed on by now; a repeated event finds it so too.
    if (!handed.ok) this.logger.warn(`Call ${callId} was not taken over: ${handed.refusal.code}`);
  }
}
