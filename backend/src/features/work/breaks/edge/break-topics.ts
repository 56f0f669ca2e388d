import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { AgentBreak, Topic } from '#contracts';
import { oversees } from '../../../../platform/http';
import { TopicRegistry, type TopicSource } from '../../../../platform/realtime';
import { BreakStore } from '../data/break.store';
import { BREAK_ROOM_EVENT_TYPES, type BreakRoomEvent } from '../domain/break-room-events';

/** Entity `break`: what is asked for; one's own on the desk, that of those whom one supervises on the live view. */
@Injectable()
export class BreakTopics implements OnModuleInit {
  constructor(
    private readonly breaks: BreakStore,
    private readonly registry: TopicRegistry,
  ) {}

  onModuleInit(): void {
    this.registry.register(this.source('desk', 'status.own'));
    this.registry.register(this.source('live', 'breaks.decide'));
  }

  private source(topic: Topic, permission: TopicSource['permission']): TopicSource {
    const isSeen: TopicSource['visibleTo'] = (principal, _id, value) => {
      const { agentId } = value as AgentBreak;
      return topic === 'desk' ? agentId === principal.userId : oversees(principal, { users: [agentId] });
    };
    return {
      topic,
      entity: 'break',
      permission,
      types: BREAK_ROOM_EVENT_TYPES,
      affected: (event) => breaksOf(event),
      load: async (ids) => byId((await this.breaks.byIds(ids)).filter(isOpen)),
      loadAll: async (principal) => byId((await this.breaks.open()).filter((each) => isSeen(principal, each.id, each))),
      visibleTo: (principal, id, value) => value !== null && isSeen(principal, id, value),
    };
  }
}

const isOpen = ({ stage }: AgentBreak): boolean => stage === 'approval' || stage === 'waiting';

function breaksOf({ type, data }: { type: string; data: unknown }): string[] {
  const event = { type, data } as BreakRoomEvent;
  if (event.type === 'BreakAsked') return [event.data.entry.breakId];
  if (event.type === 'BreakQueueMoved') return event.data.places.map(({ breakId }) => breakId);
  return [event.data.breakId];
}

const byId = (all: readonly AgentBreak[]): ReadonlyMap<string, AgentBreak> =>
  new Map(all.map((each) => [each.id, each]));
