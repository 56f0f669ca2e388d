import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { RedisModule } from '../redis';
import { AccessCheck } from './access-check';
import { AccessEnforcer } from './access-enforcer';
import { AccessRouteGuard } from './access.guard';
import { ConsoleFrames } from './console-frames';
import { ConsoleOrigins } from './console-origins';
import { ProblemFilter } from './problem.filter';
import { RateLimit } from './rate-limit';
import { RedisThrottlerStorage } from './redis-throttler-storage';

/** Access, limits and problem documents for every route. `ACCESS_GUARD` and `FEATURE_GATE` come from global modules of the features. */
@Global()
@Module({
  imports: [RedisModule],
  providers: [
    AccessEnforcer,
    AccessCheck,
    ConsoleFrames,
    ConsoleOrigins,
    RateLimit,
    RedisThrottlerStorage,
    { provide: APP_GUARD, useClass: AccessRouteGuard },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
  exports: [AccessEnforcer, AccessCheck, ConsoleFrames, ConsoleOrigins, RateLimit],
})
export class HttpModule {}
