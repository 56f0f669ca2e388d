export { Schedule } from './schedule';
export type { DueTimer, Timer, TimerHandler } from './schedule';
export { SCHEDULE_OPTIONS, scheduleDefaults, ScheduleRunner } from './schedule-runner';
export type { ScheduleOptions } from './schedule-runner';
