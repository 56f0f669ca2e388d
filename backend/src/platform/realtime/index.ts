/** Screens that follow the journal: features register what they show, the gateway does the rest. */
export { RealtimeAdapter } from './realtime-adapter';
export { FEED_OPTIONS, RealtimeHub } from './realtime-hub';
export { RealtimeGateway, type SessionEnded } from './realtime.gateway';
export { RealtimeModule } from './realtime.module';
export type { FeedOptions } from './topic-feed';
export { TopicRegistry } from './topic-registry';
export type { TopicSource } from './topic-source';
