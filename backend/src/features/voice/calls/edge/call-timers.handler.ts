import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { Database, type Transaction } from '../../../../platform/database';
import { Schedule } from '../../../../platform/schedule';
import { Routing, WorkItemStore } from '../../../work/routing';
import { announcementOf, type Announced } from '../domain/announcement';
import type { CallState } from '../domain/call-state';
import { callbackWords } from '../domain/callback-words';
import { CALL_TIMER, nextAnnouncement } from '../domain/call-timers';
import { CallbackOffers } from '../use-cases/callback-offers';
import { CallFlows } from '../use-cases/call-flows';
import { Calls } from '../use-cases/calls';

const timer = z.object({
  callId: z.string(),
  order: z.discriminatedUnion('type', [
    z.object({ type: z.literal('MaxWait'), workId: z.string() }),
    z.object({ type: z.literal('Announce'), workId: z.string() }),
    z.object({ type: z.literal('LegTimeout'), legId: z.string() }),
    z.object({ type: z.literal('AskOverdue'), playbackId: z.string() }),
    z.object({ type: z.literal('CallbackOverdue'), playbackId: z.string() }),
    z.object({ type: z.literal('NotePlayback'), legId: z.string(), playbackId: z.string() }),
  ]),
});

/** Timers of calls: longest wait, position announcements, legs of which nothing was heard. */
@Injectable()
export class CallTimers implements OnModuleInit {
  constructor(
    private readonly calls: Calls,
    private readonly items: WorkItemStore,
    private readonly routing: Routing,
    private readonly flows: CallFlows,
    private readonly callbacks: CallbackOffers,
    private readonly schedule: Schedule,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.schedule.on(CALL_TIMER, async (payload) => {
      const { callId, order } = timer.parse(payload);
      await this.database.transaction(async (tx) => {
        if (order.type === 'AskOverdue') return this.flows.overdue(tx, callId, order.playbackId);
        if (order.type === 'CallbackOverdue') return this.callbacks.answered(tx, callId, order.playbackId, '');
        if (order.type === 'Announce') return this.announce(tx, callId, order.workId);
        await this.calls.handle(tx, callId, order, bySystem('clock', callId, this.clock.now()));
      });
    });
  }

  /** While a phone rings for him the caller is left alone; the next announcement comes all the same. */
  private async announce(tx: Transaction, callId: string, workId: string): Promise<void> {
    const call = await this.calls.load(tx, callId);
    if (call.stay?.workId !== workId || (call.phase !== 'queued' && call.phase !== 'offered')) return;
    const now = this.clock.now();
    const position = await this.items.position(workId, now);
    if (position !== null) {
      const announced = await this.announced(tx, call, workId, position);
      const { language } = announced;
      const { callbackDigit } = call.policy;
      const offer = callbackDigit ? callbackWords(language).offer(callbackDigit) : '';
      const text = `${announcementOf(announced)} ${offer}`.trim();
      const order = { type: 'Announce', workId, position, text, language } as const;
      await this.calls.handle(tx, callId, order, bySystem('clock', callId, now));
    }
    await this.calls.setTimers(tx, callId, [
      nextAnnouncement(callId, workId, now + call.policy.announceEverySeconds * 1000),
    ]);
  }

  private async announced(
    tx: Transaction,
    { policy }: CallState,
    workId: string,
    position: number,
  ): Promise<Announced> {
    const { queueId, announceWait } = policy;
    const told = announceWait && queueId !== null;
    const expectedMs = told ? await this.routing.expectedWait(tx, queueId, position) : null;
    return { position, expectedMs, language: await this.items.language(tx, workId) };
  }
}
