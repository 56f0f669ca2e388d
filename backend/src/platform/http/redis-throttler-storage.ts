import { Injectable, Logger } from '@nestjs/common';
import { ThrottlerStorageService, type ThrottlerStorage } from '@nestjs/throttler';
import { Redis } from '../redis';

/** Return type of throttler 6's storage interface, which the package does not export by name. */
type Hits = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** One atomic step: count a hit in the window, block when over the limit. Returns hits, ms to the window's end, ms to the block's end. */
const COUNT = `
local blocked = redis.call('PTTL', KEYS[2])
if blocked > 0 then return {tonumber(ARGV[2]) + 1, redis.call('PTTL', KEYS[1]), blocked} end
local hits = redis.call('INCR', KEYS[1])
if hits == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
if hits > tonumber(ARGV[2]) then
  redis.call('SET', KEYS[2], '1', 'PX', ARGV[3])
  return {hits, redis.call('PTTL', KEYS[1]), tonumber(ARGV[3])}
end
return {hits, redis.call('PTTL', KEYS[1]), 0}`;

const seconds = (milliseconds: number): number => Math.max(0, Math.ceil(milliseconds / 1_000));

/** Counts shared by all API processes. While Redis is away each process counts for itself, so limits loosen but never vanish. */
@Injectable()
export class RedisThrottlerStorage implements ThrottlerStorage {
  private readonly logger = new Logger('RateLimit');
  private readonly local = new ThrottlerStorageService();
  private away = false;

  constructor(private readonly redis: Redis) {}

  // eslint-disable-next-line centrala/max-params -- the signature is throttler's
  async increment(
    key: string,
    ttl: number,
    limit: number,
    blockDuration: number,
    throttlerName: string,
  ): Promise<Hits> {
    try {
      const hits = await this.count(`${this.redis.prefix}:rate:${throttlerName}:${key}`, ttl, limit, blockDuration);
      this.away = false;
      return hits;
    } catch (error) {
      if (!this.away) this.logger.warn({ err: error }, 'Counting requests in this process only');
      this.away = true;
      return this.local.increment(key, ttl, limit, blockDuration, throttlerName);
    }
  }

  private async count(key: string, ttl: number, limit: number, blockDuration: number): Promise<Hits> {
    const reply = await this.redis.client.eval(COUNT, {
      keys: [key, `${key}:blocked`],
      arguments: [String(ttl), String(limit), String(Math.max(1, blockDuration || ttl))],
    });
    const [hits, window, block] = reply as unknown as [number, number, number];
    return { totalHits: hits, timeToExpire: seconds(window), isBlocked: block > 0, timeToBlockExpire: seconds(block) };
  }
}
