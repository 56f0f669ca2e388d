import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { join } from 'node:path';
import { it } from 'node:test';
import { fingerprint } from './build.mjs';
import { ROOT, inRoot } from './paths.mjs';

it('changes its fingerprint with a source, its name or the command, and not with a test', () => {
  mkdirSync(inRoot('.data'), { recursive: true });
  const dir = mkdtempSync(inRoot('.data/fingerprint-'));
  try {
    const of = (command = ['tsc']) => fingerprint({ inputs: [relative(ROOT, dir)], command });
    writeFileSync(join(dir, 'a.ts'), '1');
    const first = of();
    assert.equal(of(), first);
    writeFileSync(join(dir, 'a.spec.ts'), '1');
    assert.equal(of(), first);
    assert.notEqual(of(['tsc', '-w']), first);
    writeFileSync(join(dir, 'a.ts'), '2');
    assert.notEqual(of(), first);
    rmSync(join(dir, 'a.ts'));
    writeFileSync(join(dir, 'b.ts'), '1');
    assert.notEqual(of(), first);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
