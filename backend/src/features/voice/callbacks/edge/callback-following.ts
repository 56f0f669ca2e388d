import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because, bySystem } from '../../../../kernel/event-meta';
import type { EventMeta, RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database, type Transaction } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import type { CallCallbackAccepted, CallConnected, CallHungUp } from '../../calls';
import { CallbackStore } from '../data/callback.store';
import { AttemptCallback } from '../use-cases/attempt-callback';
import { CALLBACK_DUE } from '../use-cases/callbacks';
import { RequestCallback } from '../use-cases/request-callback';

const due = z.object({ callbackId: z.string() });
const FOLLOWED = ['CallCallbackAccepted', 'CallConnected', 'CallHungUp'] as const;
type Followed = CallCallbackAccepted | CallConnected | CallHungUp;

/** What calls mean for callbacks, and the clock. */
@Injectable()
export class CallbackFollowing implements OnModuleInit {
  constructor(
    private readonly relay: Relay,
    private readonly requests: RequestCallback,
    private readonly attempts: AttemptCallback,
    private readonly store: CallbackStore,
    private readonly schedule: Schedule,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.schedule.on(CALLBACK_DUE, async (payload) => {
      const { callbackId } = due.parse(payload);
      await this.attempts.due(callbackId, bySystem('clock', callbackId, this.clock.now()));
    });
    if (!config('process').parts.includes('telephony')) return;
    this.relay.subscribe({
      name: 'callbacks',
      types: FOLLOWED,
      from: 'beginning',
      handle: async (events) => {
        for (const event of events) await this.follow(event);
      },
    });
  }

  private async follow(event: RecordedEvent): Promise<void> {
    const callId = event.stream.slice('call-'.length);
    const meta = because(event, 'callbacks', this.clock.now());
    const what = { type: event.type, data: event.data } as Followed;
    await this.database.transaction(async (tx) => {
      if (what.type === 'CallCallbackAccepted') return this.requests.promised(tx, callId, what.data, meta);
      if (what.type === 'CallConnected') {
        if (what.data.first) await this.attempts.talked(tx, callId, meta);
        return;
      }
      await this.ended(tx, callId, what.data, meta);
    });
  }

  private async ended(tx: Transaction, callId: string, ended: CallHungUp['data'], meta: EventMeta): Promise<void> {
    const call = await this.store.call(tx, callId);
    if (call?.callback_id) return this.attempts.over(tx, { callbackId: call.callback_id, callId }, ended, meta);
    await this.requests.afterCall(tx, callId, ended, meta);
  }
}
