import { CampaignWorld, mobile } from '../../../testing/campaign-world';

describe('voice-mailing: one message, nobody of ours', () => {
  let campaigns: CampaignWorld;

  beforeAll(async () => {
    campaigns = await CampaignWorld.start();
    await campaigns.buys({ featureId: 'automatic-caller', quantity: 1 });
  });
  afterAll(() => campaigns.world.close());

  it('says the text with what the record knows, and counts who heard it to the end', async () => {
    const { world } = campaigns;
    const id = await campaigns.campaign([], {
      kind: 'voice-mailing',
      message: 'Dzień dobry {{ contact.firstName }}, rata {{ record.kwota }} zł.',
      language: 'en',
      attempts: { busy: { everyMinutes: 5, maximum: 2 } },
    });
    campaigns.person(mobile(1), { kind: 'answers', afterMs: [2000, 2000] });
    campaigns.person(mobile(2), { kind: 'refuses', status: 486, afterMs: [500, 500] });
    await campaigns.load(id, [{ number: mobile(1), firstName: 'Ewa', fields: { kwota: 120 } }, { number: mobile(2) }]);
    await campaigns.act(id, 'start');
    await world.wait(20);
    const [reached] = (await campaigns.attempts(id)).filter(({ number }) => number === mobile(1));
    expect(reached).toMatchObject({ outcome: 'connected', agent_id: null });
    const said = await world.sql<{ data: { say: string } }>(
      `select data from journal where stream = $1 and type = 'CallOverflowed'`,
      [`call-${reached?.id}`],
    );
    expect(said).toMatchObject([{ data: { say: 'Dzień dobry Ewa, rata 120 zł.', language: 'en' } }]);
    await world.wait(600);
    expect((await campaigns.attempts(id)).filter(({ outcome }) => outcome === 'busy')).toHaveLength(2);
    expect(await world.legs()).toEqual([]);
    await campaigns.act(id, 'drain');
  });

  it('tells people what it has to say and machines something else, after their tone, and knows who hung up early', async () => {
    const { world } = campaigns;
    await campaigns.buys(
      { featureId: 'automatic-caller', quantity: 1 },
      { featureId: 'predictive-dialer', quantity: 1 },
    );
    const machines = { enabled: true, action: 'leave-message', message: 'Proszę oddzwonić.' } as const;
    const id = await campaigns.campaign([], { kind: 'voice-mailing', message: 'Dzień dobry.', machines });
    const told = ['person', 'nobody', 'machine', 'nobody'] as const;
    for (const [index, says] of told.entries())
      campaigns.person(mobile(30 + index), { kind: 'answers', afterMs: [1000, 1000], says });
    await campaigns.load(
      id,
      told.map((_, index) => ({ number: mobile(30 + index) })),
    );
    await campaigns.act(id, 'start');
    await world.wait(2.5);
    await world.callerHangsUp((await campaigns.attempts(id)).find(({ number }) => number === mobile(33))?.id ?? '');
    await world.wait(40);
    const said = await world.sql<object>(
      `select a.number, a.outcome, a.judged, c.outcome as call, (select j.data->>'say' from journal j where j.stream = 'call-' || a.id and j.type = 'CallOverflowed') as say
       from dial_attempt a join call c on c.id = a.id where a.campaign_id = $1 order by a.number`,
      [id],
    );
    expect(said).toMatchObject([
      { outcome: 'connected', call: 'self-service', judged: 'person', say: 'Dzień dobry.' },
      { outcome: 'connected', say: 'Dzień dobry.' },
      { outcome: 'machine', call: 'self-service', judged: 'machine', say: 'Proszę oddzwonić.' },
      { outcome: 'hung-up', say: null },
    ]);
    expect(await world.legs()).toEqual([]);
    await campaigns.act(id, 'drain');
  });

  it('automatic-caller-extra-channel: never more calls than the 20 channels and those bought, in all such campaigns together', async () => {
    const { world } = campaigns;
    const callees = Array.from({ length: 40 }, (_, index) => ({ number: mobile(100 + index) }));
    for (const { number } of callees) campaigns.person(number, { kind: 'rings' });
    const make = () => campaigns.campaign([], { kind: 'voice-mailing', message: 'Halo', channels: 15 });
    const [one, other] = [await make(), await make()];
    await campaigns.load(one, callees.slice(0, 20));
    await campaigns.load(other, callees.slice(20));
    await campaigns.act(one, 'start');
    await campaigns.act(other, 'start');
    await world.wait(3);
    const live = async (id: string) => (await campaigns.attempts(id)).filter(({ state }) => state !== 'ended').length;
    expect([await live(one), await live(other)]).toEqual([15, 5]);
    await campaigns.buys(
      { featureId: 'automatic-caller', quantity: 1 },
      { featureId: 'automatic-caller-extra-channel', quantity: 4 },
    );
    await campaigns.load(other, [{ number: mobile(190) }]);
    await world.wait(1);
    expect(await live(other)).toBe(9);
  });
});
