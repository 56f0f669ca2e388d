import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Playlist, Prompt } from '#contracts';
import { ConfigurationText, type Configuration } from '../../../platform/configuration';
import { aMeta } from '../../../testing/builders';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine, walkPages } from '../../../testing/walk-pages';
import { Schedule } from '../../../platform/schedule';
import { fromWav, toWav } from './domain/wav';
import { Playlists, Prompts } from './index';
import { FakeEspeak } from './speech/fake-espeak.fixture';

const NOBODY = '00000000-0000-4000-8000-0000000000ff';
const tone = (seconds: number, rate = 44_100) =>
  Buffer.from(
    toWav({ rate, samples: Float32Array.from({ length: rate * seconds }, (_, n) => 0.05 * Math.sin(n / 20)) }),
  );

describe('prompts and playlists over HTTP', () => {
  const espeak = new FakeEspeak();
  let world: CallWorld;
  let chief: Agent;
  let anna: Agent;

  beforeAll(async () => {
    process.env['CENTRALA_ESPEAK'] = espeak.command;
    world = await CallWorld.start();
    [chief, anna] = [await world.hire('supervisor'), await world.hire()];
    await order([{ featureId: 'text-to-speech', quantity: 1 }]);
  });
  afterAll(async () => {
    delete process.env['CENTRALA_ESPEAK'];
    await world?.close();
  });

  const order = (addOns: object[]) =>
    world.sql(`update customer_order set document = jsonb_set(document, '{addOns}', $1::jsonb)`, [
      JSON.stringify(addOns),
    ]);
  const as = () => world.as(chief);
  const upload = (path: string, content: Buffer, type = 'application/octet-stream') =>
    world.app.http
      .put(`/api/v1${path}`)
      .set({ authorization: `Bearer ${chief.id}`, 'content-type': type })
      .send(content);
  const made = async (name: string, more: object = {}) =>
    (await as().post('/prompts', { name, ...more })).body as Prompt;
  const sounding = async (name: string, more: object = {}) => {
    const { id } = await made(name, more);
    const { status, body } = await upload(`/prompts/${id}/languages/pl/sound`, tone(0.5));
    expect([status, (body as { code?: string }).code]).toEqual([200, undefined]);
    return body as Prompt;
  };

  it.each([
    [{}, 'name required'],
    [{ name: '' }, 'name minLength'],
    [{ name: 'A', kind: 'noise' }, 'kind oneOf'],
    [{ name: 'A', note: 'x'.repeat(501) }, 'note maxLength'],
  ])('refuses to create %j: %s', async (body, broken) => {
    expect(problemLine(await as().post('/prompts', body))).toBe(`400 validation-failed ${broken}`);
  });

  it('knows none of another id, no name twice, and changes one at a time', async () => {
    for (const path of [`/prompts/${NOBODY}`, `/prompts/${NOBODY}/languages/pl/sound`, `/playlists/${NOBODY}`])
      expect((await as().get(path)).status).toBe(404);
    const prompt = await made('Powitanie');
    expect(problemLine(await as().post('/prompts', { name: 'POWITANIE' }))).toBe('409 prompt-name-taken name unique');
    expect((await as().patch(`/prompts/${prompt.id}`, { note: 'rano', version: 1 })).body).toMatchObject({
      name: 'Powitanie',
      kind: 'announcement',
      note: 'rano',
      version: 2,
    });
    expect(problemLine(await as().patch(`/prompts/${prompt.id}`, { version: 1 }))).toBe('409 changed-meanwhile');
    expect((await as().delete(`/prompts/${prompt.id}`)).status).toBe(204);
    expect(problemLine(await as().delete(`/prompts/${prompt.id}`))).toBe('404 prompt-not-found');
  });

  it('converts what is uploaded into telephone sound of one loudness', async () => {
    const prompt = await sounding('Muzyka', { kind: 'music' });
    expect(prompt.variants).toMatchObject([{ language: 'pl', source: 'upload', milliseconds: 500, revision: 1 }]);
    const heard = await world.app.http
      .get(`/api/v1/prompts/${prompt.id}/languages/pl/sound`)
      .set({ authorization: `Bearer ${chief.id}` });
    const sound = fromWav(heard.body as Buffer);
    expect([heard.type, sound?.rate]).toEqual(['audio/wav', 16_000]);
    const rendered = await world.app
      .get(Prompts)
      .render({ spoken: { kind: 'prompt', promptId: prompt.id }, language: 'pl' });
    const [path] = rendered.ok ? rendered.value.files : [];
    const onDisk = fromWav(readFileSync(path ?? ''));
    expect([onDisk?.rate, onDisk?.samples.length]).toEqual([8000, 4000]);
    expect(Math.max(...(onDisk?.samples ?? []))).toBeGreaterThan(0.07);
  });

  it.each([
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), '415 file-type-not-allowed'],
    ['nothing', Buffer.alloc(0), '415 file-type-not-allowed'],
    ['a broken MP3', Buffer.concat([Buffer.from('ID3'), Buffer.alloc(3000, 7)]), '422 sound-unreadable'],
    ['silence', Buffer.from(toWav({ rate: 8000, samples: new Float32Array(8000) })), '422 sound-silent'],
    ['a click', tone(0.05), '422 sound-too-short'],
    ['eleven minutes', tone(660, 4000), '422 sound-too-long'],
    ['too many bytes', Buffer.alloc(20_000_001), '413 file-too-large'],
  ])('refuses %s', async (_what, content, line) => {
    const { id } = await made(`Plik ${line}${_what}`);
    expect(problemLine(await upload(`/prompts/${id}/languages/pl/sound`, content))).toBe(line);
  });

  it('takes MP3 and OGG by their content, whatever they are called', async () => {
    const { id } = await made('Formaty');
    for (const name of ['tone.mp3', 'tone-vorbis.ogg', 'tone-opus.ogg', 'tone.flac']) {
      const content = readFileSync(join(__dirname, 'speech/sounds', name));
      expect((await upload(`/prompts/${id}/languages/pl/sound?source=recording`, content, 'image/png')).status).toBe(
        200,
      );
    }
    const { variants } = (await as().get(`/prompts/${id}`)).body as Prompt;
    expect(variants).toMatchObject([{ source: 'recording', revision: 4 }]);
  });

  it('keeps what was replaced for calls that play it, for a day', async () => {
    const { id } = await sounding('Zmieniana');
    const render = async () => {
      const rendered = await world.app
        .get(Prompts)
        .render({ spoken: { kind: 'prompt', promptId: id }, language: 'pl' });
      return rendered.ok ? (rendered.value.files[0] ?? '') : '';
    };
    const before = await render();
    await upload(`/prompts/${id}/languages/pl/sound`, tone(1));
    const after = await render();
    expect([before === after, existsSync(before), existsSync(after)]).toEqual([false, true, true]);
    const [timer] = await world.sql<{ due: number; payload: object }>(
      `select due, payload from schedule where payload::text like $1`,
      [`%${id}%`],
    );
    expect(Math.abs((timer?.due ?? 0) - world.clock.now() - 24 * 3_600_000)).toBeLessThan(60_000);
    const forget = world.app.get(Schedule).handlers.get('prompts.forget-sounds');
    const row = { key: '', command: '', due: 0, attempts: 0 };
    await forget?.(timer?.payload, row);
    await forget?.(timer?.payload, row);
    expect([existsSync(before), existsSync(after)]).toEqual([false, true]);
  });

  it('turns a text into speech, and refuses what cannot be spoken', async () => {
    const { id } = await made('Tekst');
    const text = (template: string, more: object = {}, language = 'pl') =>
      as().put(`/prompts/${id}/languages/${language}/text`, { template, ...more });
    expect((await text('Dzień dobry.')).body).toMatchObject({
      variants: [{ source: 'text', template: 'Dzień dobry.', voice: null, variables: [] }],
    });
    expect(espeak.spoken()).toEqual(['pl: Dzień dobry.']);
    expect((await text('Hello, {{ contact.firstName }}', { voice: 'en-gb+f2' }, 'en')).body).toMatchObject({
      variants: [{ language: 'en', milliseconds: null, variables: ['contact.firstName'] }, { language: 'pl' }],
    });
    expect(problemLine(await as().get(`/prompts/${id}/languages/en/sound`))).toBe('409 prompt-generated-live');
    expect(problemLine(await text('{{ contact.age }}'))).toBe('422 variable-unknown template knownVariables');
    expect(problemLine(await text('{{ oops'))).toBe('422 template-invalid template liquid');
    expect(problemLine(await text('Tak', { voice: 'nobody' }))).toBe('422 voice-unknown voice known');
    expect(problemLine(await text('Ja', {}, 'de'))).toBe('422 voice-unknown voice known');
    expect(problemLine(await text('Tak', {}, 'Polish'))).toBe('400 validation-failed language pattern');
  });

  it('lists its voices and speaks a preview', async () => {
    const { body } = await as().get('/speech');
    expect(body).toMatchObject({
      engine: 'eSpeak NG',
      variables: expect.arrayContaining(['queue.position']) as unknown,
    });
    expect((body as { voices: { id: string }[] }).voices).toHaveLength(8);
    const heard = await as().post('/speech/preview', {
      template: 'Numer {{ queue.position }}',
      language: 'pl',
      values: { 'queue.position': '7' },
    });
    expect([heard.status, heard.type, fromWav(heard.body as Buffer)?.rate]).toEqual([200, 'audio/wav', 16_000]);
    expect(problemLine(await as().post('/speech/preview', { template: '...', language: 'pl' }))).toBe(
      '422 sound-silent',
    );
  });

  it('has playlists of prompts that sound, and keeps what they use', async () => {
    const [one, two] = [await sounding('Utwór A', { kind: 'music' }), await sounding('Utwór B', { kind: 'music' })];
    const mute = await made('Niema');
    expect(problemLine(await as().post('/playlists', { name: 'P', promptIds: [] }))).toBe(
      '400 validation-failed promptIds minItems',
    );
    for (const promptIds of [[mute.id], [NOBODY]])
      expect(problemLine(await as().post('/playlists', { name: 'P', promptIds }))).toBe(
        '422 playlist-prompt-unplayable promptIds playable',
      );
    const { body } = await as().post('/playlists', { name: 'Oczekiwanie', promptIds: [two.id, one.id, two.id] });
    const playlist = body as Playlist;
    const files = await world.app.get(Playlists).filesOf(playlist.id, 'en');
    expect(files.map((path) => path.split('/').at(-2))).toEqual([two.id, one.id, two.id]);
    expect(files.every((path) => existsSync(path))).toBe(true);
    expect(problemLine(await as().post('/playlists', { name: 'OCZEKIWANIE', promptIds: [one.id] }))).toBe(
      '409 playlist-name-taken name unique',
    );
    const refused = await as().delete(`/prompts/${one.id}`);
    expect(problemLine(refused)).toBe(`409 prompt-in-use playlist.${playlist.id} uses`);
    expect(refused.body).toMatchObject({ params: { uses: 'Oczekiwanie' } });
    expect(problemLine(await as().delete(`/prompts/${one.id}/languages/pl`))).toContain('409 prompt-in-use');
    expect((await as().get(`/prompts/${one.id}/uses`)).body).toEqual([
      { kind: 'playlist', id: playlist.id, name: 'Oczekiwanie' },
    ]);
    const changed = await as().patch(`/playlists/${playlist.id}`, { promptIds: [two.id], version: 1 });
    expect(changed.body).toMatchObject({ name: 'Oczekiwanie', promptIds: [two.id], version: 2 });
    expect(problemLine(await as().patch(`/playlists/${playlist.id}`, { version: 1 }))).toBe('409 changed-meanwhile');
    expect((await as().delete(`/prompts/${one.id}`)).status).toBe(204);
    expect((await as().delete(`/playlists/${playlist.id}`)).status).toBe(204);
  });

  it('is put in force as text: what is said, never a sound', async () => {
    const text = world.app.get(ConfigurationText);
    const said = (template: string) => ({ language: 'pl', source: 'text', template, voice: null });
    const apply = (prompts: object, playlists: object = {}) =>
      text.apply({ prompts, playlists } as Configuration, aMeta());
    const before = await text.read();
    const night = { name: 'Noc', note: '', kind: 'announcement', variants: [said('Zamknięte.')] };
    const list = { name: 'Nocna', promptIds: ['@prompts/Noc'] };
    expect(await apply({ Noc: night }, { Nocna: list })).toMatchObject({ saved: ['prompts/Noc', 'playlists/Nocna'] });
    const one = await text.read();
    expect(one).toMatchObject({ prompts: { Noc: night }, playlists: { Nocna: list } });
    const english = { language: 'en', source: 'text', template: 'Closed.', voice: null };
    const other = { ...night, note: 'x', variants: [english, said('Nieczynne.')] };
    expect(await apply({ Noc: other })).toMatchObject({ saved: ['prompts/Noc'] });
    expect((await text.read())['prompts']?.['Noc']).toEqual(other);
    expect(await apply(one['prompts'] ?? {})).toMatchObject({ saved: ['prompts/Noc'], refused: null });
    expect(await text.read()).toEqual(one);
    const wrong = [
      { ...other, variants: [said('{{ x')] },
      { ...other, variants: [{ ...english, source: 'upload' }] },
    ];
    for (const [each, because] of [
      [wrong[0], 'template-'],
      [wrong[1], 'not-by-text: variants: The sound of en'],
    ] as const)
      expect((await apply({ Noc: each })).refused?.because).toContain(because);
    expect(await text.read()).toEqual(one);
    expect(await apply({ Noc: null }, { Nocna: null })).toMatchObject({ saved: ['playlists/Nocna', 'prompts/Noc'] });
    expect(await text.read()).toEqual(before);
  });

  it('is listed over stable pages, filtered, searched and exported', async () => {
    const get = (path: string) => as().get(path);
    const names = async (query: string) =>
      (await walkPages<Prompt>(get, `/prompts?limit=2&sort=name${query}`)).map(({ name }) => name);
    const all = await names('');
    expect(all).toEqual([...all].sort((a, b) => a.localeCompare(b, 'pl')));
    expect(await names('&kind=music')).toEqual(['Muzyka', 'Utwór B']);
    expect(await names('&language=en')).toEqual(['Tekst']);
    expect(await names('&search=dzien dobry')).toEqual(['Tekst']);
    expect((await world.as(chief).csv('/prompts?search=tekst')).text).toContain('Tekst,announcement,en pl');
    expect((await world.as(chief).csv('/playlists')).status).toBe(200);
    expect((await as().get('/prompts/names')).body).toContainEqual(
      expect.objectContaining({ name: 'Tekst', languages: ['en', 'pl'], variables: ['contact.firstName'] }),
    );
  });

  it('is kept by supervisors, and texts need the function in the Order', async () => {
    expect(problemLine(await world.as(anna).get('/prompts'))).toBe('403 permission-missing');
    const { id } = await made('Bez mowy');
    await order([]);
    expect(problemLine(await as().put(`/prompts/${id}/languages/pl/text`, { template: 'Tak' }))).toBe(
      '403 feature-not-in-order',
    );
    expect((await upload(`/prompts/${id}/languages/pl/sound`, tone(0.5))).status).toBe(200);
  });
});
