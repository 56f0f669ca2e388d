import type { Agent } from '../../../testing/call-world';
import { CampaignWorld, mobile } from '../../../testing/campaign-world';

describe('predictive-dialer: agents get only people who have answered', () => {
  let campaigns: CampaignWorld;
  let agents: Agent[];

  beforeAll(async () => {
    campaigns = await CampaignWorld.start();
    await campaigns.buys({ featureId: 'predictive-dialer', quantity: 1 });
    agents = [await campaigns.world.hire(), await campaigns.world.hire(), await campaigns.world.hire()];
    await campaigns.world.ready(...agents);
  });
  afterAll(() => campaigns.world.close());

  it('calls ahead, connects within two seconds, and the phone lifts by itself', async () => {
    const { world } = campaigns;
    const id = await campaigns.campaign(agents, { kind: 'predictive', wrapUpSeconds: 5 });
    const callees = Array.from({ length: 9 }, (_, index) => ({ number: mobile(index) }));
    await campaigns.load(id, callees);
    for (const [index, { number }] of callees.entries())
      campaigns.person(
        number,
        index % 3 === 2
          ? { kind: 'refuses', status: 486, afterMs: [1000, 1000] }
          : { kind: 'answers', afterMs: [3000, 6000] },
      );
    await campaigns.act(id, 'start');
    expect(await Promise.all(agents.map((agent) => world.status(agent)))).toEqual(['reserved', 'reserved', 'reserved']);
    for (let round = 0; round < 8; round += 1) {
      await world.wait(10);
      for (const agent of agents) {
        const [call] = await world.desk(agent);
        if (call?.state === 'talking') await world.press(agent, 'hang-up');
      }
    }
    await world.wait(10);
    const attempts = await campaigns.attempts(id);
    expect(attempts.filter(({ outcome }) => outcome === 'connected')).toHaveLength(6);
    expect(attempts.filter(({ outcome }) => outcome === 'busy')).toHaveLength(3);
    expect(attempts.every(({ abandoned_at }) => abandoned_at === null)).toBe(true);
    expect(await Promise.all(agents.map((agent) => world.status(agent)))).toEqual(['ready', 'ready', 'ready']);
    const decided = await world.sql<{ data: { dial: number; limitedBy: string } }>(
      `select data from journal where stream = $1 order by version`,
      [`pacing-${id}`],
    );
    expect(decided[0]?.data).toMatchObject({ dial: 3, limitedBy: 'hard-cap' });
    await campaigns.act(id, 'drain');
  });

  it('relationship-keeping: who answers a system recontact gets whom he talked with last, if he waits', async () => {
    const { world } = campaigns;
    // Among those who wait as long, the one who would be the last to get a call.
    const vera = agents.toSorted((one, other) => (one.id < other.id ? 1 : -1))[0] as Agent;
    campaigns.person(mobile(40), { kind: 'answers', afterMs: [1000, 1000] });
    await world.as(vera).post('/calls', { number: mobile(40) });
    await world.wait(3);
    await world.press(vera, 'hang-up');
    await world.as(vera).post('/agents/me/finish-wrap-up');
    campaigns.person(mobile(40), { kind: 'refuses', status: 486, afterMs: [500, 500] });
    const attempts = { busy: { everyMinutes: 1, maximum: 9 } };
    const id = await campaigns.campaign(agents, { kind: 'predictive', lastAgentSeconds: 20, attempts });
    await campaigns.load(id, [{ number: mobile(40) }]);
    await campaigns.act(id, 'start');
    await world.wait(10);
    campaigns.person(mobile(40), { kind: 'answers', afterMs: [1000, 1000] });
    await world.wait(65);
    expect(await world.desk(vera)).toMatchObject([{ state: 'talking', number: mobile(40) }]);
    await world.press(vera, 'hang-up');
    await world.wait(10);
    await campaigns.act(id, 'drain');
  });

  it('tells who called, when nobody is there in time, and counts it', async () => {
    const { world } = campaigns;
    const [anna] = agents as [Agent];
    const id = await campaigns.campaign([anna], {
      kind: 'predictive',
      predictive: { abandonedMessage: 'Dzwoniła firma Centrala. Oddzwonimy.' },
    });
    campaigns.person(mobile(20), { kind: 'answers', afterMs: [4000, 4000] });
    await campaigns.load(id, [{ number: mobile(20) }]);
    await campaigns.act(id, 'start');
    await world.wait(1);
    await world.signOut(anna);
    await world.wait(15);
    const [attempt] = await campaigns.attempts(id);
    expect(attempt).toMatchObject({ outcome: 'abandoned', number: mobile(20) });
    expect(attempt?.abandoned_at).not.toBeNull();
    expect((await world.calls()).at(-1)).toMatchObject({ id: attempt?.id, outcome: 'abandoned' });
    const said = await world.sql<{ data: { say: string } }>(
      `select data from journal where stream = $1 and type = 'CallOverflowed'`,
      [`call-${attempt?.id}`],
    );
    expect(said).toMatchObject([{ data: { say: 'Dzwoniła firma Centrala. Oddzwonimy.' } }]);
    expect(await world.legs()).toEqual([]);
    await campaigns.act(id, 'drain');
  });

  it('keeps an agent who wants a break only as long as calls under way need him, and can be switched while it runs', async () => {
    const { world } = campaigns;
    const [anna] = agents as [Agent];
    await world.ready(anna);
    const id = await campaigns.campaign([anna], { kind: 'predictive', ringSeconds: 15, autoStartSeconds: 0 });
    campaigns.person(mobile(30), { kind: 'rings' });
    campaigns.person(mobile(31), { kind: 'answers', afterMs: [1000, 1000] });
    await campaigns.load(id, [{ number: mobile(30), priority: 9 }, { number: mobile(31) }]);
    await campaigns.act(id, 'start');
    await world.wait(2);
    await world.as(anna).put('/agents/me/status', { status: 'not-ready', reason: 'break' });
    await world.wait(1);
    expect(await world.status(anna)).toBe('reserved');
    await campaigns.change(id, { kind: 'progressive' });
    await world.wait(20);
    expect(await world.status(anna)).toBe('not-ready:break');
    await world.as(anna).put('/agents/me/status', { status: 'ready' });
    await world.wait(8);
    expect(await world.desk(anna)).toMatchObject([{ state: 'talking', number: mobile(31) }]);
  });
});
