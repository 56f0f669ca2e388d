import type { Agent } from '../../../testing/call-world';
import { CampaignWorld, mobile } from '../../../testing/campaign-world';

describe('local-presence: the number that fits the called person’s address', () => {
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

  it('shows the number of the record’s city, else county, else voivodeship, else the campaign’s', async () => {
    const rule = (place: 'city' | 'county' | 'voivodeship', name: string, last: string) => ({
      ...{ place, name },
      number: `+4822100030${last}`,
    });
    const id = await campaigns.campaign([anna], {
      autoStartSeconds: 0,
      callerId: {
        kind: 'local',
        rules: [rule('voivodeship', 'łódzkie', '3'), rule('city', 'Łódź', '1'), rule('county', 'zgierski', '2')],
        otherwise: '+48221000309',
      },
    });
    busy(...[50, 51, 52, 53].map(mobile));
    await campaigns.load(id, [
      { number: mobile(50), fields: { city: ' LODZ ', voivodeship: 'Łódzkie' } },
      { number: mobile(51), fields: { miasto: 'Ozorków', powiat: 'Zgierski', wojewodztwo: 'łódzkie' } },
      { number: mobile(52), fields: { voivodeship: 'Łódzkie' } },
      { number: mobile(53), fields: { city: 'Gdynia' } },
    ]);
    const by = await shown(id, 4);
    expect([50, 51, 52, 53].map((index) => by.get(mobile(index)))).toEqual(
      ['1', '2', '3', '9'].map((last) => `+4822100030${last}`),
    );
  });

  it('dials each campaign by the trunks that its route names', async () => {
    const boss = campaigns.world.as(campaigns.boss);
    const trunkOf = async (name: string) =>
      ((await boss.post('/trunks', { name, title: name, host: `${name}.example`, channels: 5 })).body as { id: string })
        .id;
    const settings = { autoStartSeconds: 0 };
    const [ones, others] = [await campaigns.campaign([anna], settings), await campaigns.campaign([anna], settings)];
    for (const [campaignId, name] of [
      [ones, 'operator-a'],
      [others, 'operator-b'],
    ] as const)
      await boss.post('/trunk-routes', { name, campaignId, trunkIds: [await trunkOf(name)] });
    busy(mobile(60), mobile(61));
    const trunksOf = async (id: string, number: string) => {
      await campaigns.load(id, [{ number }]);
      await shown(id, 1);
      const chosen = await campaigns.world.sql<{ trunk: string }>(
        `select data->'choice'->'chosen'->>'trunk' as trunk from journal where type = 'TrunkChosen'
         and data->'question'->>'number' = $1`,
        [number],
      );
      return chosen.map(({ trunk }) => trunk);
    };
    expect(await trunksOf(ones, mobile(60))).toEqual(['operator-a']);
    expect(await trunksOf(others, mobile(61))).toEqual(['operator-b']);
  });
});
