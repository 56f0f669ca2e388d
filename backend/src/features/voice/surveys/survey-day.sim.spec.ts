import type { Survey } from '#contracts';
import { nextRandom, seedRandomness } from '../../../kernel/randomness';
import { CallWorld, OUR_NUMBER, type Agent } from '../../../testing/call-world';
import { rating, rule, survey } from './domain/survey.fixture';

const CALLS = 100;
/** Reasons that lie with the rule or the caller; any other is a survey that we owed. */
const EXCUSED = [
  'not-in-share',
  'asked-lately',
  'talk-too-short',
  'caller-hung-up',
  'transferred-out',
  'number-withheld',
];

describe('post-call-surveys over a day', () => {
  let world: CallWorld;
  let draws = seedRandomness(20_261_130);
  const draw = (): number => {
    const [value, next] = nextRandom(draws);
    draws = next;
    return value;
  };

  beforeAll(async () => {
    world = await CallWorld.start({ seed: 7 });
  });
  afterAll(() => world.close());

  it('are launched for 99 of 100 callers who should be asked, and every other conversation says why not', async () => {
    const [chief, anna] = [await world.hire('administrator'), await world.hire()];
    const queueId = await world.queue([anna], { wrapUpSeconds: 0 });
    await world.number(queueId);
    const { id } = (await world.as(chief).post('/surveys', { name: 'Dzień', document: survey([rating('consultant')]) }))
      .body as Survey;
    await world.as(chief).post(`/surveys/${id}/publish`, { draftVersion: 1 });
    const rules = [rule(queueId, { sharePercent: 90, quietDays: 1 })];
    await world.as(chief).patch(`/surveys/${id}`, { version: 1, rules });
    await world.ready(anna);

    for (let at = 0; at < CALLS; at += 1) {
      if (at === 35) await lostLine();
      if (at === 70) await world.dieDuring(() => world.wait(1), 5);
      await conversation(anna, `+4860040${String(Math.floor(draw() * CALLS * 2)).padStart(4, '0')}`);
      await world.wait(Math.round(draw() * 120));
    }
    await world.wait(600);

    const runs = await world.sql<{ state: string; reason: string | null; number: string }>(
      'select state, reason, number from survey_run',
    );
    const talked = await world.sql<{ count: string }>(
      `select count(*) as count from call where queue_id is not null and answered_at is not null`,
    );
    expect(runs).toHaveLength(Number(talked[0]?.count));
    const launched = runs.filter(({ state }) => state === 'completed' || state === 'broken-off');
    const refused = runs.filter(({ state }) => state === 'not-launched');
    expect(launched.length + refused.length).toBe(runs.length);
    const owed = refused.filter(({ reason }) => !EXCUSED.includes(reason ?? ''));
    expect(launched.length / (launched.length + owed.length)).toBeGreaterThanOrEqual(0.99);
    expect(launched.length).toBeGreaterThan(CALLS / 3);
    expect(new Set(refused.map(({ reason }) => reason)).size).toBeGreaterThanOrEqual(4);
    const journalled = await world.sql<{ type: string; count: string }>(
      `select type, count(*) as count from journal where type in ('SurveyLaunched', 'SurveyNotLaunched') group by 1 order by 1`,
    );
    expect(journalled.map(({ count }) => Number(count))).toEqual([launched.length, refused.length]);
    const [{ units } = { units: '0' }] = await world.sql<{ units: string }>(
      `select sum(amount) as units from meter_entry where meter = 'post-call-surveys'`,
    );
    expect(Number(units)).toBe(launched.length);
    expect(new Set(launched.map(({ number }) => number)).size).toBe(launched.length);
    expect(await world.legs()).toEqual([]);
  });

  async function lostLine(): Promise<void> {
    world.line.simulated.dropConnections(10_000);
    await world.wait(0);
    await world.wait(10);
    await world.connected();
  }

  /** Some are short, in some the caller hangs up first, some callers answer and some do not. */
  async function conversation(anna: Agent, from: string): Promise<void> {
    const leg = await world.callFrom(from, {}, OUR_NUMBER);
    await world.press(anna, 'answer');
    await world.wait(draw() < 0.1 ? 4 : 15 + Math.round(draw() * 200));
    if (draw() < 0.2) return world.callerHangsUp(leg);
    await world.press(anna, 'hang-up');
    const patience = draw();
    if (patience < 0.2) return world.callerHangsUp(leg);
    await world.wait(3);
    if (patience < 0.7) world.line.simulated.world.press(leg, String(1 + Math.floor(draw() * 5)));
    await world.settle();
    await world.wait(30);
  }
});
