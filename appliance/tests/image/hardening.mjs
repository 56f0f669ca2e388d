import assert from 'node:assert/strict';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, run } from '../support.mjs';
import { BOX } from './lan.mjs';
import { check } from './run.mjs';

/** What each of Lynis's remarks that stays is answered with, and the score that has been reached. */
const { score, exceptions } = JSON.parse(readFileSync(inRoot('appliance/tests/image/lynis.json'), 'utf8'));

/** What others' programs find on a box that runs. */
export async function checkHardening(box) {
  await check(`Lynis gives ${score} of 100 or more, and finds nothing that has no answer here`, () => audit(box));
  await check('testssl.sh finds nothing of weight in the TLS of the console', () => tryTls(box));
}

function audit(box) {
  // Debian's package of this machine, by the same paths
  for (const path of ['usr/share/lynis', 'etc/lynis', 'usr/sbin/lynis'])
    cpSync(`/${path}`, join(box.root, path), { recursive: true, verbatimSymlinks: true });
  // without a way out the package lists cannot be renewed, and each try takes minutes; 7398 only says that 7392 was not done
  writeFileSync(join(box.root, 'etc/lynis/custom.prf'), 'skip-test=PKGS-7392\nskip-test=PKGS-7398\n');
  box.run('lynis', 'audit', 'system', '--quick', '--quiet', '--no-colors');
  const report = box.run('cat', '/var/log/lynis-report.dat').out;
  const remarks = [...report.matchAll(/^(?:warning|suggestion)\[\]=([A-Z0-9-]+)\|([^|]*)/gm)];
  const unanswered = remarks.filter(([, id]) => !(id in exceptions)).map(([, id, text]) => `${id}: ${text}`);
  assert.deepEqual(unanswered, []);
  const reached = Number(/^hardening_index=(\d+)/m.exec(report)?.[1]);
  assert.ok(reached >= score, `${reached}`);
}

/**
 * The chain ends at the house's own authority, which no list of this world knows, and the name is not asked for here. BREACH:
 * answers are compressed, and none holds a secret beside text of a stranger: tokens are in headers.
 */
const OURS = /^(cert_chain_of_trust|cert_trust|cert_revocation|engine_problem|BREACH)/;

function tryTls(box) {
  const report = join(box.folder, 'testssl.json');
  if (existsSync(report)) rmSync(report);
  const args = ['--quiet', '--color', '0', '--warnings', 'off', '--severity', 'MEDIUM', '--jsonfile', report];
  run('testssl', [...args, `https://${BOX}`], { withinMs: 600_000 });
  const findings = JSON.parse(readFileSync(report, 'utf8')).filter(({ id }) => !OURS.test(id));
  assert.deepEqual(
    findings.map(({ id, severity, finding }) => `${severity} ${id}: ${finding}`),
    [],
  );
}
