import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../../../platform/database';
import { HealthRegistry } from '../../../../platform/health';
import { SWITCH, type Switch } from '../../switch';

/**
 * Whether somebody commands the switch of this node: read from the database, because the process that does may be another one.
 * Without it no calls pass, but everything else works: degraded.
 */
@Injectable()
export class SwitchHealth implements OnModuleInit {
  constructor(
    private readonly health: HealthRegistry,
    private readonly database: Database,
    @Inject(SWITCH) private readonly port: Switch,
  ) {}

  onModuleInit(): void {
    this.health.register({ name: 'switch', vital: false, check: () => this.commanded() });
  }

  private async commanded(): Promise<string> {
    const { nodeId } = this.port;
    const [node] = await this.database.read.query<{ connected: boolean }[]>(
      'select connected from switch_node where node_id = $1',
      [nodeId],
    );
    if (!node?.connected) throw new Error(`${nodeId} is not connected`);
    return nodeId;
  }
}
