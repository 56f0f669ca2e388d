import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Absolute path → the repository's own spelling (`backend/src/…`). */
export const inRepository = (absolute) => relative(ROOT, absolute).split(sep).join('/');

const isFile = (path) => existsSync(path) && statSync(path).isFile();

/**
 * The file of ours that an import means, as a repository path; null for a package.
 * `#contracts` is the one alias; frontend code reaches `ui` by a relative path.
 */
export function resolveOurs(importer, specifier) {
  if (specifier === '#contracts') return 'contracts/src/index.ts';
  if (!specifier.startsWith('.')) return null;
  const base = join(dirname(importer), specifier.replace(/\.js$/, ''));
  const found = [`${base}.ts`, join(base, 'index.ts'), `${base}.mjs`, base].find(isFile);
  return inRepository(found ?? `${base}.ts`);
}
