/**
 * Builds the image, looks into it, boots it in a container and in QEMU, sets it up without a person, restarts it and cuts its
 * power. Ends with "N passed, N failed". As root; 15 GB and, on two cores, half an hour.
 *
 *   npm run appliance:test -- [--work FOLDER] [--only build,container,machine] [--cuts N] [--mirror A --security-mirror B]
 */
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import assert from 'node:assert/strict';
import { Machine } from './machine.mjs';
import { inRoot, must, run, start, until } from './support.mjs';

const { values: options } = parseArgs({
  options: {
    work: { type: 'string', default: inRoot('.data/appliance') },
    only: { type: 'string', default: 'build,container,machine' },
    cuts: { type: 'string', default: '2' },
    mirror: { type: 'string' },
    'security-mirror': { type: 'string' },
  },
});
const work = resolve(options.work);
const out = join(work, 'out');
const parts = options.only.split(',');
const results = { passed: 0, failed: 0 };
const begun = Date.now();
const seconds = () => `${Math.round((Date.now() - begun) / 1000)} s`;

async function check(name, what) {
  try {
    await what();
    results.passed += 1;
    console.log(`  ok ${name} (${seconds()})`);
    return true;
  } catch (error) {
    results.failed += 1;
    console.log(`  FAILED ${name} (${seconds()})\n${String(error.stack ?? error).slice(0, 3_000)}`);
    return false;
  }
}

/** The mirrors of this machine, unless others are given: its own apt knows where Debian is. */
function mirrors() {
  const text = [
    '/etc/apt/sources.list',
    ...readdirSync('/etc/apt/sources.list.d').map((name) => `/etc/apt/sources.list.d/${name}`),
  ]
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const found = [...text.matchAll(/^(?:URIs: |deb (?:\[[^\]]*\] )?)(\S*debian\S*)/gm)].map((each) =>
    each[1].replace(/\/$/, ''),
  );
  const security = options['security-mirror'] ?? found.find((each) => each.includes('security'));
  return { mirror: options.mirror ?? found.find((each) => !each.includes('security')), security };
}

const PACKAGES =
  'mmdebstrap packer ansible qemu-system-x86 qemu-utils systemd-container fdisk dosfstools mtools e2fsprogs openssl openssh-client zstd'.split(
    ' ',
  );

