import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { config } from '../../../../platform/config';
import { Relay } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { NodeCountStore } from '../data/node-count.store';
import type { IvrEvent } from '../domain/ivr-events';
import { AnswerDips } from '../use-cases/answer-dips';
import { DIP_TIMER } from '../use-cases/ivr';

const COUNTED = [
  'IvrStarted',
  'IvrSubFlowEntered',
  'IvrNodeEntered',
  'IvrCallerHungUp',
  'IvrDipAnswered',
  'IvrPromptFailed',
] as const satisfies readonly IvrEvent['type'][];

const lost = z.object({ id: z.string(), askId: z.string() });

/** What follows from sessions beside the call itself: questions to other systems, and the counts on the canvas. */
@Injectable()
export class IvrReactions implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly relay: Relay,
    private readonly schedule: Schedule,
    private readonly dips: AnswerDips,
    private readonly counts: NodeCountStore,
  ) {}

  onModuleInit(): void {
    const { parts } = config('process');
    this.schedule.on(DIP_TIMER, async (payload) => {
      const { id, askId } = lost.parse(payload);
      await this.dips.lost(id, askId);
    });
    if (parts.includes('telephony'))
      this.relay.subscribe({
        name: 'ivr.dips',
        types: ['IvrDipRequested'],
        from: 'beginning',
        handle: async (events) => {
          for (const event of events) this.dips.begin(event);
          await Promise.resolve();
        },
      });
    if (parts.includes('worker'))
      this.relay.subscribe({
        name: 'ivr.counts',
        types: COUNTED,
        from: 'beginning',
        handle: (events) => this.counts.add(events),
      });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.dips.idle();
  }
}
