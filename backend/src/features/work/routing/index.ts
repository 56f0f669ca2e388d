/** Routing: work items, queues, and the engine that matches them to agents. */
export { RoutingModule } from './routing.module';
export { Routing } from './use-cases/routing';
export { QueueSettings } from './use-cases/queue-settings';
export { QueueStore } from './data/queue.store';
export { WorkItemStore } from './data/work-item.store';
export { WORK_EVENT_TYPES, workDecider } from './domain/work-item';
export type { WorkCommand, WorkEvent, WorkState, WorkSubject } from './domain/work-item';
export type { RoutingChoice, QueueRules } from './domain/routing-choice';
