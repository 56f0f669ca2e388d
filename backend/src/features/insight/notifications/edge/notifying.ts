import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because } from '../../../../kernel/event-meta';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Journal, Relay } from '../../../../platform/journal';
import { TopicRegistry } from '../../../../platform/realtime';
import { asSeenBy, isFor, NotificationStore, type Stored } from '../data/notification.store';
import { NOTIFYING_TYPES, notificationsOf } from '../domain/notify';

/** Tells people of what they should know, each event once; what happens again before anybody has read of it counts up. */
@Injectable()
export class Notifying implements OnModuleInit {
  constructor(
    private readonly store: NotificationStore,
    private readonly relay: Relay,
    private readonly journal: Journal,
    private readonly database: Database,
    private readonly registry: TopicRegistry,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      topic: 'notifications',
      entity: 'notification',
      permission: 'authenticated',
      types: ['NotificationRaised', 'NotificationRead'],
      affected: ({ stream }) => [stream.slice('notification-'.length)],
      load: async (ids) => byId(await this.store.byIds(ids)),
      loadAll: async (principal) => byId(await this.store.recent(principal)),
      visibleTo: (principal, _id, value) => value !== null && isFor(value as Stored, principal),
      present: (principal, _id, value) => asSeenBy(value as Stored, principal.userId),
    });
    if (!config('process').parts.includes('worker')) return;
    this.relay.subscribe({
      name: 'notifications',
      types: NOTIFYING_TYPES,
      from: 'now',
      handle: async (events) => {
        for (const event of events) await this.tell(event);
      },
    });
  }

  private async tell(event: RecordedEvent): Promise<void> {
    for (const [index, told] of notificationsOf(event).entries()) {
      const source = `${event.stream}@${event.version}/${index}`;
      const seen = { id: this.ids.next(), source, position: event.position, at: event.meta.at };
      await this.database.transaction(async (tx) => {
        const added = await this.store.add(tx, seen, told);
        if (!added) return;
        const { id, count } = added;
        const raised = { type: 'NotificationRaised', data: { notificationId: id, code: told.code, count } };
        const meta = because(event, 'notifications', this.clock.now());
        await this.journal.append(tx, `notification-${id}`, [raised], meta);
      });
    }
  }
}

const byId = (all: readonly Stored[]): ReadonlyMap<string, Stored> =>
  new Map(all.map((stored) => [stored.notification.id, stored]));
