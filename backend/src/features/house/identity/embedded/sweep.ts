import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { config } from '../../../../platform/config';
import { Database, type Transaction } from '../../../../platform/database';
import { Schedule } from '../../../../platform/schedule';
import { AttemptStore } from './attempt.store';

const COMMAND = 'identity.sweep';
const EVERY_MS = 60 * 60_000;
const ATTEMPTS_KEPT_MS = 24 * 60 * 60_000;

/** Throws away what has expired: sign-ins, codes, tokens, and old counts of failed attempts. */
@Injectable()
export class Sweep implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly schedule: Schedule,
    private readonly attempts: AttemptStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.schedule.on(COMMAND, () => this.database.transaction((tx) => this.sweep(tx)));
  }

  async onApplicationBootstrap(): Promise<void> {
    if (config('process').parts.includes('worker')) await this.database.transaction((tx) => this.again(tx));
  }

  private async sweep(tx: Transaction): Promise<void> {
    await tx.query('delete from idp_payload where expires_at < clock_timestamp()');
    await this.attempts.sweep(tx, this.clock.now() - ATTEMPTS_KEPT_MS);
    await this.again(tx);
  }

  private again(tx: Transaction): Promise<void> {
    return this.schedule.at(tx, {
      key: 'identity-sweep',
      due: this.clock.now() + EVERY_MS,
      command: COMMAND,
      payload: null,
    });
  }
}
