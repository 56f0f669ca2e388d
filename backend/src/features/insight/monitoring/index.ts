/** The live view: queues and campaigns with the numbers of their day. */
export { MonitoringModule } from './monitoring.module';
export { CampaignFiguresStore, leads, type CampaignFigures } from './data/campaign-figures.store';
export { QueueMembers } from './edge/queue-members';
export { DAY_BEGAN, type DayBegan } from './edge/day-begins';
export { WallAgents } from './data/wall-agents.store';
export { QueueNumbers } from './data/queue-numbers.store';
