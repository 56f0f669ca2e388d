import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';

const ROOT = resolve(import.meta.dirname, '../..');
const COPIED = [
  ...['package.json', 'tsconfig.base.json', 'eslint.config.mjs', 'boundaries.mjs', 'tools/lint', 'tools/generate'],
  ...[
    'backend/tsconfig.json',
    'backend/jest.config.cjs',
    'backend/src/kernel',
    'contracts/src',
    'provisioning/tsconfig.json',
  ],
];

/** A repository with nothing but the kernel, so that only what was generated is judged. */
function emptyRepository() {
  const folder = mkdtempSync(join(tmpdir(), 'centrala-generate-'));
  for (const path of COPIED.filter((each) => existsSync(join(ROOT, each)))) {
    cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

describe('npm run generate feature', () => {
  let folder;
  const node = (...args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    return { status, said: stdout + stderr };
  };

  before(() => {
    folder = emptyRepository();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('makes a feature that passes lint, types and its own test', () => {
    const made = node('tools/generate/feature.mjs', 'feature', 'flow', 'sample-stories');
    assert.equal(made.status, 0, made.said);
    const lint = node('node_modules/eslint/bin/eslint.js', '--max-warnings', '0', 'backend/src/features');
    assert.equal(lint.status, 0, lint.said);
    const types = node('node_modules/typescript/bin/tsc', '-p', 'backend/tsconfig.json', '--noEmit');
    assert.equal(types.status, 0, types.said);
    const config = join(folder, 'jest.config.json');
    writeFileSync(
      config,
      JSON.stringify({ testMatch: ['**/features/**/*.spec.ts'], transform: { '\\.ts$': '@swc/jest' } }),
    );
    const test = node('node_modules/jest/bin/jest.js', '-c', config, '--rootDir', folder);
    assert.equal(test.status, 0, test.said);
    assert.match(test.said, /2 passed/);
  });

  it('refuses an unknown group, a wrong name and a feature that is there', () => {
    assert.match(node('tools/generate/feature.mjs', 'feature', 'sales', 'leads').said, /"sales" is not a group/);
    assert.match(node('tools/generate/feature.mjs', 'feature', 'flow', 'myLeads').said, /not a kebab-case name/);
    mkdirSync(join(folder, 'backend/src/features/flow/there'), { recursive: true });
    writeFileSync(join(folder, 'backend/src/features/flow/there/index.ts'), '');
    assert.match(node('tools/generate/feature.mjs', 'feature', 'flow', 'there').said, /is there already/);
  });
});
