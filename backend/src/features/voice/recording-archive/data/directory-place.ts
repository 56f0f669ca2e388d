import { createReadStream, createWriteStream } from 'node:fs';
import { access, constants, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ArchivePlace } from './archive-place';

/** A folder of this machine, such as a mounted disk. It has to be there: an unmounted disk must not become a folder of our own. */
export async function openDirectory(root: string): Promise<ArchivePlace> {
  await access(root, constants.W_OK);
  return {
    size: (path) =>
      stat(join(root, path)).then(
        ({ size }) => size,
        () => -1,
      ),
    append: async (path, content) => {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await pipeline(content, createWriteStream(join(root, path), { flags: 'a', mode: 0o640, flush: true }));
    },
    read: async (path) => createReadStream(join(root, path)),
    rename: (from, to) => rename(join(root, from), join(root, to)),
    remove: (path) => rm(join(root, path), { force: true }),
    close: async () => undefined,
  };
}
