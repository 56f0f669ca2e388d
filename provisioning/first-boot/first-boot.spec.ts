import { X509Certificate, createPrivateKey, generateKeyPairSync, privateDecrypt, constants } from 'node:crypto';
import { FakeBox } from '../../appliance/box/fake-box.fixture';
import { PROFILES, sizingOf } from '../../appliance/profiles';
import { readAnswers, type Answers } from './answers';
import { issueServer, makeAuthority } from './authority';
import { DONE, configure, knownAnswers, setUp } from './first-boot';
import { drawRecoveryKey, sealRecoveryKey } from './recovery-key';
import { readState, runSteps } from './run-steps';
import { StepRefused, type Step, type StepContext } from './step';
import { STEPS } from './steps';
import { ACTIVATION } from './steps/administrator';
import { SEALED_KEY } from './steps/encryption';
import { askAnswers } from './wizard';

const seal = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

const ANSWERS: Answers = readAnswers(
  JSON.stringify({
    profile: 'mini',
    hostName: 'centrala.example.com',
    domain: 'example.com',
    timeServers: ['ntp.example.com'],
    network: { mode: 'static', address: '10.1.2.3/24', gateway: '10.1.2.1', nameServers: ['10.1.2.1'] },
    managementNetworks: ['10.1.0.0/16'],
    trunkAddresses: ['198.51.100.7'],
    administrator: { login: 'admin', email: 'admin@example.com', firstName: 'Anna', lastName: 'Nowak' },
    recoverySeal: seal.publicKey,
    supportKeys: ['ssh-ed25519 AAAAC3Nz support'],
  }),
);

const { needs } = sizingOf(PROFILES.mini);

/** A machine as the initramfs leaves it: encrypted with the owner's passphrase, nothing set up. Its databases remember. */
function freshBox(): FakeBox {
  let slots = 1;
  let databases = false;
  const box = new FakeBox(
    {
      '/usr/lib/postgresql/17/bin/postgres': '',
      '/dev/disk/by-partlabel/root': '',
      '/opt/freeswitch/bin/freeswitch': '',
      '/opt/keycloak/bin/kc.sh': '',
      '/run/centrala/luks.key': 'a passphrase of the owner',
      '/proc/meminfo': `MemTotal: ${needs.memoryMb * 1024} kB\n`,
      '/proc/cpuinfo': Array.from({ length: needs.cores }, () => 'processor\t: 0\nflags\t\t: aes\n').join('\n'),
    },
    {
      'cryptsetup luksDump --dump-json-metadata': () =>
        JSON.stringify({
          keyslots: Object.fromEntries(Array.from({ length: slots }, (_, slot) => [slot, { type: 'luks2' }])),
        }),
      'cryptsetup luksAddKey': () => ((slots += 1), ''),
      'findmnt --noheadings': `${needs.diskGb * 1e9}\n`,
      lsblk: '0\n',
      'uname -m': 'x86_64\n',
      hostnamectl: '',
      networkctl: '',
      systemctl: '',
      ln: ([, zone = '', link = '']) => {
        box.write(link, zone);
        return '';
      },
      readlink: ([link = '']): string => box.read(link) ?? '',
      chown: '',
      chmod: '',
      curl: '',
      '/usr/libexec/centrala/make-clusters': '',
      psql: (args, { input }) => {
        if (input?.includes('create database reporting')) databases = true;
        return args.includes('select 1') ? (databases ? '1\n' : { code: 2 }) : '';
      },
      hostname: '10.0.0.7 192.0.2.7\n',
      '/opt/centrala/current/bin/node': (args, { input }) => {
        if (!args.includes('dist/backend/src/prepare-switch.js'))
          return 'ACTIVATE {"url":"https://centrala.example.com/activate?token=x"}\n';
        box.write('/var/lib/centrala/switch/freeswitch.xml', input ?? '');
        return '{}\n';
      },
    },
  );
  return box;
}

