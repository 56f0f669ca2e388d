import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { saveCampaignSchema, type Campaign } from '#contracts';
import { AppModule } from '../../../app.module';
import { nextRandom, seedRandomness } from '../../../kernel/randomness';
import { Database } from '../../../platform/database';
import { ACCESS_GUARD } from '../../../platform/http';
import { Journal } from '../../../platform/journal';
import { bootApp, TestAccessGuard, testPrincipal, type TestApp } from '../../../testing/boot-app';
import { aMeta } from '../../../testing/builders';
import { askSimulator, eventually, pause, platformEnvironment, Program } from '../../../testing/processes';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database';
import { Contacts, Records } from '../../customers/records';
import { mobile } from '../../../testing/campaign-world';

/** `npm run test:campaign-kills` dies at fifty points. */
const DEATHS = Number(process.env['CENTRALA_CAMPAIGN_KILLS'] ?? 3);
const RECORDS = 12 + DEATHS * 6;
const AGENTS = 3;

jest.setTimeout(120_000 + DEATHS * 60_000);

describe('kill -9 of the process that dials a predictive campaign', () => {
  const directory = mkdtempSync(join(tmpdir(), 'centrala-campaign-kill-'));
  const guard = new TestAccessGuard(testPrincipal());
  const agentIds = Array.from({ length: AGENTS }, () => randomUUID());
  let test: TestDatabase;
  let simulator: Program;
  let telephony: Program;
  let office: TestApp;
  let control = '';
  let draws = seedRandomness(20_261_201);

  const draw = (): number => {
    const [value, next] = nextRandom(draws);
    draws = next;
    return value;
  };
  const act = (method: string, path: string, body?: object) => askSimulator(control, method, path, body);
  const sql = <Row extends object>(text: string, values: unknown[] = []) => test.dataSource.query<Row[]>(text, values);

  beforeAll(async () => {
    test = await createTestDatabase({ poolSize: 4 });
    const environment = { ...(await platformEnvironment(test.url, directory)), CENTRALA_LOG_LEVEL: 'error' };
    control = environment.CENTRALA_SWITCH_PHONES_URL;
    Object.assign(process.env, environment);
    simulator = new Program('features/voice/switch/simulator/main.ts', environment);
    telephony = new Program('main.ts', { ...environment, CENTRALA_PARTS: 'telephony,worker,api' });
    simulator.start();
    // People sit in a process that lives on: it only answers requests.
    office = await bootApp({
      modules: [AppModule.of(['api'])],
      principal: null,
      realAccess: true,
      customise: (builder) => builder.overrideProvider(ACCESS_GUARD).useValue(guard),
    });
    await eventually(
      () => act('GET', '/state'),
      40_000,
      () => simulator.said,
    );
    telephony.start();
  });

  afterAll(async () => {
    await telephony.kill('SIGTERM');
    await simulator.kill('SIGTERM');
    await office.close();
    await test.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function hire(): Promise<void> {
    for (const [index, id] of agentIds.entries()) {
      await sql(
        `insert into app_user (id, subject, login, first_name, last_name, email, role, state, extension, language, created_at)
         values ($1::uuid, $1, $2, 'Agent', $2, $2, 'agent', 'active', $3, 'pl', now())`,
        [id, `agent${index}@firma.test`, String(2001 + index)],
      );
      guard.named.set(id, testPrincipal({ userId: id, role: 'agent', sessionId: randomUUID() }));
      await act('PUT', `/phones/${2001 + index}`, { kind: 'answers', afterMs: [100, 300] });
      await act('POST', `/phones/${2001 + index}/register`);
    }
    const journal = office.get(Journal);
    for (const id of agentIds) {
      const data = { userId: id, sessionId: guard.named.get(id)?.sessionId };
      await office
        .get(Database)
        .transaction((tx) =>
          journal.append(tx, `workstation-${id}`, [{ type: 'SessionOpened', data }], aMeta({ at: Date.now() })),
        );
      await eventually(
        async () =>
          (
            await office.http
              .put('/api/v1/agents/me/status')
              .set({ authorization: `Bearer ${id}` })
              .send({ status: 'ready' })
          ).status < 300 &&
          (
            await sql(`select 1 from agent_view where agent_id = $1 and status = 'ready' and phone = 'registered'`, [
              id,
            ])
          ).length > 0,
        40_000,
        () => telephony.said,
      );
    }
  }

  async function campaign(): Promise<string> {
    guard.principal = testPrincipal();
    const { body: order } = (await office.http.get('/api/v1/order')) as { body: object };
    await office.http
      .put('/api/v1/order')
      .send({ ...order, addOns: [{ featureId: 'predictive-dialer', quantity: 1 }] });
    const given = saveCampaignSchema.parse({
      ...{ name: 'Zabijana', kind: 'predictive', consentPurpose: null, agentIds, wrapUpSeconds: 0 },
      ...{ classifierRequired: false, quietHours: null, maxAttempts: 1, record: 'never' },
    });
    const made = await office.http.post('/api/v1/campaigns').send(given);
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    return (made.body as Campaign).id;
  }

  async function load(campaignId: string): Promise<void> {
    const meta = aMeta({ at: Date.now() });
    const sourceId = randomUUID();
    const given: { contactId: string; number: string }[] = [];
    for (let index = 0; index < RECORDS; index += 1) {
      const number = mobile(index);
      const answers = { kind: 'answers', afterMs: [200, 900], talkMs: Math.round(300 + draw() * 900) };
      await act(
        'PUT',
        `/persons/${encodeURIComponent(number)}`,
        draw() < 0.3 ? { kind: 'refuses', status: 486, afterMs: [100, 500] } : answers,
      );
      const card = {
        firstName: 'Jan',
        lastName: `Nowak ${index}`,
        company: '',
        phones: [number],
        emails: [],
        note: '',
        fields: {},
      };
      const contact = await office.get(Contacts).create(card, meta);
      if (!contact.ok) throw new Error(contact.refusal.code);
      given.push({ contactId: contact.value.id, number });
    }
    await office.get(Database).transaction(async (tx) => {
      await office.get(Records).addSource(tx, { id: sourceId, campaignId, kind: 'api', name: 'CRM' }, meta);
      await office.get(Records).addMany(tx, { campaignId, sourceId }, given, meta);
    });
  }

  const ended = async () =>
    Number((await sql<{ count: string }>(`select count(*) from dial_attempt where state = 'ended'`))[0]?.count);

  it(`dials no record twice, loses none, and counts right, at ${DEATHS} seeded points`, async () => {
    await hire();
    const id = await campaign();
    await load(id);
    await office.http.post(`/api/v1/campaigns/${id}/actions/start`);
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
      async () =>
        (await sql(`select 1 from dialling where state <> 'closed'`)).length === 0 && (await ended()) === RECORDS,
      120_000,
      () => telephony.said,
    );
    const attempts = await sql<{ number: string; outcome: string }>('select number, outcome from dial_attempt');
    expect(attempts.map(({ number }) => number).sort()).toEqual(
      Array.from({ length: RECORDS }, (_, index) => mobile(index)).sort(),
    );
    const rings = (await act('GET', '/state'))['rings'] as Record<string, number>;
    expect(Object.entries(rings).filter(([, count]) => count > 1)).toEqual([]);
    for (const { number, outcome } of attempts) if (outcome !== 'failed') expect(rings[number]).toBe(1);
    const [counters] = await sql<object>(
      `select (select count(*)::int from journal where type = 'AttemptStarted') as started,
         (select count(*)::int from journal where type = 'AttemptEnded') as ended,
         (select sum(attempts)::int from dialling) as counted,
         (select (state->>'dialled')::int from campaign_pacing where campaign_id = $1) as "inFlight"`,
      [id],
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
