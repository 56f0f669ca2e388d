import { nextRandom, seedRandomness } from '../../../kernel/randomness';
import type { Agent } from '../../../testing/call-world';
import { CampaignWorld, mobile } from '../../../testing/campaign-world';

const CAP = 0.03;
const PEOPLE = 36;

/** A campaign with its hard cap while everything happens that could break it; the journal is the witness. */
describe('the cap of abandoned calls, at every instant of a running campaign', () => {
  let campaigns: CampaignWorld;
  let agents: Agent[];
  let draws = seedRandomness(20_261_202);
  const draw = (): number => {
    const [value, next] = nextRandom(draws);
    draws = next;
    return value;
  };

  beforeAll(async () => {
    campaigns = await CampaignWorld.start(7);
    await campaigns.buys({ featureId: 'predictive-dialer', quantity: 1 });
    agents = await Promise.all(Array.from({ length: 5 }, () => campaigns.world.hire()));
    await campaigns.world.ready(...agents);
  });
  afterAll(() => campaigns.world.close());

  const answering = (from: number, to: number, share: number): void => {
    for (let index = from; index < to; index += 1)
      campaigns.person(
        mobile(index),
        draw() < share
          ? { kind: 'answers', afterMs: [800, 2500], talkMs: 1000 + Math.round(3000 * draw()) }
          : { kind: 'refuses', status: 486, afterMs: [500, 1500] },
      );
  };

  it('holds when the answer rate doubles, 40 % leave at once, the line is lost and we restart', async () => {
    const { world } = campaigns;
    const id = await campaigns.campaign(agents, { kind: 'predictive', wrapUpSeconds: 1, maxAttempts: 1 });
    const records = await campaigns.load(
      id,
      Array.from({ length: PEOPLE }, (_, index) => ({ number: mobile(index) })),
    );
    answering(0, 14, 0.4);
    answering(14, PEOPLE, 0.8);
    await campaigns.act(id, 'start');
    await world.wait(8);
    const [anna, jan] = agents as [Agent, Agent];
    for (const agent of [anna, jan])
      await world.as(agent).put('/agents/me/status', { status: 'not-ready', reason: 'break' });
    await world.wait(4);
    world.line.simulated.dropConnections(2000);
    await world.wait(3);
    await world.connected();
    await world.wait(3);
    await world.dieDuring(() => world.wait(1), 25);
    for (const agent of [anna, jan]) await world.as(agent).put('/agents/me/status', { status: 'ready' });
    await world.wait(16);
    const { answers, breaches } = await campaigns.worst(id, CAP);
    expect(answers).toBeGreaterThan(8);
    expect(breaches).toBe(0);
    await once(id, records.length);
  });

  /** Nobody twice at a time, nobody more often than the rule says, nobody lost. */
  async function once(id: string, records: number): Promise<void> {
    const { world } = campaigns;
    const together = await world.sql(
      `select 1 from dial_attempt a join dial_attempt b on a.contact_id = b.contact_id and a.id < b.id
       and a.started_at < coalesce(b.ended_at, 'infinity') and b.started_at < coalesce(a.ended_at, 'infinity')`,
    );
    expect(together).toEqual([]);
    const often = await world.sql(
      `select record_id from dial_attempt where campaign_id = $1 group by 1 having count(*) > 1`,
      [id],
    );
    expect(often).toEqual([]);
    const [count] = await world.sql<{ count: number }>(
      'select count(*)::int as count from dialling where campaign_id = $1',
      [id],
    );
    expect(count).toEqual({ count: records });
  }
});