/** Pairs of keys take long to draw: for tests that are not of them. */
const QUICK = STEPS.filter(({ name }) => name !== 'certificates');
const said: string[] = [];
const contextOf = (box: FakeBox, answers = ANSWERS): StepContext => ({
  box,
  answers,
  say: (text) => void said.push(text),
});

describe('first boot', () => {
  it('sets a fresh machine up without a person, and changes nothing when it is done again', async () => {
    const box = freshBox();
    expect(await setUp(contextOf(box))).toEqual(STEPS.map(({ name }) => name));
    expect(box.exists(DONE)).toBe(true);
    expect(box.read(ACTIVATION)).toContain('https://centrala.example.com/activate');
    const before = new Map(box.files);
    expect(await setUp(contextOf(box))).toEqual([]);
    expect(box.files).toEqual(before);
  });

  it("writes the switch's configuration out of the answers, its passwords on no command line, and anew when they change", async () => {
    const box = freshBox();
    await setUp(contextOf(box), QUICK);
    const secret = box.read('/etc/centrala/credentials/CENTRALA_SWITCH_PASSWORD')?.trim() ?? '';
    const setup = JSON.parse(box.read('/var/lib/centrala/switch/freeswitch.xml') ?? '') as object;
    expect(setup).toMatchObject({ domain: 'centrala.example.com', passwords: { eventSocket: secret }, trunks: [] });
    expect(box.ran.some(({ args }) => args.join(' ').includes(secret))).toBe(false);
    expect([box.read('/etc/fs_cli.conf'), box.mode('/etc/fs_cli.conf')]).toEqual([
      expect.stringContaining(secret),
      0o600,
    ]);
    const moved = { ...ANSWERS, hostName: 'other.example.com' };
    expect(await configure('switch', contextOf(box, moved))).toBe(true);
    expect(await configure('switch', contextOf(box, moved))).toBe(false);
    expect(box.read('/var/lib/centrala/switch/freeswitch.xml')).toContain('other.example.com');
    box.remove('/opt/freeswitch');
    expect(await configure('switch', contextOf(box))).toBe(false);
  });

  it('gives Keycloak a database of its own and the realm, with secrets in files of root alone', async () => {
    const box = freshBox();
    await setUp(contextOf(box), QUICK);
    const configuration = box.read('/etc/centrala/keycloak.conf') ?? '';
    expect(box.mode('/etc/centrala/keycloak.conf')).toBe(0o600);
    for (const name of ['KEYCLOAK_DATABASE_PASSWORD', 'CENTRALA_KEYCLOAK_ADMIN_PASSWORD']) {
      const secret = box.read(`/etc/centrala/credentials/${name}`)?.trim() ?? '';
      expect(configuration).toContain(secret);
      expect(box.ran.some(({ args }) => args.join(' ').includes(secret))).toBe(false);
    }
    expect(box.ran.some(({ args }) => args.includes('dist/provisioning/keycloak/apply.js'))).toBe(true);
    expect(box.read('/etc/centrala/backend.env')).toContain('CENTRALA_IDENTITY="keycloak"');
    const embedded = freshBox();
    embedded.remove('/opt/keycloak');
    await setUp(contextOf(embedded), QUICK);
    expect(embedded.exists('/etc/centrala/keycloak.conf')).toBe(false);
    expect(embedded.read('/etc/centrala/backend.env')).not.toContain('CENTRALA_IDENTITY');
  });

  /** Ends the set-up at the `moment`th program that it runs, and sets up again from what is on the disk. */
  async function cutAndGoOn(moment: number, steps: readonly Step[]): Promise<FakeBox> {
    const box = freshBox();
    const run = box.run.bind(box);
    let left = moment;
    box.run = async (...how) => {
      left -= 1;
      if (left === 0) throw new Error('the power went');
      return run(...how);
    };
    await expect(setUp(contextOf(box), steps)).rejects.toThrow('the power went');
    box.run = run;
    await setUp(contextOf(box, knownAnswers(box)), steps);
    return box;
  }

  const filesOf = (box: FakeBox) => [...box.files.keys()].filter((path) => !path.includes('/provisioning/')).sort();

  it('goes on after the power went at any moment of any step', async () => {
    const steps = QUICK;
    const whole = freshBox();
    await setUp(contextOf(whole), steps);
    for (let moment = 1; moment <= whole.ran.length; moment += 1) {
      const box = await cutAndGoOn(moment, steps);
      expect(box.exists(DONE)).toBe(true);
      expect(filesOf(box)).toEqual(filesOf(whole));
      expect(Object.values(readState(box))).toEqual(steps.map(() => 'done'));
    }
  });

  it('goes on after the power went while certificates were made, under the same authority', async () => {
    const box = await cutAndGoOn(
      1,
      STEPS.filter(({ name }) => name === 'certificates'),
    );
    const [server, authority] = ['server', 'authority'].map(
      (name) => new X509Certificate(box.read(`/etc/centrala/tls/${name}.pem`) ?? ''),
    );
    expect(server?.checkIssued(authority as X509Certificate)).toBe(true);
    expect(box.mode('/etc/centrala/tls/server.key')).toBe(0o600);
  });

  it('keeps the passwords that the databases know already', async () => {
    const box = freshBox();
    await setUp(contextOf(box), QUICK);
    const before = box.read('/etc/centrala/credentials/DATABASE_URL');
    expect(await configure('secrets', contextOf(box))).toBe(false);
    expect(box.read('/etc/centrala/credentials/DATABASE_URL')).toBe(before);
    expect(box.mode('/etc/centrala/credentials/DATABASE_URL')).toBe(0o600);
  });

  it('never gives a secret to a program as an argument, nor says it', async () => {
    const box = freshBox();
    said.length = 0;
    await setUp(contextOf(box), QUICK);
    const secrets = ['DATABASE_URL', 'REDIS_URL', 'CENTRALA_SECRET']
      .map((name) => box.read(`/etc/centrala/credentials/${name}`)?.trim() ?? '')
      .map((value) => (value.includes('://') ? new URL(value).password : value));
    const shown = [...box.ran.flatMap(({ args }) => args), ...said].join('\n');
    for (const secret of [...secrets, 'a passphrase of the owner']) {
      expect(secret.length).toBeGreaterThan(20);
      expect(shown).not.toContain(secret);
    }
  });

  it('refuses a machine that is too small before it changes anything', async () => {
    const box = freshBox();
    box.write('/proc/cpuinfo', 'processor : 0\nflags : aes\n');
    await expect(setUp(contextOf(box))).rejects.toThrow(StepRefused);
    expect(box.exists('/etc/centrala/profile.env')).toBe(false);
    expect(box.exists(DONE)).toBe(false);
  });

  it('does one step anew under changed answers', async () => {
    const box = freshBox();
    await setUp(contextOf(box), QUICK);
    const changed: Answers = { ...ANSWERS, trunkAddresses: ['203.0.113.9'] };
    expect(await configure('network', contextOf(box, changed))).toBe(true);
    expect(box.read('/etc/nftables.d/addresses.nft')).toContain('define trunks = { 203.0.113.9 }');
    await expect(configure('nothing', contextOf(box))).rejects.toThrow('There is no step nothing');
  });

  it('undoes a step that was begun and says when it does not come out as wanted', async () => {
    const box = new FakeBox();
    const calls: string[] = [];
    const step: Step = {
      name: 'lamp',
      title: 'Lamp',
      check: async () => calls.includes('apply'),
      apply: async () => void calls.push('apply'),
      undo: async () => void calls.push('undo'),
    };
    box.write('/var/lib/centrala/provisioning/state.json', '{"lamp":"begun"}');
    await runSteps([step], contextOf(box));
    expect(calls).toEqual(['undo', 'apply']);
    await expect(runSteps([{ ...step, name: 'dark', check: async () => false }], contextOf(box))).rejects.toThrow(
      'still not as wanted',
    );
    expect(readState(box)).toEqual({ lamp: 'done', dark: 'begun' });
  });
});

