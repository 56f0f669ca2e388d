import { Module } from '@nestjs/common';
import { CampaignFiguresStore } from './data/campaign-figures.store';
import { QueueNumbers } from './data/queue-numbers.store';
import { WallAgents } from './data/wall-agents.store';
import { DayBegins } from './edge/day-begins';
import { LiveController } from './edge/live.controller';
import { QueueMembers } from './edge/queue-members';
import { QueueTopic } from './edge/queue-topic';

@Module({
  controllers: [LiveController],
  providers: [QueueNumbers, CampaignFiguresStore, WallAgents, QueueMembers, QueueTopic, DayBegins],
  exports: [QueueNumbers, CampaignFiguresStore, WallAgents, QueueMembers],
})
export class MonitoringModule {}
