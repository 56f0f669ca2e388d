import { Logger, Module, type OnModuleInit } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { Column, Entity, PrimaryColumn, type Repository } from 'typeorm';
import { IDS, type Ids } from '../../kernel/ids';
import { aMeta } from '../../testing/builders';
import { eventually } from '../../testing/processes';
import { createTestDatabaseUrl, dropTestDatabase } from '../../testing/test-database';
import { Database, SchemaTooNew } from '../database';
import { Client } from 'pg';
import { PlatformDataModule } from './data.module';
import { Journal, Relay } from '../journal';
import { Schedule } from '../schedule';

@Entity('schema_migration')
class SchemaMigration {
  @PrimaryColumn()
  id: string;

  @Column()
  breaking: boolean;
}

const log: string[] = [];
let finishBatch: () => void = () => undefined;
let batchBegan: () => void = () => undefined;

@Module({ imports: [TypeOrmModule.forFeature([SchemaMigration])] })
class FeatureModule implements OnModuleInit {
  constructor(
    private readonly relay: Relay,
    private readonly schedule: Schedule,
    @InjectRepository(SchemaMigration) readonly migrations: Repository<SchemaMigration>,
  ) {}

  onModuleInit(): void {
    this.relay.subscribe({
      name: 'slow',
      from: 'beginning',
      handle: async () => {
        log.push('batch began');
        batchBegan();
        await new Promise<void>((resolve) => (finishBatch = resolve));
        log.push('batch ended');
      },
    });
    this.schedule.on('nothing', async () => undefined);
  }
}

@Module({ imports: [PlatformDataModule, FeatureModule] })
class TestModule {}

describe('PlatformDataModule', () => {
  const before = process.env.DATABASE_URL;
  let url: string;
  beforeEach(async () => {
    url = await createTestDatabaseUrl();
    process.env.DATABASE_URL = url;
  });
  afterEach(async () => {
    process.env.DATABASE_URL = before;
    await dropTestDatabase(url);
  });

  it('gives every module its parts, and ends in order: batch under way, checkpoint, lease, connections', async () => {
    const app = await NestFactory.createApplicationContext(TestModule, { logger: ['error'] });
    expect(await app.get(FeatureModule).migrations.countBy({ breaking: false })).toBeGreaterThan(0);
    expect(app.get<Ids>(IDS).next()).toHaveLength(36);
    const began = new Promise<void>((resolve) => (batchBegan = resolve));
    await app
      .get(Database)
      .transaction((tx) => app.get(Journal).append(tx, 'x-1', [{ type: 'Fact', data: null }], aMeta()));
    await began;
    const closing = app.close().then(() => log.push('closed'));
    setImmediate(() => setImmediate(() => finishBatch()));
    await closing;
    expect(log).toEqual(['batch began', 'batch ended', 'closed']);
    const [subscriber] = await ask(url, 'select position, owner from journal_subscriber');
    expect(subscriber).toEqual([{ position: '1', owner: null }]);
    // A closed connection's server process takes a moment to be gone.
    const others = 'select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
    await eventually(async () => (await ask(url, others))[0]?.length === 0, 5000);
  });

  it('does not start on a schema that a newer version has broken', async () => {
    await ask(url, `insert into schema_migration (id, hash, breaking) values ('29990101000000-drop-all', 'x', true)`);
    Logger.overrideLogger(false);
    const start = NestFactory.createApplicationContext(TestModule, { logger: false, abortOnError: false });
    await expect(start).rejects.toThrow(SchemaTooNew);
  });
});

async function ask(url: string, ...statements: string[]): Promise<unknown[][]> {
  const client = new Client({ connectionString: url, types: { getTypeParser: () => (value: string) => value } });
  await client.connect();
  const answers: unknown[][] = [];
  for (const statement of statements) answers.push((await client.query<Record<string, unknown>>(statement)).rows);
  await client.end();
  return answers;
}
