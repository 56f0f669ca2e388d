/** Work schedules: shifts, patterns, days that differ, and how they were kept. */
export { CalendarModule } from './calendar.module';
/** When agents are planned to work. */
export { PlannedTime } from './use-cases/planned-time';
export type * from './use-cases/schedules';
