import type { CallDetail, HealthReport } from '#contracts';
import { ConfigurationText, type Configuration } from './platform/configuration';
import { FileStore } from './platform/files';
import { ANSWERS } from './support';
import { aMeta } from './testing/builders';
import { CallWorld, type Agent } from './testing/call-world';

describe('What features bind into the platform', () => {
  let world: CallWorld;
  let administrator: Agent;
  beforeAll(async () => {
    world = await CallWorld.start();
    administrator = await world.hire('administrator');
  });
  afterAll(() => world.close());

  const part = async (name: string) => {
    const { body } = (await world.as(administrator).get('/system/health')) as { body: HealthReport };
    return body.parts.find((each) => each.name === name);
  };

  it('the disk space of the Order, packs included, is the quota of files', async () => {
    expect((await world.app.get(FileStore).usage()).quota).toBe(100e9);
    await world.sql(
      `update customer_order set document = jsonb_set(document, '{addOns}', '[{"featureId": "disk-space-pack-100gb", "quantity": 2}]')`,
    );
    expect((await world.app.get(FileStore).usage()).quota).toBe(300e9);
  });

  it('the health of the switch and of the identity provider: without a switch degraded, and still ready', async () => {
    expect(await part('identity-provider')).toMatchObject({ status: 'ok', detail: 'embedded' });
    expect(await part('switch')).toMatchObject({ status: 'ok', detail: 'switch-1' });
    world.line.simulated.dropConnections(60_000);
    await world.wait(1);
    expect(await part('switch')).toMatchObject({ status: 'degraded', detail: 'switch-1 is not connected' });
    const ready = await world.app.http.get('/api/v1/health/ready');
    expect([ready.status, ready.body]).toEqual([200, { status: 'degraded' }]);
    await world.wait(60);
    await world.connected();
    expect(await part('switch')).toMatchObject({ status: 'ok' });
  });

  it('support staff are told the story of a call, by its id or its number, and why it went where it went', async () => {
    const anna = await world.hire();
    await world.number(await world.queue([anna]));
    await world.ready(anna);
    const caller = await world.callFrom('+48501000001');
    await world.press(anna, 'answer');
    await world.callerHangsUp(caller);
    const ask = (word: string, given: string) => ANSWERS[word]?.(world.app.app, given);
    const story = (await ask('trace', '+48501000001')) as CallDetail;
    expect(story.timeline.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['CallArrived', 'CallOffered', 'CallConnected', 'CallHungUp']),
    );
    expect(await ask('trace', story.call.id)).toEqual(story);
    expect(await ask('why', story.call.id)).toMatchObject([{ chosen: [anna.id], strategy: 'linear' }]);
    expect(await ask('check', 'recordings')).toMatchObject({ findings: [] });
    await expect(ask('trace', '+48999')).rejects.toThrow('There is no call of +48999');
  });

  it('support staff unlock an account, and the journal says so', async () => {
    const anna = await world.hire();
    const [{ login = '' } = {}] = await world.sql<{ login: string }>('select login from app_user where id = $1', [
      anna.id,
    ]);
    expect(await ANSWERS['unlock']?.(world.app.app, login)).toEqual({ login, unlocked: true });
    const told = await world.sql<{ type: string; actor: object }>(
      `select type, meta -> 'actor' as actor from journal where stream = $1 order by position desc limit 1`,
      [`user-${anna.id}`],
    );
    expect(told).toEqual([{ type: 'UserUnlocked', actor: { kind: 'system', id: 'support' } }]);
    await expect(ANSWERS['unlock']?.(world.app.app, 'nobody@firma.test')).rejects.toThrow('There is no user');
  });

  it('the configuration is a text without secrets; put in force it saves what differs, and a refusal leaves all as it was', async () => {
    const as = world.as(administrator);
    const made = async (path: string, body: object) => expect((await as.post(path, body)).status).toBe(201);
    const SECRETS = ['tajne-haslo', 'tajny-klucz', 'tajny-naglowek', 'tajna-tresc'];
    const skill = (await as.post('/skills', { name: 'Czeski' })).body as { id: string };
    await made('/trunks', { name: 'nowy', title: 'Nowy', host: 'sip.example.com', password: SECRETS[0] });
    const skills = [{ skillId: skill.id, level: 3, mandatory: true }];
    await made('/queues', { name: 'Praga', skills });
    const place = { x: 0, y: 0 };
    const dip = { id: 'dip', kind: 'data-dip', name: '', position: place, method: 'POST', timeoutMs: 900, outputs: [] };
    const headers = [{ name: 'X-Key', value: SECRETS[2] }];
    const asked = { ...dip, url: `https://crm.example.com/k?key=${SECRETS[1]}`, headers, body: SECRETS[3] };
    const start = { id: 'start', kind: 'start', name: '', position: place };
    const document = { schema: 1, language: 'pl', variables: [], nodes: [start, asked], edges: [] };
    await made('/flows', { name: 'Pyta CRM', document });
    const read = () => ANSWERS['configuration']?.(world.app.app, 'read') as Promise<Configuration>;
    const before = await read();
    expect(before).toMatchObject({
      skills: { Czeski: { name: 'Czeski' } },
      trunks: { nowy: { host: 'sip.example.com' } },
      queues: { Praga: { skills: [{ skillId: '@skills/Czeski', level: 3 }] } },
      flows: { 'Pyta CRM': { draft: { nodes: [{}, { url: 'https://crm.example.com/k?…' }] } } },
    });
    for (const secret of SECRETS) expect(JSON.stringify(before)).not.toContain(secret);

    const apply = (text: object) =>
      world.app
        .get(ConfigurationText)
        .apply(text as Configuration, aMeta({ actor: { kind: 'system', id: 'support' } }));
    expect(await apply(before)).toEqual({ saved: [], kept: [], refused: null, left: [] });
    const brno = {
      ...(before['queues']?.['Praga'] as object),
      name: 'Brno',
      skills: [{ ...skills[0], skillId: '@skills/Morawski' }],
    };
    const wanted = { queues: { Brno: brno }, skills: { Morawski: { name: 'Morawski' } } };
    expect(await apply(wanted)).toMatchObject({ saved: ['skills/Morawski', 'queues/Brno'], refused: null });
    expect((await read())['queues']).toMatchObject({ Brno: brno });
    const praga = { ...(before['queues']?.['Praga'] as object), wrapUpSeconds: 7 };
    const wrong = { queues: { Praga: praga }, prompts: { Witaj: { name: 'Witaj' } } };
    expect(await apply(wrong)).toMatchObject({
      refused: { what: 'prompts/Witaj', because: 'it can only be set in the console' },
      left: [],
    });
    expect((await read())['queues']).toMatchObject({ Praga: before['queues']?.['Praga'] });
    const told = await world.sql(
      `select distinct meta -> 'actor' ->> 'id' as by from journal where type = 'SkillSaved' and data ->> 'skillId' <> $1`,
      [skill.id],
    );
    expect(told).toEqual([{ by: 'support' }]);
  });
});
