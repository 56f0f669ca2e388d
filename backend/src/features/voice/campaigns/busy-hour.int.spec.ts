import { nextRandom, seedRandomness } from '../../../kernel/randomness';
import { notRun } from '../../../testing/not-run';
import { eventually, pause } from '../../../testing/processes';
import { RunningCampaign } from './running-campaign.fixture';

/**
 * The busy hour of predictive dialling: 130 agents, 140 s for each person who answers, one in five of them, make 4.6 calls a
 * second. `npm run bench:busy-hour` has so many agents for some minutes of real time, which stand for the hour.
 */
const SECONDS = Number(process.env['CENTRALA_BUSY_SECONDS'] ?? 0);
const AGENTS = Number(process.env['CENTRALA_BUSY_AGENTS'] ?? 130);
const ANSWERS = 0.2;
const TALK_MS = 120_000;
const WRAP_UP_SECONDS = 20;
const RATE = AGENTS / (TALK_MS / 1000 + WRAP_UP_SECONDS) / ANSWERS;
/** Nobody has talked yet when it begins: that takes as many calls at once as find each agent somebody. */
const RECORDS = Math.ceil(AGENTS / ANSWERS + 1.5 * RATE * SECONDS);

jest.setTimeout(1_200_000 + 1000 * SECONDS);

if (SECONDS === 0) {
  notRun('The busy hour of a predictive campaign', 'a bench of minutes: npm run bench:busy-hour');
  it('is a bench; listed as not run', () => expect(SECONDS).toBe(0));
} else {
  describe('the busy hour of a predictive campaign', () => {
    let running: RunningCampaign;
    let draws = seedRandomness(20_261_202);
    const draw = (): number => {
      const [value, next] = nextRandom(draws);
      draws = next;
      return value;
    };
    const person = () => {
      const fate = draw();
      const talkMs = Math.round(TALK_MS * (0.5 + draw()));
      if (fate < ANSWERS) return { kind: 'answers', afterMs: [1000, 15_000], talkMs };
      return fate < 0.28 ? { kind: 'refuses', status: 486, afterMs: [1000, 5000] } : { kind: 'rings' };
    };

    beforeAll(async () => {
      running = await RunningCampaign.start();
    });
    afterAll(() => running?.stop());

    it(`loses no call with ${AGENTS} agents for ${SECONDS} s`, async () => {
      await running.hire(AGENTS);
      const predictive = { mode: 'steered', maxCallsInFlight: 1000 } as const;
      await running.campaign({ wrapUpSeconds: WRAP_UP_SECONDS, ringSeconds: 25, predictive });
      await running.load(Array.from({ length: RECORDS }, person));
      const started = performance.now();
      await running.act('start');
      await pause(SECONDS * 1000);
      const dialled = await running.count('dial_attempt');
      const rate = dialled / ((performance.now() - started) / 1000);
      await running.act('drain');
      await eventually(
        async () =>
          (await running.count(`dial_attempt where state <> 'ended'`)) === 0 &&
          (await running.count(`call where state <> 'ended'`)) === 0,
        120_000 + 2 * TALK_MS,
        () => running.telephony.said,
      );
      const attempts = await running.sql<{ number: string; outcome: string }>(
        'select number, outcome from dial_attempt',
      );
      const rings = (await running.ask('GET', '/state'))['rings'] as Record<string, number>;
      expect(Object.values(rings).filter((count) => count !== 1)).toEqual([]);
      expect(Object.keys(rings).sort()).toEqual(attempts.map(({ number }) => number).sort());
      expect(await running.count(`dialling where state = 'active'`)).toBe(0);
      await eventually(
        async () => (await running.count(`agent_view where status = 'ready'`)) === AGENTS,
        60_000,
        () => running.telephony.said,
      );
      const outcomes = attempts.reduce<Record<string, number>>(
        (sums, { outcome }) => ({ ...sums, [outcome]: (sums[outcome] ?? 0) + 1 }),
        {},
      );
      const wanted = `${RATE.toFixed(1)} wanted`;
      process.stderr.write(
        `busy hour, ${AGENTS} agents, ${SECONDS} s: ${rate.toFixed(1)} calls/s (${wanted}), ${JSON.stringify(outcomes)}\n`,
      );
    });
  });
}
