import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { inRoot, run, temporaryFolder } from './support.mjs';

const units = readdirSync(inRoot('systemd'));
const services = units.filter((name) => name.endsWith('.service'));
/** Tenths: 2.5. */
const MOST_EXPOSURE = 25;

/** A root with Debian's units, ours, and programs of the names that ours start. */
describe('units', () => {
  const root = temporaryFolder('units');
  before(() => {
    for (const folder of ['etc/systemd/system', 'usr/lib/systemd'])
      mkdirSync(join(root.path, folder), { recursive: true });
    cpSync('/usr/lib/systemd/system', join(root.path, 'usr/lib/systemd/system'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    symlinkSync('usr/lib', join(root.path, 'lib'));
    for (const unit of units) cpSync(inRoot('systemd', unit), join(root.path, 'etc/systemd/system', unit));
    for (const program of [
      'usr/local/bin/centrala',
      'opt/centrala/current/bin/node',
      'opt/centrala/updater/bin/node',
      'opt/keycloak/bin/kc.sh',
      'usr/libexec/centrala/run-switch',
    ]) {
      mkdirSync(join(root.path, dirname(program)), { recursive: true });
      writeFileSync(join(root.path, program), '#!/bin/sh\n', { mode: 0o755 });
    }
  });
  after(root.remove);

  it('are accepted by systemd without a word', () => {
    const files = units.map((unit) => join(root.path, 'etc/systemd/system', unit));
    assert.deepEqual(run('systemd-analyze', ['verify', '--man=no', `--root=${root.path}`, ...files]), {
      code: 0,
      out: '',
    });
  });

  for (const service of services) {
    it(`${service} is exposed by 2.5 at most`, () => {
      const name = service.replace('@.', '@1.');
      const { code, out } = run('systemd-analyze', [
        'security',
        '--offline=true',
        '--no-pager',
        `--threshold=${MOST_EXPOSURE}`,
        `--root=${root.path}`,
        name,
      ]);
      assert.equal(code, 0, out.trim().split('\n').at(-1));
    });
  }

  it('what the image starts exists', () => {
    const wanted = run('grep', [
      '-hoE',
      'centrala[a-z@0-9-]*\\.(service|timer|path|target)',
      inRoot('ansible/roles/units/tasks/main.yml'),
    ])
      .out.trim()
      .split('\n');
    for (const name of wanted) assert.ok(existsSync(inRoot('systemd', name.replace(/@\d\./, '@.'))), name);
  });
});
