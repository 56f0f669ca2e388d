import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import type { QueueView } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { RecordedEvent } from '../../../../kernel/journal';
import { oversees, type Principal } from '../../../../platform/http';
import { TopicRegistry } from '../../../../platform/realtime';
import { QueueNumbers } from '../data/queue-numbers.store';

const SETTINGS = ['QueueSaved', 'QueueMembersChanged', 'QueueDeleted'];
const TYPES = [
  'WorkQueued',
  'WorkOverflowed',
  'WorkOffered',
  'WorkReturned',
  'WorkAssigned',
  'WorkWithdrawn',
  'QueueNumbersChanged',
  'AgentStatusChanged',
  ...SETTINGS,
];

interface QueueData {
  readonly queueId: string;
  readonly rules?: { readonly members: readonly string[] };
  /** The queue that work overflowed from. */
  readonly from?: string;
}

/** Entity `queue`: those whom the viewer oversees on the live view and on wallboards, those that an agent serves on his desk. */
@Injectable()
export class QueueTopic implements OnModuleInit, OnApplicationBootstrap {
  /** Queues of each agent: a change of his status changes their counts of ready and busy. */
  private readonly queuesOf = new Map<string, Set<string>>();

  constructor(
    private readonly numbers: QueueNumbers,
    private readonly registry: TopicRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const common = { entity: 'queue', types: TYPES, affected: (event: RecordedEvent) => this.affected(event) };
    const load = async (ids: readonly string[]) => byId(await this.numbers.byIds(ids, this.clock.now()));
    const overseen = {
      ...common,
      load,
      loadAll: async (principal: Principal) =>
        byId((await this.numbers.all(this.clock.now())).filter(({ id }) => oversees(principal, { queues: [id] }))),
      visibleTo: (principal: Principal, id: string) => oversees(principal, { queues: [id] }),
    };
    this.registry.register({ ...overseen, topic: 'live', permission: 'live.view' });
    this.registry.register({ ...overseen, topic: 'wall', permission: 'wallboards.view' });
    this.registry.register({
      ...common,
      topic: 'desk',
      permission: 'status.own',
      load,
      loadAll: (principal) => load([...(this.queuesOf.get(principal.userId) ?? [])]),
      visibleTo: (principal, id) => this.queuesOf.get(principal.userId)?.has(id) ?? false,
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    for (const { queueId, agentId } of await this.numbers.memberships()) this.join(queueId, agentId);
  }

  private affected({ type, data, stream }: RecordedEvent): string[] {
    if (type === 'AgentStatusChanged') return [...(this.queuesOf.get(stream.slice('agent-'.length)) ?? [])];
    const { queueId, rules, from } = data as QueueData;
    if (SETTINGS.includes(type)) {
      for (const queues of this.queuesOf.values()) queues.delete(queueId);
      for (const agentId of rules?.members ?? []) this.join(queueId, agentId);
    }
    return from ? [queueId, from] : [queueId];
  }

  private join(queueId: string, agentId: string): void {
    const queues = this.queuesOf.get(agentId) ?? new Set();
    this.queuesOf.set(agentId, queues.add(queueId));
  }
}

const byId = (views: readonly QueueView[]): ReadonlyMap<string, QueueView> =>
  new Map(views.map((view) => [view.id, view]));
