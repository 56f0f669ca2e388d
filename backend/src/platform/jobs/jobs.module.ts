import { Global, Module } from '@nestjs/common';
import { BullQueues } from './bull-queues';
import { JobReconciler } from './job-reconciler';
import { JobTable } from './job-table';
import { Jobs } from './jobs';
import { JobsController } from './jobs.controller';

@Global()
@Module({
  controllers: [JobsController],
  providers: [BullQueues, JobTable, JobReconciler, Jobs],
  exports: [Jobs, JobTable],
})
export class JobsModule {}
