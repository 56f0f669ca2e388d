import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { createClient } from 'redis';
import { config } from '../config';

const makeClient = (url: string, queueWhileAway: boolean) =>
  createClient({
    url,
    disableOfflineQueue: !queueWhileAway,
    socket: { connectTimeout: 5_000, reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 2_000) },
  });

/** A client of the `redis` package as this application sets it up. */
export type RedisClient = ReturnType<typeof makeClient>;

/**
 * Connections to Redis. Redis holds nothing that cannot be rebuilt, so its absence never stops the application:
 * commands fail at once while it is away, and connections come back by themselves.
 */
@Injectable()
export class Redis implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('Redis');
  private readonly open = new Set<RedisClient>();
  /** For plain commands; whoever subscribes or blocks takes its own from `connect()`. */
  readonly client: RedisClient;

  /** Prefix of every key and channel of this installation. */
  readonly prefix = config('redis').prefix;

  constructor() {
    this.client = this.prepare(false);
  }

  async onModuleInit(): Promise<void> {
    await this.start(this.client);
  }

  /** A further connection, closed with the application. `queueWhileAway`: commands wait for Redis; for subscriptions. */
  async connect({ queueWhileAway = false } = {}): Promise<RedisClient> {
    const client = this.prepare(queueWhileAway);
    await this.start(client);
    return client;
  }

  /** Whether Redis answers now. */
  async isUp(): Promise<boolean> {
    return this.client.ping().then(
      () => true,
      () => false,
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.open].map((client) => this.end(client)));
    this.open.clear();
  }

  private prepare(queueWhileAway: boolean): RedisClient {
    const client = makeClient(config('redis').url, queueWhileAway);
    let away = false;
    client.on('error', (error: Error) => {
      if (!away) this.logger.warn({ err: error }, 'Redis is away');
      away = true;
    });
    client.on('ready', () => {
      if (away) this.logger.log('Redis is back');
      away = false;
    });
    this.open.add(client);
    return client;
  }

  /** Waits for the first connection, but not for a Redis that is away: the client goes on trying. */
  private async start(client: RedisClient): Promise<void> {
    const failed = new Promise<void>((resolve) => client.once('error', () => resolve()));
    const connected = client.connect().then(
      () => undefined,
      () => undefined,
    );
    await Promise.race([connected, failed]);
  }

  /** `close()` waits for replies under way; a connection that is down has none and is dropped. */
  private async end(client: RedisClient): Promise<void> {
    if (client.isReady) await client.close();
    else if (client.isOpen) client.destroy();
  }
}
