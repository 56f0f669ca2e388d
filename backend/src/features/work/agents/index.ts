/** Agent presence: the decider, its words and the doors to it. */
export { AgentsModule } from './agents.module';
export { AgentViewStore } from './data/agent-view.store';
export { StretchStore } from './data/stretch.store';
export { SkillStore, type AgentSkills } from './data/skill.store';
export { agentDecider } from './domain/agent';
export type { AgentCommand, AgentRefusal } from './domain/agent-commands';
export { AGENT_EVENT_TYPES } from './domain/agent-events';
export type * from './domain/agent-events';
export { DEFAULT_CAPACITY, freeCapacity, hasCall, statusOf } from './domain/agent-state';
export type * from './domain/agent-state';
export { agentProblem } from './edge/agents.controller';
export { Agents, type AgentOrder } from './use-cases/agents';
