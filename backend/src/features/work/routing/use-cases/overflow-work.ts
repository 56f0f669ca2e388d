import { Injectable } from '@nestjs/common';
import type { Instant } from '../../../../kernel/clock';
import type { EventMeta } from '../../../../kernel/journal';
import { Database } from '../../../../platform/database';
import { WaitEstimateStore } from '../data/wait-estimate.store';
import { estimateWait, type Pace, type Paces } from '../domain/estimate-wait';
import { chooseOverflow, openAt, type OverflowFacts } from '../domain/overflow';
import type { WaitingWork } from '../domain/routing-choice';
import type { EngineFeed } from './engine-feed';
import { Routing } from './routing';

/**
 * `arriving`: has just come, nothing was offered yet: only the hours count. `settled`: could not be offered to anybody:
 * every other rule counts. Who waits already when the queue closes is served.
 */
export type OverflowMoment = 'arriving' | 'settled';

/** Takes items out of queues that cannot serve them. */
@Injectable()
export class OverflowWork {
  constructor(
    private readonly database: Database,
    private readonly routing: Routing,
    private readonly estimates: WaitEstimateStore,
  ) {}

  /** True: the item has left its queue, in the journal and in the engine. */
  async check(feed: EngineFeed, workId: string, moment: OverflowMoment, meta: EventMeta): Promise<boolean> {
    const { engine } = feed;
    const work = engine.findWork(workId);
    const rules = work && engine.rulesOf(work.queueId)?.overflow;
    if (!work || !rules || rules.length === 0) return false;
    // Brought back from where this queue had sent it: it stays.
    if (work.via.includes(work.queueId)) return false;
    const facts = await this.facts(feed, work, moment, meta.at);
    const rule = chooseOverflow(moment === 'arriving' ? rules.filter(onlyHours) : rules, facts, work.via);
    if (!rule) return false;
    const overflowing = { from: work.queueId, rule, facts, basis: feed.position };
    await this.database.transaction((tx) =>
      this.routing.handle(tx, { type: 'Overflow', workId, at: meta.at, overflowing }, meta),
    );
    engine.removeWork(workId);
    return true;
  }

  private async facts(
    { engine }: EngineFeed,
    work: WaitingWork,
    moment: OverflowMoment,
    at: Instant,
  ): Promise<OverflowFacts> {
    const estimate = estimateWait(engine, work, await this.paces(), at);
    const hours = engine.rulesOf(work.queueId)?.hours ?? null;
    return {
      at,
      waitedSeconds: Math.max(0, at - work.enteredAt) / 1000,
      before: estimate.position - 1,
      signedIn: engine.signedIn(work.queueId),
      expectedSeconds: estimate.expectedMs === null ? null : Math.round(estimate.expectedMs / 1000),
      open: moment === 'settled' || openAt(hours, at),
    };
  }

  private async paces(): Promise<Paces> {
    return pacesOf(await this.estimates.paces(this.database.read));
  }
}

const onlyHours = ({ when }: { when: string }): boolean => when === 'closed';

export const pacesOf = (
  paces: readonly (Omit<Pace, 'handlingMs'> & { queueId: string; handlingMs: number | null })[],
): Paces =>
  new Map(
    paces.flatMap(({ queueId, handlingMs, givingUp, correction }) =>
      handlingMs === null ? [] : [[queueId, { handlingMs, givingUp, correction }]],
    ),
  );
