import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Migration } from '../../migrations/migration';

/** A migration with its id (the file's name) and the hash of what it does. */
export interface KnownMigration extends Migration {
  readonly id: string;
  readonly hash: string;
}

/** The database has been changed by a newer version in a way that this one does not understand. */
export class SchemaTooNew extends Error {
  constructor(readonly migrations: readonly string[]) {
    super(
      `This version is older than its database: ${migrations.join(', ')} changed the schema in a breaking way. ` +
        'Start the newer version, or restore the backup taken before the update.',
    );
    this.name = 'SchemaTooNew';
  }
}

const directory = join(__dirname, '..', '..', 'migrations');
const fileName = /^(\d{14}-[a-z0-9]+(?:-[a-z0-9]+)+)\.(?:ts|js)$/;
/** Any number: two processes that start together must not both migrate. */
const lock = 7_262_019;

/** Every migration of this version, in order. Files are found by their names, so that adding one touches no list. */
export function knownMigrations(from = directory): KnownMigration[] {
  return readdirSync(from)
    .map((file) => fileName.exec(file)?.[1])
    .filter((id) => id !== undefined)
    .sort()
    .map((id) => {
      // The set is known only at run time, from the folder: compiled files in production, sources under jest.
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      const { migration } = require(join(from, id)) as { migration?: Migration };
      if (!migration) throw new Error(`Migration ${id} exports no "migration"`);
      return { id, ...migration, hash: migrationHash(migration) };
    });
}

export function migrationHash(migration: Migration): string {
  return createHash('sha256')
    .update(JSON.stringify([migration.breaking, migration.up]))
    .digest('hex');
}

export interface MigrationReport {
  readonly applied: readonly string[];
}

/**
 * Brings the database to this version's schema: each missing migration in a transaction of its own, under a lock.
 * Refuses with SchemaTooNew before it touches anything when the database has a breaking migration that is unknown here.
 */
export async function migrate(
  url: string,
  known: readonly KnownMigration[] = knownMigrations(),
): Promise<MigrationReport> {
  const client = new Client({ connectionString: url, application_name: 'centrala-migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    await createBookkeeping(client);
    const done = await appliedMigrations(client);
    checkHistory(done, known);
    const missing = known.filter(({ id }) => !done.some((row) => row.id === id));
    for (const migration of missing) await apply(client, migration);
    return { applied: missing.map(({ id }) => id) };
  } finally {
    await client.end();
  }
}

interface AppliedMigration {
  readonly id: string;
  readonly hash: string;
  readonly breaking: boolean;
}

async function createBookkeeping(client: Client): Promise<void> {
  await client.query(`
    create table if not exists schema_migration (
      id text primary key, hash text not null, breaking boolean not null,
      applied_at timestamptz not null default clock_timestamp()
    )`);
  await client.query(`
    create table if not exists schema_epoch (
      only_row boolean primary key default true check (only_row),
      epoch integer not null
    )`);
  await client.query('insert into schema_epoch (epoch) values (0) on conflict do nothing');
}

async function appliedMigrations(client: Client): Promise<AppliedMigration[]> {
  return (await client.query<AppliedMigration>('select id, hash, breaking from schema_migration order by id')).rows;
}

function checkHistory(done: readonly AppliedMigration[], known: readonly KnownMigration[]): void {
  const tooNew = done.filter((row) => row.breaking && !known.some(({ id }) => id === row.id));
  if (tooNew.length > 0) throw new SchemaTooNew(tooNew.map(({ id }) => id));
  for (const { id, hash } of known) {
    const row = done.find((candidate) => candidate.id === id);
    if (row && row.hash !== hash) {
      throw new Error(`Migration ${id} was changed after it had been applied; add a new migration instead`);
    }
  }
}

async function apply(client: Client, migration: KnownMigration): Promise<void> {
  await client.query('begin');
  try {
    for (const statement of migration.up) await client.query(statement);
    await client.query('insert into schema_migration (id, hash, breaking) values ($1, $2, $3)', [
      migration.id,
      migration.hash,
      migration.breaking,
    ]);
    if (migration.breaking) await client.query('update schema_epoch set epoch = epoch + 1');
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${migration.id} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
