import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { WallAgent } from '#contracts';
import type { RecordedEvent } from '../../../../kernel/journal';
import { AccessEnforcer, oversees } from '../../../../platform/http';
import { TopicRegistry } from '../../../../platform/realtime';
import { WallAgents } from '../data/wall-agents.store';
import { ShownBoards } from '../use-cases/shown-boards';
import { LINK_PREFIX } from '../use-cases/wallboards';

const BEARER = 'Bearer ';

/** Topic `wall`: agents as a wall shows them (its queues come from monitoring), and who may watch it by a link. */
@Injectable()
export class WallTopic implements OnModuleInit {
  constructor(
    private readonly agents: WallAgents,
    private readonly shown: ShownBoards,
    private readonly registry: TopicRegistry,
    private readonly enforcer: AccessEnforcer,
  ) {}

  onModuleInit(): void {
    this.enforcer.useScreens(LINK_PREFIX, ({ authorization }) =>
      this.shown.admit(authorization?.slice(BEARER.length) ?? ''),
    );
    this.registry.register({
      topic: 'wall',
      entity: 'agent',
      permission: 'wallboards.view',
      types: ['AgentStatusChanged'],
      affected: ({ stream }: RecordedEvent) => [stream.slice('agent-'.length)],
      load: async (ids) => byId(await this.agents.byIds(ids)),
      loadAll: async (principal) =>
        byId((await this.agents.all()).filter(({ id }) => oversees(principal, { users: [id] }))),
      visibleTo: (principal, id) => oversees(principal, { users: [id] }),
    });
  }
}

const byId = (agents: readonly WallAgent[]): ReadonlyMap<string, WallAgent> =>
  new Map(agents.map((agent) => [agent.id, agent]));
