/** Routing: work items, queues, and the engine that matches them to agents. */
export { RoutingModule } from './routing.module';
export { Routing } from './use-cases/routing';
export { OverflowTargets } from './use-cases/overflow-targets';
export { QueueSettings } from './use-cases/queue-settings';
export { QueueStore } from './data/queue.store';
export { WorkItemStore } from './data/work-item.store';
export { WORK_EVENT_TYPES, workDecider } from './domain/work-item';
export type { EnqueuedSubject, WorkCommand, WorkEvent, WorkState, WorkSubject } from './domain/work-item';
export { choiceWords } from './domain/explain-words';
export type { OverflowRule, OverflowTarget } from './domain/overflow';
export type { Requirement } from './domain/skills';
export type { Affinity, RoutingChoice, QueueRules } from './domain/routing-choice';
