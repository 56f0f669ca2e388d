/** Voicemail: boxes that callers speak into when nobody takes the call, and the inboxes of those who handle it. */
export { VoicemailModule } from './voicemail.module';
/** `plan`: what a caller meets at a box; null: there is no such box. */
export { VoicemailBoxes } from './use-cases/voicemail-boxes';
export { VOICEMAIL_EVENT_TYPES } from './domain/events';
export type * from './domain/events';
