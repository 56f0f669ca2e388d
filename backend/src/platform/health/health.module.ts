import { Global, Module } from '@nestjs/common';
import { HealthController } from './health.controller';
import { HealthRegistry } from './health-registry';
import { PlatformHealth } from './platform-health';

@Global()
@Module({ controllers: [HealthController], providers: [HealthRegistry, PlatformHealth], exports: [HealthRegistry] })
export class HealthModule {}
