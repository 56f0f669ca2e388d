/** Recordings of conversations. */
export { RecordingsModule } from './recordings.module';
