/** Recordings of conversations. */
export { RecordingsModule } from './recordings.module';
/** How a stored sound is answered, whole or by ranges. */
export { plainSound, sendSound, startsAnew, type SoundSource } from './edge/send-sound';
