import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { TopicRegistry } from '../../../../platform/realtime';
import { Schedule } from '../../../../platform/schedule';
import { MessageStore, type Delivered } from '../data/message.store';
import { MESSAGE_EVENT_TYPES, type MessageEvent } from '../domain/message-events';
import { isShown } from '../domain/showing';
import { MAINTENANCE_TURNS, Messages } from '../use-cases/messages';

const turn = z.object({ messageId: z.string(), shown: z.boolean() });

/** Entity `message` of topic `notifications`: what stands on one's screen, each with one's own receipt. */
@Injectable()
export class MessageReactions implements OnModuleInit {
  constructor(
    private readonly store: MessageStore,
    private readonly messages: Messages,
    private readonly registry: TopicRegistry,
    private readonly schedule: Schedule,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      topic: 'notifications',
      entity: 'message',
      permission: 'authenticated',
      types: MESSAGE_EVENT_TYPES,
      affected: ({ data }) => [(data as MessageEvent['data']).messageId],
      load: async (ids) => byId(await this.store.byIds(ids)),
      loadAll: async ({ userId }) => byId((await this.openOf(userId)).filter((each) => this.isShownTo(userId, each))),
      visibleTo: ({ userId }, _id, value) => value !== null && this.isShownTo(userId, value as Delivered),
      present: ({ userId }, _id, value) => ownOf(userId, value as Delivered),
    });
    this.schedule.on(MAINTENANCE_TURNS, async (payload) => {
      const { messageId, shown } = turn.parse(payload);
      await this.messages.turn(messageId, shown, bySystem('clock', messageId, this.clock.now()));
    });
  }

  private openOf(userId: string): Promise<Delivered[]> {
    return this.store.openOf(userId, this.clock.now());
  }

  private isShownTo(userId: string, delivered: Delivered): boolean {
    return userId in delivered.reads && isShown(ownOf(userId, delivered), this.clock.now());
  }
}

const ownOf = (userId: string, { message, reads }: Delivered) => ({ ...message, readAt: reads[userId] ?? null });

const byId = (all: readonly Delivered[]): ReadonlyMap<string, Delivered> =>
  new Map(all.map((each) => [each.message.id, each]));
