import assert from 'node:assert/strict';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../support.mjs';
import { BOX } from './lan.mjs';
import lynis from './lynis.json' with { type: 'json' };
import openscap from './openscap.json' with { type: 'json' };
import { check, work } from './run.mjs';

/** What each of Lynis's remarks that stays is answered with, and the score that has been reached. */
const { score, exceptions } = lynis;

/** OpenSCAP and its rules for Debian, as the build has unpacked them. */
export const OPENSCAP = join(work, 'cache/openscap');

/** What others' programs find on a box that runs. */
export async function checkHardening(box) {
  await check(`Lynis gives ${score} of 100 or more, and finds nothing that has no answer here`, () => audit(box));
  await check(`OpenSCAP finds ${openscap.passed} rules or more kept, and none broken that has no answer here`, () =>
    scan(box),
  );
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

const PROFILES = ['standard', 'anssi_bp28_minimal'];

/** Debian's standard profile and the French agency's minimum; the rules are written for Debian 12, and ask for its number. */
function scan(box) {
  run('cp', ['-an', join(OPENSCAP, 'usr'), box.root]); // what the image has of it stays
  const rules = readFileSync(join(OPENSCAP, 'usr/share/xml/scap/ssg/content/ssg-debian12-ds.xml'), 'utf8');
  writeFileSync(join(box.root, 'root/rules.xml'), rules.replace('^12.[0-9]+$', '^13.[0-9]+$'));
  const said = PROFILES.map((profile) => {
    const id = `xccdf_org.ssgproject.content_profile_${profile}`;
    return box.run('oscap', 'xccdf', 'eval', '--progress', '--profile', id, '/root/rules.xml').out;
  });
  const results = new Map(
    said.flatMap((each) => [...each.matchAll(/_rule_([\w-]+):(\w+)$/gm)]).map((each) => each.slice(1)),
  );
  const open = [...results].filter(
    ([rule, result]) => !/pass|notapplicable/.test(result) && !(rule in openscap.exceptions),
  );
  assert.deepEqual(
    open.map((each) => each.join(': ')),
    [],
  );
  const passed = [...results.values()].filter((result) => result === 'pass').length;
  assert.ok(passed >= openscap.passed, `${passed}`);
}

/**
 * The chain ends at the house's own authority, which no list of this world knows, and the name is not asked for here. BREACH:
 * answers are compressed, and none holds a secret beside text of a stranger: tokens are in headers.
 */
const OURS = /^(cert_chain_of_trust|cert_trust|cert_revocation|engine_problem|BREACH)/;

function findingsOf(report) {
  if (existsSync(report)) rmSync(report);
  const args = ['--quiet', '--color', '0', '--warnings', 'off', '--severity', 'MEDIUM', '--jsonfile', report];
  run('testssl', [...args, `https://${BOX}`], { withinMs: 600_000 });
  return JSON.parse(readFileSync(report, 'utf8')).filter(({ id }) => !OURS.test(id));
}

function tryTls(box) {
  const report = join(box.folder, 'testssl.json');
  let findings = findingsOf(report);
  // it has looked and was not answered in time: it looks once more
  if (findings.some(({ severity }) => severity === 'WARN')) findings = findingsOf(report);
  assert.deepEqual(
    findings.map(({ id, severity, finding }) => `${severity} ${id}: ${finding}`),
    [],
  );
}
