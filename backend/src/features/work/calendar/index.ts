/** Work schedules: shifts, patterns, days that differ, and how they were kept. */
export { CalendarModule } from './calendar.module';
export type * from './use-cases/schedules';
