/** Routing: work items, queues, and the engine that matches them to agents. */
export { RoutingModule } from './routing.module';
export { Routing } from './use-cases/routing';
export { OverflowTargets } from './use-cases/overflow-targets';
export { QueueSettings } from './use-cases/queue-settings';
export { QueueStore } from './data/queue.store';
export { WorkItemStore } from './data/work-item.store';
export {
  ReplayComparison,
  REPLAYED_TYPES,
  type ComparedDecision,
  type ReplayVerdict,
} from './use-cases/replay-decisions';
export { drawFor } from './domain/choose-agents';
export { dayFigures, type CallOutcome, type DayFigures } from './domain/day-figures';
export { simulateInSteps } from './domain/simulate-day';
export type { DayResult, Duty, DutyChange, SimulatedCall, SimulatedDay } from './domain/simulate-day';
export { WORK_EVENT_TYPES, waitingOf, workDecider } from './domain/work-item';
export type { EnqueuedSubject, WorkCommand, WorkEvent, WorkState, WorkSubject } from './domain/work-item';
/** Whether a supervisor may give something (a queue, a campaign) these groups and agents. */
export { mayStaff } from './domain/queue-supervision';
export { choiceWords } from './domain/explain-words';
export type { OverflowRule, OverflowTarget } from './domain/overflow';
export type { Requirement, Skills } from './domain/skills';
export { completeRules } from './domain/routing-choice';
export type { Affinity, PrioritySource, RoutingChoice, QueueRules, WaitingWork } from './domain/routing-choice';
