import { Inject, Injectable, Optional, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { TOPICS, type Topic } from '#contracts';
import { accessAllows, type Principal } from '../http';
import { Relay } from '../journal';
import { Screen, type ScreenConnection } from './screen';
import { feedDefaults, TopicFeed, type FeedOptions, type FirstAnswer } from './topic-feed';
import { TopicRegistry } from './topic-registry';

export const FEED_OPTIONS = Symbol('FeedOptions');

/** A subscription that was opened: `answer` is to be sent first, then `begin()` lets changes follow. */
export interface OpenedScreen {
  readonly screen: Screen;
  readonly answer: FirstAnswer;
  begin(): void;
}

/**
 * The topics of this process. It follows the journal by itself, so it needs nothing from other processes: every API process
 * sees every event, and what a client has missed elsewhere it gets here.
 */
@Injectable()
export class RealtimeHub implements OnModuleInit, BeforeApplicationShutdown {
  private readonly feeds: ReadonlyMap<Topic, TopicFeed>;
  private following: { readonly position: number | undefined } = { position: undefined };

  constructor(
    private readonly registry: TopicRegistry,
    private readonly relay: Relay,
    @Optional() @Inject(FEED_OPTIONS) options: Partial<FeedOptions> = {},
  ) {
    const all = { ...feedDefaults, ...options };
    const position = () => this.following.position ?? 0;
    this.feeds = new Map(TOPICS.map((topic) => [topic, new TopicFeed(topic, () => registry.of(topic), position, all)]));
  }

  onModuleInit(): void {
    this.following = this.relay.follow({
      name: 'realtime',
      handle: (events) => this.feeds.forEach((feed) => feed.note(events)),
    });
  }

  /** Whether topics can be subscribed to: the journal has been looked at. */
  get ready(): boolean {
    return this.following.position !== undefined;
  }

  /** Opens a topic for a connection; undefined when its principal may see nothing of it. */
  async open(topic: Topic, connection: ScreenConnection, after: number | undefined): Promise<OpenedScreen | undefined> {
    const sources = this.sourcesFor(topic, connection.principal);
    if (sources.length === 0) return undefined;
    const feed = this.feed(topic);
    const screen = new Screen(topic, sources, connection);
    feed.open(screen);
    try {
      const answer = await feed.firstAnswer(screen, after);
      return { screen, answer, begin: () => screen.begin(answer.position, answer.keys) };
    } catch (error) {
      feed.close(screen);
      throw error;
    }
  }

  close(screen: Screen): void {
    this.feed(screen.topic).close(screen);
  }

  /** Brings a screen in line with what its principal may see now. */
  async refresh(screen: Screen): Promise<void> {
    const feed = this.feed(screen.topic);
    const position = this.following.position ?? 0;
    const allowed = new Set(this.sourcesFor(screen.topic, screen.principal));
    screen.limitTo(allowed);
    screen.replace(position, await feed.everything([...allowed], screen.principal));
  }

  /** Resolves when what the relay has handed over so far was offered to all screens. For tests. */
  async flushed(): Promise<void> {
    await Promise.all([...this.feeds.values()].map((feed) => feed.flushed()));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([...this.feeds.values()].map((feed) => feed.stop()));
  }

  private sourcesFor(topic: Topic, principal: Principal) {
    return this.registry.of(topic).filter(({ permission }) => accessAllows(principal, permission));
  }

  private feed(topic: Topic): TopicFeed {
    const feed = this.feeds.get(topic);
    if (!feed) throw new Error(`Topic ${topic} is not in the contract`);
    return feed;
  }
}
