import type { CallerIdUse, Page } from '#contracts';
import type { Agent } from '../../../testing/call-world';
import { CampaignWorld, mobile } from '../../../testing/campaign-world';

describe('random-caller-id: a number of the range, by chance', () => {
  let campaigns: CampaignWorld;
  let anna: Agent;

  beforeAll(async () => {
    campaigns = await CampaignWorld.start();
    await campaigns.upgrades();
    anna = await campaigns.world.hire();
    await campaigns.world.ready(anna);
  });
  afterAll(() => campaigns.world.close());

  const shown = async (id: string, count: number) => {
    await campaigns.act(id, 'start');
    await campaigns.world.wait(count * 4);
    const attempts = await campaigns.attempts(id);
    await campaigns.act(id, 'drain');
    return new Map(attempts.map(({ number, caller_id }) => [number, caller_id]));
  };
  const busy = (...numbers: readonly string[]) =>
    numbers.forEach((number) => campaigns.person(number, { kind: 'refuses', status: 486, afterMs: [200, 200] }));

  it('draws from the range, and never a tainted number', async () => {
    const id = await campaigns.campaign([anna], {
      autoStartSeconds: 0,
      callerId: { kind: 'random', from: '+48221000200', to: '+48221000205', tainted: ['+48221000202', '+48221000204'] },
    });
    const numbers = Array.from({ length: 64 }, (_, index) => mobile(index));
    busy(...numbers);
    await campaigns.load(
      id,
      numbers.map((number) => ({ number })),
    );
    const drawn = new Set((await shown(id, 64)).values());
    expect([...drawn].sort()).toEqual(['+48221000200', '+48221000201', '+48221000203', '+48221000205']);
  });

  it('shows what each number brought, and takes a burnt one out of the range', async () => {
    const { world } = campaigns;
    const days = `from=${new Date(world.clock.now()).toISOString().slice(0, 10)}&to=${new Date(world.clock.now()).toISOString().slice(0, 10)}`;
    const list = async () =>
      (await world.as(campaigns.boss).get(`/caller-ids?${days}&sort=number`)).body as Page<CallerIdUse>;
    const { items } = await list();
    expect(items.map(({ number }) => number)).toEqual(['+48221000200', '+48221000201', '+48221000203', '+48221000205']);
    expect(items.reduce((sum, { uses }) => sum + uses, 0)).toBe(64);
    expect(items[0]).toMatchObject({ answered: 0, answerRate: 0, drawnBy: 1 });
    const [{ id }] = (await world.sql<{ id: string }>('select id from campaign')) as [{ id: string }];
    // Half of the calls were taken, none of those from one number.
    await world.sql(
      `update dial_attempt set answered_at = started_at + interval '1 second', ended_at = started_at + interval '40 seconds'
       where campaign_id = $1 and caller_id <> '+48221000203'`,
      [id],
    );
    await world.sql(
      `insert into dial_attempt (id, campaign_id, record_id, contact_id, number, class, caller_id, paced, state, started_at, ended_at, outcome)
       select gen_random_uuid(), campaign_id, record_id, contact_id, number, class, '+48221000203', false, 'ended', started_at, ended_at, 'rejected'
       from dial_attempt where campaign_id = $1 limit 40`,
      [id],
    );
    const burnt = (await list()).items.filter(({ state }) => state === 'burnt');
    expect(burnt.map(({ number }) => number)).toEqual(['+48221000203']);
    expect((await world.as(campaigns.boss).get(`/caller-ids/+48221000203/days?${days}`)).body).toMatchObject([
      { answered: 0, rejected: 40 },
    ]);
    const tainted = await world.as(campaigns.boss).post('/caller-ids/+48221000203/taint');
    expect((tainted.body as { campaigns: string[] }).campaigns).toHaveLength(1);
    expect((await list()).items.find(({ number }) => number === '+48221000203')).toMatchObject({ drawnBy: 0 });
    const csv = await world.as(campaigns.boss).csv(`/caller-ids?${days}`);
    expect(csv.text.split('\r\n')[0]).toContain('Answer rate');
  });

  it('refuses a range that is none, and one too long', async () => {
    const make = (from: string, to: string) =>
      campaigns.campaign([anna], { callerId: { kind: 'random', from, to, tainted: [] } });
    await expect(make('+48221000205', '+48221000200')).rejects.toThrow('range');
    await expect(make('+48221000000', '+48229999999')).rejects.toThrow('range-too-large');
  });
});
