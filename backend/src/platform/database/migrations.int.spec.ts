import { Client } from 'pg';
import { createEmptyDatabaseUrl, dropTestDatabase } from '../../testing/test-database';
import { knownMigrations, migrate, migrationHash, SchemaTooNew, type KnownMigration } from './migrations';

const step = (id: string, sql: string, breaking = false): KnownMigration => {
  const migration = { breaking, up: [sql] };
  return { id, ...migration, hash: migrationHash(migration) };
};

describe('migrations', () => {
  let url: string;
  beforeEach(async () => {
    url = await createEmptyDatabaseUrl();
  });
  afterEach(() => dropTestDatabase(url));

  const ask = async (sql: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(sql);
    await client.end();
    return rows;
  };
  const first = step('20260101000000-create-first', 'create table first (id int)');
  const second = step('20260102000000-create-second', 'create table second (id int)');
  const breaking = step('20260103000000-drop-first', 'drop table first', true);

  it('applies what is missing, once, also when several processes start together', async () => {
    const reports = await Promise.all([1, 2, 3].map(() => migrate(url, [first, second])));
    expect(reports.flatMap(({ applied }) => applied)).toEqual([first.id, second.id]);
    expect(await migrate(url, [first, second, breaking])).toEqual({ applied: [breaking.id] });
    expect(await ask('select epoch from schema_epoch')).toEqual([{ epoch: 1 }]);
  });

  it('applies one that was merged late, although a later one is there', async () => {
    await migrate(url, [second]);
    expect(await migrate(url, [first, second])).toEqual({ applied: [first.id] });
  });

  it('runs an older binary on an expanded schema, and refuses it on a broken one before changing anything', async () => {
    await migrate(url, [first, second]);
    await expect(migrate(url, [first])).resolves.toEqual({ applied: [] });
    await migrate(url, [first, second, breaking]);
    const other = step('20260102120000-create-other', 'create table other (id int)');
    const refused = migrate(url, [first, second, other]);
    await expect(refused).rejects.toThrow(SchemaTooNew);
    await expect(refused).rejects.toThrow('20260103000000-drop-first');
    expect(await ask(`select to_regclass('other') as other`)).toEqual([{ other: null }]);
  });

  it('leaves nothing of a step that fails, keeps those before it, and names it', async () => {
    const bad = step('20260102000000-break-it', 'create table half (id int); select 1/0');
    await expect(migrate(url, [first, bad])).rejects.toThrow(
      'Migration 20260102000000-break-it failed: division by zero',
    );
    expect(await ask(`select to_regclass('first')::text as first, to_regclass('half')::text as half`)).toEqual([
      { first: 'first', half: null },
    ]);
  });

  it('refuses a step that was changed after it had been applied', async () => {
    await migrate(url, [first]);
    await expect(migrate(url, [step(first.id, 'create table first (id bigint)')])).rejects.toThrow(
      'was changed after it had been applied',
    );
  });

  it('brings an empty database to the schema of this version', async () => {
    const { applied } = await migrate(url);
    expect(applied).toEqual(knownMigrations().map(({ id }) => id));
    expect(await migrate(url)).toEqual({ applied: [] });
  });
});
