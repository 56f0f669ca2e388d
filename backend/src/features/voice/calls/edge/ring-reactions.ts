import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because } from '../../../../kernel/event-meta';
import type { RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import type { CallRingBegun, CallRingUnanswered } from '../domain/call-events';
import { RingPhones } from '../use-cases/ring-phones';

/** Phones that are to ring, and the next ones when nobody has taken it. */
@Injectable()
export class RingReactions implements OnModuleInit {
  constructor(
    private readonly relay: Relay,
    private readonly ringing: RingPhones,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (!config('process').parts.includes('telephony')) return;
    this.relay.subscribe({
      name: 'calls.rings',
      types: ['CallRingBegun', 'CallRingUnanswered'],
      from: 'beginning',
      handle: async (events) => {
        for (const event of events) await this.follow(event);
      },
    });
  }

  private async follow(event: RecordedEvent): Promise<void> {
    const callId = event.stream.slice('call-'.length);
    const told = { type: event.type, data: event.data } as CallRingBegun | CallRingUnanswered;
    const step = told.type === 'CallRingBegun' ? 0 : told.data.step + 1;
    const meta = because(event, 'calls', this.clock.now());
    await this.database.transaction((tx) => this.ringing.next(tx, callId, step, meta));
  }
}
