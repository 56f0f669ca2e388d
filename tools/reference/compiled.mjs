import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../lint/paths.mjs';

const require = createRequire(import.meta.url);
const DIST = join(ROOT, 'dist/backend/src');

/** A compiled file of ours, by its path under dist/backend/src. */
export const compiled = (path) => require(join(DIST, path));

/** Loads every compiled file that declares a configuration area, so that each registers itself. */
export function loadAreas() {
  const files = readdirSync(DIST, { recursive: true })
    .filter((file) => file.endsWith('.js') && !/\.(spec|contract)\.js$/.test(file))
    .filter((file) => readFileSync(join(DIST, file), 'utf8').includes('defineArea)('));
  for (const file of files.sort()) compiled(file);
  return compiled('platform/config/index.js').declaredAreas();
}
