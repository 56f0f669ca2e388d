import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Schedule } from '../../../../platform/schedule';
import { RecordingStore } from '../data/recording.store';
import { KeepRecording } from '../use-cases/keep-recording';

const TIDY = 'recordings.retention';
const EVERY_MS = 3_600_000;
const BATCH = 200;

/** Every hour, recordings that are older than their queue keeps them are deleted. */
@Injectable()
export class Retention implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly store: RecordingStore,
    private readonly keeping: KeepRecording,
    private readonly schedule: Schedule,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.schedule.on(TIDY, () => this.tidy());
  }

  async onApplicationBootstrap(): Promise<void> {
    if (config('process').parts.includes('worker')) await this.later(EVERY_MS);
  }

  private async tidy(): Promise<void> {
    const now = this.clock.now();
    const expired = await this.store.expired(now, BATCH);
    for (const id of expired) await this.keeping.delete(id, 'retention of the queue', bySystem('clock', id, now));
    await this.later(expired.length === BATCH ? 0 : EVERY_MS);
  }

  private async later(inMs: number): Promise<void> {
    const due = this.clock.now() + inMs;
    await this.database.transaction((tx) => this.schedule.at(tx, { key: TIDY, due, command: TIDY, payload: {} }));
  }
}
