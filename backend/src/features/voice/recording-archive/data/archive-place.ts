import type { Readable } from 'node:stream';

/** Where copies are put; paths are below the target's own, with `/`. Failures are thrown as the system tells them. */
export interface ArchivePlace {
  /** Bytes; -1 when there is no such file. */
  size(path: string): Promise<number>;
  /** Adds to the end of the file, which is made with its folders when it is not there. */
  append(path: string, content: Readable): Promise<void>;
  read(path: string): Promise<Readable>;
  /** In place of what is there. */
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  close(): Promise<void>;
}
