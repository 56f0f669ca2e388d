import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because, bySystem } from '../../../../kernel/event-meta';
import type { RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { Agents } from '../../agents';
import type { WorkEvent } from '../domain/work-item';
import { QueueSettings } from '../use-cases/queue-settings';
import { EXPIRE_OFFER, Routing } from '../use-cases/routing';

const expiry = z.object({ workId: z.string(), offerId: z.string() });

/** What follows from an offer's end, and from changes of groups. */
@Injectable()
export class RoutingReactions implements OnModuleInit {
  constructor(
    private readonly agents: Agents,
    private readonly routing: Routing,
    private readonly settings: QueueSettings,
    private readonly database: Database,
    private readonly relay: Relay,
    private readonly schedule: Schedule,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (!config('process').parts.includes('telephony')) return;
    this.relay.subscribe({
      name: 'routing.offers',
      types: ['WorkOfferMissed', 'WorkOfferReleased'],
      from: 'beginning',
      handle: async (events) => {
        for (const event of events) await this.offerEnded(event);
      },
    });
    this.relay.subscribe({
      name: 'routing.groups',
      types: ['GroupUpdated', 'GroupDeleted'],
      from: 'now',
      handle: async (events) => {
        for (const event of events)
          await this.settings.groupChanged(groupOf(event), because(event, 'routing', this.clock.now()));
      },
    });
    this.schedule.on(EXPIRE_OFFER, (payload) => this.expire(expiry.parse(payload)));
  }

  private async offerEnded(event: RecordedEvent): Promise<void> {
    const work = { type: event.type, data: event.data } as WorkEvent;
    const meta = because(event, 'routing', this.clock.now());
    if (work.type !== 'WorkOfferMissed' && work.type !== 'WorkOfferReleased') return;
    const { offerId, agentId } = work.data;
    const order =
      work.type === 'WorkOfferMissed'
        ? ({ type: 'MissOffer', offerId, cause: work.data.cause } as const)
        : ({ type: 'ReleaseOffer', offerId, because: work.data.because } as const);
    await this.database.transaction((tx) => this.agents.handle(tx, agentId, order, meta));
  }

  private async expire({ workId, offerId }: z.infer<typeof expiry>): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [paused] = await tx.query<object[]>(
        `select 1 from work_channel c join work_item w on w.channel = c.channel where w.work_id = $1 and c.paused`,
        [workId],
      );
      const meta = bySystem('clock', workId, this.clock.now());
      await this.routing.handle(tx, { type: 'ExpireOffer', workId, offerId, penalise: !paused }, meta);
    });
  }
}

const groupOf = ({ stream, data }: RecordedEvent): string =>
  (data as { groupId?: string } | null)?.groupId ?? stream.slice(stream.indexOf('-') + 1);
