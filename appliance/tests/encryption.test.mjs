import assert from 'node:assert/strict';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { inRoot, must, run, start, temporaryFolder, until } from './support.mjs';

const require = createRequire(import.meta.url);
const MB = 1024 * 1024;

/** The commands of the initramfs, on a file instead of a partition: cryptsetup needs no device mapper for them. */
describe('data-at-rest-encryption: on a file', () => {
  const folder = temporaryFolder('encryption');
  const disk = join(folder.path, 'root.fs');
  const key = join(folder.path, 'luks.key');
  const script = readFileSync(inRoot('ansible/roles/encryption/files/encrypt'), 'utf8');
  const encrypt = [
    'reencrypt',
    '--encrypt',
    '--type',
    'luks2',
    '--uuid',
    'c0ffee00-0000-4000-8000-000000000001',
    '--label',
    'centrala-root',
    '--reduce-device-size',
    '32M',
    '--pbkdf',
    'argon2id',
    '--pbkdf-memory',
    '65536',
    '--pbkdf-force-iterations',
    '4',
    '--resilience',
    'checksum',
    '-q',
    '--key-file',
    key,
    disk,
  ];
  let provisioning;
  let box;

  before(() => {
    provisioning = require(inRoot('dist/provisioning/index.js'));
    const { systemBox } = require(inRoot('dist/appliance/box/index.js'));
    const real = systemBox();
    const inFile = (args) =>
      args.map((each) => (each === provisioning.ROOT_PARTITION ? disk : each.replace('/run/centrala', folder.path)));
    box = {
      ...real,
      write: (path, ...rest) => real.write(path.replace('/run/centrala', folder.path), ...rest),
      remove: (path) => real.remove(path.replace('/run/centrala', folder.path)),
      run: (program, args, options) => real.run(program, inFile(args), options),
    };
    must('mkfs.ext4', ['-q', '-L', 'root', disk, '192M']);
    truncateSync(disk, 224 * MB);
    writeFileSync(key, 'a passphrase of the owner');
  });
  after(folder.remove);

  it('the test does what the initramfs does', () => {
    for (const word of [
      '--encrypt --type luks2',
      '--reduce-device-size 32M',
      '--resilience checksum',
      'repair -q',
      '--resume-only',
    ])
      assert.ok(script.includes(word), word);
  });

  it('an encryption that is killed in the middle goes on, and is whole', async () => {
    const begun = start('cryptsetup', encrypt, { cwd: folder.path });
    const begins = () => run('cryptsetup', ['luksDump', disk]).out.includes('online-reencrypt');
    await until(begins, { withinMs: 60_000, say: 'the encryption begins' }).catch((error) =>
      assert.fail(`${error.message}: ${begun.said()}`),
    );
    process.kill(begun.pid, 'SIGKILL');
    await begun.stop();
    if (run('cryptsetup', ['luksDump', disk]).out.includes('online-reencrypt')) {
      must('cryptsetup', ['repair', '-q', '--key-file', key, disk]);
      must('cryptsetup', ['reencrypt', '--resume-only', '--force-offline-reencrypt', '-q', '--key-file', key, disk]);
    }
    const header = must('cryptsetup', ['luksDump', disk]);
    assert.ok(!header.includes('online-reencrypt'));
    assert.match(header, /aes-xts-plain64/);
    assert.match(header, /argon2id/);
    assert.equal(run('blkid', ['-p', '-o', 'value', '-s', 'TYPE', disk]).out.trim(), 'crypto_LUKS');
  });

  it('the passphrase opens it, another does not', () => {
    assert.equal(run('cryptsetup', ['open', '--test-passphrase', '--key-file', key, disk]).code, 0);
    assert.equal(run('cryptsetup', ['open', '--test-passphrase', disk], { input: 'another' }).code, 2);
  });

  it('a recovery key of ours opens it too, and leaves no file behind', async () => {
    assert.deepEqual(await provisioning.keySlots(box), ['0']);
    const recoveryKey = provisioning.drawRecoveryKey((bytes) => box.random(bytes));
    await provisioning.addKey(box, 'a passphrase of the owner', recoveryKey);
    assert.equal((await provisioning.keySlots(box)).length, 2);
    assert.equal(run('cryptsetup', ['open', '--test-passphrase', disk], { input: recoveryKey }).code, 0);
    assert.doesNotMatch(run('ls', [folder.path]).out, /known-key|added-key/);
  });

  const wipe = async (answer) => {
    const { makeProgram } = require(inRoot('dist/appliance/cli/program.js'));
    const ran = [];
    const machine = {
      ...box,
      read: (path) => (path === '/etc/hostname' ? 'box.example.com\n' : box.read(path)),
      run: (program, args, options) => {
        ran.push([program, ...args].join(' '));
        const off = ['logger', 'systemctl'].includes(program);
        return off ? Promise.resolve({ code: 0, out: '', err: '' }) : box.run(program, args, options);
      },
    };
    const context = { box: machine, out: () => undefined, ask: () => Promise.resolve(answer), exit: () => undefined };
    await makeProgram(context).exitOverride().parseAsync(['disk', 'wipe'], { from: 'user' });
    return ran;
  };

  it('a wrong passphrase adds nothing', async () => {
    await assert.rejects(
      provisioning.addKey(box, 'not the passphrase', 'another key of 20 signs'),
      /cryptsetup ended with 2/,
    );
    assert.equal((await provisioning.keySlots(box)).length, 2);
  });

  it('a wipe without the name of the machine changes nothing', async () => {
    await assert.rejects(wipe('yes'), /not its name; nothing was changed/);
    assert.equal(run('cryptsetup', ['open', '--test-passphrase', '--key-file', key, disk]).code, 0);
  });

  it('a wipe leaves no key, is written down, and switches the machine off', async () => {
    const ran = await wipe('box.example.com');
    assert.ok(ran.some((line) => line.startsWith('logger') && line.includes('disk wipe')));
    assert.equal(ran.at(-1), 'systemctl poweroff --no-block');
    assert.deepEqual(await provisioning.keySlots(box), []);
    assert.notEqual(run('cryptsetup', ['open', '--test-passphrase', '--key-file', key, disk]).code, 0);
  });

  it('a disk that is not encrypted is not wiped', async () => {
    writeFileSync(disk, Buffer.alloc(MB));
    await assert.rejects(wipe('box.example.com'), /The disk is not encrypted/);
  });
});
