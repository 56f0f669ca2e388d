import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { Database, type Transaction } from '../../../../platform/database';
import { WorkItemStore } from '../../../work/routing';
import type { DigitReceived, DigitsCollected } from '../../switch';
import { CallStore } from '../data/call.store';
import { Calls } from './calls';

/** Keys of waiting callers: the one that offers a callback, and what is entered then. */
@Injectable()
export class CallbackOffers {
  constructor(
    private readonly calls: Calls,
    private readonly store: CallStore,
    private readonly items: WorkItemStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async pressed(event: DigitReceived): Promise<void> {
    await this.database.transaction(async (tx) => {
      const callId = event.callId ?? (await this.store.callOfLeg(tx, event.legId));
      if (callId === null) return;
      const { policy, stay, far } = await this.calls.load(tx, callId);
      if (!stay || far?.legId !== event.legId || policy.callbackDigit !== event.digit) return;
      const language = await this.items.language(tx, stay.workId);
      const order = { type: 'NoteKey', digit: event.digit, language } as const;
      await this.calls.handle(tx, callId, order, bySystem('switch', callId, this.clock.now()));
    });
  }

  async collected(event: DigitsCollected): Promise<void> {
    await this.database.transaction(async (tx) => {
      const callId = event.callId ?? (await this.store.callOfLeg(tx, event.legId));
      if (callId !== null) await this.answered(tx, callId, event.collectionId, event.digits);
    });
  }

  async answered(tx: Transaction, callId: string, playbackId: string, digits: string): Promise<void> {
    const { dialog, stay } = await this.calls.load(tx, callId);
    if (dialog?.playbackId !== playbackId || !stay) return;
    const language = await this.items.language(tx, stay.workId);
    const order = { type: 'NoteCallbackDigits', playbackId, digits, language } as const;
    await this.calls.handle(tx, callId, order, bySystem('switch', callId, this.clock.now()));
  }
}
