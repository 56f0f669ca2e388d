import * as fc from 'fast-check';
import type { Agent } from '../../../testing/call-world';
import { CampaignWorld, mobile } from '../../../testing/campaign-world';

describe('a backend that dies in the middle of a predictive campaign', () => {
  let campaigns: CampaignWorld;
  let agents: Agent[];

  beforeAll(async () => {
    campaigns = await CampaignWorld.start();
    await campaigns.buys({ featureId: 'predictive-dialer', quantity: 1 });
    agents = [await campaigns.world.hire(), await campaigns.world.hire()];
    await campaigns.world.ready(...agents);
  });
  afterAll(() => campaigns.world.close());

  it('dials no record twice, loses none, and counts right', async () => {
    const { world } = campaigns;
    const id = await campaigns.campaign(agents, { kind: 'predictive', wrapUpSeconds: 1, maxAttempts: 1 });
    const callees = Array.from({ length: 14 }, (_, index) => ({ number: mobile(index) }));
    for (const [index, { number }] of callees.entries())
      campaigns.person(
        number,
        index % 3 === 0
          ? { kind: 'refuses', status: 486, afterMs: [500, 1500] }
          : { kind: 'answers', afterMs: [1000, 3000] },
      );
    const records = await campaigns.load(id, callees);
    await campaigns.act(id, 'start');
    const hangUps = async () => {
      for (const agent of agents) {
        const [call] = await world.desk(agent);
        if (call?.state === 'talking') await world.press(agent, 'hang-up').catch(() => undefined);
      }
    };
    for (const turns of fc.sample(fc.nat(80), { numRuns: 6, seed: 20_261_130 })) {
      await world.dieDuring(() => world.wait(1.5), turns);
      await world.wait(4);
      await hangUps();
      await world.wait(3);
    }
    for (let round = 0; round < 8; round += 1) {
      await world.wait(5);
      await hangUps();
    }
    await world.wait(5);
    const attempts = await campaigns.attempts(id);
    expect(attempts.every(({ state }) => state === 'ended')).toBe(true);
    expect(attempts.map(({ number }) => number).sort()).toEqual(callees.map(({ number }) => number).sort());
    expect(attempts).toHaveLength(records.length);
    const rings = callees.map(({ number }) => world.line.simulated.world.rings(number));
    expect(rings.filter((count) => count > 1)).toEqual([]);
    // What the switch never heard of died with us, and is told as failed: a call that is asked for counts.
    expect(attempts.filter(({ outcome }) => outcome !== 'failed').length).toBeLessThanOrEqual(
      rings.filter(Boolean).length,
    );
    const closed = await world.sql<{ attempts: number; state: string }>('select attempts, state from dialling');
    expect(closed.every((row) => row.attempts === 1 && row.state === 'closed')).toBe(true);
    const [pacing] = await world.sql<{ dialled: number }>(
      `select (state->>'dialled')::int as dialled from campaign_pacing where campaign_id = $1`,
      [id],
    );
    expect(pacing).toEqual({ dialled: 0 });
    expect(await world.legs()).toEqual([]);
  });
});
