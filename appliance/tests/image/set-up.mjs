import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must, until } from '../support.mjs';
import { answersOf, drawKeys } from './answers.mjs';
import { Machine } from './machine.mjs';
import { checkPlatform } from './platform.mjs';
import { check, options, out, work } from './run.mjs';
import { checkReporting } from './tunnel.mjs';

function mediaOf(folder) {
  mkdirSync(join(folder, 'media'), { recursive: true });
  const { sshKey, sshPublic } = drawKeys(folder);
  writeFileSync(join(folder, 'media/answers.json'), JSON.stringify(answersOf({ sshPublic })));
  writeFileSync(join(folder, 'media/luks.key'), 'a passphrase of the owner');
  const keyDisk = join(folder, 'key.fs');
  rmSync(keyDisk, { force: true });
  must('mkfs.ext4', ['-q', '-L', 'CENTRALA-KEY', '-d', join(folder, 'media'), keyDisk, '4M']);
  return { sshKey, keyDisk };
}

const freshFolder = (name) => {
  const folder = join(work, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
};

const newMachine = (name) => {
  const folder = freshFolder(name);
  return new Machine({ folder, image: join(out, 'centrala-appliance.qcow2'), ...mediaOf(folder) });
};

export async function machine() {
  console.log('It is set up in QEMU');
  const box = newMachine('machine');
  box.start();
  try {
    await check('the disk is encrypted on this machine, at its first boot', () =>
      box.hears(/centrala: the disk is encrypted/),
    );
    const up = await check('it is set up without a person and serves the console', () => box.serves('/'));
    if (!up) {
      console.log(box.said().slice(-4_000));
      return;
    }
    await check('the platform is ready', async () => {
      await until(
        async () => /"status":"(ok|degraded)"/.test((await box.answers('/api/v1/health/ready'))?.body ?? ''),
        { withinMs: 300_000 },
      );
    });
    await checkRunning(box);
    const admin = await checkPlatform(box);
    if (admin) await checkReporting(box, admin);
    await check('it starts again by itself and is not set up twice', async () => {
      await box.cut();
      box.start();
      await box.serves('/api/v1/health/live');
      assert.doesNotMatch(box.said(), /the disk is encrypted now/);
      assert.match(box.run('sudo', 'centrala', 'steps').out, /^done\s+administrator/m);
    });
  } finally {
    await box.cut();
  }
  for (let cut = 1; cut <= Number(options.cuts); cut += 1) await powerCut(cut);
}

const jsonOf = ({ out: text }) => JSON.parse(text.slice(text.search(/[[{]/)));

async function checkRunning(box) {
  await check('no unit has failed', () =>
    assert.equal(box.run('systemctl', '--failed', '--plain', '--no-legend').out.trim(), ''),
  );
  await check('root is a LUKS2 volume over the whole disk', () => {
    assert.match(box.run('lsblk', '-nro', 'NAME,TYPE,MOUNTPOINTS').out, /^cryptroot crypt \/$/m);
    assert.ok(Number(box.run('df', '--output=size', '-BG', '/').out.match(/(\d+)G/)[1]) > 380);
  });
  await check('its disk has the passphrase of the owner and a recovery key', () => {
    assert.deepEqual(jsonOf(box.run('sudo', 'centrala', 'disk', 'state', '--json')), {
      encrypted: true,
      finished: true,
      cipher: 'aes-xts-plain64',
      keys: 2,
    });
  });
  await check('status is ok: what the image has runs', () =>
    assert.equal(jsonOf(box.run('sudo', 'centrala', 'status', '--json')).status, 'ok'),
  );
  await check('doctor finds what is so: no switch, no time server, no backup yet', () => {
    const codes = jsonOf(box.run('sudo', 'centrala', 'doctor', '--json')).findings.map(({ code }) => code);
    const expected = ['switch-absent', 'backup-old', 'clock-not-synchronised', 'api-degraded', 'restart-due'];
    assert.deepEqual(
      codes.filter((code) => !expected.includes(code)),
      [],
    );
    assert.ok(codes.includes('switch-absent'));
  });
  await check('the bundle is made on the machine and holds no secret of it', () => {
    const { code, out: said } = box.run('sudo', 'centrala', 'bundle', '--preview');
    assert.equal(code, 0, said.slice(-500));
    assert.doesNotMatch(said, /postgresql:\/\/centrala:(?!secret-)|admin@example\.com|BEGIN PRIVATE/);
  });
  await check('support staff are root through our command alone, and nobody comes by password', () => {
    assert.notEqual(box.run('sudo', '-n', 'id').code, 0);
    assert.notEqual(box.run('cat', '/etc/centrala/credentials/DATABASE_URL').code, 0);
  });
  await check('pages carry their headers through nginx', async () => {
    const { headers } = await box.answers('/');
    assert.match(headers['strict-transport-security'], /max-age/);
    assert.match(headers['content-security-policy'], /default-src/);
  });
}

/** Seeded moments between the start and the end of a first boot. */
async function powerCut(number) {
  const afterMs = 20_000 + ((number * 7_919) % 97) * 1_500;
  const box = newMachine('cut');
  box.start();
  try {
    await check(
      `power cut ${number}: after ${Math.round(afterMs / 1000)} s of its first boot it comes up all the same`,
      async () => {
        await new Promise((done) => setTimeout(done, afterMs));
        await box.cut();
        box.start();
        await box.serves('/');
      },
    );
  } finally {
    await box.cut();
  }
}
