import { Module } from '@nestjs/common';
import { QueueNumbers } from './data/queue-numbers.store';
import { LiveController } from './edge/live.controller';
import { QueueTopic } from './edge/queue-topic';

@Module({
  controllers: [LiveController],
  providers: [QueueNumbers, QueueTopic],
})
export class MonitoringModule {}
