/** Connections to Redis: rate limits, socket rooms. Queues have their own, see platform/jobs. */
export { Redis, type RedisClient } from './redis';
export { RedisModule } from './redis.module';
