import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database';
import { FileStore } from '../files';
import { Relay } from '../journal';
import { Redis } from '../redis';
import { HealthRegistry } from './health-registry';

/** A subscriber this far behind is stuck or drowning. */
const LATE_SECONDS = 30;

/** How the platform's own parts are. Redis and a late subscriber can be done without for a while; the database cannot. */
@Injectable()
export class PlatformHealth implements OnModuleInit {
  constructor(
    private readonly health: HealthRegistry,
    private readonly database: Database,
    private readonly redis: Redis,
    private readonly relay: Relay,
    private readonly files: FileStore,
  ) {}

  onModuleInit(): void {
    this.health.register({
      name: 'database',
      vital: true,
      check: async () => void (await this.database.read.query('select 1')),
    });
    this.health.register({ name: 'redis', vital: false, check: () => this.redisUp() });
    this.health.register({ name: 'relay', vital: false, check: () => this.relayOnTime() });
    this.health.register({ name: 'disk', vital: false, check: () => this.diskHasRoom() });
  }

  private async redisUp(): Promise<void> {
    if (!(await this.redis.isUp())) throw new Error('Redis does not answer');
  }

  private async relayOnTime(): Promise<string> {
    const lags = await this.relay.lag();
    const late = lags.filter(({ secondsBehind }) => secondsBehind > LATE_SECONDS);
    if (late.length > 0)
      throw new Error(
        `behind: ${late.map(({ name, secondsBehind }) => `${name} ${Math.round(secondsBehind)} s`).join(', ')}`,
      );
    return `${lags.length} subscribers`;
  }

  private async diskHasRoom(): Promise<string> {
    const { used, quota } = await this.files.usage();
    const percent = Math.floor((used / quota) * 100);
    if (used >= quota) throw new Error(`${percent} % of the quota is used: nothing more is stored`);
    return `${percent} % used`;
  }
}
