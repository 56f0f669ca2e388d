import { Module } from '@nestjs/common';
import { CampaignFiguresStore } from './data/campaign-figures.store';
import { QueueNumbers } from './data/queue-numbers.store';
import { LiveController } from './edge/live.controller';
import { QueueTopic } from './edge/queue-topic';

@Module({
  controllers: [LiveController],
  providers: [QueueNumbers, CampaignFiguresStore, QueueTopic],
  exports: [QueueNumbers, CampaignFiguresStore],
})
export class MonitoringModule {}
