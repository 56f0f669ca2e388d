import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { QueueView } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { RecordedEvent } from '../../../../kernel/journal';
import { oversees, type Principal } from '../../../../platform/http';
import { TopicRegistry } from '../../../../platform/realtime';
import { QueueNumbers } from '../data/queue-numbers.store';
import { DAY_BEGAN, type DayBegan } from './day-begins';
import { QueueMembers } from './queue-members';

const TYPES = [
  'WorkQueued',
  'WorkOverflowed',
  'WorkOffered',
  'WorkReturned',
  'WorkAssigned',
  'WorkWithdrawn',
  'QueueNumbersChanged',
  'AgentStatusChanged',
  DAY_BEGAN,
  ...QueueMembers.TYPES,
];

interface QueueData {
  readonly queueId: string;
  /** The queue that work overflowed from. */
  readonly from?: string;
}

/** Entity `queue`: those whom the viewer oversees on the live view and on wallboards, those that an agent serves on his desk (topic `queues`). */
@Injectable()
export class QueueTopic implements OnModuleInit {
  constructor(
    private readonly numbers: QueueNumbers,
    private readonly members: QueueMembers,
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
      topic: 'queues',
      permission: 'status.own',
      load,
      loadAll: (principal) => load([...this.members.queuesOf(principal.userId)]),
      visibleTo: (principal, id) => this.members.queuesOf(principal.userId).has(id),
    });
  }

  /** A change of an agent's status changes the counts of ready and busy of his queues. */
  private affected(event: RecordedEvent): readonly string[] {
    const { type, data, stream } = event;
    if (type === 'AgentStatusChanged') return [...this.members.queuesOf(stream.slice('agent-'.length))];
    if (type === DAY_BEGAN) return (data as DayBegan['data']).queueIds;
    this.members.noted(event);
    const { queueId, from } = data as QueueData;
    return from ? [queueId, from] : [queueId];
  }
}

const byId = (views: readonly QueueView[]): ReadonlyMap<string, QueueView> =>
  new Map(views.map((view) => [view.id, view]));
