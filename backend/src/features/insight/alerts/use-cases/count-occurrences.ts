import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { RecordedEvent } from '../../../../kernel/journal';
import { Database } from '../../../../platform/database';
import { OccurrenceStore } from '../data/occurrence.store';
import { RuleStore } from '../data/rule.store';
import { occurrenceOf } from '../domain/occurrences';
import { WatchAlerts } from './watch-alerts';

/** Keeps the events that active rules count, and has them looked at soon. */
@Injectable()
export class CountOccurrences {
  constructor(
    private readonly rules: RuleStore,
    private readonly occurrences: OccurrenceStore,
    private readonly watching: WatchAlerts,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async count(events: readonly RecordedEvent[]): Promise<void> {
    const kinds = await this.rules.countedKinds();
    const counted = events.flatMap((event) => {
      const found = occurrenceOf(event);
      return found && kinds.has(found.kind) ? [{ ...found, position: event.position, at: event.meta.at }] : [];
    });
    if (counted.length === 0) return;
    await this.database.transaction(async (tx) => {
      await this.occurrences.add(tx, counted);
      await this.watching.lookSoon(tx, this.clock.now());
    });
  }
}
