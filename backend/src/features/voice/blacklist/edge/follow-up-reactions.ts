import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because } from '../../../../kernel/event-meta';
import type { RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Relay } from '../../../../platform/journal';
import type { NumberBlacklistAsked } from '../../../customers/classification';
import { LicensingService } from '../../../house/licensing';
import { BlacklistEntries } from '../use-cases/blacklist-entries';

/** A classifier wants the number on the list. It is there once, however often this is told. */
@Injectable()
export class FollowUpReactions implements OnModuleInit {
  private readonly logger = new Logger('blacklist');

  constructor(
    private readonly relay: Relay,
    private readonly entries: BlacklistEntries,
    private readonly licensing: LicensingService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (!config('process').parts.includes('worker')) return;
    this.relay.subscribe({
      name: 'blacklist.follow-ups',
      types: ['NumberBlacklistAsked'],
      from: 'now',
      handle: async (events) => {
        for (const event of events) await this.add(event);
      },
    });
  }

  private async add(event: RecordedEvent): Promise<void> {
    if (!(await this.licensing.has('blacklist'))) return;
    const { number, direction, reason, expiresAt } = event.data as NumberBlacklistAsked['data'];
    // The agent who classified is who added it.
    const meta = { ...because(event, 'blacklist', this.clock.now()), actor: event.meta.actor };
    const entry = { kind: 'number' as const, value: number, direction, campaignIds: [], reason, expiresAt };
    const added = await this.entries.create(entry, meta);
    if (!added.ok && added.refusal.code !== 'entry-known')
      this.logger.warn(`${number} was not put on the blacklist: ${added.refusal.code}`);
  }
}
