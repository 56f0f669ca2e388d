import {
  Inject,
  Injectable,
  Logger,
  Optional,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CLOCK, type Clock } from '../../kernel/clock';
import { Database, DatabaseSession } from '../database';
import { Checkpoints } from './checkpoints';
import { Follower, type Following } from './follower';
import { Horizon } from './horizon';
import { Journal } from './journal';
import { readLag } from './lag';
import { Subscriber } from './subscriber';
import { RELAY_OPTIONS, relayDefaults, type RelayOptions, type SubscriberLag, type Subscription } from './subscription';

const channel = 'centrala_journal';
/** How soon to look again while a writer holds a gap open; doubles up to the poll interval. */
const gapPatienceMs = 2;

/**
 * Hands committed events to subscribers: at least once, in journal order, one process per subscriber.
 * Awake after each commit of this process, by notification for those of others, and by polling in any case.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('relay');
  private readonly options: RelayOptions;
  private readonly checkpoints: Checkpoints;
  private readonly subscribers = new Map<string, Subscriber>();
  private readonly followers: Follower[] = [];
  /** Where the journal stood when a subscriber came to a relay that ran already: its `now`, however late its lease is. */
  private readonly joinedAt = new Map<string, number>();
  private horizon: Horizon | undefined;
  private state: 'new' | 'running' | 'stopping' = 'new';
  private pumping: Promise<void> | undefined;
  private woken = false;
  private beating: Promise<void> | undefined;
  private pollTimer: NodeJS.Timeout | undefined;
  private gapTimer: NodeJS.Timeout | undefined;
  private gapPatience = gapPatienceMs;
  private forget: () => void = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly session: DatabaseSession,
    @Inject(CLOCK) private readonly clock: Clock,
    @Optional() @Inject(RELAY_OPTIONS) options: Partial<RelayOptions> = {},
  ) {
    this.options = { ...relayDefaults, ...options };
    this.checkpoints = new Checkpoints(session, this.options.leaseMs, (name) => this.subscribers.get(name)?.unlease());
  }

  /** Adds a subscriber; normally in `onModuleInit`, so that it runs from the start. */
  subscribe(subscription: Subscription): void {
    if (this.subscribers.has(subscription.name)) throw new Error(`Two subscriptions are named ${subscription.name}`);
    const feed = new LateFeed(() => this.horizon);
    const { database, checkpoints, clock, options } = this;
    this.subscribers.set(
      subscription.name,
      new Subscriber(subscription, { database, checkpoints, clock, options, feed }),
    );
    if (this.horizon) this.joinedAt.set(subscription.name, this.horizon.settled);
    if (this.state === 'running') void this.beatAgain();
  }

  /**
   * Hands every event committed from now on to this process, in order, without a checkpoint: for what lives only as long as the
   * process (sockets, caches). Every process that follows gets every event. Normally in `onModuleInit`.
   */
  follow(following: Following): Readonly<Pick<Follower, 'position'>> {
    const follower = new Follower(following, this.database, new LateFeed(() => this.horizon));
    this.followers.push(follower);
    if (this.state === 'running') void this.beatAgain();
    return follower;
  }

  subscription(name: string): Subscription | undefined {
    return this.subscribers.get(name)?.subscription;
  }

  /**
   * Whether this process runs the subscriber, for certain: asked before each act that two processes must not do. Renews the lease
   * when it may have run out. False: it is another's, or the database does not answer.
   */
  async holds(name: string): Promise<boolean> {
    const sure = (): boolean => this.checkpoints.sure && this.subscribers.get(name)?.leased === true;
    if (sure()) return true;
    if (this.state === 'running') await this.beat();
    return sure();
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** Takes the free leases and begins. Also in a process without subscribers it tells the others about commits. */
  async start(): Promise<void> {
    if (this.state !== 'new') return;
    this.state = 'running';
    this.forget = this.journal.onCommit(() => {
      this.session.notify(channel);
      this.wake();
    });
    await this.session.listen(channel, () => this.wake());
    await this.beat();
    this.poll();
  }

  /** Ends batches under way, stores checkpoints and gives the leases back. */
  async stop(): Promise<void> {
    if (this.state === 'stopping') return;
    this.state = 'stopping';
    this.forget();
    clearTimeout(this.pollTimer);
    clearTimeout(this.gapTimer);
    await this.beating;
    await this.pumping;
    const all = [...this.subscribers.values(), ...this.followers];
    const stops = await Promise.allSettled(all.map((each) => each.stop()));
    for (const stop of stops)
      if (stop.status === 'rejected') this.logger.warn(`A subscriber stopped badly: ${String(stop.reason)}`);
    if (!this.horizon) return;
    const givenBack = this.checkpoints.store().then(() => this.checkpoints.release());
    await givenBack.catch((error: unknown) => this.logger.warn(`Leases not given back: ${String(error)}`));
  }

  /** Look at the journal now. Cheap, never throws. */
  wake(): void {
    this.woken = true;
    if (this.state !== 'running' || !this.horizon) return;
    this.pumping ??= this.pump().finally(() => {
      this.pumping = undefined;
      if (this.woken) this.wake();
    });
  }

  /**
   * Resolves when every event committed so far, and every event that its handlers committed, was handled by the
   * subscribers of this process. Rejects when one of them is failing and waits for its retry, unless `failing` is
   * 'allowed'. For tests and orderly hand-over.
   */
  async idle({ failing = 'rejects' }: { failing?: 'rejects' | 'allowed' } = {}): Promise<void> {
    if (this.state !== 'running') throw new Error('The relay is not running');
    for (let target = -1; ;) {
      const newest = await this.newest();
      if (newest === target) break;
      target = newest;
      await this.reach(target);
    }
    await this.checkpoints.store();
    if (failing === 'allowed') return;
    const stuck = [...this.subscribers.values()].find((subscriber) => subscriber.failure !== undefined);
    if (stuck) throw new Error(`Subscriber ${stuck.name} is failing`, { cause: stuck.failure });
  }

  /** The highest position that is final; events up to here are never joined by others. */
  get settled(): number {
    return this.horizon?.settled ?? 0;
  }

  /** Where every subscriber of the installation stands, in whatever process it runs. */
  lag(): Promise<SubscriberLag[]> {
    return readLag(this.database, this.clock.now());
  }

  /** Renews and takes leases, stores what moved, looks at the journal. */
  beat(): Promise<void> {
    this.beating ??= this.keepLeases()
      .catch((error: unknown) => this.logger.warn(`The database does not answer: ${String(error)}`))
      .finally(() => (this.beating = undefined));
    return this.beating;
  }

  /** A beat under way does not know of whoever has just joined. */
  private async beatAgain(): Promise<void> {
    await this.beating;
    await this.beat();
  }

  private poll(): void {
    if (this.state !== 'running') return;
    this.pollTimer = setTimeout(() => {
      void this.beat().finally(() => this.poll());
    }, this.options.pollMs);
  }

  private async keepLeases(): Promise<void> {
    if (this.subscribers.size === 0 && this.followers.length === 0) return;
    this.horizon ??= await this.openHorizon();
    for (const follower of this.followers) follower.begin(this.horizon.settled);
    const all = [...this.subscribers.values()];
    const held = new Set(await this.checkpoints.renew());
    for (const subscriber of all) if (subscriber.leased && !held.has(subscriber.name)) subscriber.unlease();
    await this.takeLeases(all.filter(({ leased }) => !leased));
    await this.checkpoints.store();
    this.wake();
  }

  private async takeLeases(wanting: readonly Subscriber[]): Promise<void> {
    if (wanting.length === 0 || !this.horizon) return;
    const start = this.horizon.settled;
    await this.checkpoints.register(
      wanting.map(({ name, subscription }) => ({
        name,
        position: subscription.from === 'now' ? (this.joinedAt.get(name) ?? start) : 0,
      })),
    );
    for (const checkpoint of await this.checkpoints.take(wanting.map(({ name }) => name))) {
      this.subscribers.get(checkpoint.name)?.lease(checkpoint);
    }
  }

  /** Stored checkpoints are final positions, so the highest of them is where looking for gaps begins. */
  private async openHorizon(): Promise<Horizon> {
    const [row] = await this.session.query<{ start: number }>(
      'select coalesce(max(position), 0) as start from journal_subscriber',
    );
    const horizon = new Horizon(this.session, row?.start ?? 0);
    await horizon.advance();
    return horizon;
  }

  private async pump(): Promise<void> {
    while (this.woken && this.state === 'running') {
      this.woken = false;
      try {
        await this.horizon?.advance();
      } catch (error) {
        this.logger.warn(`The journal cannot be read: ${String(error)}`);
        return;
      }
      for (const each of [...this.subscribers.values(), ...this.followers]) each.kick();
      this.watchGap();
    }
  }

  private watchGap(): void {
    clearTimeout(this.gapTimer);
    if (!this.horizon?.blocked) {
      this.gapPatience = gapPatienceMs;
      return;
    }
    this.gapTimer = setTimeout(() => this.wake(), this.gapPatience);
    this.gapPatience = Math.min(this.gapPatience * 2, 50);
  }

  private async newest(): Promise<number> {
    const [row] = await this.session.query<{ newest: number }>(
      'select coalesce(max(position), 0) as newest from journal',
    );
    return row?.newest ?? 0;
  }

  private async reach(target: number): Promise<void> {
    if (this.subscribers.size === 0 && this.followers.length === 0) return;
    while (this.beating) await this.beating;
    this.wake();
    const all = [...this.subscribers.values(), ...this.followers];
    for (;;) {
      await this.pumping;
      await Promise.all(all.map((subscriber) => subscriber.finished()));
      if (this.settled >= target && all.every(({ settled }) => settled)) return;
      if (this.state !== 'running') return;
      for (const subscriber of all) subscriber.kick();
      // Either a writer's transaction is open below `target`, or a subscriber was between two batches.
      await new Promise((resume) => setTimeout(resume, this.settled < target ? gapPatienceMs : 0));
      if (this.settled < target) this.wake();
    }
  }
}

/** Subscribers are known before the journal is first looked at. */
class LateFeed {
  constructor(private readonly horizon: () => Horizon | undefined) {}

  get settled(): number {
    return this.horizon()?.settled ?? 0;
  }

  after(...slice: Parameters<Horizon['after']>): ReturnType<Horizon['after']> {
    return this.horizon()?.after(...slice);
  }
}
