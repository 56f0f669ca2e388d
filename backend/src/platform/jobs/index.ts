/** Background work: retried, never lost, with a page for what died. */
export { GiveUp, type JobContext, type JobDefinition } from './job-definition';
export { JobTable, type JobName, type QueueCounts } from './job-table';
export { Jobs } from './jobs';
export { JobsModule } from './jobs.module';
