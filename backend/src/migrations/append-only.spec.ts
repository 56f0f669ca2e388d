import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownMigrations } from '../platform/database';

const sealed = JSON.parse(readFileSync(join(__dirname, 'hashes.json'), 'utf8')) as Record<string, string>;

describe('migrations', () => {
  const hashes = Object.fromEntries(knownMigrations().map(({ id, hash }) => [id, hash]));
  const known = Object.keys(hashes);

  it('never change once sealed, and none disappears', () => {
    const present = Object.fromEntries(Object.keys(sealed).map((id) => [id, hashes[id] ?? 'missing']));
    expect(present).toEqual(sealed);
  });

  it('are all sealed (if not: node tools/dev/seal-migrations.mjs)', () => {
    expect(known.filter((id) => !(id in sealed))).toEqual([]);
  });

  it('import nothing but their type', () => {
    const imports = known.flatMap(
      (id) => readFileSync(join(__dirname, `${id}.ts`), 'utf8').match(/from '[^']+'/g) ?? [],
    );
    expect([...new Set(imports)]).toEqual(["from './migration'"]);
  });

  it('have names that the runner finds, and timestamps of their own', () => {
    const files = readdirSync(__dirname).filter((name) => /^\d/.test(name) && name.endsWith('.ts'));
    expect(files.map((name) => name.slice(0, -3)).sort()).toEqual(known);
    expect(new Set(known.map((id) => id.slice(0, 14))).size).toBe(known.length);
  });
});
