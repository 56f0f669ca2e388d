import { Global, Module } from '@nestjs/common';
import { RealtimeGateway } from './realtime.gateway';
import { RealtimeHub } from './realtime-hub';
import { TopicRegistry } from './topic-registry';

/** Needs the journal, HTTP and clock modules in the application. */
@Global()
@Module({
  providers: [TopicRegistry, RealtimeHub, RealtimeGateway],
  exports: [TopicRegistry, RealtimeHub, RealtimeGateway],
})
export class RealtimeModule {}
