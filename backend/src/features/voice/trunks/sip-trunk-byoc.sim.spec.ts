import type { Order, Trunk } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';

describe('sip-trunk-byoc', () => {
  let world: CallWorld;
  let chief: Agent;
  let agents: Agent[] = [];

  beforeAll(async () => {
    world = await CallWorld.start();
    chief = await world.hire('administrator');
    agents = [await world.hire(), await world.hire(), await world.hire()];
    await world.ready(...agents);
    world.line.simulated.world.setPerson('+48601000001', { kind: 'answers', afterMs: [1000, 1000] });
    await world.settle();
  });
  afterAll(() => world?.close());

  const trunk = (channels: number, more: object = {}) =>
    world.as(chief).post('/trunks', {
      ...{ name: 'own-carrier', title: 'Własny operator', host: '10.1.2.3', supplier: 'byoc', channels },
      ...more,
    });
  const buy = async (quantity: number) => {
    const order = (await world.as(chief).get('/order')).body as Order;
    const addOns = quantity === 0 ? [] : [{ featureId: 'sip-trunk-byoc', quantity }];
    return world.as(chief).put('/order', { ...order, addOns });
  };
  const dial = async (by: Agent) => {
    const response = await world.as(by).post('/calls', { number: '601000001' });
    await world.wait(4);
    return response;
  };

  it('is sold per channel: none without the order, no more than it pays for', async () => {
    const refused = await trunk(2);
    expect(problemLine(refused)).toBe('409 byoc-channels-exceeded');
    expect(refused.body).toMatchObject({ params: { paid: 0, wanted: 2 } });
    expect((await buy(2)).status).toBe(200);
    expect(problemLine(await trunk(3))).toBe('409 byoc-channels-exceeded');
    expect((await trunk(2)).status).toBe(201);
    expect(problemLine(await trunk(1, { name: 'second' }))).toBe('409 byoc-channels-exceeded');
    expect((await trunk(1, { name: 'second', active: false })).status).toBe(201);
  });

  it('carries as many calls at once as are paid for, in both directions', async () => {
    const [own] = ((await world.as(chief).get('/trunks?active=true')).body as { items: Trunk[] }).items;
    await world.as(chief).post('/trunk-routes', { name: 'Wszystko', trunkIds: [own?.id] });
    const [anna, boris, celina] = agents as [Agent, Agent, Agent];
    expect((await dial(anna)).status).toBe(201);
    expect((await dial(boris)).status).toBe(201);
    const third = await dial(celina);
    expect(problemLine(third)).toBe('409 no-trunk');
    const [choice] = await world.sql<{ verdict: string }>(
      `select data#>>'{choice,trunks,0,verdict}' as verdict from journal where type = 'TrunkNotChosen'`,
    );
    expect(choice?.verdict).toBe('channels-full');
    await world.press(boris, 'hang-up');
    await world.wait(60);
    await buy(1);
    expect(problemLine(await dial(celina))).toBe('409 no-trunk');
    const verdicts = await world.sql<{ verdict: string }>(
      `select data#>>'{choice,trunks,0,verdict}' as verdict from journal where type = 'TrunkNotChosen' order by position`,
    );
    expect(verdicts.at(-1)?.verdict).toBe('byoc-channels-full');
    await world.press(anna, 'hang-up');
    await world.wait(60);
    expect((await dial(celina)).status).toBe(201);
    await world.press(celina, 'hang-up');
  });
});
