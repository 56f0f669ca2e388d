import { createHash } from 'node:crypto';
import { FakeBox } from '../../box/fake-box.fixture';
import { makeBundle, manifestOf, zipBundle } from './make-bundle';
import { Redactor } from './redact';

const KEY = Buffer.alloc(32, 7);

/** Words of a seeded stream: the same 500 each time. */
function stream(seed: string) {
  let count = 0;
  const bytes = () =>
    createHash('sha256')
      .update(`${seed}/${(count += 1)}`)
      .digest();
  return {
    word: (length: number) => bytes().toString('base64url').replace(/[-_]/g, 'x').slice(0, length),
    digits: (length: number) =>
      [...bytes()]
        .map((each) => String(each % 10))
        .join('')
        .slice(0, length),
    number: (below: number) => bytes().readUInt32BE() % below,
  };
}

const draw = stream('planted');
const NAMES = ['Katarzyna Zielińska', 'Marek Wiśniewski', 'Łucja Źdźbło', 'Jan Nowak-Kowalski', "Siobhán O'Brien"];

/** How a secret or a personal datum stands in logs and settings, with what must not be found afterwards. */
const FORMS: readonly (() => readonly [string, string])[] = [
  () => {
    const word = draw.word(24);
    return [`DATABASE_URL=postgresql://centrala:${word}@127.0.0.1:5432/centrala`, word];
  },
  () => {
    const word = draw.word(20);
    return [`{"password":"${word}","user":"a"}`, word];
  },
  () => {
    const word = draw.word(20);
    return [`requirepass ${word}`, word];
  },
  () => {
    const word = draw.word(32);
    return [`Authorization: Bearer ${word}`, word];
  },
  () => {
    const word = draw.word(40);
    return [`cookie token eyJhbGciOi.${word}.abcdefgh`, word];
  },
  () => {
    const word = draw.word(24);
    return [`  secret = "${word}"`, word];
  },
  () => {
    const word = draw.word(24);
    return [`CENTRALA_SWITCH_PASSWORD=${word}`, word];
  },
  () => {
    const word = draw.word(18);
    return [`GET /x?access_token=${word}&page=2`, word];
  },
  () => {
    const word = draw.word(18);
    return [`alter role bi password '${word}'`, word];
  },
  () => {
    const word = draw.word(60);
    return [`-----BEGIN PRIVATE KEY-----\n${word}\n-----END PRIVATE KEY-----`, word];
  },
  () => {
    const number = `+48${5 + draw.number(3)}${draw.digits(8)}`;
    return [`call from ${number} queued`, number.slice(3)];
  },
  () => {
    const number = `${5 + draw.number(3)}${draw.digits(8)}`;
    return [
      `dialled ${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)} now`,
      `${number.slice(3, 6)} ${number.slice(6)}`,
    ];
  },
  () => {
    const name = `${draw.word(8)}.${draw.word(6)}`;
    return [`mail to ${name}@klient.example.pl refused`, name];
  },
  () => {
    const address = `${11 + draw.number(80)}.${draw.number(256)}.${draw.number(256)}.${1 + draw.number(254)}`;
    return [`client ${address} connected`, address];
  },
  () => {
    const name = NAMES[draw.number(NAMES.length)] ?? '';
    return [`agent ${name} ready`, name];
  },
];

const PLANTED = Array.from({ length: 500 }, (_, index) => FORMS[index % FORMS.length]?.() ?? ['', '']);

const box = () =>
  new FakeBox({
    '/log': PLANTED.map(
      ([line], index) => `2026-11-29T12:00:${String(index % 60).padStart(2, '0')} [${index}] ${line}`,
    ).join('\n'),
  });
const collectors = [
  { file: 'a.txt', collect: async (at: FakeBox) => at.read('/log') ?? '' },
  {
    file: 'b.txt',
    collect: async () =>
      'call from +48601234567 queued\nthen 601 234 567 rang, and +48 601-234-567 again; another is +48601234568',
  },
] as never[];

describe('support bundle', () => {
  it('contains none of 500 planted secrets and personal data', async () => {
    const bundle = await makeBundle(box(), new Redactor(KEY, NAMES), { collectors });
    const everything = bundle.files.map(({ content }) => content).join('\n') + manifestOf(bundle);
    const found = PLANTED.filter(([, secret]) => everything.includes(secret)).map(([line]) => line);
    expect(found).toEqual([]);
    expect(Object.values(bundle.replaced).reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(500);
  });

  it('keeps what is no secret: times, positions, versions, loopback addresses, ids', () => {
    const harmless = [
      '2026-11-29T12:00:07.123Z relay at position 812345 took 5 ms on 127.0.0.1:5432',
      'node 24.21.0, PostgreSQL 17.6, pid 30412, 1073741824 bytes',
      'call 0f8fad5b-d9cb-469f-a165-70867728950e moved to queue sales',
      'systemd[1]: Started centrala-api@1.service',
    ].join('\n');
    expect(new Redactor(KEY).redact(harmless)).toEqual({ text: harmless, replaced: 0 });
  });

  it('gives one number one word however it is written, so that a call can be followed', async () => {
    const { files } = await makeBundle(box(), new Redactor(KEY), { collectors });
    const words = files[1]?.content.match(/phone-[0-9a-f]{10}/g) ?? [];
    expect(words).toHaveLength(4);
    expect(new Set(words.slice(0, 3)).size).toBe(1);
    expect(words[3]).not.toBe(words[0]);
  });

  it('gives another bundle other words', () => {
    const of = (key: Buffer) => new Redactor(key).redact('call from +48601234567').text;
    expect(of(KEY)).not.toBe(of(Buffer.alloc(32, 8)));
    expect(of(KEY)).toBe(of(KEY));
  });

  it('changes nothing when it is done twice', () => {
    const redactor = new Redactor(KEY, NAMES);
    const once = redactor.redact(PLANTED.map(([line]) => line).join('\n')).text;
    expect(redactor.redact(once).text).toBe(once);
  });

  it('goes on after a collector that fails and one that hangs', async () => {
    const broken = {
      file: 'broken.txt',
      collect: async () => Promise.reject(new Error('password=hunter22222 was refused')),
    };
    const hanging = { file: 'hanging.txt', collect: () => new Promise<string>(() => undefined) };
    const bundle = await makeBundle(box(), new Redactor(KEY), {
      collectors: [broken, hanging, ...collectors],
      patienceMs: 20,
    });
    expect(bundle.files.map(({ file }) => file)).toEqual(['broken.txt', 'hanging.txt', 'a.txt', 'b.txt']);
    expect(bundle.files[0]?.failed).toMatch(/password=secret-[0-9a-f]{10} was refused/);
    expect(bundle.files[1]?.failed).toBe('took longer than 20 ms');
  });

  it('is an archive with a manifest of sums', async () => {
    const bundle = await makeBundle(box(), new Redactor(KEY), { collectors });
    const zip = await zipBundle(bundle);
    expect(zip.subarray(0, 2).toString()).toBe('PK');
    expect(zip.includes('manifest.json')).toBe(true);
    const { files } = JSON.parse(manifestOf(bundle)) as { files: { sha256: string; content?: string }[] };
    expect(files[0]?.sha256).toBe(
      createHash('sha256')
        .update(bundle.files[0]?.content ?? '')
        .digest('hex'),
    );
    expect(files[0]?.content).toBeUndefined();
  });
});
