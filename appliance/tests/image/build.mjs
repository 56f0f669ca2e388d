import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, must, run } from '../support.mjs';
import { OPENSCAP } from './hardening.mjs';
import { buildWithKeycloak } from './keycloak.mjs';
import { buildPeer } from './libreswan.mjs';
import { check, options, out, work } from './run.mjs';

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
  'mmdebstrap packer ansible qemu-system-x86 qemu-utils systemd-container fdisk dosfstools mtools e2fsprogs openssl openssh-client zstd lynis testssl.sh'.split(
    ' ',
  );

export function installTools() {
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

/** For the suite of the image, whatever this machine's is. */
export function fetchOpenScap({ mirror } = mirrors(), suite = 'trixie') {
  if (existsSync(OPENSCAP)) return;
  const args = ['-q', '--variant=extract', '--include=openscap-scanner,ssg-debian', suite, OPENSCAP];
  must('mmdebstrap', [...args, `deb ${mirror} ${suite} main`], { withinMs: 600_000 });
}

/** Pairs to sign the sums and the updates with, for this run alone. */
function drawPairs() {
  const pairs = {
    signing: generateKeyPairSync('rsa', { modulusLength: 3072 }),
    update: generateKeyPairSync('ed25519'),
  };
  for (const [name, { privateKey, publicKey }] of Object.entries(pairs)) {
    writeFileSync(join(work, `${name}.key`), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    writeFileSync(join(work, `${name}.pub`), publicKey.export({ type: 'spki', format: 'pem' }));
  }
}

export async function build() {
  console.log('The image is built');
  drawPairs();
  const made = [inRoot('packer/make-release.mjs'), work, join(work, 'update.pub')];
  const release = must('node', made, { withinMs: 1_800_000 }).trim().split('\n').at(-1);
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
  await checkResults();
  await checkContents();
  await buildWithKeycloak(release);
  buildPeer({ mirror });
}

async function checkResults() {
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
}

async function checkContents() {
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
