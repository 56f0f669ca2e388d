import { nextRandom, seedRandomness } from '../../../kernel/randomness';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { startTestRedis, type TestRedis } from '../../../testing/test-redis';

/** Two hundred calls in an hour, ten agents who answer by themselves, callers of all kinds of patience. */
const CALLS = 200;

describe('A busy hour', () => {
  let world: CallWorld;
  let agents: Agent[];
  let queueId: string;
  let redis: TestRedis;
  let draws = seedRandomness(20_261_122);
  const next = (): number => {
    const [value, following] = nextRandom(draws);
    draws = following;
    return value;
  };

  beforeAll(async () => {
    redis = await startTestRedis();
    process.env['REDIS_URL'] = redis.url;
    world = await CallWorld.start({ seed: 7 });
    agents = [];
    for (let each = 0; each < 10; each += 1) agents.push(await world.hire());
    queueId = await world.queue(agents, {
      strategy: 'round-robin',
      wrapUpSeconds: 10,
      offerTimeoutSeconds: 10,
      announcePosition: false,
    });
    await world.number(queueId);
    for (const { extension } of agents)
      world.line.simulated.world.setPhone(extension, { kind: 'answers', afterMs: [1000, 4000] });
    await world.ready(...agents);
  });
  afterAll(async () => {
    await world.close();
    await redis.stop();
  });

  it('loses no call (with Redis flushed and restarted in the middle), leaves nobody engaged, and its numbers equal a recount', async () => {
    for (let each = 0; each < CALLS; each += 1) {
      await world.wait(Math.round(next() * 36));
      const patienceMs = Math.round(20_000 + next() * 100_000);
      const talkMs = Math.round(20_000 + next() * 240_000);
      await world.callFrom(`+4850600${String(each).padStart(4, '0')}`, { patienceMs, talkMs });
      if (each === CALLS / 2) {
        await redis.stop();
        await redis.start();
      }
    }
    await world.wait(900);
    const outcomes = await world.sql<{ outcome: string; state: string; count: number }>(
      'select outcome, state, count(*)::int as count from call group by 1, 2 order by 1',
    );
    expect(outcomes.reduce((sum, { count }) => sum + count, 0)).toBe(CALLS);
    expect(
      outcomes.every(({ state, outcome }) => state === 'ended' && ['answered', 'abandoned'].includes(outcome)),
    ).toBe(true);
    for (const agent of agents) expect(await world.status(agent)).toBe('ready');
    expect(await world.legs()).toEqual([]);

    const [day] = await world.sql<{ offered: number; answered: number; abandoned: number; answer_ms: number }>(
      `select sum(offered)::int as offered, sum(answered)::int as answered, sum(abandoned)::int as abandoned, sum(answer_ms)::bigint as answer_ms
       from queue_hour where queue_id = $1`,
      [queueId],
    );
    const [recount] = await world.sql<object>(
      `select count(*) filter (where type = 'WorkQueued')::int as offered, count(*) filter (where type = 'WorkAssigned')::int as answered,
         count(*) filter (where type = 'WorkWithdrawn')::int as abandoned,
         coalesce(sum((meta ->> 'at')::bigint - entered) filter (where type = 'WorkAssigned'), 0)::bigint as answer_ms
       from (select type, meta, min((meta ->> 'at')::bigint) filter (where type = 'WorkQueued') over (partition by stream) as entered from journal) j
       where type in ('WorkQueued', 'WorkAssigned', 'WorkWithdrawn')`,
    );
    expect(day).toEqual(recount);
    expect((day?.answered ?? 0) + (day?.abandoned ?? 0)).toBe(CALLS);

    const [doubles] = await world.sql<{ count: number }>(
      `select count(*)::int as count from (select stream, type, data ->> 'from' as left_state, data ->> 'to' as entered,
         lag(data ->> 'to') over (partition by stream order by version) as before from journal where type = 'AgentStatusChanged') c
       where before is not null and before <> left_state`,
    );
    expect(doubles?.count).toBe(0);
  });
});
