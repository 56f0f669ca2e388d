import { Injectable } from '@nestjs/common';
import type { EventMeta } from '../../../../kernel/journal';
import { Database } from '../../../../platform/database';
import { WaitEstimateStore } from '../data/wait-estimate.store';
import { decideOverflow, mayOverflow, type OverflowMoment } from '../domain/decide-overflow';
import type { Pace, Paces } from '../domain/estimate-wait';
import type { EngineFeed } from './engine-feed';
import { Routing } from './routing';

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
    if (!work || !mayOverflow(engine, work)) return false;
    const decided = decideOverflow(engine, work, { moment, paces: await this.paces(), at: meta.at });
    if (!decided) return false;
    const overflowing = { from: work.queueId, ...decided, basis: feed.position };
    await this.database.transaction((tx) =>
      this.routing.handle(tx, { type: 'Overflow', workId, at: meta.at, overflowing }, meta),
    );
    engine.removeWork(workId);
    return true;
  }

  private async paces(): Promise<Paces> {
    return pacesOf(await this.estimates.paces(this.database.read));
  }
}

export const pacesOf = (
  paces: readonly (Omit<Pace, 'handlingMs'> & { queueId: string; handlingMs: number | null })[],
): Paces =>
  new Map(
    paces.flatMap(({ queueId, handlingMs, givingUp, correction }) =>
      handlingMs === null ? [] : [[queueId, { handlingMs, givingUp, correction }]],
    ),
  );
