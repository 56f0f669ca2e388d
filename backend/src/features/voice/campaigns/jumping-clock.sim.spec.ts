import type { Agent } from '../../../testing/call-world';
import { CampaignWorld, mobile } from '../../../testing/campaign-world';
import type { RecordWhy } from '#contracts';

const HOUR = 3600;
const AUTUMN = Date.UTC(2026, 9, 24, 23, 50);
const SPRING = Date.UTC(2027, 2, 28, 0, 50);
const WORKDAY = Date.UTC(2027, 2, 30, 9, 0);
const CAP = 0.03;
const local = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Warsaw', timeStyle: 'short' });

/** A campaign while somebody sets the clock, and through the nights in which everybody does. */
describe('a campaign and clocks that jump', () => {
  let campaigns: CampaignWorld;
  let agents: Agent[];

  beforeAll(async () => {
    campaigns = await CampaignWorld.start(3);
    await campaigns.buys({ featureId: 'predictive-dialer', quantity: 1 });
    agents = await Promise.all(Array.from({ length: 3 }, () => campaigns.world.hire()));
    await campaigns.world.ready(...agents);
  });
  afterAll(() => campaigns.world.close());

  const busy = { kind: 'refuses', status: 486, afterMs: [300, 900] } as const;
  const why = async (id: string, recordId = '') =>
    (await campaigns.world.as(campaigns.boss).get(`/campaigns/${id}/records/${recordId}/why`)).body as RecordWhy;

  /** Everybody is busy for ever; whoever may be called is called again, every quarter of an hour. */
  const nightly = async (first: number, dailyCap: number | null) => {
    const id = await campaigns.campaign(agents, {
      ...{ autoStartSeconds: 0, wrapUpSeconds: 0, dailyCap, maxAttempts: 50 },
      quietHours: { from: '22:00', to: '02:30' },
      attempts: { busy: { everyMinutes: 15, maximum: 50 } },
    });
    const records = await campaigns.load(id, [{ number: mobile(first) }, { number: mobile(first + 1) }]);
    for (const { number } of records) campaigns.person(number, busy);
    await campaigns.act(id, 'start');
    return { id, records };
  };

  it.each([
    ['autumn', AUTUMN, 125, 0],
    ['spring', SPRING, 95, 10],
  ])('keeps quiet hours, intervals and the daily cap in the night of %s', async (_, wall, minutes, first) => {
    const { world } = campaigns;
    world.wall.set(wall);
    await world.dieDuring(() => Promise.resolve(), 1);
    const { id, records } = await nightly(first, 3);
    await world.wait(minutes * 60);
    const attempts = await campaigns.attempts(id);
    expect(attempts).toHaveLength(6);
    for (const { started_at: at } of attempts) expect(local.format(at) >= '02:30').toBe(true);
    for (const { number, recordId } of records) {
      const starts = attempts.filter((each) => each.number === number).map(({ started_at: at }) => at.getTime());
      expect(starts.slice(1).every((at, index) => at - (starts[index] ?? 0) >= 15 * 60_000)).toBe(true);
      expect((await why(id, recordId)).hold).toBe('daily-cap');
    }
    await campaigns.act(id, 'drain');
  });

  it('fires nothing at once, holds the cap, and knows no negative duration, an hour ahead and an hour back', async () => {
    const { world } = campaigns;
    world.wall.set(WORKDAY);
    await world.dieDuring(() => Promise.resolve(), 1);
    const id = await campaigns.campaign(agents, {
      ...{ kind: 'predictive', wrapUpSeconds: 1, maxAttempts: 5, dailyCap: null },
      attempts: { busy: { everyMinutes: 30, maximum: 5 } },
    });
    const records = await campaigns.load(
      id,
      Array.from({ length: 24 }, (_, index) => ({ number: mobile(100 + index) })),
    );
    for (const [index, { number }] of records.entries())
      campaigns.person(number, index % 3 === 0 ? busy : { kind: 'answers', afterMs: [800, 2500], talkMs: 3000 });
    await campaigns.act(id, 'start');
    await world.wait(4);
    for (const [seconds, restarts] of [
      [HOUR, false],
      [-HOUR, false],
      [-HOUR, true],
      [HOUR, true],
    ] as const) {
      const before = (await campaigns.attempts(id)).length;
      world.wall.move(seconds);
      if (restarts) await world.dieDuring(() => world.wait(0.2), 5);
      await world.wait(4);
      expect((await campaigns.attempts(id)).length).toBeGreaterThan(before);
    }
    await world.wait(8);
    expect((await campaigns.worst(id, CAP)).breaches).toBe(0);
    expect(await mostInFlight(id)).toBeLessThanOrEqual(agents.length);
    const rings = records.map(({ number }) => world.line.simulated.world.rings(number));
    expect(rings.filter((count) => count > 1)).toEqual([]);
    expect(await world.sql(`select stream, type, data from journal where data::text ~ '"[A-Za-z]*Ms": -'`)).toEqual([]);
    for (const table of ['dial_attempt', 'call'])
      expect(await world.sql(`select id, started_at, ended_at from ${table} where ended_at < started_at`)).toEqual([]);
  });

  /** Calls dialled that had neither ended nor found anybody, at most. */
  async function mostInFlight(id: string): Promise<number> {
    const events = await campaigns.world.sql<{ stream: string; type: string }>(
      `select j.stream, j.type from journal j join dial_attempt a on j.stream = 'attempt-' || a.id
       where a.campaign_id = $1 order by j.position`,
      [id],
    );
    const flying = new Set<string>();
    let most = 0;
    for (const { stream, type } of events) {
      if (type === 'AttemptStarted') flying.add(stream);
      if (['AttemptConnected', 'AttemptAbandoned', 'AttemptEnded'].includes(type)) flying.delete(stream);
      most = Math.max(most, flying.size);
    }
    return most;
  }
});
