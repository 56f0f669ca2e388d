/** Screens that follow the journal: features register what they show, the gateway does the rest. */
export { TopicRegistry } from './topic-registry';
export type { TopicSource } from './topic-source';
