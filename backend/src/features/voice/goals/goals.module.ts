import { Module } from '@nestjs/common';
import { CalendarModule } from '../../work/calendar';
import { GoalStore } from './data/goal.store';
import { SuccessStore } from './data/success.store';
import { configuredGoals } from './edge/configured-goals';
import { GoalsController } from './edge/goals.controller';
import { SuccessFeed } from './edge/success-feed';
import { Goals } from './use-cases/goals';
import { Progress } from './use-cases/progress';

@Module({
  imports: [CalendarModule],
  controllers: [GoalsController],
  providers: [configuredGoals, GoalStore, SuccessStore, Goals, Progress, SuccessFeed],
})
export class GoalsModule {}
