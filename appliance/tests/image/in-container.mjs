import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { inRoot } from '../support.mjs';
import { Container, checkSetUp } from './container.mjs';
import { checkHardening } from './hardening.mjs';
import { checkPlatform } from './platform.mjs';
import { check } from './run.mjs';
import { checkReporting } from './tunnel.mjs';

export async function container() {
  console.log('It is set up in a container');
  const box = new Container('container');
  box.prepare();
  await box.start();
  try {
    if (!(await checkSetUp(box))) return;
    const admin = await checkPlatform(box);
    if (admin) await checkReporting(box, admin);
    await checkUnits(box);
    await checkCommand(box);
    await checkHardening(box);
  } finally {
    await box.stop();
  }
}

async function checkCommand(box) {
  await check('the command, its manual and its completion are there', () => {
    assert.match(box.run('centrala', '--help').out, /Support of a Centrala appliance/);
    assert.match(box.run('sh', '-c', 'man -l /usr/local/share/man/man1/centrala.1 | cat').out, /doctor/);
    assert.equal(box.run('bash', '-n', '/usr/share/bash-completion/completions/centrala').code, 0);
  });
  await check('the set-up done again changes nothing', () =>
    assert.match(box.run('centrala', 'first-boot').out, /no change/),
  );
}

async function checkUnits(box) {
  await check('our units are as tight under this systemd', () => {
    for (const unit of readdirSync(inRoot('systemd')).filter((name) => name.endsWith('.service'))) {
      const asked = ['security', '--no-pager', '--offline=true', '--threshold=25', unit.replace('@.', '@1.')];
      const said = box.run('systemd-analyze', ...asked);
      assert.equal(said.code, 0, `${unit}: ${said.out.trim().split('\n').at(-1)}`);
    }
  });
}
