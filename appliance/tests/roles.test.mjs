import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { inRoot, notRun, run } from './support.mjs';

const scripts = () =>
  ['packer/scripts', 'ansible/roles']
    .flatMap((folder) => readdirSync(inRoot(folder), { recursive: true }).map((name) => inRoot(folder, name)))
    .filter((path) => !/\.(ya?ml|conf|md|py)$/.test(path) && isScript(path));

function isScript(path) {
  try {
    return /^#!\/bin\/(ba)?sh/.test(readFileSync(path, 'utf8'));
  } catch {
    return false; // a folder
  }
}

describe('roles and scripts', () => {
  it('shellcheck finds nothing', () => {
    const found = scripts();
    assert.ok(found.length >= 9, `${found.length} scripts`);
    assert.deepEqual(run('shellcheck', found), { code: 0, out: '' });
  });

  it('yamllint finds nothing', () => {
    assert.deepEqual(run('yamllint', ['--strict', '-c', inRoot('ansible/.yamllint'), inRoot('ansible')]), {
      code: 0,
      out: '',
    });
  });

  it('ansible-lint finds nothing, by the rules of production', () => {
    const { code, out } = run('ansible-lint', ['--offline', '--profile=production', '-q', 'site.yml'], {
      cwd: inRoot('ansible'),
      withinMs: 300_000,
    });
    assert.equal(code, 0, out);
  });

  it('the profiles of AppArmor are such, and stand in their units', () => {
    const profileOf = { 'api@': 'backend', telephony: 'backend', worker: 'backend', 'first-boot': 'first-boot' };
    for (const [unit, profile] of Object.entries(profileOf))
      assert.match(
        readFileSync(inRoot(`systemd/centrala-${unit}.service`), 'utf8'),
        new RegExp(`^AppArmorProfile=-centrala-${profile}$`, 'm'),
      );
    if (!existsSync('/usr/sbin/apparmor_parser'))
      return notRun('Syntax of the AppArmor profiles', 'apparmor_parser is not installed: apt-get install apparmor');
    const folder = inRoot('ansible/roles/apparmor/files');
    const paths = readdirSync(folder).map((name) => join(folder, name));
    const { code, out } = run('apparmor_parser', ['--skip-cache', '--skip-kernel-load', ...paths]);
    assert.equal(code, 0, out);
  });

  it('an image without its switch or its sign-in is not built by mistake', () => {
    for (const [role, word] of [
      ['freeswitch', 'freeswitch_absent'],
      ['keycloak', 'keycloak_absent'],
      ['centrala', 'centrala_release is defined'],
    ])
      assert.match(
        readFileSync(inRoot('ansible/roles', role, 'tasks/main.yml'), 'utf8'),
        new RegExp(`ansible.builtin.assert[\\s\\S]*${word}`),
      );
  });

  it('name no mirror, registry or password', () => {
    const { out } = run('grep', [
      '-rniE',
      'deb\\.debian\\.org|password: [^"!]|registry\\.',
      inRoot('ansible'),
      inRoot('packer'),
    ]);
    assert.equal(out, '');
  });
});
