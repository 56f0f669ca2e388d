/** Agent presence: the decider, its words and the doors to it. */
export { agentDecider } from './domain/agent';
export type { AgentCommand, AgentRefusal } from './domain/agent-commands';
export { AGENT_EVENT_TYPES } from './domain/agent-events';
export type * from './domain/agent-events';
export { DEFAULT_CAPACITY, freeCapacity, hasCall, statusOf } from './domain/agent-state';
export type * from './domain/agent-state';
