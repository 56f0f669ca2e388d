/** Files on the platform's disk, within the quota of the Order. */
export { DISK_LEVELS } from './disk-level';
export type { DiskUsage } from './disk-account';
export { DISK_QUOTA, type DiskQuota } from './disk-quota.port';
export { isFileKey } from './file-key';
export {
  FileStore,
  type AdoptFile,
  type ByteRange,
  type FileMissing,
  type FileTooLarge,
  type PutFile,
  type StorageFull,
  type StoredFile,
} from './file-store';
export { filesArea } from './files.config';
export { bytesFree } from './bytes-free';
export { FilesModule } from './files.module';
export { sniffUpload, UPLOAD_TYPES, type UploadKind, type UploadRefused } from './sniff-upload';
