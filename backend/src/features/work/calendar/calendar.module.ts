import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents';
import { ScheduleStore } from './data/schedule.store';
import { configuredPatterns, configuredShifts } from './edge/configured-shifts';
import { ScheduleController } from './edge/schedule.controller';
import { ShiftsController } from './edge/shifts.controller';
import { KeptDays } from './use-cases/kept-days';
import { PlannedTime } from './use-cases/planned-time';
import { Schedules } from './use-cases/schedules';
import { WeekView } from './use-cases/week-view';

@Module({
  imports: [AgentsModule],
  controllers: [ScheduleController, ShiftsController],
  providers: [ScheduleStore, configuredPatterns, configuredShifts, KeptDays, PlannedTime, Schedules, WeekView],
  exports: [PlannedTime],
})
export class CalendarModule {}
