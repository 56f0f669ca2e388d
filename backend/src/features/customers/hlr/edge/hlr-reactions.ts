import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because } from '../../../../kernel/event-meta';
import type { RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { LicensingService, MeterSources } from '../../../house/licensing';
import type { Asked } from '../data/hlr.store';
import type { NumberChecked } from '../domain/hlr-events';
import { AskChecks, HLR_PASS } from '../use-cases/ask-checks';
import { AskOperators } from '../use-cases/ask-operators';

/** Numbers that are added, the timer that asks about them, and the ledger of the Order. */
@Injectable()
export class HlrReactions implements OnModuleInit {
  constructor(
    private readonly relay: Relay,
    private readonly schedule: Schedule,
    private readonly database: Database,
    private readonly licensing: LicensingService,
    private readonly meters: MeterSources,
    private readonly asking: AskChecks,
    private readonly operators: AskOperators,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.schedule.on(HLR_PASS, () => this.operators.pass());
    this.meters.register({
      types: ['NumberChecked'],
      amounts: ({ data }) => ((data as NumberChecked['data']).charged ? [{ meter: 'hlr', amount: 1 }] : []),
    });
    if (!config('process').parts.includes('worker')) return;
    this.relay.subscribe({
      name: 'hlr.added-numbers',
      types: ['ContactsTaken', 'ContactCreated', 'ContactChanged'],
      from: 'now',
      handle: async (events) => {
        if (!(await this.licensing.has('hlr'))) return;
        for (const event of events) await this.added(event);
      },
    });
  }

  private added(event: RecordedEvent): Promise<void> {
    const meta = because(event, 'hlr', this.clock.now());
    return this.database.transaction(async (tx) => {
      for (const asked of askedBy(event)) await this.asking.added(tx, asked, meta);
    });
  }
}

function askedBy({ type, data, meta }: RecordedEvent): Asked[] {
  if (type !== 'ContactsTaken') return [{ contactIds: [(data as { contactId: string }).contactId] }];
  const { sourceId, changedIds } = data as { sourceId: string; changedIds: readonly string[] };
  return [{ sourceId, at: meta.at }, { contactIds: changedIds }];
}
