import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, until } from '../support.mjs';
import { bundleFor } from './bundle.mjs';
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
    if (!(await checkSetUp(box))) return;
    const admin = await checkPlatform(box);
    if (!admin) return;
    await checkReportingUsers(box, admin);
    kept = await backUp(box);
    await checkUpdates(box);
  } finally {
    await box.stop();
  }
  if (kept) await checkRestore(kept);
}

/** Roles of people in the image's PostgreSQL, made and taken away by one that is no superuser. */
async function checkReportingUsers(box, admin) {
  await check('a user of the reporting database comes, is given another password, and goes', async () => {
    const order = await admin.api('GET', '/order');
    const addOns = [{ featureId: 'reporting-database', quantity: 1 }];
    await admin.api('PUT', '/order', { ...order, package: 'pro', licences: 15, addOns });
    const users = '/reporting-database/users';
    const { user, password } = await admin.api('POST', users, { login: 'audit', purpose: 'psql' });
    const ask = (secret) => {
      const to = 'host=127.0.0.1 port=5434 user=bi_audit dbname=reporting sslmode=require';
      return box.run('env', `PGPASSWORD=${secret}`, 'psql', '-XqAt', to, '-c', 'select count(*) from call').out.trim();
    };
    const becomes = (secret, answer) =>
      until(() => answer.test(ask(secret)), { withinMs: 180_000, say: `${answer} instead of ${ask(secret)}` });
    await becomes(password, /^1$/);
    const { password: other } = await admin.api('POST', `${users}/${user.id}/password`, {});
    await becomes(other, /^1$/);
    assert.match(ask(password), /authentication failed/);
    await admin.api('DELETE', `${users}/${user.id}`);
    await becomes(other, /authentication failed/);
  });
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
    await comeIn();
  });
}

/** The first administrator, as soon as the API that was started answers. */
async function comeIn() {
  const visitor = new Visitor(await authorityOf());
  const answers = async () => (await visitor.ask('GET', '/api/v1/health/ready')).status === 200;
  await until(answers, { withinMs: 300_000, say: 'the API answers' });
  return visitor.signIn('admin@example.com', PASSWORD);
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
      const admin = await comeIn();
      assert.equal((await admin.api('GET', '/calls?limit=10')).items.length, 1);
    });
  } finally {
    await box.stop();
  }
}
