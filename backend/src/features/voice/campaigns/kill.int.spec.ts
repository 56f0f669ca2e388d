import { nextRandom, seedRandomness } from '../../../kernel/randomness';
import { mobile } from '../../../testing/campaign-world';
import { eventually, pause } from '../../../testing/processes';
import { RunningCampaign } from './running-campaign.fixture';

/** `npm run test:campaign-kills` dies at fifty points. */
const DEATHS = Number(process.env['CENTRALA_CAMPAIGN_KILLS'] ?? 3);
const RECORDS = 12 + DEATHS * 6;
const AGENTS = 3;

jest.setTimeout(120_000 + DEATHS * 60_000);

describe('kill -9 of the process that dials a predictive campaign', () => {
  let running: RunningCampaign;
  let draws = seedRandomness(20_261_201);
  const draw = (): number => {
    const [value, next] = nextRandom(draws);
    draws = next;
    return value;
  };

  beforeAll(async () => {
    running = await RunningCampaign.start();
  });
  afterAll(() => running?.stop());

  const person = () => {
    const answers = { kind: 'answers', afterMs: [200, 900], talkMs: Math.round(300 + draw() * 900) };
    return draw() < 0.3 ? { kind: 'refuses', status: 486, afterMs: [100, 500] } : answers;
  };
  const ended = () => running.count(`dial_attempt where state = 'ended'`);

  it(`dials no record twice, loses none, and counts right, at ${DEATHS} seeded points`, async () => {
    const { telephony } = running;
    await running.hire(AGENTS);
    // Whoever waits while we are dead is abandoned: so many of so few that a hard cap would never again call ahead.
    await running.campaign({ predictive: { mode: 'steered' } });
    await running.load(Array.from({ length: RECORDS }, person));
    await running.act('start');
    for (let death = 0; death < DEATHS; death += 1) {
      const before = await ended();
      await eventually(
        async () => (await ended()) > before,
        60_000,
        () => telephony.said,
      );
      await pause(draw() * 1200);
      await telephony.kill('SIGKILL');
      telephony.start();
    }
    await eventually(
      async () => (await running.count(`dialling where state <> 'closed'`)) === 0 && (await ended()) === RECORDS,
      60_000 + 2000 * RECORDS,
      () => telephony.said,
    );
    const attempts = await running.sql<{ number: string; outcome: string }>('select number, outcome from dial_attempt');
    expect(attempts.map(({ number }) => number).sort()).toEqual(
      Array.from({ length: RECORDS }, (_, index) => mobile(index)).sort(),
    );
    const rings = (await running.ask('GET', '/state'))['rings'] as Record<string, number>;
    expect(Object.entries(rings).filter(([, count]) => count > 1)).toEqual([]);
    for (const { number, outcome } of attempts) if (outcome !== 'failed') expect(rings[number]).toBe(1);
    const [counters] = await running.sql<object>(
      `select (select count(*)::int from journal where type = 'AttemptStarted') as started,
         (select count(*)::int from journal where type = 'AttemptEnded') as ended,
         (select sum(attempts)::int from dialling) as counted,
         (select (state->>'dialled')::int from campaign_pacing where campaign_id = $1) as "inFlight"`,
      [running.campaignId],
    );
    expect(counters).toEqual({ started: RECORDS, ended: RECORDS, counted: RECORDS, inFlight: 0 });
    const outcomes = attempts.reduce<Record<string, number>>(
      (sums, { outcome }) => ({ ...sums, [outcome]: (sums[outcome] ?? 0) + 1 }),
      {},
    );
    process.stderr.write(
      `kill -9 of a predictive campaign at ${DEATHS} points: ${RECORDS} records, ${JSON.stringify(outcomes)}\n`,
    );
  });
});
