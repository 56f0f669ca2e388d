/**
 * Adds new migrations to backend/src/migrations/hashes.json. Never replaces a hash: a committed migration does not change.
 * `--amend <id>` replaces one, for a step that has not left this machine yet. Needs the Node of node_modules (it reads TypeScript).
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const directory = resolve(dirname(fileURLToPath(import.meta.url)), '../../backend/src/migrations');
const list = join(directory, 'hashes.json');
const amended = process.argv.flatMap((argument, index) => (process.argv[index - 1] === '--amend' ? [argument] : []));

const hashes = JSON.parse(readFileSync(list, { encoding: 'utf8', flag: 'a+' }) || '{}');
for (const file of readdirSync(directory)
  .filter((name) => /^\d{14}-.*\.ts$/.test(name))
  .sort()) {
  const id = file.slice(0, -'.ts'.length);
  const { migration } = await import(pathToFileURL(join(directory, file)).href);
  const hash = createHash('sha256')
    .update(JSON.stringify([migration.breaking, migration.up]))
    .digest('hex');
  if (hashes[id] === hash) continue;
  if (hashes[id] && !amended.includes(id)) {
    console.error(`${id} was changed after it had been sealed. Restore it and add a new migration.`);
    process.exitCode = 1;
    continue;
  }
  console.log(`${hashes[id] ? 'Amended' : 'Sealed'} ${id}`);
  hashes[id] = hash;
}
const sorted = Object.fromEntries(Object.entries(hashes).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(list, `${JSON.stringify(sorted, null, 2)}\n`);
