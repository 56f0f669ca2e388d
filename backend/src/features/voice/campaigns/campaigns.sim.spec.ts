import type { CampaignNumbers, RecordWhy } from '#contracts';
import { aMeta } from '../../../testing/builders';
import type { Agent } from '../../../testing/call-world';
import { Database } from '../../../platform/database';
import { Consents } from '../../customers/consents';
import { CampaignWorld, mobile } from '../../../testing/campaign-world';

describe('campaigns: whom they call, when, and what becomes of it', () => {
  let campaigns: CampaignWorld;
  let anna: Agent;

  beforeAll(async () => {
    campaigns = await CampaignWorld.start();
    anna = await campaigns.world.hire();
    await campaigns.world.ready(anna);
  });
  afterAll(() => campaigns.world.close());

  const why = async (id: string, recordId = '') =>
    (await campaigns.world.as(campaigns.boss).get(`/campaigns/${id}/records/${recordId}/why`)).body as RecordWhy;
  const numbers = async (id: string) =>
    (await campaigns.world.as(campaigns.boss).get(`/campaigns/${id}/numbers`)).body as CampaignNumbers;

  it('goes from draft to its end, and a pause stops new calls within two seconds', async () => {
    const { world } = campaigns;
    const id = await campaigns.campaign([anna], { autoStartSeconds: 1 });
    await campaigns.load(id, [{ number: mobile(1) }, { number: mobile(2) }]);
    campaigns.person(mobile(1), { kind: 'answers', afterMs: [1000, 1000] });
    expect(await campaigns.act(id, 'pause')).toBe(409);
    await campaigns.act(id, 'start');
    await world.wait(4);
    await campaigns.act(id, 'pause');
    expect(await world.desk(anna)).toMatchObject([{ state: 'talking' }]);
    await world.press(anna, 'hang-up');
    await world.wait(60);
    expect(await campaigns.attempts(id)).toHaveLength(1);
    expect(await world.status(anna)).toBe('ready');
    expect(await numbers(id)).toMatchObject({
      ...{ state: 'paused', records: { fresh: 1, closed: 1, active: 0 } },
      today: { attempts: 1, connected: 1, abandoned: 0, byOutcome: { connected: 1 } },
    });
    expect(await campaigns.act(id, 'drain')).toBe(200);
    expect(await campaigns.act(id, 'finish')).toBe(200);
    expect(await campaigns.act(id, 'start')).toBe(409);
  });

  it('tries again by the rule of each outcome, exactly, then closes', async () => {
    const { world } = campaigns;
    const attempts = { busy: { everyMinutes: 10, maximum: 3 }, 'no-answer': { everyMinutes: 60, maximum: 2 } };
    const id = await campaigns.campaign([anna], { autoStartSeconds: 0, ringSeconds: 20, dailyCap: null, attempts });
    const [busy, away] = await campaigns.load(id, [{ number: mobile(3) }, { number: mobile(4) }]);
    campaigns.person(mobile(3), { kind: 'refuses', status: 486, afterMs: [500, 500] });
    campaigns.person(mobile(4), { kind: 'rings' });
    await campaigns.act(id, 'start');
    await world.wait(2 * 3600);
    const starts = async (number: string) =>
      (await campaigns.attempts(id))
        .filter((each) => each.number === number)
        .map(({ started_at, outcome }) => [Math.round(started_at.getTime() / 60_000), outcome] as const);
    const ofBusy = await starts(mobile(3));
    expect(ofBusy.map(([, outcome]) => outcome)).toEqual(['busy', 'busy', 'busy']);
    const [first, second] = ofBusy;
    expect((second?.[0] ?? 0) - (first?.[0] ?? 0)).toBe(10);
    expect((await starts(mobile(4))).map(([, outcome]) => outcome)).toEqual(['no-answer', 'no-answer']);
    for (const record of [busy, away])
      expect(await campaigns.dialling(record?.recordId ?? '')).toMatchObject({ closed_because: 'outcome-maximum' });
    await campaigns.act(id, 'drain');
  });

  it('calls nobody without consent, on the blacklist, in the quiet hours, or too often on one day', async () => {
    const { world } = campaigns;
    const id = await campaigns.campaign([anna], {
      ...{ autoStartSeconds: 0, consentPurpose: 'marketing', dailyCap: 1 },
      quietHours: { from: '10:00', to: '09:30' },
      attempts: { busy: { everyMinutes: 1, maximum: 9 } },
    });
    const [silent, agreed, forbidden] = await campaigns.load(id, [
      { number: mobile(5) },
      { number: mobile(6) },
      { number: mobile(7) },
    ]);
    const given = { channel: 'call', purpose: 'marketing', state: 'given', source: 'form', proof: 'zgoda 12' } as const;
    await world.app.get(Database).transaction(async (tx) => {
      for (const each of [agreed, forbidden])
        await world.app.get(Consents).record(tx, each?.contactId ?? '', given, aMeta({ at: world.clock.now() }));
    });
    await world.as(campaigns.boss).post('/blacklist', {
      ...{ kind: 'number', value: mobile(7), direction: 'outbound', reason: 'Sprzeciw' },
      campaignIds: [await campaigns.campaign([anna]), id],
    });
    campaigns.person(mobile(6), { kind: 'refuses', status: 486, afterMs: [500, 500] });
    await campaigns.act(id, 'start');
    await world.wait(30);
    expect((await why(id, agreed?.recordId)).hold).toBe('quiet-hours');
    const morning = Date.UTC(2026, 10, 24, 8, 29, 0);
    await world.clock.advanceTo(morning);
    expect(await campaigns.attempts(id)).toEqual([]);
    await world.wait(600);
    expect(await campaigns.attempts(id)).toMatchObject([{ number: mobile(6), outcome: 'busy' }]);
    expect(await why(id, agreed?.recordId)).toMatchObject({
      hold: 'daily-cap',
      attempts: [{ why: { class: 'fresh' } }],
    });
    expect(await why(id, silent?.recordId)).toMatchObject({ closedBecause: 'no-consent' });
    expect(await why(id, forbidden?.recordId)).toMatchObject({ closedBecause: 'blacklisted' });
    await campaigns.act(id, 'drain');
  });

  it("leaves a number alone that its operator calls dead, and takes the contact's next one", async () => {
    const { world } = campaigns;
    const id = await campaigns.campaign([anna], { autoStartSeconds: 0 });
    const loaded = await campaigns.load(id, [{ number: mobile(40) }, { number: mobile(41) }]);
    await world.sql(
      `update contact set phones = phones || array['${mobile(42)}'] where phones @> array['${mobile(41)}']`,
    );
    for (const dead of [mobile(40), mobile(41)])
      await world.sql(
        `insert into hlr_number (number, result, skipped, checked_at) values ($1, 'invalid', true, now())`,
        [dead],
      );
    campaigns.person(mobile(42), { kind: 'refuses', status: 486, afterMs: [200, 200] });
    await campaigns.act(id, 'start');
    await world.wait(5);
    expect((await campaigns.attempts(id)).map(({ number }) => number)).toEqual([mobile(42)]);
    expect(await campaigns.dialling(loaded[0]?.recordId ?? '')).toMatchObject({ closed_because: 'number-dead' });
    await campaigns.act(id, 'drain');
  });

  it('never calls one person twice at a time, in whatever campaigns he is', async () => {
    const { world } = campaigns;
    const boris = await world.hire();
    await world.ready(boris);
    const [one, other] = [
      await campaigns.campaign([anna], { autoStartSeconds: 0 }),
      await campaigns.campaign([boris], { autoStartSeconds: 0 }),
    ];
    campaigns.person(mobile(8), { kind: 'answers', afterMs: [1000, 1000] });
    const [record] = await campaigns.load(one, [{ number: mobile(8) }]);
    await campaigns.load(other, [{ number: mobile(8), contactId: record?.contactId ?? '' }]);
    await campaigns.act(one, 'start');
    await campaigns.act(other, 'start');
    await world.wait(30);
    const live = await world.sql<{ count: number }>(
      `select count(*)::int from dial_attempt where number = $1 and ended_at is null`,
      [mobile(8)],
    );
    expect(live).toEqual([{ count: 1 }]);
    expect(await world.legs()).toHaveLength(2);
  });
});
