import { Module } from '@nestjs/common';
import { ServiceLevelModule } from '../../house/service-level';
import { AgentsModule } from '../agents';
import { DecisionStore } from './data/decision.store';
import { QueueStore } from './data/queue.store';
import { WaitEstimateStore } from './data/wait-estimate.store';
import { SupervisedQueues } from './data/supervised-queues';
import { WorkItemStore } from './data/work-item.store';
import { configuredQueues } from './edge/configured-queues';
import { QueuesController } from './edge/queues.controller';
import { QueueMeter } from './edge/queue-meter';
import { PaceReactions } from './edge/pace-reactions';
import { RoutingController } from './edge/routing.controller';
import { RoutingReactions } from './edge/routing-reactions';
import { ChannelSettings } from './use-cases/channel-settings';
import { Dispatcher } from './use-cases/dispatcher';
import { EngineLoader } from './use-cases/engine-loader';
import { OfferTransaction } from './use-cases/offer-transaction';
import { OverflowTargets } from './use-cases/overflow-targets';
import { OverflowWork } from './use-cases/overflow-work';
import { QueueWaits } from './use-cases/queue-waits';
import { QueueSettings } from './use-cases/queue-settings';
import { RehearseRouting } from './use-cases/rehearse-routing';
import { Routing } from './use-cases/routing';
import { WakeUp } from './use-cases/wake-up';
import { WhyAgent } from './use-cases/why-agent';

@Module({
  imports: [AgentsModule, ServiceLevelModule],
  controllers: [QueuesController, RoutingController],
  providers: [
    Routing,
    configuredQueues,
    Dispatcher,
    EngineLoader,
    OfferTransaction,
    QueueSettings,
    RoutingReactions,
    QueueMeter,
    QueueStore,
    SupervisedQueues,
    WorkItemStore,
    WaitEstimateStore,
    OverflowTargets,
    OverflowWork,
    PaceReactions,
    WakeUp,
    ChannelSettings,
    QueueWaits,
    RehearseRouting,
    DecisionStore,
    WhyAgent,
  ],
  exports: [Routing, QueueStore, WorkItemStore, QueueSettings, OverflowTargets],
})
export class RoutingModule {}
