export { SystemClock } from './system-clock';
export type { TimeSource } from './system-clock';
export { UuidV7 } from './uuid-v7';
