import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextRandom, seedRandomness } from '../../../kernel/randomness';
import { SystemClock } from '../../../platform/clock';
import { Journal } from '../../../platform/journal';
import { Schedule } from '../../../platform/schedule';
import { aMeta } from '../../../testing/builders';
import { askSimulator, eventually, pause, platformEnvironment, Program } from '../../../testing/processes';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database';
import { Agents, AgentViewStore, StretchStore } from '../../work/agents';

jest.setTimeout(180_000);

/** Five deaths, four calls at different moments of their lives each: twenty seeded points. */
const DEATHS = 5;
const LINES = 4;
const NUMBER = '+48221000100';

interface Leg {
  readonly legId: string;
  readonly bridgedWith: string | null;
}

describe('kill -9 of the backend', () => {
  const directory = mkdtempSync(join(tmpdir(), 'centrala-kill-'));
  const clock = new SystemClock();
  const agentIds: string[] = [];
  let test: TestDatabase;
  let simulator: Program;
  let backend: Program;
  let control = '';
  let http = '';
  let draws = seedRandomness(20_261_122);

  const draw = (): number => {
    const [value, next] = nextRandom(draws);
    draws = next;
    return value;
  };
  const act = (method: string, path: string, body?: object) => askSimulator(control, method, path, body);
  const legs = async (): Promise<Leg[]> => (await act('GET', '/state'))['legs'] as Leg[];
  const up = () =>
    eventually(
      async () => (await fetch(`${http}/api/v1/health/live`)).status < 500,
      40_000,
      () => backend.said,
    );
  const callOf = async (number: string) =>
    test.dataSource.query<{ state: string; outcome: string | null; queued_at: Date }[]>(
      'select state, outcome, queued_at from call where number = $1',
      [number],
    );

  beforeAll(async () => {
    test = await createTestDatabase({ poolSize: 4 });
    const environment = await platformEnvironment(test.url, directory);
    control = environment.CENTRALA_SWITCH_PHONES_URL;
    http = environment.CENTRALA_PUBLIC_URL;
    simulator = new Program('features/voice/switch/simulator/main.ts', environment);
    backend = new Program('main.ts', environment);
    simulator.start();
    backend.start();
    await company();
    await eventually(
      () => act('GET', '/state'),
      40_000,
      () => simulator.said,
    );
    await up();
    for (const index of agentIds.keys()) {
      await act('PUT', `/phones/${2001 + index}`, { kind: 'answers', afterMs: [300, 900] });
      await act('POST', `/phones/${2001 + index}/register`);
    }
    await ready();
  });

  afterAll(async () => {
    await backend.kill('SIGTERM');
    await simulator.kill('SIGTERM');
    await test.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function company(): Promise<void> {
    const queueId = randomUUID();
    const sql = (text: string, values: unknown[]) => test.dataSource.query(text, values);
    await sql(
      `insert into queue (id, name, strategy, offer_timeout_seconds, wrap_up_seconds, priority, slope_per_second, service_level_seconds, music, announce_position,
         announce_every_seconds, record, classifier_required, classifier_ids, active)
       values ($1, 'Infolinia', 'linear', 30, 0, 100, 1, 20, 'moh', false, 45, 'always', false, '{}', true)`,
      [queueId],
    );
    await sql('insert into inbound_number (id, number, name, queue_id, active) values ($1, $2, $2, $3, true)', [
      randomUUID(),
      NUMBER,
      queueId,
    ]);
    for (let index = 0; index < LINES; index += 1) {
      const id = randomUUID();
      agentIds.push(id);
      await sql(
        `insert into app_user (id, subject, login, first_name, last_name, email, role, state, extension, language, created_at)
         values ($1::uuid, $1, $2, 'Agent', $2, $2, 'agent', 'active', $3, 'pl', now())`,
        [id, `agent${index}@firma.test`, String(2001 + index)],
      );
      await sql('insert into queue_agent (queue_id, agent_id, place) values ($1, $2, $3)', [queueId, id, index]);
    }
  }

  /** Everybody is signed in and ready; the backend hears of it from the journal. */
  async function ready(): Promise<void> {
    const journal = new Journal(test.database);
    const agents = new Agents(
      journal,
      new Schedule(test.database, clock),
      new AgentViewStore(test.database),
      new StretchStore(test.database),
    );
    for (const id of agentIds) {
      const meta = aMeta({ at: clock.now() });
      await eventually(
        async () =>
          (
            await test.dataSource.query<object[]>(
              `select 1 from agent_view where agent_id = $1 and phone = 'registered'`,
              [id],
            )
          ).length > 0,
        20_000,
        () => backend.said,
      );
      await test.database.transaction(async (tx) => {
        await agents.handle(tx, id, { type: 'SignIn', sessionId: id }, meta);
        await agents.handle(tx, id, { type: 'RequestStatus', status: 'ready', reason: null, note: null }, meta);
      });
    }
  }

  /** Callers in the order of the queue, with the time that their place counts from: all who wait, or these. */
  const places = (workIds: string[] | null = null) =>
    test.dataSource.query<{ work_id: string; call_id: string; since: string; shown: Date }[]>(
      `select w.work_id, c.id as call_id, w.queued_at as since, c.queued_at as shown
       from work_item w join call c on c.id::text = w.subject_id
       where case when $1::uuid[] is null then w.state in ('waiting', 'offered') else w.work_id = any($1::uuid[]) end
       order by w.queued_at, w.work_id`,
      [workIds],
    );

  it('drops no bridged call, loses no record, keeps every place, and is back in control, at 20 seeded points', async () => {
    const back: number[] = [];
    let kept = 0;
    for (let death = 0; death < DEATHS; death += 1) {
      const calls: { number: string; legId: string }[] = [];
      for (let line = 0; line < LINES; line += 1) {
        const number = `+4850800${String(death * LINES + line).padStart(4, '0')}`;
        const { legId } = await act('POST', '/calls', {
          from: number,
          to: NUMBER,
          name: '',
          trunk: 'trunk-pl-1',
          patienceMs: 120_000,
          talkMs: 120_000,
        });
        calls.push({ number, legId: String(legId) });
        await pause(draw() * 500);
      }
      const before = await legs();
      await backend.kill('SIGKILL');
      const waiting = await places();
      const bridged = before.filter(({ bridgedWith }) => bridgedWith !== null);
      const dead = performance.now();
      backend.start();
      await up();
      for (const { number, legId } of calls) {
        await eventually(
          async () =>
            (await callOf(number))[0]?.state === 'talking' &&
            (await legs()).some((leg) => leg.legId === legId && leg.bridgedWith !== null),
          30_000,
          () => backend.said,
        );
      }
      back.push(Math.round(performance.now() - dead));
      const after = await legs();
      for (const { legId, bridgedWith } of bridged)
        expect(after.find((leg) => leg.legId === legId)?.bridgedWith).toBe(bridgedWith);
      for (const { legId } of calls) await act('POST', `/calls/${legId}/hang-up`);
      for (const { number } of calls) {
        const [record] = await eventually(
          async () => {
            const found = await callOf(number);
            return found[0]?.state === 'ended' && found;
          },
          20_000,
          () => backend.said,
        );
        expect(record).toMatchObject({ outcome: 'answered' });
      }
      expect(await places(waiting.map(({ work_id }) => work_id))).toEqual(waiting);
      kept += waiting.length;
      await eventually(async () => (await legs()).length === 0, 10_000);
      await eventually(
        async () =>
          (await test.dataSource.query<object[]>(`select 1 from agent_view where status = 'ready'`)).length === LINES,
        10_000,
        () => backend.said,
      );
    }
    process.stderr.write(
      `kill -9: all four calls in hand again after ${back.join(', ')} ms (start of the process included); ${kept} waited then\n`,
    );
    expect(kept).toBeGreaterThan(0);
    const [count] = await test.dataSource.query<object[]>(
      `select (select count(*)::int from call) as calls, (select count(*)::int from recording) as recordings,
         (select count(distinct number)::int from call) as callers, (select count(*)::int from work_item) as places,
         (select count(*)::int from journal where type = 'CallArrived') as arrivals`,
    );
    const each = DEATHS * LINES;
    expect(count).toEqual({ calls: each, recordings: each, callers: each, places: each, arrivals: each });
  });
});
