import { Injectable, type ExecutionContext } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Response } from 'express';
import { config } from '../config';
import { accessOf } from './access';
import { httpArea } from './http.config';
import { principalOf, type Principal } from './principal';
import { ProblemException } from './problem';
import { RedisThrottlerStorage } from './redis-throttler-storage';

const MINUTE = 60_000;

interface Limit {
  readonly name: 'public' | 'user' | 'failed';
  readonly key: string;
  readonly limit: number;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** Limits per minute: each route without sign-in by address, everything else by user, and unusable tokens by address. */
@Injectable()
export class RateLimit {
  private readonly limits = config(httpArea);

  constructor(private readonly storage: RedisThrottlerStorage) {}

  /** Counts a request that the access guard has let through. */
  async request(context: ExecutionContext): Promise<void> {
    const request = context.switchToHttp().getRequest<{ ip?: string }>();
    const principal = principalOf(context);
    const isPublic = accessOf(context.getHandler())[0]?.kind === 'public';
    const limit: Limit =
      principal && !isPublic
        ? { name: 'user', key: principal.userId, limit: this.limits.userRequestsPerMinute }
        : {
            name: 'public',
            key: digest(`${routeOf(context)} ${request.ip ?? ''}`),
            limit: this.limits.publicRequestsPerMinute,
          };
    await this.count(limit, context.switchToHttp().getResponse<Response>());
  }

  /** Counts a socket message; it weighs as much as a request. */
  async message(principal: Principal): Promise<void> {
    await this.count({ name: 'user', key: principal.userId, limit: this.limits.userRequestsPerMinute });
  }

  /** Counts a token that was refused. */
  async failedSignIn(ip: string): Promise<void> {
    await this.count({ name: 'failed', key: digest(ip), limit: this.limits.failedSignInsPerMinute });
  }

  private async count({ name, key, limit }: Limit, response?: Response): Promise<void> {
    const hits = await this.storage.increment(key, MINUTE, limit, MINUTE, name);
    response?.setHeader('x-ratelimit-limit', limit);
    response?.setHeader('x-ratelimit-remaining', Math.max(0, limit - hits.totalHits));
    response?.setHeader('x-ratelimit-reset', hits.timeToExpire);
    if (!hits.isBlocked) return;
    throw new ProblemException(429, 'too-many-requests', {
      retryAfter: hits.timeToBlockExpire,
      params: { seconds: hits.timeToBlockExpire },
    });
  }
}

const routeOf = (context: ExecutionContext): string => `${context.getClass().name}.${context.getHandler().name}`;
