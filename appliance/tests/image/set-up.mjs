import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../support.mjs';
import { answersOf, drawKeys } from './answers.mjs';
import { Machine } from './machine.mjs';
import { checkPlatform } from './platform.mjs';
import { check, out, seeded, work } from './run.mjs';
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
    if (!(await cutOften(box))) return;
    await box.rests();
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
}

const ROOT_BYTES = 4_128 * 2 ** 20;
/** Written at the end of the encryption, before the disk is opened. */
const ENCRYPTED = /centrala: the disk is encrypted \[/;

/** Moments of the first boot in their order, each found by what the machine does. */
function momentsOf(box, random) {
  const encrypting = [0, 1, 2].map((part) => {
    const share = (part + random()) * 0.3;
    return [
      `${Math.round(share * 100)} % of the disk encrypted`,
      () => box.patiently(() => box.written() > share * ROOT_BYTES, 'the disk is encrypted so far'),
    ];
  });
  const worked = random() * 5;
  const ended = () => box.hears(ENCRYPTED).then(() => box.works(worked));
  return [...encrypting, [`${worked.toFixed(1)} s of work after its end`, ended]];
}

/** The power goes again and again in one first boot. Each time the machine comes to the next moment, and at last to the end. */
async function cutOften(box) {
  const moments = momentsOf(box, seeded());
  const begun = await check('the disk is encrypted on this machine, at its first boot', async () => {
    await box.hears(/centrala: first boot: the disk is encrypted now/);
    await moments[0][1]();
  });
  if (!begun) return false;
  for (const [index, [moment]] of moments.entries()) {
    const [next, comesTo] = moments[index + 1] ?? ['the console is served', () => box.serves('/')];
    const wentOn = await check(
      `power cut ${index + 1} of ${moments.length}: ${moment}; it comes to the next: ${next}`,
      async () => {
        await box.cut();
        box.start();
        await comesTo();
      },
    );
    if (!wentOn) return false;
  }
  return true;
}

const jsonOf = ({ out: text }) => JSON.parse(text.slice(text.search(/[[{]/)));

async function checkRunning(box) {
  await check('no unit has failed', () =>
    assert.equal(box.run('systemctl', '--failed', '--plain', '--no-legend').out.trim(), ''),
  );
  await check('root is a LUKS2 volume over the whole disk', () => {
    assert.match(box.run('lsblk', '-nro', 'NAME,TYPE,MOUNTPOINTS').out, /^cryptroot crypt \/$/m);
    assert.ok(Number(box.run('df', '--output=size', '-BG', '/').out.match(/(\d+)G\s*$/)[1]) > 380);
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
