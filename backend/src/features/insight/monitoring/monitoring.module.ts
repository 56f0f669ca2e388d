import { Module } from '@nestjs/common';
import { QueueNumbers } from './data/queue-numbers.store';
import { LiveController } from './edge/live.controller';
import { QueueCounting } from './edge/queue-counting';
import { QueueTopic } from './edge/queue-topic';

@Module({
  controllers: [LiveController],
  providers: [QueueNumbers, QueueCounting, QueueTopic],
})
export class MonitoringModule {}
