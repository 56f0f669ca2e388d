import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import type { DomainEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { QueueNumbers } from '../data/queue-numbers.store';

const MIDNIGHT = 'monitoring.midnight';

/** At midnight of the Order's time zone the numbers of today are none, whether anything happens then or not. */
export const DAY_BEGAN = 'DayBegan';
/** Queues and campaigns whose numbers of today begin anew. */
export type DayBegan = DomainEvent<
  'DayBegan',
  { readonly queueIds: readonly string[]; readonly campaignIds: readonly string[] }
>;

@Injectable()
export class DayBegins implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly numbers: QueueNumbers,
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.schedule.on(MIDNIGHT, () => this.begin());
  }

  async onApplicationBootstrap(): Promise<void> {
    if (config('process').parts.includes('worker')) await this.next();
  }

  private async begin(): Promise<void> {
    const data = await this.numbers.numbered();
    const meta = bySystem('clock', 'day', this.clock.now());
    await this.database.transaction((tx) => this.journal.append(tx, 'day-began', [{ type: DAY_BEGAN, data }], meta));
    await this.next();
  }

  private async next(): Promise<void> {
    const due = await this.numbers.nextDay(this.clock.now());
    await this.database.transaction((tx) =>
      this.schedule.at(tx, { key: MIDNIGHT, due, command: MIDNIGHT, payload: {} }),
    );
  }
}
