/** IVR: flows drawn by the customer, and callers' ways through them. */
export { IVR_EVENT_TYPES } from './domain/ivr-events';
export type * from './domain/ivr-events';
