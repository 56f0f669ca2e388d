import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CLOCK } from '../../kernel/clock';
import { IDS } from '../../kernel/ids';
import { clockAfter } from './clock-after';
import { UuidV7, type SystemClock } from '../clock';
import { config } from '../config';
import { ConfigurationText, ConfiguredThings } from '../configuration';
import { Database, DatabaseSession, dataSourceOptions, migrate } from '../database';
import { Journal, Relay, Replay } from '../journal';
import { Schedule, ScheduleRunner } from '../schedule';

const clock = { provide: CLOCK, useFactory: (dataSource: DataSource) => clockAfter(dataSource), inject: [DataSource] };
const ids = { provide: IDS, useFactory: (time: SystemClock) => new UuidV7(time), inject: [CLOCK] };
const session = {
  provide: DatabaseSession,
  useFactory: (dataSource: DataSource) => DatabaseSession.of(dataSource),
  inject: [DataSource],
};

const shared = [Database, Journal, Relay, Replay, Schedule, ScheduleRunner, ConfiguredThings, ConfigurationText];

/** Time, ids, the database with its current schema, the journal and its relay, timers: for every module, without importing. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      useFactory: async () => {
        const { url, poolSize, statementTimeoutMs } = config('database');
        await migrate(url);
        return {
          ...dataSourceOptions({ url, poolSize, statementTimeoutMs }),
          autoLoadEntities: true,
          retryAttempts: 0,
        };
      },
    }),
  ],
  providers: [clock, ids, session, ...shared],
  exports: [CLOCK, IDS, DatabaseSession, ...shared],
})
export class PlatformDataModule implements OnApplicationShutdown {
  constructor(private readonly databaseSession: DatabaseSession) {}

  /** After the relay and the timers have stopped, which happens before the application shuts down. */
  async onApplicationShutdown(): Promise<void> {
    await this.databaseSession.close();
  }
}
