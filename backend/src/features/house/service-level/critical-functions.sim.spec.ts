import { CRITICAL_FUNCTIONS, type CriticalFunctions, type CriticalOutage, type Page } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { CheckFunctions } from '.';

describe('critical-functions: the platform tries itself', () => {
  let world: CallWorld;
  let admin: Agent;
  let anna: Agent;

  beforeAll(async () => {
    // By hand: no round comes by itself.
    process.env['CENTRALA_CRITICAL_CHECK_SECONDS'] = '3600';
    world = await CallWorld.start();
    [admin, anna] = [await world.hire('administrator'), await world.hire()];
    await world.number(await world.queue([anna]));
    await world.ready(anna);
  });
  afterAll(() => world.close());

  /** One round; its calls need the clock. */
  const round = async (): Promise<void> => {
    let over = false;
    const running = world.app
      .get(CheckFunctions)
      .round()
      .finally(() => (over = true));
    while (!over) await world.wait(0.1);
    await running;
    await world.wait(30);
  };
  const state = async () => (await world.as(admin).get('/critical-functions')).body as CriticalFunctions;
  const failing = async () =>
    (await state()).functions.filter(({ detail }) => detail !== null).map((each) => each.function);
  const outages = async () =>
    ((await world.as(admin).get('/critical-functions/outages')).body as Page<CriticalOutage>).items;
  const written = () =>
    world.sql<object>(`select stream, version from journal where type not like 'CriticalFunction%' order by position`);

  it('finds all seven working, and nobody notices', async () => {
    const before = await written();
    await round();
    const { functions, availability } = await state();
    expect(functions.map((each) => each.function)).toEqual([...CRITICAL_FUNCTIONS]);
    expect(functions.map(({ detail }) => detail)).toEqual(functions.map(() => null));
    expect(availability).toBe(100);
    expect(await written()).toEqual(before);
    expect(await world.calls()).toEqual([]);
    expect(await world.legs()).toEqual([]);
    expect(await world.status(anna)).toBe('ready');
    expect(await world.sql('select 1 from app_user where first_name = $1', ['Check'])).toEqual([]);
  });

  it('leaves callers alone who come meanwhile', async () => {
    const running = world.app.get(CheckFunctions).round();
    await world.callFrom('+48503000001');
    await world.press(anna, 'answer');
    await world.wait(10);
    await running;
    expect(await failing()).toEqual([]);
    await world.press(anna, 'hang-up');
    expect(await world.calls()).toMatchObject([{ outcome: 'answered' }]);
  });

  it('notices a switch that is lost: told once, an outage from the first failed check to the first good one', async () => {
    world.line.simulated.dropConnections(100_000);
    await world.wait(0);
    await round();
    expect(await outages()).toEqual([]);
    await round();
    await round();
    expect(await failing()).toEqual(['outbound-calls', 'inbound-calls', 'ivr', 'distribution']);
    expect(await outages()).toHaveLength(4);
    const { body } = await world.as(admin).get('/notifications');
    expect(body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ code: 'critical-function-failed', count: 4 })]),
    });
    await world.wait(100);
    await world.connected();
    await round();
    expect(await failing()).toEqual([]);
    const [one] = await outages();
    expect(one).toMatchObject({ kind: 'failed', detail: expect.any(String), endedAt: expect.any(String) });
    expect((await state()).availability).toBeLessThan(100);
  });

  it('notices that every trunk is down', async () => {
    await world.sql(
      `insert into trunk (id, name, title, supplier, host, transport, authentication, username, codecs, channels, caller_id_rule, number_prefixes, active)
       values (gen_random_uuid(), 'trunk-x', 'X', 'byoc', 'sip.example.com', 'udp', 'address', '', '{PCMA}', 10, 'own', '{}', true)`,
    );
    await world.sql(`insert into trunk_health (name, state, since) values ('trunk-x', 'down', now())`);
    await round();
    expect(await failing()).toEqual(['outbound-calls', 'inbound-calls', 'ivr']);
    await world.sql(`update trunk_health set state = 'up' where name = 'trunk-x'`);
    await round();
    expect(await failing()).toEqual([]);
  });
});
