import { Module } from '@nestjs/common';
import { PlatformSource } from './data/platform-source';
import { ReportingCluster } from './data/reporting-cluster';
import { ReportingRoles } from './data/reporting-roles';
import { ReportingUserStore } from './data/reporting-user.store';
import { ReportingDatabaseController } from './edge/reporting-database.controller';
import { ReportingFeed } from './edge/reporting-feed';
import { Projector } from './use-cases/projector';
import { ReportingUsers } from './use-cases/reporting-users';

@Module({
  controllers: [ReportingDatabaseController],
  providers: [
    PlatformSource,
    ReportingCluster,
    ReportingRoles,
    ReportingUserStore,
    Projector,
    ReportingUsers,
    ReportingFeed,
  ],
})
export class ReportingDatabaseModule {}
