/** Recordings of conversations. */
export { RecordingsModule } from './recordings.module';
/** How a stored sound is answered, whole or by ranges. */
export { sendSound, startsAnew } from './edge/send-sound';
