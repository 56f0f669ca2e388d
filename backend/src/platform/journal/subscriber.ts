import { Logger } from '@nestjs/common';
import type { Cancel, Clock } from '../../kernel/clock';
import type { RecordedEvent } from '../../kernel/journal';
import { isUnavailable, runPrepared, type Database } from '../database';
import type { Checkpoint, Checkpoints } from './checkpoints';
import type { Feed, Slice } from './horizon';
import { readAll, readTypes } from './statements';
import type { RelayOptions, Subscription } from './subscription';

export interface SubscriberContext {
  readonly database: Database;
  readonly checkpoints: Checkpoints;
  readonly clock: Clock;
  readonly options: RelayOptions;
  readonly feed: Feed;
}

/** Runs one subscription while this process holds its lease: one batch at a time, in order. */
export class Subscriber {
  readonly name: string;
  leased = false;
  /** The last failure that has not been overcome. */
  failure: unknown;
  private readonly logger: Logger;
  private readonly wanted: (event: RecordedEvent) => boolean;
  private position = 0;
  /** Counts leases: what a batch of an earlier one ends with is not ours to note (a replay may have set us back). */
  private term = 0;
  private attempts = 0;
  /** Failures in a row of any kind: the delay grows with them, also while waiting out what is unavailable. */
  private failures = 0;
  /** Up to here events are handled one at a time, because a batch that ends here has failed. */
  private singlyThrough = 0;
  private retry: Cancel | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  private holding: Promise<void> = Promise.resolve();

  constructor(
    readonly subscription: Subscription,
    private readonly context: SubscriberContext,
  ) {
    this.name = subscription.name;
    this.logger = new Logger(`relay:${subscription.name}`);
    const types = subscription.types && new Set(subscription.types);
    this.wanted = types ? (event) => types.has(event.type) : () => true;
  }

  /** The lease is ours: go on from the stored checkpoint. */
  lease(checkpoint: Checkpoint): void {
    if (this.leased) return;
    this.leased = true;
    this.term += 1;
    this.context.checkpoints.forget(this.name);
    this.position = checkpoint.position;
    this.attempts = checkpoint.attempts;
    this.singlyThrough = checkpoint.failingPosition ?? 0;
    this.tell('taken');
    this.kick();
  }

  /** The lease is someone else's; a batch under way ends, and its checkpoint is refused. */
  unlease(): void {
    if (this.leased) this.tell('lost');
    this.leased = false;
    this.context.checkpoints.forget(this.name);
    this.cancelRetry();
  }

  /** Nothing to do until the feed or the clock moves. */
  get settled(): boolean {
    return (
      !this.running &&
      (!this.leased || this.stopped || this.retry !== undefined || this.position >= this.context.feed.settled)
    );
  }

  kick(): void {
    if (!this.leased || this.stopped || this.retry) return;
    this.again = true;
    this.running ??= this.run().finally(() => {
      this.running = undefined;
      if (this.again) this.kick();
    });
  }

  /** Ends when the batch under way has ended. */
  async finished(): Promise<void> {
    await this.running;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.cancelRetry();
    await this.running;
    if (this.leased) this.tell('lost');
    await this.holding;
  }

  private tell(what: 'taken' | 'lost'): void {
    const { holder } = this.subscription;
    if (!holder) return;
    this.holding = this.holding
      .then(() => holder[what]())
      .catch((error: unknown) => this.logger.error(`The lease was ${what}: ${String(error)}`));
  }

  private async run(): Promise<void> {
    while (this.again && this.leased && !this.stopped && !this.retry) {
      this.again = false;
      const { term } = this;
      let events: readonly RecordedEvent[] = [];
      try {
        const slice = await this.next();
        if (!slice) continue;
        this.again = true;
        events = slice.events;
        if (events.length > 0) await this.subscription.handle(events);
        if (this.leased && term === this.term) this.handled(slice);
      } catch (error) {
        if (this.leased && term === this.term) await this.failed(events, error);
      }
    }
  }

  private handled({ events, through }: Slice): void {
    this.position = through;
    this.context.checkpoints.move(this.name, through, events.length > 0);
    if (events.length === 0) return;
    this.attempts = this.failures = 0;
    this.failure = undefined;
  }

  private async next(): Promise<Slice | undefined> {
    const { feed, options } = this.context;
    if (this.position >= feed.settled) return undefined;
    const limit = this.position < this.singlyThrough ? 1 : options.batchSize;
    return feed.after(this.position, limit, this.wanted) ?? this.read(limit, feed.settled);
  }

  private async read(limit: number, settled: number): Promise<Slice> {
    const { types } = this.subscription;
    const values = [this.position, settled, limit];
    const { read } = this.context.database;
    const events = types
      ? await runPrepared<RecordedEvent>(read, readTypes, [...values, types])
      : await runPrepared<RecordedEvent>(read, readAll, values);
    return { events, through: events.length === limit ? (events.at(-1)?.position ?? settled) : settled };
  }

  private async failed(events: readonly RecordedEvent[], error: unknown): Promise<void> {
    const { options } = this.context;
    this.failure = error;
    this.failures += 1;
    const [first] = events;
    const last = events.at(-1);
    if (first && last && events.length > 1) this.singlyThrough = last.position;
    if (!isUnavailable(error) || events.length === 0) this.attempts += 1;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.logger.warn(
      `${events.length} events from ${first?.position ?? this.position} failed (attempt ${this.attempts}): ${text.split('\n', 1)[0]}`,
    );
    try {
      if (first && events.length === 1 && this.attempts >= options.maxAttempts) return await this.bury(first, text);
      const { position, attempts } = this;
      if (last)
        await this.context.checkpoints.failed(this.name, { position, through: last.position, attempts, error: text });
    } catch (notStored) {
      this.failure = notStored;
    }
    if (this.leased && !this.stopped) this.retryLater();
  }

  private async bury(event: RecordedEvent, error: string): Promise<void> {
    const { database, checkpoints } = this.context;
    checkpoints.forget(this.name);
    const moved = await database.transaction((tx) =>
      checkpoints.bury(tx, this.name, event.position, this.attempts, error),
    );
    if (!moved) return this.unlease();
    this.logger.error(`Event ${event.position} (${event.type} of ${event.stream}) became a dead letter`, error);
    this.position = event.position;
    this.attempts = this.failures = 0;
    this.failure = undefined;
    this.again = true;
  }

  private retryLater(): void {
    const { clock, options } = this.context;
    const delay = Math.min(options.backoffMs * 2 ** Math.min(this.failures - 1, 20), options.backoffMaxMs);
    this.retry = clock.wakeAt(clock.now() + delay, () => {
      this.retry = undefined;
      this.kick();
    });
  }

  private cancelRetry(): void {
    this.retry?.();
    this.retry = undefined;
  }
}
