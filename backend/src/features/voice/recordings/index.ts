/** Recordings of conversations. */
export { RecordingsModule } from './recordings.module';
export { lostReason } from './domain/lost-reason';
/** How a stored sound is answered, whole or by ranges. */
export { plainSound, sendSound, startsAnew, type SoundSource } from './edge/send-sound';
