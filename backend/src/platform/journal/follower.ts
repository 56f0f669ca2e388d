import { Logger } from '@nestjs/common';
import type { RecordedEvent } from '../../kernel/journal';
import { runPrepared, type Database } from '../database';
import type { Feed, Slice } from './horizon';
import { readAll } from './statements';

/** A handler of every event of the journal from the start of this process on; nothing of it is stored. */
export interface Following {
  readonly name: string;
  /** Called with at most 500 events in journal order. It only notes what happened: a failure is logged, and the events do not come again. */
  handle(events: readonly RecordedEvent[]): void | Promise<void>;
}

const batchSize = 500;
const everything = (): boolean => true;

/** Runs one `Following`: one batch at a time, in order, from the position at which this process first looked at the journal. */
export class Follower {
  private readonly logger: Logger;
  /** Up to here every event has been handed over; undefined until the journal was first looked at. */
  position: number | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    private readonly following: Following,
    private readonly database: Database,
    private readonly feed: Feed,
  ) {
    this.logger = new Logger(`follow:${following.name}`);
  }

  /** Where following begins; only the first call counts. */
  begin(position: number): void {
    this.position ??= position;
  }

  get settled(): boolean {
    return !this.running && (this.stopped || this.position === undefined || this.position >= this.feed.settled);
  }

  kick(): void {
    if (this.position === undefined || this.stopped) return;
    this.again = true;
    this.running ??= this.run().finally(() => {
      this.running = undefined;
      if (this.again) this.kick();
    });
  }

  async finished(): Promise<void> {
    await this.running;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    this.again = false;
    for (let slice = await this.next(); slice && !this.stopped; slice = await this.next()) {
      this.position = slice.through;
      if (slice.events.length > 0) await this.hand(slice.events);
    }
  }

  private async hand(events: readonly RecordedEvent[]): Promise<void> {
    try {
      await this.following.handle(events);
    } catch (error) {
      this.logger.error({ err: error }, `${events.length} events from ${events[0]?.position} were not followed`);
    }
  }

  /** Nothing is skipped when the table cannot be read now: the position stays, and the next wake tries again. */
  private async next(): Promise<Slice | undefined> {
    const position = this.position ?? 0;
    if (position >= this.feed.settled) return undefined;
    const settled = this.feed.settled;
    return this.feed.after(position, batchSize, everything) ?? this.read(position, settled);
  }

  private async read(position: number, settled: number): Promise<Slice | undefined> {
    try {
      const events = await runPrepared<RecordedEvent>(this.database.read, readAll, [position, settled, batchSize]);
      return { events, through: events.length === batchSize ? (events.at(-1)?.position ?? settled) : settled };
    } catch (error) {
      this.logger.warn(`The journal cannot be read: ${String(error)}`);
      return undefined;
    }
  }
}
