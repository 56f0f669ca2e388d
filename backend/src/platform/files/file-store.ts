import { Inject, Injectable, Optional } from '@nestjs/common';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { accepted, refused, type Outcome } from '../../kernel/outcome';
import { config } from '../config';
import { DiskAccount, OverQuota, type DiskUsage } from './disk-account';
import { DISK_QUOTA, type DiskQuota } from './disk-quota.port';
import { filesArea } from './files.config';
import { pathOf } from './file-key';

export interface StoredFile {
  readonly key: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly mediaType: string;
}

/** The quota is used up, or the disk is: nothing more is stored; calls, reading and deleting go on. */
export interface StorageFull {
  readonly code: 'storage-full';
  readonly used: number;
  readonly quota: number;
}

export interface FileTooLarge {
  readonly code: 'file-too-large';
  readonly limit: number;
}

export interface PutFile {
  /** `recordings/2026/11/<id>.wav`; see file-key.ts. */
  readonly key: string;
  readonly mediaType: string;
  readonly content: Readable | Buffer;
  /** Largest size in bytes; the quota alone when not said. */
  readonly limit?: number;
}

export interface AdoptFile {
  readonly key: string;
  readonly mediaType: string;
  /** Absolute path of a file that another program has finished writing. It moves into the store, or is removed when that is full. */
  readonly path: string;
}

/** There is no such file, or nothing is in it. */
export interface FileMissing {
  readonly code: 'file-missing';
}

export interface ByteRange {
  readonly start: number;
  /** Inclusive. */
  readonly end: number;
}

class Stop extends Error {
  constructor(readonly refusal: StorageFull | FileTooLarge) {
    super(refusal.code);
  }
}

/**
 * Files on the local disk, counted against the quota of the Order. A file appears under its key whole or not at all: it is written
 * aside, synced, accounted and then renamed. Storing the same key again replaces the file.
 */
@Injectable()
export class FileStore {
  private readonly root = resolve(config(filesArea).directory);
  private readonly quota: DiskQuota;

  constructor(
    private readonly account: DiskAccount,
    @Optional() @Inject(DISK_QUOTA) quota?: DiskQuota,
  ) {
    const fallback = config(filesArea).quotaGb * 1e9;
    this.quota = quota ?? { bytes: async () => fallback };
  }

  async put(file: PutFile): Promise<Outcome<StoredFile, StorageFull | FileTooLarge>> {
    const path = pathOf(this.root, file.key);
    const quota = await this.quota.bytes();
    const used = await this.account.used();
    if (used >= quota) return this.full({ used, quota });
    const aside = join(this.root, '.incoming', randomUUID());
    try {
      await mkdir(dirname(aside), { recursive: true });
      const written = await this.write(file, aside, { used, quota });
      return accepted(
        await this.keep({ ...written, key: file.key, mediaType: file.mediaType }, { aside, path, quota }),
      );
    } catch (error) {
      if (error instanceof Stop && error.refusal.code === 'file-too-large') return refused(error.refusal);
      if (isFull(error)) return this.full({ used, quota });
      throw error;
    } finally {
      await rm(aside, { force: true });
    }
  }

  /**
   * Takes over a file that somebody else wrote (a recording of the switch), counted as if it had been put. Safe to repeat: a file
   * that was adopted before, also half-way before a crash, is accepted.
   */
  async adopt({ key, mediaType, path: source }: AdoptFile): Promise<Outcome<StoredFile, StorageFull | FileMissing>> {
    const path = pathOf(this.root, key);
    const from = (await sizeOf(source)) > 0 ? source : path;
    if ((await sizeOf(from)) < 1) return refused({ code: 'file-missing' });
    const known = from === path && (await this.account.find(key));
    if (known) return accepted(known);
    const quota = await this.quota.bytes();
    const aside = join(this.root, '.incoming', randomUUID());
    try {
      const measured = await measure(from);
      const near = await this.bringNear(from, aside);
      const stored = await this.keep({ ...measured, key, mediaType }, { aside: near, path, quota });
      if (from !== path) await rm(from, { force: true });
      return accepted(stored);
    } catch (error) {
      if (!isFull(error)) throw error;
      await rm(from, { force: true });
      return this.full({ used: await this.account.used(), quota });
    } finally {
      await rm(aside, { force: true });
    }
  }

  /** The file as a stream, whole or a range of it; undefined when there is none. */
  async get(key: string, range?: ByteRange): Promise<{ file: StoredFile; content: Readable } | undefined> {
    const file = await this.account.find(key);
    return file && { file, content: createReadStream(pathOf(this.root, key), range) };
  }

  find(key: string): Promise<StoredFile | undefined> {
    return this.account.find(key);
  }

  /** Gone from the account first: a crash in between leaves bytes on the disk, never a row without its file. */
  async delete(key: string): Promise<boolean> {
    const path = pathOf(this.root, key);
    const known = await this.account.remove(key, await this.quota.bytes());
    await rm(path, { force: true });
    return known;
  }

  async usage(): Promise<DiskUsage> {
    const [used, quota] = await Promise.all([this.account.used(), this.quota.bytes()]);
    return { used, quota };
  }

  /** Whether the file of a key is on the disk as it was accounted. */
  async isWhole(key: string): Promise<boolean> {
    const file = await this.account.find(key);
    if (!file) return false;
    return (await sizeOf(pathOf(this.root, key))) === file.bytes;
  }

  private async write(
    { content, limit }: PutFile,
    aside: string,
    { used, quota }: DiskUsage,
  ): Promise<{ bytes: number; sha256: string }> {
    const hash = createHash('sha256');
    let bytes = 0;
    const meter = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        bytes += chunk.length;
        hash.update(chunk);
        if (limit !== undefined && bytes > limit) done(new Stop({ code: 'file-too-large', limit }));
        else if (used + bytes > quota) done(new Stop({ code: 'storage-full', used, quota }));
        else done(null, chunk);
      },
    });
    const source = Buffer.isBuffer(content) ? Readable.from([content]) : content;
    await pipeline(source, meter, createWriteStream(aside, { flags: 'wx', mode: 0o640 }));
    await sync(aside);
    return { bytes, sha256: hash.digest('hex') };
  }

  private async keep(
    file: StoredFile,
    { aside, path, quota }: { aside: string; path: string; quota: number },
  ): Promise<StoredFile> {
    await mkdir(dirname(path), { recursive: true });
    await this.account.store(file, quota, () => rename(aside, path));
    return file;
  }

  /** A file on another disk is copied first, so that it appears under its key by renaming, as any other. */
  private async bringNear(from: string, aside: string): Promise<string> {
    await mkdir(dirname(aside), { recursive: true });
    const [there, here] = await Promise.all([stat(from), stat(dirname(aside))]);
    if (there.dev !== here.dev) await copyFile(from, aside);
    const near = there.dev === here.dev ? from : aside;
    await sync(near);
    return near;
  }

  private async full({ used, quota }: DiskUsage): Promise<Outcome<never, StorageFull>> {
    await this.account.reportFull(quota);
    return refused({ code: 'storage-full', used, quota });
  }
}

const isFull = (error: unknown): boolean =>
  error instanceof OverQuota ||
  (error instanceof Stop && error.refusal.code === 'storage-full') ||
  (error as NodeJS.ErrnoException).code === 'ENOSPC';

/** Bytes; -1 when there is no such file. */
const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => -1,
  );

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  await handle.sync().finally(() => handle.close());
}

async function measure(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    hash.update(chunk);
  }
  return { bytes, sha256: hash.digest('hex') };
}
