import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents';
import { ScheduleStore } from './data/schedule.store';
import { ScheduleController } from './edge/schedule.controller';
import { ShiftsController } from './edge/shifts.controller';
import { PlannedTime } from './use-cases/planned-time';
import { Schedules } from './use-cases/schedules';
import { WeekView } from './use-cases/week-view';

@Module({
  imports: [AgentsModule],
  controllers: [ScheduleController, ShiftsController],
  providers: [ScheduleStore, PlannedTime, Schedules, WeekView],
  exports: [PlannedTime],
})
export class CalendarModule {}
