import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, run, start, until } from '../support.mjs';
import { check, work } from './run.mjs';

export async function container() {
  console.log('It boots in a container');
  const root = join(work, 'build/root');
  rmSync(join(root, 'etc/resolv.conf'), { force: true });
  const args = [
    '--register=no',
    '--keep-unit',
    '-q',
    '-D',
    root,
    '--private-network',
    '--resolv-conf=off',
    '--console=pipe',
    '-b',
    'systemd.mask=systemd-networkd-wait-online.service',
    'luks.crypttab=no',
    'fstab=no',
  ];
  mkdirSync('/run/systemd', { recursive: true });
  const booted = start('systemd-nspawn', args);
  const leader = await until(
    () =>
      run('pgrep', ['-P', String(booted.pid)])
        .out.trim()
        .split('\n')[0],
    { withinMs: 30_000, say: 'the container starts' },
  );
  const inside = (...command) => run('nsenter', ['-t', leader, '-m', '-u', '-i', '-n', '-p', '--', ...command]);
  try {
    await checkBooted(inside);
    await checkUnits(inside);
  } finally {
    run('kill', ['-9', leader]);
    await booted.stop();
  }
}

async function checkBooted(inside) {
  await check('systemd comes up', () =>
    until(() => /running|degraded/.test(inside('systemctl', 'is-system-running').out), {
      withinMs: 180_000,
      say: 'systemd is up',
    }),
  );
  await check(
    'no unit fails but the first boot, which finds no console, and the audit rules, which belong to the kernel of the host',
    () => {
      const failed = inside('systemctl', '--failed', '--plain', '--no-legend')
        .out.trim()
        .split('\n')
        .map((line) => line.split(' ')[0])
        .filter(Boolean);
      assert.deepEqual(
        failed.filter((unit) => !['centrala-first-boot.service', 'audit-rules.service'].includes(unit)),
        [],
        inside('journalctl', '-b', '-p', 'err', '--no-pager').out.slice(-2_000),
      );
    },
  );
  await check('the command, its manual and its completion are there', () => {
    assert.match(inside('centrala', '--help').out, /Support of a Centrala appliance/);
    assert.match(inside('sh', '-c', 'man -l /usr/local/share/man/man1/centrala.1 | cat').out, /doctor/);
    assert.equal(inside('bash', '-n', '/usr/share/bash-completion/completions/centrala').code, 0);
    assert.equal(inside('centrala', 'status').code, 2);
  });
}

async function checkUnits(inside) {
  await check('our units are as tight under this systemd', () => {
    for (const unit of readdirSync(inRoot('systemd')).filter((name) => name.endsWith('.service'))) {
      const said = inside(
        'systemd-analyze',
        'security',
        '--no-pager',
        '--offline=true',
        '--threshold=25',
        unit.replace('@.', '@1.'),
      );
      assert.equal(said.code, 0, `${unit}: ${said.out.trim().split('\n').at(-1)}`);
    }
  });
}
