import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Supervision } from '#contracts';
import { oversees, type Principal } from '../../../../platform/http';
import { TopicRegistry } from '../../../../platform/realtime';
import { SupervisionStore } from '../data/supervision.store';
import { SUPERVISION_EVENT_TYPES, type SupervisionEvent } from '../domain/supervision-events';

/** Entity `supervision`: who is on which call now. */
@Injectable()
export class SupervisionTopics implements OnModuleInit {
  constructor(
    private readonly store: SupervisionStore,
    private readonly registry: TopicRegistry,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      topic: 'live',
      entity: 'supervision',
      permission: 'calls.supervise',
      types: SUPERVISION_EVENT_TYPES,
      affected: ({ data }) => [(data as SupervisionEvent['data']).supervisionId],
      load: async (ids) => byId((await this.store.byIds(ids)).filter(({ stage }) => stage !== 'over')),
      loadAll: async (principal) => byId((await this.store.open()).filter((each) => isSeen(principal, each))),
      visibleTo: (principal, _id, value) => value !== null && isSeen(principal, value as Supervision),
    });
  }
}

const isSeen = (principal: Principal, { supervisorId, agentId }: Supervision): boolean =>
  supervisorId === principal.userId || oversees(principal, { users: [agentId] });

const byId = (all: readonly Supervision[]): ReadonlyMap<string, Supervision> =>
  new Map(all.map((each) => [each.id, each]));
