import { Client } from 'pg';
import type { Clock } from '../../../kernel/clock';
import type { Database } from '../../../platform/database';
import { createEmptyDatabaseUrl, dropTestDatabase } from '../../../testing/test-database';
import { PlatformSource } from './data/platform-source';
import { ReportingCluster } from './data/reporting-cluster';
import { ReportingRoles } from './data/reporting-roles';
import { ReportingUserStore } from './data/reporting-user.store';
import { Projector } from './use-cases/projector';

const KEY = 'CENTRALA_REPORTING_DATABASE_URL';

/** A reporting database of one test; set up after the backend has started, whose own feed then leaves it alone. */
export class ReportingWorld {
  readonly cluster = new ReportingCluster();

  private constructor(readonly url: string) {}

  static async open(): Promise<ReportingWorld> {
    const url = await createEmptyDatabaseUrl();
    process.env[KEY] = url;
    return new ReportingWorld(url);
  }

  projector(database: Database, clock: Clock): Projector {
    const { cluster } = this;
    const [source, users] = [new PlatformSource(database), new ReportingUserStore(database)];
    return new Projector(source, cluster, new ReportingRoles(cluster), users, clock);
  }

  /** Rows of a query, as a superuser or as a role (trust: the test's cluster asks for no password). */
  async ask<Row extends object>(sql: string, how: { role?: string; port?: number } = {}): Promise<Row[]> {
    const client = await this.connect(how);
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  async connect({ role, port }: { role?: string; port?: number } = {}): Promise<Client> {
    const url = new URL(this.url);
    if (role) url.username = role;
    // The gate listens at an address; the cluster itself may be known by its socket.
    if (port) Object.assign(url, { port: String(port), search: '' });
    const client = new Client({ connectionString: url.href });
    client.on('error', () => undefined); // sessions are ended from the other side
    await client.connect();
    return client;
  }

  /** Roles belong to the whole cluster: they are taken away with the database. */
  async close(): Promise<void> {
    const roles = await this.ask<{ role: string }>('select role from reporting_kept.role').catch(() => []);
    const { reader } = this.cluster;
    await this.cluster.close();
    await dropTestDatabase(this.url);
    delete process.env[KEY];
    const administration = new URL(this.url);
    administration.pathname = '/postgres';
    const client = new Client({ connectionString: administration.href });
    await client.connect();
    for (const role of [...roles.map((each) => each.role), reader]) await client.query(`drop role if exists ${role}`);
    await client.end();
  }
}
