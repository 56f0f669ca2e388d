import type { DeskRecord, DiallingStrategy } from '#contracts';
import type { Agent } from '../../../testing/call-world';
import { CampaignWorld, mobile, type Loaded } from '../../../testing/campaign-world';

describe('dialing-order: shares of fresh records and recontacts, and which overdue one comes first', () => {
  let campaigns: CampaignWorld;
  let anna: Agent;

  beforeAll(async () => {
    campaigns = await CampaignWorld.start();
    await campaigns.upgrades();
    anna = await campaigns.world.hire();
    await campaigns.world.ready(anna);
  });
  afterAll(() => campaigns.world.close());

  const strategy = async (shares: DiallingStrategy['shares'], overdueFirst: 'most' | 'least') => {
    const name = `Strategia ${shares.fresh}/${overdueFirst}`;
    const answer = await campaigns.world
      .as(campaigns.boss)
      .post('/dialling-strategies', { name, shares, overdueFirst });
    expect(answer.status).toBe(201);
    return (answer.body as DiallingStrategy).id;
  };
  const batch = async (id: string) =>
    (await campaigns.world.as(anna).post(`/own-campaigns/${id}/batch`)).body as DeskRecord[];
  /** As if called before; overdue by so many minutes. */
  const recontact = (records: readonly Loaded[], minutes: readonly number[], agentId: string | null) =>
    Promise.all(
      records.map(({ recordId }, index) =>
        campaigns.world.sql(
          `update dialling set class = $2, agent_id = $3, due_at = to_timestamp($4 / 1000.0) where record_id = $1`,
          [
            recordId,
            agentId ? 'private' : 'system',
            agentId,
            campaigns.world.clock.now() - (minutes[index] ?? 0) * 60_000,
          ],
        ),
      ),
    );

  it('refuses shares that do not make a whole', async () => {
    const body = { name: 'Za mało', shares: { fresh: 50, private: 20, system: 20 }, overdueFirst: 'most' };
    expect((await campaigns.world.as(campaigns.boss).post('/dialling-strategies', body)).status).toBe(400);
  });

  it('hands out 5 : 3 : 2 of ten, the most overdue first, and fairly from each list', async () => {
    const strategyId = await strategy({ fresh: 50, private: 30, system: 20 }, 'most');
    const id = await campaigns.campaign([anna], { kind: 'preview', batchSize: 10, strategyId });
    const numbers = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({ number: mobile(from + index), lastName: `L${from}` }));
    await campaigns.load(id, numbers(100, 8));
    await campaigns.load(id, numbers(200, 8));
    await recontact(await campaigns.load(id, numbers(300, 5)), [10, 50, 30, 20, 40], anna.id);
    await recontact(await campaigns.load(id, numbers(400, 5)), [10, 50, 30, 20, 40], null);
    await campaigns.act(id, 'start');
    const taken = await batch(id);
    const of = (each: string) => taken.filter((record) => record.class === each).map(({ number }) => number);
    expect([of('fresh').length, of('private').length, of('system').length]).toEqual([5, 3, 2]);
    expect(of('private').sort()).toEqual([mobile(301), mobile(302), mobile(304)]);
    expect(of('system').sort()).toEqual([mobile(401), mobile(404)]);
    const lists = taken.filter((record) => record.class === 'fresh').map(({ lastName }) => lastName);
    expect(lists.filter((each) => each === 'L100').length).toBe(3);
    await campaigns.act(id, 'drain');
  });

  it('takes the least overdue first, and records by their priority', async () => {
    const strategyId = await strategy({ fresh: 50, private: 0, system: 50 }, 'least');
    const id = await campaigns.campaign([anna], { kind: 'preview', batchSize: 4, strategyId });
    await campaigns.load(id, [
      { number: mobile(500) },
      { number: mobile(501), priority: 5 },
      { number: mobile(502), priority: 9 },
    ]);
    const system = await campaigns.load(id, [
      { number: mobile(510) },
      { number: mobile(511) },
      { number: mobile(512) },
    ]);
    await recontact(system, [90, 5, 60], null);
    await campaigns.act(id, 'start');
    const taken = (await batch(id)).map(({ number }) => number).sort();
    expect(taken).toEqual([mobile(501), mobile(502), mobile(511), mobile(512)].sort());
  });

  it('asks anew when somebody changes a record: its priority, its time, and who calls it', async () => {
    const { world, boss } = campaigns;
    const id = await campaigns.campaign([anna], { kind: 'preview', batchSize: 5 });
    const inDays = (days: number) => new Date(world.clock.now() + days * 86_400_000).toISOString();
    const [early, late, others] = await campaigns.load(id, [
      { number: mobile(600), priority: 9, notBefore: inDays(2) },
      { number: mobile(601), priority: 8, notAfter: inDays(-1) },
      { number: mobile(602), priority: 7, privateTo: boss.id },
    ]);
    await campaigns.act(id, 'start');
    expect(await batch(id)).toEqual([]);
    const change = (record: Loaded | undefined, terms: object) =>
      world.as(boss).patch(`/records/${record?.recordId}`, { ...terms, version: 1 });
    await change(early, { notBefore: null, priority: 1 });
    await change(late, { notAfter: inDays(1) });
    await change(others, { privateTo: null });
    await world.settle();
    expect((await batch(id)).map(({ number }) => number)).toEqual([601, 602, 600].map(mobile));
  });
});