function installTools() {
  const missing = PACKAGES.filter(
    (name) => !run('dpkg-query', ['-W', '-f', '${Status}', name]).out.includes(' installed'),
  );
  if (missing.length === 0) return;
  must('apt-get', ['update', '-qq'], { withinMs: 600_000 });
  must('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], {
    withinMs: 1_200_000,
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
}

async function build() {
  console.log('The image is built');
  const release = must('node', [inRoot('packer/make-release.mjs'), work], { withinMs: 1_800_000 })
    .trim()
    .split('\n')
    .at(-1);
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 3072,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  writeFileSync(join(work, 'signing.key'), privateKey, { mode: 0o600 });
  writeFileSync(join(work, 'signing.pub'), publicKey);
  const { mirror, security } = mirrors();
  const given = {
    work: join(work, 'build'),
    cache: join(work, 'cache'),
    out,
    mirror,
    security_mirror: security,
    release,
    profile: 'mini',
    signing_key: join(work, 'signing.key'),
    extra: 'freeswitch_absent=true keycloak_absent=true',
  };
  const built = await check('packer builds it, the roles converge, and a second run changes nothing', () => {
    const said = run(
      'packer',
      [
        'build',
        '-color=false',
        ...Object.entries(given).flatMap(([key, value]) => ['-var', `${key}=${value}`]),
        inRoot('packer/appliance.pkr.hcl'),
      ],
      { withinMs: 3_000_000, env: { CHECKPOINT_DISABLE: '1' } },
    );
    writeFileSync(join(work, 'packer.log'), said.out);
    assert.equal(said.code, 0, said.out.slice(-2_500));
    assert.match(readFileSync(join(work, 'build/converge-2.log'), 'utf8'), /changed=0 .*failed=0/);
  });
  if (!built) return;
  await check('sums and signature are right', () => {
    must('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: out, withinMs: 600_000 });
    must(
      'openssl',
      ['dgst', '-sha256', '-verify', join(work, 'signing.pub'), '-signature', 'SHA256SUMS.sig', 'SHA256SUMS'],
      { cwd: out },
    );
  });
  await check('qcow2 and OVA are whole, the OVF is XML, the bill of materials names Debian and npm', () => {
    must('qemu-img', ['check', '-q', join(out, 'centrala-appliance.qcow2')]);
    assert.equal(
      must('tar', ['-tf', join(out, 'centrala-appliance.ova')])
        .trim()
        .split('\n').length,
      3,
    );
    must('python3', [
      '-c',
      'import sys, xml.dom.minidom as x; x.parse(sys.argv[1])',
      join(out, 'centrala-appliance.ovf'),
    ]);
    const { packages } = JSON.parse(readFileSync(join(out, 'centrala-appliance.spdx.json'), 'utf8'));
    for (const kind of ['pkg:deb/debian/postgresql-17@', 'pkg:npm/%40nestjs/core@'])
      assert.ok(
        packages.some((each) => each.externalRefs[0].referenceLocator.startsWith(kind)),
        kind,
      );
  });
  await check('nothing in it is shared between customers', () => {
    const root = join(work, 'build/root');
    assert.equal(readFileSync(join(root, 'etc/machine-id'), 'utf8'), '');
    const found = run(
      'find',
      [
        'etc/ssh',
        'etc/centrala',
        'var/lib/postgresql',
        'root',
        '-name',
        'ssh_host_*',
        '-o',
        '-path',
        '*credentials/*',
        '-o',
        '-name',
        '*.key',
        '-o',
        '-name',
        'PG_VERSION',
        '-o',
        '-name',
        'authorized_keys',
      ],
      { cwd: root },
    ).out;
    assert.equal(found, '');
    assert.doesNotMatch(readFileSync(join(root, 'etc/shadow'), 'utf8'), /^[^:]+:\$/m);
  });
}

async function container() {
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
    await check('systemd comes up', () =>
      until(() => /running|degraded/.test(inside('systemctl', 'is-system-running').out), {
        withinMs: 180_000,
        say: 'systemd is up',
      }),
    );
    await check('no unit fails but the first boot, which says what this machine lacks or asks', () => {
      const failed = inside('systemctl', '--failed', '--plain', '--no-legend')
        .out.trim()
        .split('\n')
        .map((line) => line.split(' ')[0])
        .filter(Boolean);
      assert.deepEqual(
        failed.filter((unit) => unit !== 'centrala-first-boot.service'),
        [],
        inside('journalctl', '-b', '-p', 'err', '--no-pager').out.slice(-2_000),
      );
    });
    await check('the command, its manual and its completion are there', () => {
      assert.match(inside('centrala', '--help').out, /Support of a Centrala appliance/);
      assert.match(inside('sh', '-c', 'man -l /usr/local/share/man/man1/centrala.1 | cat').out, /doctor/);
      assert.equal(inside('bash', '-n', '/usr/share/bash-completion/completions/centrala').code, 0);
      assert.equal(inside('centrala', 'status').code, 2);
    });
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
  } finally {
    run('kill', ['-9', leader]);
    await booted.stop();
  }
}

function mediaOf(folder) {
  mkdirSync(join(folder, 'media'), { recursive: true });
  const sshKey = join(folder, 'id');
  if (!existsSync(sshKey)) must('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', sshKey]);
  const { publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 3072,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const answers = {
    profile: 'mini',
    hostName: 'centrala.test',
    domain: 'example.com',
    managementNetworks: ['10.0.2.0/24'],
    administrator: { login: 'admin', email: 'admin@example.com', firstName: 'Anna', lastName: 'Nowak' },
    recoverySeal: publicKey,
    supportKeys: [readFileSync(`${sshKey}.pub`, 'utf8').trim()],
  };
  writeFileSync(join(folder, 'media/answers.json'), JSON.stringify(answers));
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

const newMachine = (name, ports) => {
  const folder = freshFolder(name);
  return new Machine({ folder, image: join(out, 'centrala-appliance.qcow2'), ...mediaOf(folder), ...ports });
};

async function machine() {
  console.log('It is set up in QEMU');
  const box = newMachine('machine', { sshPort: 42_022, httpsPort: 42_443 });
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
    await check('it starts again by itself and is not set up twice', async () => {
      await box.cut();
      box.start();
      await box.serves('/api/v1/health/live');
      assert.doesNotMatch(box.said(), /the disk is encrypted now/);
      assert.match(box.ssh('sudo', 'centrala', 'steps').out, /^done\s+administrator/m);
    });
  } finally {
    await box.cut();
  }
  for (let cut = 1; cut <= Number(options.cuts); cut += 1) await powerCut(cut);
}

const jsonOf = ({ out: text }) => JSON.parse(text.slice(text.search(/[[{]/)));

async function checkRunning(box) {
  await check('no unit has failed', () =>
    assert.equal(box.ssh('systemctl', '--failed', '--plain', '--no-legend').out.trim(), ''),
  );
  await check('root is a LUKS2 volume over the whole disk', () => {
    assert.match(box.ssh('lsblk', '-nro', 'NAME,TYPE,MOUNTPOINTS').out, /^cryptroot crypt \/$/m);
    assert.ok(Number(box.ssh('df', '--output=size', '-BG', '/').out.match(/(\d+)G/)[1]) > 380);
  });
  await check('its disk has the passphrase of the owner and a recovery key', () => {
    assert.deepEqual(jsonOf(box.ssh('sudo', 'centrala', 'disk', 'state', '--json')), {
      encrypted: true,
      finished: true,
      cipher: 'aes-xts-plain64',
      keys: 2,
    });
  });
  await check('status is ok: what the image has runs', () =>
    assert.equal(jsonOf(box.ssh('sudo', 'centrala', 'status', '--json')).status, 'ok'),
  );
  await check('doctor finds what is so: no switch, no time server, no backup yet', () => {
    const codes = jsonOf(box.ssh('sudo', 'centrala', 'doctor', '--json')).findings.map(({ code }) => code);
    const expected = ['switch-absent', 'backup-old', 'clock-not-synchronised', 'api-degraded', 'restart-due'];
    assert.deepEqual(
      codes.filter((code) => !expected.includes(code)),
      [],
    );
    assert.ok(codes.includes('switch-absent'));
  });
  await check('the bundle is made on the machine and holds no secret of it', () => {
    const { code, out: said } = box.ssh('sudo', 'centrala', 'bundle', '--preview');
    assert.equal(code, 0, said.slice(-500));
    assert.doesNotMatch(said, /postgresql:\/\/centrala:(?!secret-)|admin@example\.com|BEGIN PRIVATE/);
  });
  await check('support staff are root through our command alone, and nobody comes by password', () => {
    assert.notEqual(box.ssh('sudo', '-n', 'id').code, 0);
    assert.notEqual(box.ssh('cat', '/etc/centrala/credentials/DATABASE_URL').code, 0);
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
  const box = newMachine('cut', { sshPort: 42_122, httpsPort: 42_543 });
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

mkdirSync(work, { recursive: true });
try {
  installTools();
  if (parts.includes('build')) await build();
  if (parts.includes('container')) await container();
  if (parts.includes('machine')) await machine();
} catch (error) {
  results.failed += 1;
  console.log(error);
}
console.log(`The end after ${seconds()}`);
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exitCode = results.failed > 0 ? 1 : 0;
