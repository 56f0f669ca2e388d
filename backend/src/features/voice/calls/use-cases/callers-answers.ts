import { Injectable } from '@nestjs/common';
import type { SwitchEvent } from '../../switch';
import { CallbackOffers } from './callback-offers';
import { CallFlows } from './call-flows';

/** What callers have heard to its end and what they press, told to whoever asked. */
@Injectable()
export class CallersAnswers {
  constructor(
    private readonly flows: CallFlows,
    private readonly callbacks: CallbackOffers,
  ) {}

  /** Of everything else that the switch tells it means nothing here. */
  async hear(event: SwitchEvent): Promise<void> {
    switch (event.type) {
      case 'PlaybackEnded':
        return this.flows.answered(event);
      case 'DigitsCollected':
        await this.flows.answered(event);
        return this.callbacks.collected(event);
      case 'DigitReceived':
        return this.callbacks.pressed(event);
      default:
        return;
    }
  }
}
