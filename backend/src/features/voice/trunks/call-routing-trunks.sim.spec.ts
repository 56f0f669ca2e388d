import type { CallDetail, SaveTrunk, SaveTrunkRoute, Trunk, TrunkRoute } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine, walkPages } from '../../../testing/walk-pages';

const NOBODY = '00000000-0000-4000-8000-0000000000ff';

describe('call-routing-trunks', () => {
  let world: CallWorld;
  let [chief, anna, boris]: Agent[] = [];
  const trunks = new Map<string, Trunk>();

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, anna, boris] = [await world.hire('administrator'), await world.hire(), await world.hire()];
    await world.number(await world.queue([of(boris)]));
    await world.ready(of(anna), of(boris));
  });
  afterAll(() => world?.close());

  const of = (agent: Agent | undefined): Agent => agent as Agent;
  const admin = () => world.as(of(chief));
  const save = (name: string, more: Partial<SaveTrunk> = {}) =>
    admin().post('/trunks', { name, title: `Łącze ${name}`, host: `${name}.example`, channels: 2, ...more });
  const route = (name: string, by: string[], more: Partial<SaveTrunkRoute> = {}) =>
    admin().post('/trunk-routes', { name, trunkIds: by.map((each) => trunks.get(each)?.id), ...more });
  const seen = async (name: string) =>
    ((await admin().get('/trunks')).body as { items: Trunk[] }).items.find((trunk) => trunk.name === name) as Trunk;
  const person = (number: string, how: 'answers' | 'busy') =>
    world.line.simulated.world.setPerson(
      number,
      how === 'answers'
        ? { kind: 'answers', afterMs: [1000, 1000] }
        : { kind: 'refuses', status: 486, afterMs: [500, 500] },
    );
  const dial = async (number: string, by = anna) => {
    const response = await world.as(of(by)).post('/calls', { number });
    await world.wait(4);
    return response;
  };
  const hangUp = async (by = anna) => {
    await world.press(of(by), 'hang-up');
    await world.wait(60);
  };
  const chosen = async () =>
    (
      await world.sql<{ data: { choice: { chosen: { trunk: string } | null; because: string } } }>(
        `select data from journal where type in ('TrunkChosen', 'TrunkNotChosen') order by position`,
      )
    ).map(({ data }) => data.choice.chosen?.trunk ?? data.choice.because);
  const used = () => world.sql('select trunk from trunk_leg order by trunk');

  it('uses the trunk of the configuration while none is set up', async () => {
    person('+48601000001', 'answers');
    expect((await dial('601000001')).status).toBe(201);
    expect(await world.desk(of(anna))).toMatchObject([{ state: 'talking' }]);
    expect(await chosen()).toEqual([]);
    await hangUp();
  });

  it('is set up field by field; the password goes in and never comes out', async () => {
    expect(problemLine(await save('Trunk A', { host: 'a.example' }))).toBe('400 validation-failed name trunk-name');
    expect(problemLine(await save('trunk-a', { authentication: 'registration' }))).toBe(
      '400 validation-failed username account',
    );
    const account = { authentication: 'registration', username: 'firma', password: 'tajne-haslo' } as const;
    const made = (await save('trunk-a', account)).body as Trunk;
    expect(made).toMatchObject({ name: 'trunk-a', hasPassword: true, line: { state: 'pending' } });
    expect(JSON.stringify(made)).not.toContain('tajne-haslo');
    const [row] = await world.sql<{ sealed: Buffer }>('select sealed_password as sealed from trunk');
    expect(row?.sealed.toString('latin1')).not.toContain('tajne-haslo');
    const journal = await world.sql(`select 1 from journal where data::text like '%tajne-haslo%'`);
    expect(journal).toEqual([]);
    expect(problemLine(await save('trunk-a'))).toBe('409 trunk-name-taken');
    trunks.set('trunk-a', made);
    trunks.set('trunk-b', (await save('trunk-b')).body as Trunk);
    const changed = await admin().put(`/trunks/${made.id}`, { ...made, ...account, password: '', version: 1 });
    expect(changed.body).toMatchObject({ hasPassword: true, version: 2 });
    expect(problemLine(await admin().put(`/trunks/${made.id}`, { ...made, name: 'other', version: 2 }))).toBe(
      '400 validation-failed name fixed',
    );
    expect(problemLine(await admin().put(`/trunks/${made.id}`, { ...made, version: 1 }))).toBe('409 changed-meanwhile');
    expect((await admin().csv('/trunks?search=trunk-b')).text).toContain('trunk-b');
    expect(await walkPages((path) => admin().get(path), '/trunks?limit=1&sort=-title')).toHaveLength(2);
    expect(problemLine(await world.as(of(anna)).get('/trunks'))).toBe('403 permission-missing');
  });

  it('reaches the switch by itself, and says so', async () => {
    await world.settle();
    await world.wait(1);
    expect(await seen('trunk-a')).toMatchObject({ line: { state: 'applied' }, health: { state: 'up' } });
    expect(await seen('trunk-b')).toMatchObject({ line: { state: 'applied' }, health: { state: 'up' } });
    expect([...world.line.simulated.model.gateways.keys()].sort()).toEqual(['trunk-a', 'trunk-b', 'trunk-pl-1']);
    const told = await world.sql<{ data: { name: string } }>(`select data from journal where type = 'TrunkHandedOver'`);
    expect(told.map(({ data }) => data.name).sort()).toEqual(['trunk-a', 'trunk-a', 'trunk-b']);
  });

  it('says what the operator or the switch has against a trunk, and mends it without touching the others', async () => {
    const { id } = (await save('trunk-c', { host: 'trunk-c.example' })).body as Trunk;
    world.line.simulated.world.operatorAnswers('trunk-c', 403, 'Forbidden');
    const account = { authentication: 'registration', username: 'firma', password: 'zle-haslo' } as const;
    const given = { name: 'trunk-c', title: 'Trzecie', host: 'trunk-c.example', channels: 2, ...account };
    await admin().put(`/trunks/${id}`, { ...given, version: 1 });
    await world.settle();
    await world.wait(1);
    expect((await admin().get(`/trunks/${id}`)).body).toMatchObject({
      line: { state: 'applied' },
      health: { state: 'down', lastError: 'FAIL_WAIT Forbidden' },
    });
    const [taken] = [(await save('trunk-pl-1')).body as Trunk];
    await world.settle();
    expect((await admin().get(`/trunks/${taken.id}`)).body).toMatchObject({
      line: { state: 'refused', reason: 'name-of-setup' },
    });
    for (const gone of [id, taken.id]) expect((await admin().delete(`/trunks/${gone}`)).status).toBe(204);
    await world.settle();
    expect([...world.line.simulated.model.gateways.keys()].sort()).toEqual(['trunk-a', 'trunk-b', 'trunk-pl-1']);
  });

  it('takes up its trunks again when the switch has been away, and what changed meanwhile', async () => {
    const b = await seen('trunk-b');
    world.line.simulated.kill(200);
    await admin().put(`/trunks/${b.id}`, { ...b, codecs: ['PCMA'] });
    expect(await seen('trunk-b')).toMatchObject({ line: { state: 'pending' }, version: 2 });
    await world.wait(5);
    await world.connected();
    await world.settle();
    expect(await seen('trunk-b')).toMatchObject({ line: { state: 'applied' } });
    expect(world.line.simulated.trunkFiles?.read('trunk-b.gateway.xml')).toContain('value="PCMA"');
  });

  it('refuses a call that no route takes, and keeps why', async () => {
    const refused = await dial('601000001');
    expect(problemLine(refused)).toBe('409 no-trunk');
    expect(await chosen()).toEqual(['no-route']);
    expect(await world.status(of(anna))).toBe('ready');
  });

  it('sends a call by its beginning to the trunk of the route, with that trunk’s number', async () => {
    expect(problemLine(await admin().post('/trunk-routes', { name: 'X', trunkIds: [NOBODY] }))).toBe(
      '400 validation-failed trunkIds exists',
    );
    const abroad = await route('Zagranica', ['trunk-b'], { position: 1, prefixes: ['+49'] });
    expect(abroad.status).toBe(201);
    await route('Kraj', ['trunk-a', 'trunk-b'], { position: 2, prefixes: ['+48'] });
    const b = await seen('trunk-b');
    await admin().put(`/trunks/${b.id}`, { ...b, callerIdRule: 'fixed', callerIdNumber: '+48585550000' });
    await world.settle();
    person('+493012345678', 'answers');
    await dial('+49 30 12345678');
    const [call] = await world.desk(of(anna));
    expect(call).toMatchObject({ state: 'talking', ownNumber: '+48585550000' });
    expect((await chosen()).at(-1)).toBe('trunk-b');
    expect(await used()).toEqual([{ trunk: 'trunk-b' }]);
    const { timeline } = (await admin().get(`/calls/${call?.id}`)).body as CallDetail;
    expect(timeline.map(({ type }) => type)).toContain('TrunkChosen');
    await hangUp();
    expect(await used()).toEqual([]);
    expect(problemLine(await admin().delete(`/trunks/${b.id}`))).toBe('409 trunk-in-use');
    expect(
      (await admin().put(`/trunk-routes/${(abroad.body as TrunkRoute).id}`, { ...abroad.body, active: false })).body,
    ).toMatchObject({
      active: false,
      version: 2,
    });
  });

  it('goes on by the next trunk when one is gone, without the agent doing anything', async () => {
    person('+48601000001', 'answers');
    // The switch does not know it (any more), and has not told so.
    world.line.simulated.model.gateways.delete('trunk-a');
    await dial('601000001');
    await world.wait(5);
    expect(await world.desk(of(anna))).toMatchObject([{ state: 'talking' }]);
    expect((await chosen()).slice(-2)).toEqual(['trunk-a', 'trunk-b']);
    expect(await used()).toEqual([{ trunk: 'trunk-b' }]);
    const { health } = (await admin().get(`/trunks/${trunks.get('trunk-a')?.id}`)).body as Trunk;
    expect(health.lastError).toContain('unknown-trunk');
    await hangUp();
    world.line.simulated.world.gateway('trunk-a', true);
    await world.settle();
  });

  it('never calls somebody again who is busy', async () => {
    person('+48601000002', 'busy');
    await dial('601000002');
    await world.wait(10);
    expect((await world.calls()).at(-1)).toMatchObject({ outcome: 'busy' });
    expect((await chosen()).slice(-2)).toEqual(['trunk-a', 'not-retried']);
    expect(await used()).toEqual([]);
    await world.wait(30);
  });

  it('passes over a trunk that the switch calls down, and shows its state', async () => {
    world.line.simulated.world.gateway('trunk-a', false);
    await world.settle();
    await dial('601000001');
    expect((await chosen()).at(-1)).toBe('trunk-b');
    const { health } = (await admin().get(`/trunks/${trunks.get('trunk-a')?.id}`)).body as Trunk;
    expect(health).toMatchObject({ state: 'down' });
    await hangUp();
    world.line.simulated.world.gateway('trunk-a', true);
    await world.settle();
  });

  it('brings in only its own numbers, and no more calls than it has channels', async () => {
    const b = (await admin().get(`/trunks/${trunks.get('trunk-b')?.id}`)).body as Trunk;
    const change = (more: object, version: number) => admin().put(`/trunks/${b.id}`, { ...b, ...more, version });
    const arrive = async () => {
      const leg = world.line.simulated.world.call(
        { from: '+48601000000', to: '+48221000100', name: '', trunk: 'trunk-b' },
        { patienceMs: 3_600_000, talkMs: 3_600_000, digits: '' },
      );
      await world.settle();
      await world.wait(1);
      return leg;
    };
    const because = async () =>
      (
        await world.sql<{ because: string }>(
          `select data->>'because' as because from journal where type = 'CallHungUp' order by position desc limit 1`,
        )
      )[0]?.because;
    await change({ numberPrefixes: ['+4858'] }, b.version);
    await arrive();
    expect(await because()).toBe('number-not-of-trunk');
    await change({ numberPrefixes: ['+4822'], channels: 1 }, b.version + 1);
    const first = await arrive();
    expect(await used()).toEqual([{ trunk: 'trunk-b' }]);
    await arrive();
    expect(await because()).toBe('channels-full');
    await world.callerHangsUp(first);
    await world.wait(60);
    expect(await used()).toEqual([]);
  });
});
