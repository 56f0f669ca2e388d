import { Module } from '@nestjs/common';
import { ReportingModule } from '../reporting';
import { ScheduleStore } from './data/schedule.store';
import { configuredSchedules } from './edge/configured-schedules';
import { ReportSchedulesController } from './edge/report-schedules.controller';
import { SendingReactions } from './edge/sending-reactions';
import { ReportSchedules } from './use-cases/report-schedules';
import { SendReports } from './use-cases/send-reports';

@Module({
  imports: [ReportingModule],
  controllers: [ReportSchedulesController],
  providers: [ScheduleStore, configuredSchedules, ReportSchedules, SendReports, SendingReactions],
})
export class ReportSendingModule {}
