import { join } from 'node:path';

/** `recordings/2026/11/0192….wav`: lower-case folders and a name, nothing that a file system could take for something else. */
const KEY = /^[a-z0-9][a-z0-9_-]{0,63}(\/[A-Za-z0-9][A-Za-z0-9._-]{0,127}){1,8}$/;

export const isFileKey = (key: string): boolean => KEY.test(key) && !key.includes('..') && key.length <= 400;

/** The path of a key below `root`; throws for anything that is not a key, so no caller's text reaches the file system. */
export function pathOf(root: string, key: string): string {
  if (!isFileKey(key)) throw new RangeError(`${JSON.stringify(key.slice(0, 100))} is no file key`);
  return join(root, key);
}
