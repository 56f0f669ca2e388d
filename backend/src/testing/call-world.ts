import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  saveQueueSchema,
  type CallAction,
  type DeskCall,
  type Role,
  type SaveQueue,
  defaultPermissions,
} from '#contracts';
import { AppModule } from '../app.module';
import {
  SIMULATED_PHONES,
  SWITCH,
  InProcessPhones,
  startInProcess,
  type CallerHabits,
  type InProcess,
} from '../features/voice/switch';
import { Groups, Supervision, UserDirectory } from '../features/house/identity';
import { GreetingListeners } from '../features/voice/campaigns';
import { DeskCalls, NumberSettings, SwitchGate } from '../features/voice/calls';
import { QueueSettings } from '../features/work/routing';
import { CLOCK } from '../kernel/clock';
import { Database } from '../platform/database';
import { ACCESS_GUARD } from '../platform/http';
import { Journal, Relay } from '../platform/journal';
import { ScheduleRunner } from '../platform/schedule';
import { bootApp, testPrincipal, TestAccessGuard, type TestApp } from './boot-app';
import { aMeta } from './builders';
import { pause } from './processes';
import { createTestDatabaseUrl, dropTestDatabase, lockDatabase } from './test-database';
import { VirtualClock } from './virtual-clock';
import { WallClock } from './wall-clock';

// A whole application with its database starts and moves here; other suites may be running beside it.
jest.setTimeout(300_000);

export const OUR_NUMBER = '+48221000100';

export interface Agent {
  readonly id: string;
  readonly extension: string;
  readonly name: string;
}

/** The whole backend with a simulated switch on a virtual clock and a database of its own. */
export class CallWorld {
  readonly clock = new VirtualClock();
  readonly wall = new WallClock(() => this.clock);
  readonly guard = new TestAccessGuard(null);
  private readonly directory = mkdtempSync(join(tmpdir(), 'centrala-calls-'));
  private extensions = 1000;
  private databaseUrl = '';
  /** False: the switch says that it has recorded, and there is no file. */
  switchWrites = true;
  line!: InProcess;
  app!: TestApp;

  static async start({ seed = 1 }: { readonly seed?: number } = {}): Promise<CallWorld> {
    const world = new this();
    await world.prepare();
    const disk = { playbackMs: () => 2000, recorded: (path: string) => world.written(path) };
    world.line = await startInProcess({ clock: world.clock, seed, disk });
    world.line.simulated.world.gateway('trunk-pl-1', true);
    await world.boot();
    return world;
  }

  /** Database and directories of its own. */
  protected async prepare(): Promise<void> {
    this.databaseUrl = await createTestDatabaseUrl();
    Object.assign(process.env, {
      DATABASE_URL: this.databaseUrl,
      CENTRALA_LOG_LEVEL: 'error',
      CENTRALA_SWITCH_PASSWORD: 'in-process',
      CENTRALA_SECRET: 'a-secret-of-tests-that-is-long-enough',
      CENTRALA_RECORDINGS_DIR: join(this.directory, 'recordings'),
      CENTRALA_FILES_DIRECTORY: join(this.directory, 'files'),
    });
  }

