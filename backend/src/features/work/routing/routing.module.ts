import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents';
import { QueueStore } from './data/queue.store';
import { WorkItemStore } from './data/work-item.store';
import { QueuesController } from './edge/queues.controller';
import { QueueMeter } from './edge/queue-meter';
import { RoutingReactions } from './edge/routing-reactions';
import { Dispatcher } from './use-cases/dispatcher';
import { EngineLoader } from './use-cases/engine-loader';
import { OfferTransaction } from './use-cases/offer-transaction';
import { QueueSettings } from './use-cases/queue-settings';
import { Routing } from './use-cases/routing';

@Module({
  imports: [AgentsModule],
  controllers: [QueuesController],
  providers: [
    Routing,
    Dispatcher,
    EngineLoader,
    OfferTransaction,
    QueueSettings,
    RoutingReactions,
    QueueMeter,
    QueueStore,
    WorkItemStore,
  ],
  exports: [Routing, QueueStore, WorkItemStore, QueueSettings],
})
export class RoutingModule {}
