import { Module, type OnModuleInit } from '@nestjs/common';
import type { Topic } from '#contracts';
import { aMeta } from '../../testing/builders';
import { bootApp, TestAccessGuard, testPrincipal, type TestApp } from '../../testing/boot-app';
import { createTestDatabaseUrl, dropTestDatabase } from '../../testing/test-database';
import { Database } from '../database';
import { PlatformDataModule } from '../data';
import { ACCESS_GUARD, type Principal } from '../http';
import { Journal, Relay } from '../journal';
import { RealtimeGateway, RealtimeHub, RealtimeModule, TopicRegistry, type TopicSource } from '.';
import { Client, type Widget } from '../../testing/topic-client';

@Module({ imports: [PlatformDataModule, RealtimeModule] })
class WidgetsModule implements OnModuleInit {
  constructor(
    private readonly registry: TopicRegistry,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.registry.register(this.source({ topic: 'live', permission: 'live.view' }));
    this.registry.register(this.source({ topic: 'desk', permission: 'authenticated' }));
  }

  /** `live` shows everything, `desk` what the principal owns. */
  private source({ topic, permission }: Pick<TopicSource, 'topic' | 'permission'>): TopicSource {
    const visibleTo = ({ userId }: Principal, _id: string, value: unknown) =>
      topic === 'live' || (value as Widget).owner === userId;
    const select = async (where: string, parameters: unknown[]) => {
      const rows = await this.database.read.query<Widget[]>(
        `select * from widget where not gone and ${where}`,
        parameters,
      );
      return new Map(rows.map((row) => [row.id, row]));
    };
    return {
      topic,
      permission,
      entity: 'widget',
      types: ['WidgetChanged'],
      affected: ({ stream }) => [stream.replace('widget-', '')],
      load: (ids) => select('id = any($1)', [ids]),
      loadAll: async (principal) =>
        new Map([...(await select('true', []))].filter(([id, value]) => visibleTo(principal, id, value))),
      visibleTo,
    };
  }
}

// Applications start and stop here; on a busy machine that alone takes seconds.
jest.setTimeout(60_000);

