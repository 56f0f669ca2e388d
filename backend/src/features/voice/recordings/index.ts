/** Recordings of conversations. */
export { RecordingsModule } from './recordings.module';
/** The check of the chain of recordings, at once. */
export { CheckRecordings } from './use-cases/check-recordings';
export { lostReason } from './domain/lost-reason';
/** Stored sounds as they were recorded. */
export { RecordingSounds, type DescribedSound } from './data/recording-sounds';
/** How a stored sound is answered, whole or by ranges. */
export { plainSound, sendSound, startsAnew, type SoundSource } from './edge/send-sound';
