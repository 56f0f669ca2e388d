import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Where backups of files lie. Names are like `objects/ab/abcd`; whoever holds it can read nothing: all is sealed. */
export interface Store {
  /** Whole under its name, or not there. */
  put(name: string, content: AsyncIterable<Buffer>): Promise<void>;
  /** Throws when there is none of that name. */
  get(name: string): AsyncIterable<Buffer>;
  /** Names in a folder, sorted; none when there is no folder. */
  list(folder: string): Promise<readonly string[]>;
  remove(name: string): Promise<void>;
  close(): Promise<void>;
}

export function directoryStore(root: string): Store {
  return {
    put: async (name, content) => {
      const path = join(root, name);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await pipeline(Readable.from(content), createWriteStream(`${path}.part`, { mode: 0o600, flush: true }));
      await rename(`${path}.part`, path);
    },
    get: (name) => createReadStream(join(root, name)),
    list: async (folder) => {
      const names = await readdir(join(root, folder)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      });
      return names.filter((name) => !name.endsWith('.part')).sort();
    },
    remove: (name) => rm(join(root, name), { force: true }),
    close: async () => undefined,
  };
}
