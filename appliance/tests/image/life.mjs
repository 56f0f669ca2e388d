import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, must } from '../support.mjs';
import { Container, checkSetUp } from './container.mjs';
import { PASSWORD, checkPlatform } from './platform.mjs';
import { check, work } from './run.mjs';
import { Visitor, authorityOf } from './visitor.mjs';

const RECORDINGS = 'find /var/lib/centrala/files/recordings -type f -exec sha256sum {} + | sort';

/** What comes later in the life of a box: releases, one of them ill; the loss of the machine. */
export async function life() {
  console.log('It is updated, lost, and made anew, in containers');
  const box = new Container('life');
  box.prepare();
  await box.start();
  let kept;
  try {
    if (!(await checkSetUp(box)) || !(await checkPlatform(box))) return;
    kept = await backUp(box);
    await checkUpdates(box);
  } finally {
    await box.stop();
  }
  if (kept) await checkRestore(kept);
}

/** The release of the image under another version, changed; as a signed bundle on the box. */
function bundleFor(box, version, change = () => undefined) {
  const folder = join(work, 'another-release');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const { version: inForce } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  must('tar', ['--zstd', '-xf', join(work, `centrala-${inForce}.tar.zst`), '-C', folder], { withinMs: 300_000 });
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...about, version }));
  change(folder);
  const archive = join(work, `centrala-${version}.tar.zst`);
  must('tar', ['--zstd', '--owner=0', '--group=0', '-C', folder, '-cf', archive, '.'], { withinMs: 300_000 });
  must('node', [inRoot('packer/make-bundle.mjs'), archive, join(work, 'update.key')], { withinMs: 300_000 });
  rmSync(folder, { recursive: true });
  cpSync(join(work, `centrala-${version}.update`), join(box.root, `root/${version}.update`));
  return `/root/${version}.update`;
}

/** Its API works for some time, and then never again. */
function fallsIll(folder) {
  const ill = `
if (process.env.CENTRALA_PARTS === 'api') {
  const fs = require('node:fs');
  const mark = '/var/lib/centrala/files/ill';
  if (fs.existsSync(mark)) process.exit(1);
  setTimeout(() => (fs.writeFileSync(mark, ''), process.exit(1)), 40_000);
}
`;
  appendFileSync(join(folder, 'dist/backend/src/main.js'), ill);
}

async function checkUpdates(box) {
  const stateOf = () => JSON.parse(box.run('centrala', 'update', 'state', '--json').out);
  const apply = (bundle) => box.run('centrala', 'update', 'apply', bundle, '--watch', '1');
  await check('a signed update is put in force, watched and kept', () => {
    const { code, out } = apply(bundleFor(box, '0.1.1'));
    assert.equal(code, 0, out);
    assert.deepEqual([stateOf().inForce, stateOf().last.outcome], ['0.1.1', 'kept']);
  });
  await check('a bundle that was changed is refused', () => {
    const bundle = bundleFor(box, '0.1.2', fallsIll);
    const changed = join(box.root, 'root/changed.update');
    const bytes = readFileSync(join(box.root, bundle));
    bytes[bytes.length - 20_000] ^= 1;
    writeFileSync(changed, bytes);
    assert.match(apply('/root/changed.update').out, /damaged or was changed/);
  });
  await check('a release that falls ill is taken back by itself, and the one before works again', async () => {
    const { code, out } = apply('/root/0.1.2.update');
    assert.equal(code, 1, out);
    assert.deepEqual([stateOf().inForce, stateOf().last.outcome], ['0.1.1', 'returned'], out);
    assert.equal(box.run('centrala', 'status').code, 0);
    await new Visitor(await authorityOf()).signIn('admin@example.com', PASSWORD);
  });
}

const sql = (box, statement) =>
  box.run('psql', '-XqAt', '-h', '/run/postgresql', '-U', 'postgres', '-d', 'centrala', '-c', statement).out.trim();

/** Rows of the journal up to a position, and a sum of them. */
const journal = (box, position) =>
  sql(
    box,
    `select count(*), md5(string_agg(data::text, '' order by position)) from journal where position <= ${position}`,
  );

/** What a customer keeps elsewhere, and what it has to come back to. */
async function backUp(box) {
  const place = join(work, 'backups');
  let kept;
  await check('a backup is made of all that the machine is', () => {
    box.run('centrala', 'maintenance', 'on'); // so that nothing is written after it
    must('install', ['-d', '-o', ownerOf(box), join(box.root, 'mnt/backups')]);
    for (const command of [
      ['backup', 'place', '/mnt/backups'],
      ['backup', 'create', '--full'],
    ]) {
      const { code, out } = box.run('centrala', ...command);
      assert.equal(code, 0, out);
    }
    rmSync(place, { recursive: true, force: true });
    must('cp', ['-a', join(box.root, 'mnt/backups'), place]);
    const position = sql(box, 'select max(position) from journal');
    kept = {
      ...{ place, position, journal: journal(box, position), recordings: box.run('sh', '-c', RECORDINGS).out },
      passphrase: readFileSync(join(box.root, 'etc/centrala/credentials/CENTRALA_BACKUP_PASSPHRASE'), 'utf8'),
    };
    assert.match(kept.recordings, /^[0-9a-f]{64} /);
    box.run('centrala', 'maintenance', 'off');
  });
  return kept;
}

/** Numbers of the image's accounts are not those of this machine. */
const ownerOf = (box) => must('stat', ['-c', '%u', join(box.root, 'var/lib/pgbackrest')]).trim();

async function checkRestore(kept) {
  const box = new Container('anew');
  box.prepare();
  must('cp', ['-a', kept.place, join(box.root, 'mnt/backups')]);
  writeFileSync(join(box.root, 'root/passphrase'), kept.passphrase, { mode: 0o600 });
  writeFileSync(join(box.root, 'root/wrong'), 'not the passphrase\n', { mode: 0o600 });
  await box.start();
  try {
    if (!(await checkSetUp(box))) return;
    const restore = (file) =>
      box.run('centrala', 'backup', 'restore', '--from', '/mnt/backups', '--passphrase-file', file, '--yes');
    await check('a wrong passphrase is refused in words, and nothing has changed', () => {
      const { code, out } = restore('/root/wrong');
      assert.notEqual(code, 0);
      assert.match(out, /passphrase/);
      assert.equal(box.run('centrala', 'status').code, 0);
    });
    await check('one command makes a fresh machine the one that was lost: same rows, same recordings', () => {
      const { code, out } = restore('/root/passphrase');
      assert.equal(code, 0, out);
      assert.equal(journal(box, kept.position), kept.journal);
      assert.equal(box.run('sh', '-c', RECORDINGS).out, kept.recordings);
    });
    await check('people sign in there as before, and find the call', async () => {
      const admin = await new Visitor(await authorityOf()).signIn('admin@example.com', PASSWORD);
      assert.equal((await admin.api('GET', '/calls?limit=10')).items.length, 1);
    });
  } finally {
    await box.stop();
  }
}
