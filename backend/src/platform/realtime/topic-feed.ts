import { Logger } from '@nestjs/common';
import type { EntityChange, Topic } from '#contracts';
import type { RecordedEvent } from '../../kernel/journal';
import type { Principal } from '../http';
import { ChangeRing } from './change-ring';
import { keyOf, presented, type LoadedChange, type Screen } from './screen';
import type { TopicSource } from './topic-source';

export interface FeedOptions {
  /** Changes within this time are sent as one. */
  readonly coalesceMs: Readonly<Record<Topic, number>>;
  /** Changes of a topic that are remembered for clients that come back. */
  readonly remembered: number;
  /** How long to wait before reading values again that could not be read. */
  readonly retryMs: number;
}

/**
 * One's own calls and messages hurry; numbers that everybody looks at cost a message to everybody, and go slower. Half of a beat
 * is what a change waits for on average while others change too.
 */
const coalesceMs = { desk: 50, notifications: 50, contacts: 50, live: 100, wall: 100, queues: 250 };

export const feedDefaults: FeedOptions = { coalesceMs, remembered: 20_000, retryMs: 500 };

/** The first answer to a subscriber. */
export interface FirstAnswer {
  readonly kind: 'snapshot' | 'resumed';
  readonly position: number;
  readonly entities: EntityChange[];
  /** Everything that is on the screen after this answer. */
  readonly keys: readonly string[];
}

/** Names one changed entity. */
interface Dirty {
  readonly source: TopicSource;
  readonly id: string;
}

/**
 * One topic of this process. Journal events only mark entities as changed; values are read when they are sent, once for all
 * screens, the first at once and then at most every `coalesceMs`. What could not be read stays marked.
 */
export class TopicFeed {
  private readonly logger: Logger;
  private readonly ring: ChangeRing;
  private readonly screens = new Set<Screen>();
  private dirty = new Map<string, Dirty>();
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> | undefined;
  private quietUntil = 0;
  private closed = false;

  constructor(
    private readonly topic: Topic,
    private readonly sources: () => readonly TopicSource[],
    /** The journal position up to which events have been noted here. */
    private readonly position: () => number,
    private readonly options: FeedOptions,
  ) {
    this.logger = new Logger(`realtime:${topic}`);
    this.ring = new ChangeRing(options.remembered);
  }

  /** Marks what these events changed. */
  note(events: readonly RecordedEvent[]): void {
    const [first] = events;
    if (first) this.ring.begin(first.position - 1);
    for (const event of events) {
      for (const source of this.sources()) if (source.types.includes(event.type)) this.mark(source, event);
    }
    if (this.screens.size === 0) this.dirty.clear();
    else this.schedule();
  }

  /** From now on changes are offered to `screen`; call before reading its first answer, so that nothing falls in between. */
  open(screen: Screen): void {
    this.ring.begin(this.position());
    this.screens.add(screen);
  }

  close(screen: Screen): void {
    this.screens.delete(screen);
  }

  /** What `screen` has to show: everything, or, when its client was here until `after`, what changed since. */
  async firstAnswer(screen: Screen, after: number | undefined): Promise<FirstAnswer> {
    const position = this.position();
    const resumes = after !== undefined && after <= position && this.ring.covers(after);
    const missed = resumes ? this.ring.since(after) : undefined;
    const present = await this.everything(screen.sources, screen.principal);
    const byKey = new Map(present.map((change) => [keyOf(change.source, change.id), change]));
    const changeOf = (change: LoadedChange) => presented(screen.principal, change);
    const entities = missed ? missedChanges(screen.sources, missed, byKey, changeOf) : present.map(changeOf);
    return { kind: missed ? 'resumed' : 'snapshot', position, entities, keys: [...byKey.keys()] };
  }

  /** Everything of these sources that belongs on this principal's screen now. */
  async everything(sources: readonly TopicSource[], principal: Principal): Promise<LoadedChange[]> {
    const loaded = await Promise.all(
      sources.map(async (source) => ({ source, values: await source.loadAll(principal) })),
    );
    return loaded.flatMap(({ source, values }) => [...values].map(([id, value]) => ({ source, id, value })));
  }

  /** Resolves when everything noted so far has been offered to the screens. */
  async flushed(): Promise<void> {
    while (!this.closed && (this.flushing || this.dirty.size > 0)) await (this.flushing ?? this.flush());
  }

  async stop(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.flushing;
  }

  private mark(source: TopicSource, event: RecordedEvent): void {
    for (const id of source.affected(event)) {
      const key = keyOf(source, id);
      this.ring.note(event.position, key);
      this.dirty.set(key, { source, id });
    }
  }

  private schedule(wait = Math.max(0, this.quietUntil - performance.now())): void {
    if (this.timer || this.flushing || this.closed || this.dirty.size === 0) return;
    this.timer = setTimeout(() => void this.flush(), wait);
  }

  private flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.flushing ??= this.send().then((again) => {
      this.flushing = undefined;
      this.schedule(again);
    });
    return this.flushing;
  }

  /** Returns how long to wait when values could not be read. */
  private async send(): Promise<number | undefined> {
    this.quietUntil = performance.now() + this.options.coalesceMs[this.topic];
    const position = this.position();
    const batch = this.dirty;
    this.dirty = new Map();
    try {
      const changes = await this.read([...batch.values()]);
      for (const screen of this.screens) screen.offer(position, changes);
      return undefined;
    } catch (error) {
      this.logger.warn({ err: error }, 'Values could not be read; trying again');
      for (const [key, dirty] of batch) this.dirty.set(key, dirty);
      return this.options.retryMs;
    }
  }

  private async read(batch: readonly Dirty[]): Promise<LoadedChange[]> {
    const bySource = new Map<TopicSource, string[]>();
    for (const { source, id } of batch) {
      const ids = bySource.get(source);
      if (ids) ids.push(id);
      else bySource.set(source, [id]);
    }
    const loaded = await Promise.all(
      [...bySource].map(async ([source, ids]) => {
        const values = await source.load(ids);
        return ids.map((id) => ({ source, id, value: values.get(id) }));
      }),
    );
    return loaded.flat();
  }
}

function missedChanges(
  sources: readonly TopicSource[],
  missed: ReadonlySet<string>,
  present: ReadonlyMap<string, LoadedChange>,
  changeOf: (change: LoadedChange) => EntityChange,
): EntityChange[] {
  const changes: EntityChange[] = [];
  for (const source of sources) {
    const prefix = keyOf(source, '');
    for (const key of missed) {
      if (!key.startsWith(prefix)) continue;
      const change = present.get(key);
      changes.push(change ? changeOf(change) : { entity: source.entity, id: key.slice(prefix.length), value: null });
    }
  }
  return changes;
}