describe('answers', () => {
  it('name every wrong field with its rule', () => {
    const wrong = { ...ANSWERS, profile: 'huge', hostName: 'UPPER', timeZone: 'Mars/Base', managementNetworks: [] };
    expect(() => readAnswers(JSON.stringify(wrong))).toThrow(
      /profile: [\s\S]*hostName: [\s\S]*timeZone: [\s\S]*managementNetworks: /,
    );
  });

  it('are asked one by one, again when they break a rule', async () => {
    const lines = [
      'small',
      'mini',
      'centrala.example.com',
      '',
      'example.com',
      '',
      '',
      '',
      '10.0.0.0/8',
      '',
      'admin',
      'nobody',
      'admin@example.com',
      'Anna',
      'Nowak',
    ];
    const heard: string[] = [];
    const answers = await askAnswers({ ask: async () => lines.shift() ?? '', say: (text) => void heard.push(text) });
    expect(answers).toMatchObject({
      profile: 'mini',
      network: { mode: 'dhcp' },
      timeZone: 'Europe/Warsaw',
      administrator: { email: 'admin@example.com' },
    });
    expect(heard).toHaveLength(2);
  });
});

describe('recovery key', () => {
  it('has 48 signs that cannot be mistaken, and is read by the owner of the seal alone', async () => {
    const box = freshBox();
    await setUp(contextOf(box), QUICK);
    const sealed = Buffer.from(box.read(SEALED_KEY) ?? '', 'base64');
    const opened = privateDecrypt(
      { key: seal.privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
      sealed,
    ).toString();
    expect(opened).toMatch(/^(?:[a-hjkmnp-z2-9]{6}-){7}[a-hjkmnp-z2-9]{6}$/);
    const added = [...box.files.keys()].filter((path) => path.startsWith('/run/centrala/'));
    expect(added).toEqual(['/run/centrala/luks.key']);
  });

  it('is another one each time', () => {
    const box = new FakeBox();
    const keys = Array.from({ length: 50 }, () => drawRecoveryKey((bytes) => box.random(bytes)));
    expect(new Set(keys).size).toBe(50);
    expect(sealRecoveryKey(keys[0] ?? '', seal.publicKey)).not.toBe(sealRecoveryKey(keys[0] ?? '', seal.publicKey));
  });

  it('is typed again by the person at the console', async () => {
    const box = freshBox();
    const shown: string[] = [];
    await setUp({ ...contextOf(box), confirmSecret: async (_title, secret) => void shown.push(secret) }, QUICK);
    expect(shown).toHaveLength(1);
    expect(box.exists(SEALED_KEY)).toBe(false);
  });
});

describe('authority of the house', () => {
  it('issues certificates that chain, fit their key and name, and end before browsers refuse them', () => {
    const now = Date.parse('2026-11-29T12:00:00Z');
    const authority = makeAuthority({ name: 'Łączność', now, serial: Buffer.alloc(16, 255) });
    const { certificate, key } = issueServer(authority, {
      names: ['a.example.com', 'b.example.com'],
      now,
      serial: Buffer.alloc(16, 9),
    });
    const [parent, child] = [new X509Certificate(authority.certificate), new X509Certificate(certificate)];
    expect(child.verify(parent.publicKey)).toBe(true);
    expect(parent.verify(parent.publicKey)).toBe(true);
    expect(child.checkIssued(parent)).toBe(true);
    expect(child.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(child.checkHost('b.example.com')).toBe('b.example.com');
    expect(child.checkHost('c.example.com')).toBeUndefined();
    expect([parent.ca, child.ca]).toEqual([true, false]);
    expect(parent.subject).toContain('Łączność');
    expect((Date.parse(child.validTo) - now) / 86_400_000).toBe(397);
  });
});