describe('realtime', () => {
  const before = process.env['DATABASE_URL'];
  let url: string;
  let apps: TestApp[];
  let clients: Client[];

  beforeEach(async () => {
    url = await createTestDatabaseUrl();
    process.env['DATABASE_URL'] = url;
    apps = [];
    clients = [];
    const app = await boot();
    await app
      .get(Database)
      .read.query(
        'create table widget (id text primary key, value int not null, owner text not null, padding text not null, gone boolean not null)',
      );
  });
  afterEach(async () => {
    for (const client of clients) client.leave();
    for (const app of apps) await app.close();
    process.env['DATABASE_URL'] = before;
    await dropTestDatabase(url);
  });

  async function boot(): Promise<TestApp> {
    const app = await bootApp({ modules: [WidgetsModule], redisPrefix: url.split('/').at(-1) });
    const { named } = app.get<TestAccessGuard>(ACCESS_GUARD);
    named.set('boss', testPrincipal({ userId: 'boss' }));
    named.set('ann', testPrincipal({ userId: 'ann', permissions: ['status.own'], sessionId: 'session-ann' }));
    apps.push(app);
    return app;
  }

  const first = (): TestApp => apps[0] as TestApp;

  function client(topic: Topic, token = 'boss', app = first()): Client {
    const made = new Client(app.url, topic, token);
    clients.push(made);
    return made;
  }

  async function change(id: string, { owner = 'ann', padding = '', gone = false } = {}): Promise<void> {
    await first()
      .get(Database)
      .transaction(async (tx) => {
        await tx.query(
          `insert into widget values ($1, 1, $2, $3, $4)
         on conflict (id) do update set value = widget.value + 1, owner = $2, padding = $3, gone = $4`,
          [id, owner, padding, gone],
        );
        await first()
          .get(Journal)
          .append(tx, `widget-${id}`, [{ type: 'WidgetChanged', data: { gone } }], aMeta());
      });
  }

  /** Everything committed has been offered to every screen of every process. */
  async function settled(): Promise<void> {
    for (const app of apps) {
      await app.get(Relay).idle();
      await app.get(RealtimeHub).flushed();
    }
  }

  async function table(): Promise<Record<string, number>> {
    const rows = await first().get(Database).read.query<Widget[]>('select * from widget where not gone');
    return Object.fromEntries(rows.map(({ id, value }) => [id, value]));
  }

  const screenOf = (each: Client): Record<string, number> =>
    Object.fromEntries([...each.model].map(([id, { value }]) => [id, value]));

  it('answers with a snapshot and follows with changes', async () => {
    await change('a');
    const boss = client('live');
    await boss.come();
    expect(screenOf(boss)).toEqual({ a: 1 });
    await change('b');
    await boss.until(() => boss.model.has('b'));
    await change('b', { gone: true });
    await boss.until(() => !boss.model.has('b'));
    expect(boss.kinds).toEqual(['snapshot']);
  });

  it('refuses a bad token, a missing permission, an unknown topic and a malformed message', async () => {
    expect(await client('live', 'nobody').connect()).toBe('not-signed-in');
    const ann = client('live', 'ann');
    expect(await ann.connect()).toBeUndefined();
    expect(await ann.subscribe()).toEqual({ ok: false, code: 'permission-missing' });
    expect(await ann.send('subscribe', { topic: 'secrets' })).toEqual({ ok: false, code: 'validation-failed' });
    expect(await ann.send('authenticate', {})).toEqual({ ok: false, code: 'validation-failed' });
  });

  it('shows each principal its own, and takes away what is handed on', async () => {
    await change('a', { owner: 'ann' });
    await change('b', { owner: 'bob' });
    const ann = client('desk', 'ann');
    await ann.come();
    expect(screenOf(ann)).toEqual({ a: 1 });
    await change('a', { owner: 'bob' });
    await change('b', { owner: 'ann' });
    await ann.until(() => ann.model.has('b') && !ann.model.has('a'));
  });

  it('loses and doubles nothing when clients come back in the middle of a storm, also at another process', async () => {
    await boot();
    const followers = [client('live'), client('live'), client('live', 'boss', apps[1])];
    for (const each of followers) await each.come();
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let n = 0; n < 120; n += 1)
        await change(`w${(writer * 7 + n * n) % 23}`, { gone: n % 17 === 16 && writer === 0 });
    });
    const [comesAndGoes, staysAway] = followers as [Client, Client, Client];
    let writing = true;
    const travelling = (async () => {
      while (writing) {
        comesAndGoes.leave();
        await comesAndGoes.come();
      }
    })();
    staysAway.leave();
    await Promise.all(writers);
    writing = false;
    await travelling;
    await staysAway.come();
    await settled();
    const truth = await table();
    const newest = Math.max(...followers.map(({ position }) => position ?? 0));
    for (const each of followers) {
      await each.until(() => (each.position ?? 0) >= newest);
      expect(screenOf(each)).toEqual(truth);
    }
    expect(comesAndGoes.kinds.length).toBeGreaterThan(3);
    expect(new Set(comesAndGoes.kinds.slice(1))).toEqual(new Set(['resumed']));
  });

  it('resumes at another process that was there, and sends a snapshot from one that was not', async () => {
    await boot();
    await change('a');
    await settled();
    const boss = client('live');
    await boss.come();
    boss.leave();
    const moved = client('live', 'boss', apps[1]);
    moved.position = boss.position;
    await change('b');
    await settled();
    await moved.come();
    expect([moved.kinds, Object.keys(screenOf(moved))]).toEqual([['resumed'], ['b']]);
    const late = await boot();
    const stranger = client('live', 'boss', late);
    stranger.position = 0;
    await stranger.come();
    expect([stranger.kinds, screenOf(stranger)]).toEqual([['snapshot'], { a: 1, b: 1 }]);
  });

  it('keeps little for a client that does not read, and brings it up to date when it does', async () => {
    const slow = client('live');
    await slow.come();
    slow.reading(false);
    const padding = 'x'.repeat(1_000_000);
    for (let n = 0; n < 40; n += 1) {
      await change(`w${n % 3}`, { padding });
      await settled();
    }
    slow.reading(true);
    const truth = await table();
    // The kernel's buffers take a few; without bounds the server would have kept the rest of the 40 MB for it.
    await slow.until(() => Object.entries(truth).every(([id, value]) => slow.model.get(id)?.value === value));
    expect(slow.messages).toBeLessThan(25);
  });

  it('ends a session with its reason, in every process', async () => {
    const other = await boot();
    const ann = client('desk', 'ann', other);
    await ann.come();
    first().get(RealtimeGateway).endSockets({ sessionId: 'session-ann' }, 'signed-in-elsewhere');
    await ann.until(() => !ann.connected);
    expect(ann.ended).toEqual(['signed-in-elsewhere']);
  });

  it('answers an echo at once, so that a console can measure its link', async () => {
    const ann = client('desk', 'ann');
    await ann.come();
    expect(await ann.send('echo', null)).toEqual({ ok: true });
  });

  it('takes a renewed token of the same session only', async () => {
    const ann = client('desk', 'ann');
    await ann.come();
    expect(await ann.send('authenticate', { token: 'ann' })).toEqual({ ok: true });
    expect(await ann.send('authenticate', { token: 'boss' })).toEqual({ ok: false, code: 'session-mismatch' });
    expect(await ann.send('authenticate', { token: 'nobody' })).toEqual({ ok: false, code: 'not-signed-in' });
  });
});
