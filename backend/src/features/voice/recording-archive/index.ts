/** Copies of recordings on external resources: a folder of another disk, or an SFTP server. */
export { RecordingArchiveModule } from './recording-archive.module';
