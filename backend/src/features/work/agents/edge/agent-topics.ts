import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Topic } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { RecordedEvent } from '../../../../kernel/journal';
import { oversees, type Principal } from '../../../../platform/http';
import { TopicRegistry, type TopicSource } from '../../../../platform/realtime';
import { AgentViewStore } from '../data/agent-view.store';
import { AGENT_EVENT_TYPES } from '../domain/agent-events';

const agentOf = ({ stream }: RecordedEvent): string => stream.slice('agent-'.length);

/** Entity `agent`: one's own on the desk, those whom the viewer supervises on the live view. */
@Injectable()
export class AgentTopics implements OnModuleInit {
  constructor(
    private readonly views: AgentViewStore,
    private readonly registry: TopicRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.registry.register(this.source('desk', 'status.own'));
    this.registry.register(this.source('live', 'live.view'));
  }

  private source(topic: Topic, permission: TopicSource['permission']): TopicSource {
    const own = topic === 'desk';
    return {
      topic,
      entity: 'agent',
      permission,
      types: AGENT_EVENT_TYPES,
      affected: (event) => (event.stream.startsWith('agent-') ? [agentOf(event)] : []),
      load: async (ids) => byId(await this.views.byIds(ids, this.clock.now())),
      loadAll: async (principal) =>
        byId(
          own
            ? await this.views.byIds([principal.userId], this.clock.now())
            : (await this.views.all(this.clock.now())).filter(({ id }) => oversees(principal, { users: [id] })),
        ),
      visibleTo: (principal: Principal, id: string) =>
        own ? id === principal.userId : oversees(principal, { users: [id] }),
    };
  }
}

const byId = <T extends { id: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [item.id, item]));
