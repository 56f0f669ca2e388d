import { Inject, Injectable } from '@nestjs/common';
import { bySystem } from '../../../../kernel/event-meta';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { Database, type Transaction } from '../../../../platform/database';
import { Agents, type Channel } from '../../agents';
import { WorkItemStore } from '../data/work-item.store';
import type { RoutingChoice } from '../domain/routing-choice';
import { Routing } from './routing';

/** Thrown to undo an offer that could not be made whole. */
export class OfferConflict extends Error {
  constructor(
    readonly stale: readonly string[],
    readonly workTaken: boolean,
  ) {
    super('The offer met a newer fact');
  }
}

/** One offer, whole or not at all. */
@Injectable()
export class OfferTransaction {
  constructor(
    private readonly database: Database,
    private readonly agents: Agents,
    private readonly routing: Routing,
    private readonly items: WorkItemStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async make(choice: RoutingChoice, cause: EventMeta): Promise<void> {
    await this.database.transaction((tx) => this.offer(tx, choice, cause));
  }

  /** Agents first, sorted, then the item: every transaction over both takes its locks in this order. */
  async offer(tx: Transaction, choice: RoutingChoice, { at, causation }: EventMeta): Promise<void> {
    const { workId, queueId, strategy } = choice;
    const offerId = this.ids.next();
    const [item] = await tx.query<{ subject_id: string; channel: Channel; offer_timeout_seconds: number }[]>(
      `select w.subject_id, w.channel, q.offer_timeout_seconds from work_item w join queue q on q.id = w.queue_id where w.work_id = $1`,
      [workId],
    );
    if (!item) throw new OfferConflict([], true);
    const meta = { ...bySystem('routing', item.subject_id, at), causation };
    const offer = { offerId, channel: item.channel, subjectId: item.subject_id, kind: 'queue' as const };
    const reserved: string[] = [];
    const stale: string[] = [];
    for (const agentId of [...choice.chosen].sort()) {
      const outcome = await this.agents.handle(tx, agentId, { type: 'Reserve', offer }, meta);
      (outcome.ok ? reserved : stale).push(agentId);
    }
    if (reserved.length === 0) throw new OfferConflict(stale, false);
    const agentIds = choice.chosen.filter((agentId) => reserved.includes(agentId));
    const expiresAt = at + item.offer_timeout_seconds * 1000;
    const made = await this.routing.handle(
      tx,
      { type: 'Offer', workId, offer: { offerId, agentIds }, expiresAt, choice },
      meta,
    );
    if (!made.ok) throw new OfferConflict([], true);
    if (strategy !== 'ring-all' && agentIds[0]) await this.items.noteTurn(tx, queueId, agentIds[0]);
  }
}
