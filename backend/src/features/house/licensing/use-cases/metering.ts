import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import { MeterStore, type MeterEntry } from '../data/meter.store';
import { meterOf } from '../domain/meters';
import { MeterSources } from './meter-sources';

/** Feeds the ledger from the journal. An event delivered twice is counted once: entries are unique by meter and event. */
@Injectable()
export class Metering implements OnApplicationBootstrap {
  constructor(
    private readonly relay: Relay,
    private readonly database: Database,
    private readonly store: MeterStore,
    private readonly sources: MeterSources,
  ) {}

  /** After every module has registered its sources. */
  onApplicationBootstrap(): void {
    const types = this.sources.types();
    if (types.length === 0 || !config('process').parts.includes('worker')) return;
    this.relay.subscribe({
      name: 'licensing-metering',
      types,
      from: 'beginning',
      handle: (events) => this.count(events),
    });
  }

  async count(events: readonly RecordedEvent[]): Promise<void> {
    const entries = events.flatMap((event) => this.entriesOf(event));
    await this.database.transaction((tx) => this.store.add(tx, entries));
  }

  private entriesOf(event: RecordedEvent): MeterEntry[] {
    const sums = new Map<string, MeterEntry>();
    for (const { meter, amount, userId } of this.sources.amounts(event)) {
      const { id } = meterOf(meter);
      const before = sums.get(id)?.amount ?? 0;
      const source = `${event.stream}@${event.version}`;
      sums.set(id, {
        meter: id,
        source,
        position: event.position,
        at: event.meta.at,
        amount: before + amount,
        userId: userId ?? null,
      });
    }
    return [...sums.values()];
  }
}
