import { createHash, randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { DataSource, DataSourceOptions } from 'typeorm';
import { createDataSource, Database, knownMigrations, migrate } from '../platform/database';

/** A database of one test file, cloned from a migrated template; gone after `close()`. */
export interface TestDatabase {
  readonly url: string;
  readonly dataSource: DataSource;
  readonly database: Database;
  /** Drops the database even when something still holds a connection, which then fails loudly. */
  close(): Promise<void>;
}

export interface TestDatabaseOptions {
  readonly entities?: DataSourceOptions['entities'];
  readonly poolSize?: number;
}

const lock = 7_262_020;

/** Call in `beforeAll`, `close()` in `afterAll`. Needs DATABASE_URL, which jest's global setup gives to `*.int.spec.ts` and the like. */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const url = await createTestDatabaseUrl();
  const dataSource = createDataSource({ url, poolSize: options.poolSize ?? 10, entities: options.entities });
  await dataSource.initialize();
  return {
    url,
    dataSource,
    database: new Database(dataSource),
    close: async () => {
      if (dataSource.isInitialized) await dataSource.destroy();
      await dropTestDatabase(url);
    },
  };
}

/** Only the migrated database, for a test that starts the whole application on it; drop it with `dropTestDatabase`. */
export async function createTestDatabaseUrl(): Promise<string> {
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await administer(async (client) => {
    const template = await migratedTemplate(client);
    await client.query(`create database ${name} template ${template}`);
  });
  return withDatabase(name);
}

/** A database without any schema: tests of the migrations themselves. */
export async function createEmptyDatabaseUrl(): Promise<string> {
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await administer((client) => client.query(`create database ${name} template template0`));
  return withDatabase(name);
}

export async function dropTestDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  if (!name.startsWith('test_')) throw new Error(`${name} is no test database`);
  await administer((client) => client.query(`drop database if exists ${name} with (force)`));
}

/** One template per state of the migrations, made by whichever test comes first and kept for the next run. */
async function migratedTemplate(client: Client): Promise<string> {
  const migrations = knownMigrations();
  const key = createHash('sha256')
    .update(migrations.map(({ id, hash }) => id + hash).join())
    .digest('hex')
    .slice(0, 16);
  const name = `template_${key}`;
  // The lock ends with the connection, also when the migrations fail.
  await client.query('select pg_advisory_lock($1)', [lock]);
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (!rowCount) {
    await client.query(`drop database if exists ${name}_new`);
    await client.query(`create database ${name}_new template template0`);
    await migrate(withDatabase(`${name}_new`), migrations);
    // The migrating connection has ended, but its server process may still be on its way out.
    await client.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [
      `${name}_new`,
    ]);
    await client.query(`alter database ${name}_new rename to ${name}`);
  }
  await client.query('select pg_advisory_unlock($1)', [lock]);
  return name;
}

async function administer<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: withDatabase('postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(name: string): string {
  const given = process.env.DATABASE_URL;
  if (!given)
    throw new Error(
      'DATABASE_URL is not set: does the file name end in .int.spec.ts, .api.spec.ts, .sim.spec.ts or .replay.spec.ts?',
    );
  const url = new URL(given);
  url.pathname = `/${name}`;
  return url.href;
}

/** Cuts every connection to the database and lets nobody in, or lets them in again. */
export async function lockDatabase(url: string, locked: boolean): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  const administration = new URL(url);
  administration.pathname = '/postgres';
  const client = new Client({ connectionString: administration.href });
  await client.connect();
  try {
    await client.query(`alter database ${name} with allow_connections ${String(!locked)}`);
    if (locked)
      await client.query('select pg_terminate_backend(pid, 2000) from pg_stat_activity where datname = $1', [name]);
  } finally {
    await client.end();
  }
}
