import type { CallDetail, HealthReport } from '#contracts';
import { ConfigurationText, type Configuration } from './platform/configuration';
import { FileStore } from './platform/files';
import { ANSWERS } from './support';
import { aMeta } from './testing/builders';
import { CallWorld, type Agent } from './testing/call-world';
import { wholeConfiguration } from './testing/whole-configuration';

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

  describe('the configuration as text', () => {
    const as = () => world.as(administrator);
    const made = async (path: string, body: object) => expect((await as().post(path, body)).status).toBe(201);
    const read = () => ANSWERS['configuration']?.(world.app.app, 'read') as Promise<Configuration>;
    const apply = (text: object) =>
      world.app
        .get(ConfigurationText)
        .apply(text as Configuration, aMeta({ actor: { kind: 'system', id: 'support' } }));
    const login = () => `agent${administrator.extension}@firma.test`;
    const UNCHANGED = { saved: [], refused: null, left: [] };

    it('holds no secrets, and keeps those in force when it is put in force', async () => {
      const SECRETS = ['tajne-haslo', 'tajny-klucz', 'tajny-naglowek', 'tajna-tresc', 'tajny-zaczep'];
      await made('/trunks', { name: 'stary', title: 'Stary', host: 'sip.example.com', password: SECRETS[0] });
      const place = { x: 0, y: 0 };
      const dip = {
        id: 'dip',
        kind: 'data-dip',
        name: '',
        position: place,
        method: 'POST',
        timeoutMs: 900,
        outputs: [],
      };
      const headers = [{ name: 'X-Key', value: SECRETS[2] }];
      const asked = { ...dip, url: `https://crm.example.com/k?key=${SECRETS[1]}`, headers, body: SECRETS[3] };
      const start = { id: 'start', kind: 'start', name: '', position: place };
      const document = { schema: 1, language: 'pl', variables: [], nodes: [start, asked], edges: [] };
      await made('/flows', { name: 'Pyta CRM', document });
      const watch = { kind: 'absence', event: 'switch-lost', afterSeconds: 60 };
      await made('/alert-rules', { name: 'Cisza', watch, webhookUrl: `https://hooks.example.com/x?key=${SECRETS[4]}` });
      const before = await read();
      for (const secret of SECRETS) expect(JSON.stringify(before)).not.toContain(secret);
      expect(await apply(before)).toEqual({ ...UNCHANGED, kept: [] });

      const changed = JSON.parse(
        JSON.stringify(before)
          .replace('"timeoutMs":900', '"timeoutMs":800')
          .replace('"afterSeconds":60', '"afterSeconds":90'),
      ) as Configuration;
      expect(await apply(changed)).toMatchObject({ saved: ['alert-rules/Cisza', 'flows/Pyta CRM'], refused: null });
      expect(await read()).toEqual(changed);
      const [{ all = '' } = {}] = await world.sql<{ all: string }>(
        'select (select draft::text from ivr_flow) || (select settings::text from alert_rule) as all',
      );
      for (const secret of SECRETS.slice(1)) expect(all).toContain(secret);
      const elsewhere = JSON.parse(
        JSON.stringify(changed['flows']).replace('crm.example.com', 'other.example.com'),
      ) as object;
      expect((await apply({ flows: elsewhere })).refused).toEqual({
        what: 'flows/Pyta CRM',
        because: expect.stringContaining('not-by-text: draft: ') as string,
      });
    });

    it('makes and changes something of every kind, whoever is named by another first, and goes back', async () => {
      const first = wholeConfiguration(login(), 0);
      const kinds = Object.keys(first).sort();
      expect(kinds).toEqual(Object.keys({ ...(await read()), ...first }).sort());
      expect(await apply(first)).toMatchObject({ refused: null });
      const one = await read();
      expect(one).toMatchObject(first);
      expect(await apply(first)).toMatchObject(UNCHANGED);

      const second = wholeConfiguration(login(), 1);
      const changed = kinds.filter((kind) => kind !== 'skills');
      const done = await apply(second);
      expect(done.refused).toBeNull();
      expect([...new Set(done.saved.map((what) => what.split('/')[0]))].sort()).toEqual(changed);
      expect(await read()).toMatchObject(second);

      expect(await apply(one)).toMatchObject({ refused: null, left: [] });
      expect(await read()).toEqual(one);
    });

    it('is refused with the thing, the field and the rule, and what was changed before is as it was', async () => {
      const before = await read();
      const attempt = async (wrong: object) => {
        const { refused, left } = await apply(wrong);
        expect(left).toEqual([]);
        return refused && `${refused.what}: ${refused.because}`;
      };
      const brno = { ...(before['queues']?.['Brno'] as object), wrapUpSeconds: 77 };
      const goal = { ...(before['goals']?.['Plan'] as object), campaignIds: [] };
      expect(
        await attempt({ queues: { Brno: brno, Ostrava: { ...brno, name: 'Ostrava' } }, goals: { Plan: goal } }),
      ).toBe('goals/Plan: goal-not-valid: campaignIds: Needed (required)');
      expect(await attempt({ goals: { Plan: { ...goal, target: -1 } } })).toMatch(/^goals\/Plan: target: .* \(min\)$/);
      expect(await attempt({ queues: { Brno: { ...brno, skills: [{ skillId: '@skills/Nic' }] } } })).toBe(
        'queues/Brno: there is no @skills/Nic',
      );
      expect(await attempt({ skills: { Morawski: null } })).toBe('skills/Morawski: skill-in-use');
      expect(await attempt({ skills: { Inny: { name: 'Morawski' } } })).toBe(
        'skills/Inny: its name says skills/Morawski',
      );
      expect(await attempt({ 'contact-fields': { segment: null } })).toBe(
        'contact-fields/segment: it can only be taken away in the console',
      );
      const card = before['scorecards']?.['Jakość'] as { published: object };
      const empty = { ...card, published: { schema: 1, sections: [] } };
      expect(await attempt({ scorecards: { Jakość: empty } })).toContain(
        'scorecard-not-valid: {"findings":[{"code":"sections-missing"',
      );
      expect(await attempt({ scorecards: { Nowa: { ...empty, name: 'Nowa' } } })).toContain('scorecard-not-valid');
      expect(await attempt({ scorecards: { Jakość: { ...card, published: null, draft: card.published } } })).toContain(
        'not-by-text: published: ',
      );
      expect(await read()).toEqual(before);
    });

    it('takes away what it says is not to be, whoever names another first, and the journal says who did it', async () => {
      const {
        'consent-purposes': _purposes,
        'contact-fields': _fields,
        'contact-matching': _matching,
        'external-urls': _urls,
        ...some
      } = wholeConfiguration(login(), 0);
      const none = (of: object) => Object.fromEntries(Object.keys(of).map((name) => [name, null]));
      const gone = Object.fromEntries(Object.entries(some).map(([kind, of]) => [kind, none(of)]));
      expect(await apply(gone)).toMatchObject({ refused: null });
      const left = await read();
      for (const [kind, of] of Object.entries(some))
        for (const name of Object.keys(of)) expect(left[kind]?.[name]).toBeUndefined();
      const told = await world.sql(
        `select distinct meta -> 'actor' ->> 'id' as by from journal where type = 'SurveyDeleted'`,
      );
      expect(told).toEqual([{ by: 'support' }]);
    });
  });
});
