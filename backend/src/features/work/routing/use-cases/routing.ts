import { Injectable } from '@nestjs/common';
import type { Instant } from '../../../../kernel/clock';
import type { EventMeta, RecordedEvent } from '../../../../kernel/journal';
import type { Outcome } from '../../../../kernel/outcome';
import type { Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import type { Channel } from '../../agents';
import { WaitEstimateStore } from '../data/wait-estimate.store';
import { WorkItemStore } from '../data/work-item.store';
import { workDecider, type WorkCommand, type WorkEvent, type WorkRefusal, type WorkState } from '../domain/work-item';

export const EXPIRE_OFFER = 'routing.expire-offer';
const offerKey = (offerId: string): string => `offer:${offerId}`;

/** What interactions (calls, later chats and mails) ask of routing. Everything is safe to repeat. */
@Injectable()
export class Routing {
  constructor(
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    private readonly items: WorkItemStore,
    private readonly estimates: WaitEstimateStore,
  ) {}

  /** Decides, journals, keeps `work_item` and the offer's timer, in the caller's transaction. */
  async handle(
    tx: Transaction,
    command: WorkCommand,
    meta: EventMeta,
  ): Promise<Outcome<{ state: WorkState; events: RecordedEvent<WorkEvent>[] }, WorkRefusal>> {
    const { workId } = command;
    const outcome = await this.journal.handle(tx, workDecider, workId, command, meta);
    if (!outcome.ok || outcome.value.events.length === 0) return outcome;
    const { state, events } = outcome.value;
    await this.items.save(tx, workId, state, events.at(-1)?.version ?? 0);
    for (const event of events) await this.setTimer(tx, workId, { type: event.type, data: event.data } as WorkEvent);
    return outcome;
  }

  /** A channel that cannot reach anybody now (the phone system is away): nothing of it is offered, nobody misses anything. */
  async pauseChannel(tx: Transaction, channel: Channel, paused: boolean, meta: EventMeta): Promise<void> {
    if (!(await this.items.setPaused(tx, channel, paused))) return;
    await this.journal.append(
      tx,
      `channel-${channel}`,
      [{ type: paused ? 'WorkChannelPaused' : 'WorkChannelResumed', data: { channel } }],
      meta,
    );
  }

  /** Place in its queue from 1, offered ones included; null when it waits no more. */
  position(workId: string, at: Instant): Promise<number | null> {
    return this.items.position(workId, at);
  }

  /** Milliseconds that whoever is at this place has to expect; null while nobody knows. Method: README. */
  async expectedWait(tx: Transaction, queueId: string, position: number): Promise<number | null> {
    const { placeMs } = await this.estimates.pace(tx, queueId);
    return placeMs === null ? null : placeMs * position;
  }

  private async setTimer(tx: Transaction, workId: string, event: WorkEvent): Promise<void> {
    if (event.type === 'WorkOffered') {
      const { offer, expiresAt } = event.data;
      await this.schedule.at(tx, {
        key: offerKey(offer.offerId),
        due: expiresAt,
        command: EXPIRE_OFFER,
        payload: { workId, offerId: offer.offerId },
      });
    }
    if (event.type === 'WorkReturned' || event.type === 'WorkAssigned')
      await this.schedule.cancel(tx, offerKey(event.data.offerId));
  }
}
