import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
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

  it('the profile of AppArmor is one, and stands in the units of the backend', () => {
    for (const unit of ['api@', 'telephony', 'worker'])
      assert.match(
        readFileSync(inRoot(`systemd/centrala-${unit}.service`), 'utf8'),
        /^AppArmorProfile=-centrala-backend$/m,
      );
    if (!existsSync('/usr/sbin/apparmor_parser'))
      return notRun('Syntax of the AppArmor profile', 'apparmor_parser is not installed: apt-get install apparmor');
    const { code, out } = run('apparmor_parser', [
      '--skip-cache',
      '--skip-kernel-load',
      inRoot('ansible/roles/apparmor/files/centrala-backend'),
    ]);
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
