import type { Agent } from '../../../testing/call-world';
import { CampaignWorld, mobile } from './campaign-world.fixture';

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

  it('refuses a range that is none, and one too long', async () => {
    const make = (from: string, to: string) =>
      campaigns.campaign([anna], { callerId: { kind: 'random', from, to, tainted: [] } });
    await expect(make('+48221000205', '+48221000200')).rejects.toThrow('range');
    await expect(make('+48221000000', '+48229999999')).rejects.toThrow('range-too-large');
  });
});