  private written(path: string): void {
    if (!this.switchWrites) return;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, Buffer.alloc(RECORDING_BYTES, 7));
  }

  /** Starts the backend on the database and the switch that are there. */
  async boot(): Promise<void> {
    this.app = await this.process(this.line);
    this.clock.settle = () => this.settle();
    await this.connected();
  }

  /** One more process of the installation, with a connection of its own to the same switch; close it before the world. */
  process(line: InProcess): Promise<TestApp> {
    const { world } = this.line.simulated;
    return bootApp({
      modules: [AppModule.of(['api', 'telephony', 'worker'])],
      principal: null,
      realAccess: true,
      customise: (builder) =>
        builder
          .overrideProvider(CLOCK)
          .useFactory(this.wall.told)
          .overrideProvider(SWITCH)
          .useValue(line.switch)
          .overrideProvider(SIMULATED_PHONES)
          .useValue(new InProcessPhones(world))
          .overrideProvider(ACCESS_GUARD)
          .useValue(this.guard),
    });
  }

  /**
   * Our process dies without a word while `step` is under way, `turns` turns of the event loop after its beginning: it loses the
   * database at once and stores nothing on its way out. Then a new one starts on the same database and the same switch.
   */
  async dieDuring(step: () => Promise<unknown>, turns: number): Promise<void> {
    const under = Promise.race([step(), pause(3000)]).catch(() => undefined);
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resume) => setImmediate(resume));
    const dying = this.app;
    dying.app.useLogger(false);
    await this.line.switch.stop();
    await lockDatabase(this.databaseUrl, true);
    await under;
    await dying.close().catch(() => undefined);
    await lockDatabase(this.databaseUrl, false);
    this.line = this.line.rejoin();
    await this.boot();
  }

  async connected(): Promise<void> {
    const gate = this.app.get(SwitchGate);
    for (let turn = 0; turn < 2000 && !gate.opened; turn += 1) await pause(2);
    await this.settle();
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.line.stop();
    await dropTestDatabase(this.databaseUrl);
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Lets switch, relay and timers set each other going until nothing can go on without the clock. */
  async settle(): Promise<void> {
    const [relay, timers, gate] = [this.app.get(Relay), this.app.get(ScheduleRunner), this.app.get(SwitchGate)];
    for (let before = -1, quiet = 0; quiet < 2;) {
      await this.line.settle();
      if (gate.opened) await relay.idle({ failing: 'allowed' });
      else await Promise.race([relay.idle({ failing: 'allowed' }), pause(60)]);
      await timers.idle();
      await this.app.get(GreetingListeners).idle();
      await this.line.settle();
      quiet = relay.settled === before ? quiet + 1 : 0;
      before = relay.settled;
    }
  }

  /** Time passes. */
  async wait(seconds: number): Promise<void> {
    await this.clock.advance(seconds * 1000);
  }

  async hire(role: Role = 'agent'): Promise<Agent> {
    const id = randomUUID();
    const extension = String((this.extensions += 1));
    await this.sql(
      `insert into app_user (id, subject, login, first_name, last_name, email, role, state, extension, language, created_at)
       values ($1, $2, $3, 'Agent', $4, $5, $6, 'active', $4, 'pl', now())`,
      [id, id, `agent${extension}@firma.test`, extension, `agent${extension}@firma.test`, role],
    );
    const permissions = defaultPermissions(role);
    this.guard.named.set(
      id,
      testPrincipal({ userId: id, login: `agent${extension}@firma.test`, role, permissions, sessionId: randomUUID() }),
    );
    return { id, extension, name: `Agent ${extension}` };
  }

  /** A group of these people; its id. */
  async group(...members: readonly Agent[]): Promise<string> {
    const memberIds = members.map(({ id }) => id);
    const given = { name: `Grupa ${randomUUID().slice(0, 8)}`, description: '', memberIds };
    const saved = await this.app.get(Groups).create(given, aMeta({ at: this.clock.now() }));
    if (!saved.ok) throw new Error(saved.refusal.code);
    return saved.value.id;
  }

  /** From now on his requests come with these groups in view, and nothing else of others. */
  async supervises({ id }: Agent, ...supervisedGroupIds: string[]): Promise<void> {
    const supervisedUserIds = [...(await this.app.get(UserDirectory).membersOf(supervisedGroupIds))];
    const groups = { role: 'supervisor', supervisedGroupIds, supervisedUserIds } as const;
    const supervised = await this.app.get(Supervision).of(groups);
    this.guard.named.set(id, { ...(this.guard.named.get(id) ?? testPrincipal()), supervised });
  }

  async signIn(...agents: Agent[]): Promise<void> {
    for (const { id } of agents) await this.session(id, 'SessionOpened', {});
    await this.settle();
  }

  async signOut({ id }: Agent, reason = 'signed-out'): Promise<void> {
    await this.session(id, 'SessionEnded', { reason });
    await this.settle();
  }

  private async session(userId: string, type: string, more: object): Promise<void> {
    const sessionId = this.guard.named.get(userId)?.sessionId ?? '';
    if (type === 'SessionOpened') {
      await this.sql(
        `insert into workstation_session (id, user_id, role, sign_in, opened_at, last_seen_at, ip) values ($1, $2, 'agent', 'test', now(), now(), '127.0.0.1') on conflict do nothing`,
        [sessionId, userId],
      );
    }
    const meta = aMeta({ at: this.clock.now() });
    await this.app
      .get(Database)
      .transaction((tx) =>
        this.app
          .get(Journal)
          .append(tx, `workstation-${userId}`, [{ type, data: { userId, sessionId, ...more } }], meta),
      );
  }

  /** Signed in and ready, in this order. */
  async ready(...agents: Agent[]): Promise<void> {
    await this.signIn(...agents);
    for (const agent of agents) {
      await this.as(agent).put('/agents/me/status', { status: 'ready' });
      await this.settle();
    }
  }

  async queue(agents: readonly Agent[], more: Partial<SaveQueue> = {}): Promise<string> {
    const given = saveQueueSchema.parse({
      name: `Kolejka ${randomUUID().slice(0, 8)}`,
      agentIds: agents.map(({ id }) => id),
      classifierRequired: false,
      ...more,
    });
    const saved = await this.app.get(QueueSettings).create(given, aMeta({ at: this.clock.now() }));
    if (!saved.ok) throw new Error(saved.refusal.code);
    await this.settle();
    return saved.value.id;
  }

  async number(queueId: string, number = OUR_NUMBER, greeting: string | null = null): Promise<void> {
    const leads = { queueId, flowId: null, ringGroupId: null, userId: null, extent: 'one', lastNumber: null } as const;
    const given = { number, name: `Numer ${number}`, active: true, greeting, ...leads };
    const saved = await this.app.get(NumberSettings).create(given, aMeta({ at: this.clock.now() }));
    if (!saved.ok) throw new Error(saved.refusal.code);
  }

  /** Somebody calls, and a second passes; the answer is the leg, by which the caller acts. */
  async callFrom(from: string, habits: Partial<CallerHabits> = {}, to = OUR_NUMBER): Promise<string> {
    const leg = this.line.simulated.world.call(
      { from, to, name: '', trunk: 'trunk-pl-1' },
      { patienceMs: 3_600_000, talkMs: 3_600_000, digits: '', ...habits },
    );
    await this.settle();
    await this.wait(1);
    return leg;
  }

  async callerHangsUp(leg: string): Promise<void> {
    this.line.simulated.world.hangUpLeg(leg);
    await this.settle();
  }

  /** Requests of this agent; each lets the world come to rest afterwards. */
  as({ id }: Agent) {
    const send = async (method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string, body?: object) => {
      const response = await this.app.http[method](`/api/v1${path}`)
        .set({ authorization: `Bearer ${id}` })
        .send(body);
      await this.settle();
      // A phone that is taken up lets go of its dialling one frame later; before that nobody talks.
      if (path.endsWith('/answer')) await this.wait(0.02);
      return response;
    };
    return {
      get: (path: string) => send('get', path),
      post: (path: string, body?: object) => send('post', path, body ?? {}),
      put: (path: string, body?: object) => send('put', path, body),
      patch: (path: string, body?: object) => send('patch', path, body),
      delete: (path: string) => send('delete', path),
      /** The list as a file. */
      csv: (path: string) =>
        this.app.http
          .get(`/api/v1${path}`)
          .set({ authorization: `Bearer ${id}`, accept: 'text/csv', 'accept-language': 'en' }),
    };
  }

  /** What lies on the agent's desk. */
  async desk(agent: Agent): Promise<DeskCall[]> {
    const desks = this.app.get(DeskCalls);
    const open = await desks.openOf(agent.id);
    return Promise.all([...open.keys()].map(async (callId) => (await desks.of(callId, agent.id)) as DeskCall));
  }

  /** The agent presses a button on the only call on his desk; fails when the server does not offer it. */
  async press(agent: Agent, action: CallAction, body: object = {}): Promise<DeskCall | undefined> {
    const [call] = await this.desk(agent);
    if (!call?.actions.includes(action))
      throw new Error(`${action} is not offered to ${agent.name}: ${JSON.stringify(call?.actions ?? 'no call')}`);
    const response = await this.as(agent).post(`/calls/${call.id}/${action}`, body);
    if (response.status >= 300) throw new Error(`${action}: ${response.status} ${JSON.stringify(response.body)}`);
    return (await this.desk(agent)).find(({ id }) => id === call.id);
  }

  async status(agent: Agent): Promise<string> {
    const { body } = (await this.as(agent).get('/agents/me')) as { body: { status: string; reason: string | null } };
    return body.reason ? `${body.status}:${body.reason}` : body.status;
  }

  async sql<Row extends object>(text: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.app.get(Database).read.query<Row[]>(text, parameters);
  }

  async calls(): Promise<
    {
      id: string;
      state: string;
      outcome: string | null;
      agent_id: string | null;
      queued_at: Date | null;
      ended_by: string | null;
    }[]
  > {
    return this.sql('select * from call order by started_at, id');
  }

  /** Legs that live in the switch, with the leg each is bridged with. */
  async legs(): Promise<{ legId: string; bridgedWith: string | null; callId: string | null }[]> {
    const legs = await this.line.switch.legs();
    if (!legs.ok) throw new Error(legs.refusal.code);
    return legs.value.map(({ legId, bridgedWith, callId }) => ({ legId, bridgedWith, callId }));
  }
}

/** Bytes of a recording of the simulated switch, however long it was. */
export const RECORDING_BYTES = 1000;
