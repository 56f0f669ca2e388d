import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because } from '../../../../kernel/event-meta';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import type { CallCallbackTaken } from '../domain/call-events';
import { CallbackCalls } from '../use-cases/callback-calls';

/** An agent took a callback: the customer is dialled. */
@Injectable()
export class CallbackReactions implements OnModuleInit {
  constructor(
    private readonly relay: Relay,
    private readonly callbacks: CallbackCalls,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (!config('process').parts.includes('telephony')) return;
    this.relay.subscribe({
      name: 'calls.callbacks',
      types: ['CallCallbackTaken'],
      from: 'beginning',
      handle: async (events) => {
        for (const event of events) {
          const callId = event.stream.slice('call-'.length);
          const { agentId } = event.data as CallCallbackTaken['data'];
          const meta = because(event, 'calls', this.clock.now());
          await this.database.transaction((tx) => this.callbacks.dial(tx, callId, agentId, meta));
        }
      },
    });
  }
}
