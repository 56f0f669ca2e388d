import { Logger, type INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createAdapter } from '@socket.io/redis-adapter';
import type { Server, ServerOptions } from 'socket.io';
import { Redis, type RedisClient } from '../redis';

const GUARDED = ['publish', 'subscribe', 'pSubscribe', 'unsubscribe', 'pUnsubscribe'];

/**
 * The Redis adapter drops the promises of its commands; a Redis that goes away would end the process with an unhandled
 * rejection. What it publishes is only hurried notice (a session's end): everything on screens comes from the journal.
 */
function guarded(client: RedisClient, logger: Logger): RedisClient {
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const method = value.bind(target) as (...args: unknown[]) => unknown;
      if (typeof name !== 'string' || !GUARDED.includes(name)) return method;
      return (...args: unknown[]) =>
        Promise.resolve(method(...args)).catch((error: unknown) =>
          logger.warn(`${name} through Redis failed: ${String(error)}`),
        );
    },
  });
}

/** Socket.io under `/realtime`, WebSocket only (no sticky sessions needed), rooms shared by all API processes. */
export class RealtimeAdapter extends IoAdapter {
  private rooms: ReturnType<typeof createAdapter> | undefined;

  /** Call before `init()`; set as `app.useWebSocketAdapter(await RealtimeAdapter.create(app))`. */
  static async create(app: INestApplicationContext): Promise<RealtimeAdapter> {
    const adapter = new RealtimeAdapter(app);
    const redis = app.get(Redis, { strict: false });
    const logger = new Logger('Realtime');
    const subscriber = await redis.connect({ queueWhileAway: true });
    adapter.rooms = createAdapter(guarded(redis.client, logger), guarded(subscriber, logger), {
      key: `${redis.prefix}:realtime`,
    });
    return adapter;
  }

  override createIOServer(port: number, options?: Partial<ServerOptions>): Server {
    const server = super.createIOServer(port, {
      ...options,
      path: '/realtime',
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: 64 * 1_024,
      pingInterval: 20_000,
      pingTimeout: 15_000,
    } as ServerOptions);
    if (this.rooms) server.adapter(this.rooms);
    return server;
  }
}
