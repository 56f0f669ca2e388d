import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because } from '../../../../kernel/event-meta';
import type { EventMeta, RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import { WaitEstimateStore } from '../data/wait-estimate.store';
import type { OverflowMoment } from '../domain/decide-overflow';
import { estimateWait } from '../domain/estimate-wait';
import { RoutingEngine } from '../domain/routing-engine';
import type { RoutingChoice } from '../domain/routing-choice';
import { waitingOf } from '../domain/work-item';
import { affectedBy, arrivedIn } from './affected-work';
import { EngineFeed, FEED_TYPES } from './engine-feed';
import { EngineLoader } from './engine-loader';
import { OfferConflict, OfferTransaction } from './offer-transaction';
import { OverflowWork, pacesOf } from './overflow-work';
import { Routing } from './routing';
import { WakeUp } from './wake-up';

/**
 * Holds the engine in the one process that has the relay's lease of `routing`, and makes its offers: each in one
 * transaction that reserves the agents and marks the item, so nothing is ever given twice whatever the engine believes.
 */
@Injectable()
export class Dispatcher implements OnModuleInit {
  private readonly logger = new Logger('routing');
  private feed: EngineFeed | undefined;

  // eslint-disable-next-line centrala/max-params
  constructor(
    private readonly database: Database,
    private readonly relay: Relay,
    private readonly loader: EngineLoader,
    private readonly offering: OfferTransaction,
    private readonly overflow: OverflowWork,
    private readonly estimates: WaitEstimateStore,
    private readonly wakeUp: WakeUp,
    private readonly routing: Routing,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (!config('process').parts.includes('telephony')) return;
    this.relay.subscribe({
      name: 'routing',
      types: FEED_TYPES,
      from: 'beginning',
      handle: (events) => this.follow(events),
    });
  }

  private async follow(events: readonly RecordedEvent[]): Promise<void> {
    const last = events.at(-1);
    if (!last) return;
    if (!this.feed || !this.applyAll(this.feed, events)) await this.rebuild(last.position);
    const feed = this.feed;
    if (!feed) return;
    try {
      await this.overflowAll(feed, [...arrivedIn(events).keys()], 'arriving', last);
      await this.dispatch(feed, last);
      const woken = feed.engine.takeWoken(this.clock.now());
      await this.overflowAll(feed, affectedBy(events, feed.engine, woken), 'settled', last);
      await this.noteHeld(feed, events);
      await this.wakeUp.arm(feed.engine.nextWake());
    } catch (error) {
      // The engine has marked what was not written: build it anew from what was.
      this.feed = undefined;
      throw error;
    }
  }

  private applyAll(feed: EngineFeed, events: readonly RecordedEvent[]): boolean {
    return events.reduce((whole, event) => feed.apply(event) && whole, true);
  }

  private async rebuild(position: number): Promise<void> {
    this.feed = new EngineFeed(new RoutingEngine());
    await this.loader.load(this.feed);
    this.feed.position = Math.max(this.feed.position, position);
    this.logger.log('The routing engine was built from the database');
  }

  private async dispatch(feed: EngineFeed, cause: RecordedEvent): Promise<void> {
    for (let choice = this.next(feed); choice; choice = this.next(feed)) {
      const meta = because(cause, 'routing', choice.at);
      try {
        await this.offering.make(choice, meta);
      } catch (error) {
        if (!(error instanceof OfferConflict)) throw error;
        await this.conflicted(feed, choice, error, meta);
      }
    }
  }

  private next(feed: EngineFeed): RoutingChoice | null {
    return feed.engine.next(this.clock.now(), feed.position);
  }

  private async overflowAll(
    feed: EngineFeed,
    workIds: readonly string[],
    moment: OverflowMoment,
    cause: RecordedEvent,
  ): Promise<void> {
    for (const workId of workIds)
      await this.overflow.check(feed, workId, moment, because(cause, 'routing', this.clock.now()));
  }

  /** Those who turned out to be taken count as taken until their own event arrives; the others are free again. */
  private async conflicted(
    feed: EngineFeed,
    choice: RoutingChoice,
    conflict: OfferConflict,
    meta: EventMeta,
  ): Promise<void> {
    for (const agentId of choice.chosen) if (!conflict.stale.includes(agentId)) feed.restoreAgent(agentId);
    if (conflict.workTaken) return;
    const { workId } = choice;
    const noted = await this.database.transaction((tx) =>
      this.routing.handle(tx, { type: 'NoteConflict', workId, offerId: '', stale: conflict.stale, choice }, meta),
    );
    if (!noted.ok || noted.value.state.kind !== 'waiting') return;
    feed.engine.addWork(waitingOf({ workId, ...noted.value.state }));
  }

  /** Items that came (back) now and could not be offered: why, once, and what they have to expect. */
  private async noteHeld(feed: EngineFeed, events: readonly RecordedEvent[]): Promise<void> {
    for (const [workId, event] of arrivedIn(events)) {
      const at = this.clock.now();
      const choice = feed.engine.explain(workId, at, feed.position);
      const work = feed.engine.findWork(workId);
      if (!choice || !work) continue;
      await this.database.transaction(async (tx) => {
        await this.routing.handle(tx, { type: 'Hold', workId, choice }, because(event, 'routing', at));
        const estimate = estimateWait(feed.engine, work, pacesOf(await this.estimates.paces(tx)), at);
        await this.estimates.note(tx, work, estimate, at);
      });
    }
  }
}
