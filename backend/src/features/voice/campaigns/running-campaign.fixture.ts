import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { saveCampaignSchema, type Campaign, type SaveCampaignInput } from '#contracts';
import { AppModule } from '../../../app.module';
import { Database } from '../../../platform/database';
import { ACCESS_GUARD } from '../../../platform/http';
import { Journal } from '../../../platform/journal';
import { bootApp, TestAccessGuard, testPrincipal, type TestApp } from '../../../testing/boot-app';
import { aMeta } from '../../../testing/builders';
import { mobile } from '../../../testing/campaign-world';
import { askSimulator, eventually, platformEnvironment, Program } from '../../../testing/processes';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database';
import { Contacts, Records } from '../../customers/records';

const FIRST_EXTENSION = 2001;

/**
 * A predictive campaign over processes of its own and real time: one that dials, one that is the switch and everybody in it,
 * and the office (ours), which only answers requests and lives on when the first one dies.
 */
export class RunningCampaign {
  readonly agentIds: string[] = [];
  campaignId = '';
  private readonly directory = mkdtempSync(join(tmpdir(), 'centrala-campaign-'));
  private readonly guard = new TestAccessGuard(testPrincipal());
  private test!: TestDatabase;
  private simulator!: Program;
  telephony!: Program;
  private office!: TestApp;
  private control = '';

  static async start(): Promise<RunningCampaign> {
    const running = new RunningCampaign();
    running.test = await createTestDatabase({ poolSize: 4 });
    const { directory } = running;
    const environment = { ...(await platformEnvironment(running.test.url, directory)), CENTRALA_LOG_LEVEL: 'error' };
    running.control = environment.CENTRALA_SWITCH_PHONES_URL;
    Object.assign(process.env, environment);
    running.simulator = new Program('features/voice/switch/simulator/main.ts', environment);
    running.telephony = new Program('main.ts', { ...environment, CENTRALA_PARTS: 'telephony,worker,api' });
    running.simulator.start();
    running.office = await bootApp({
      modules: [AppModule.of(['api'])],
      principal: null,
      realAccess: true,
      customise: (builder) => builder.overrideProvider(ACCESS_GUARD).useValue(running.guard),
    });
    await eventually(
      () => running.ask('GET', '/state'),
      40_000,
      () => running.simulator.said,
    );
    running.telephony.start();
    return running;
  }

  async stop(): Promise<void> {
    await this.telephony.kill('SIGTERM');
    await this.simulator.kill('SIGTERM');
    await this.office.close();
    await this.test.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Asks the switch. */
  ask(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    return askSimulator(this.control, method, path, body);
  }

  sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    return this.test.dataSource.query<Row[]>(text, values);
  }

  /** Agents who are ready, and whose phones take calls by themselves. */
  async hire(count: number): Promise<void> {
    for (let index = this.agentIds.length; this.agentIds.length < count; index += 1) {
      const id = randomUUID();
      const extension = String(FIRST_EXTENSION + index);
      this.agentIds.push(id);
      await this.sql(
        `insert into app_user (id, subject, login, first_name, last_name, email, role, state, extension, language, created_at)
         values ($1::uuid, $1, $2, 'Agent', $2, $2, 'agent', 'active', $3, 'pl', now())`,
        [id, `agent${index}@firma.test`, extension],
      );
      this.guard.named.set(id, testPrincipal({ userId: id, role: 'agent', sessionId: randomUUID() }));
      await this.ask('PUT', `/phones/${extension}`, { kind: 'answers', afterMs: [100, 300] });
      await this.ask('POST', `/phones/${extension}/register`);
    }
    for (const id of this.agentIds) await this.makeReady(id);
  }

  private async makeReady(id: string): Promise<void> {
    const data = { userId: id, sessionId: this.guard.named.get(id)?.sessionId };
    await this.office
      .get(Database)
      .transaction((tx) =>
        this.office
          .get(Journal)
          .append(tx, `workstation-${id}`, [{ type: 'SessionOpened', data }], aMeta({ at: Date.now() })),
      );
    const says = () =>
      this.office.http
        .put('/api/v1/agents/me/status')
        .set({ authorization: `Bearer ${id}` })
        .send({ status: 'ready' });
    const known = () =>
      this.sql(`select 1 from agent_view where agent_id = $1 and status = 'ready' and phone = 'registered'`, [id]);
    await eventually(
      async () => (await says()).status < 300 && (await known()).length > 0,
      40_000,
      () => this.telephony.said,
    );
  }

  /** A predictive campaign with these agents. */
  async campaign(more: Partial<SaveCampaignInput>): Promise<void> {
    const { http } = this.office;
    this.guard.principal = testPrincipal();
    const { body: order } = (await http.get('/api/v1/order')) as { body: object };
    await http.put('/api/v1/order').send({ ...order, addOns: [{ featureId: 'predictive-dialer', quantity: 1 }] });
    const given = saveCampaignSchema.parse({
      ...{ name: 'Próba', kind: 'predictive', consentPurpose: null, agentIds: this.agentIds, wrapUpSeconds: 0 },
      ...{ classifierRequired: false, quietHours: null, maxAttempts: 1, record: 'never', ...more },
    });
    const made = await http.post('/api/v1/campaigns').send(given);
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    this.campaignId = (made.body as Campaign).id;
  }

  /** A record for each of these people, who behave so when they are called; the numbers are `mobile(0…)`. */
  async load(habits: readonly object[]): Promise<void> {
    const meta = aMeta({ at: Date.now() });
    const given: { contactId: string; number: string }[] = [];
    for (const [index, habit] of habits.entries()) {
      const number = mobile(index);
      await this.ask('PUT', `/persons/${encodeURIComponent(number)}`, habit);
      const card = { firstName: 'Jan', lastName: `Nowak ${index}`, company: '', note: '', fields: {} };
      const contact = await this.office.get(Contacts).create({ ...card, phones: [number], emails: [] }, meta);
      if (!contact.ok) throw new Error(contact.refusal.code);
      given.push({ contactId: contact.value.id, number });
    }
    const into = { campaignId: this.campaignId, sourceId: randomUUID() };
    await this.office.get(Database).transaction(async (tx) => {
      const list = { id: into.sourceId, campaignId: into.campaignId, kind: 'api', name: 'CRM' } as const;
      await this.office.get(Records).addSource(tx, list, meta);
      await this.office.get(Records).addMany(tx, into, given, meta);
    });
  }

  async act(action: 'start' | 'drain'): Promise<void> {
    await this.office.http.post(`/api/v1/campaigns/${this.campaignId}/actions/${action}`);
  }

  async count(where: string): Promise<number> {
    return (await this.sql<{ count: number }>(`select count(*)::int as count from ${where}`))[0]?.count ?? 0;
  }
}
