/** Breaks: kinds, limits, and the room in which places are asked for and given. */
export { BreaksModule } from './breaks.module';
export { BREAK_ROOM_EVENT_TYPES } from './domain/break-room-events';
export type * from './domain/break-room-events';
export { BreakSettings } from './use-cases/break-settings';
