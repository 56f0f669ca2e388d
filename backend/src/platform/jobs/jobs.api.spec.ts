import { Module, type OnModuleInit } from '@nestjs/common';
import { Redis as IoRedis } from 'ioredis';
import { z } from 'zod';
import { bootApp, testPrincipal, type TestApp } from '../../testing/boot-app';
import { createTestDatabaseUrl, dropTestDatabase } from '../../testing/test-database';
import { startTestRedis, type TestRedis } from '../../testing/test-redis';
import { PlatformDataModule } from '../data';
import { Database } from '../database';
import { JobReconciler } from './job-reconciler';
import { GiveUp, Jobs, JobsModule, type JobContext } from '.';

type Handle = (payload: { to: string }, context: JobContext) => Promise<void>;

/** What the handler does now; each test sets it. */
let handle: Handle;

@Module({ imports: [PlatformDataModule, JobsModule] })
class MailModule implements OnModuleInit {
  constructor(private readonly jobs: Jobs) {}

  onModuleInit(): void {
    const schema = z.object({ to: z.string() });
    this.jobs.define({
      name: 'send-mail',
      schema,
      attempts: 3,
      backoff: 5,
      handle: (payload, context) => handle(payload, context),
    });
    this.jobs.define({
      name: 'call-webhook',
      schema,
      attempts: 1,
      backoff: 5,
      handle: (payload, context) => handle(payload, context),
    });
  }
}

/** Resolves when `count` attempts have begun; records them. */
function attempts(count: number, outcome: Handle = async () => undefined) {
  const seen: { id: string; attempt: number; to: string }[] = [];
  let finish: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (finish = resolve));
  handle = async ({ to }, context) => {
    seen.push({ to, ...context });
    if (seen.length === count) finish();
    await outcome({ to }, context);
  };
  return { seen, done };
}

// Applications start and stop here; on a busy machine that alone takes seconds.
jest.setTimeout(60_000);

describe('jobs', () => {
  const before = { database: process.env['DATABASE_URL'], redis: process.env['REDIS_URL'] };
  let url: string;
  let redis: TestRedis;
  let app: TestApp;

  beforeAll(async () => {
    redis = await startTestRedis();
    process.env['REDIS_URL'] = redis.url;
  });
  afterAll(async () => {
    process.env['REDIS_URL'] = before.redis;
    await redis.stop();
  });
  beforeEach(async () => {
    url = await createTestDatabaseUrl();
    process.env['DATABASE_URL'] = url;
    app = await bootApp({ modules: [MailModule], quiet: true });
  });
  afterEach(async () => {
    await app.close();
    process.env['DATABASE_URL'] = before.database;
    await dropTestDatabase(url);
  });

  const enqueue = (id: string, queue = 'send-mail') => app.get(Jobs).enqueue(queue, { to: 'ann' }, { id });
  const reconcile = () => app.get(JobReconciler).reconcile({ graceMs: 0 });

  async function flush(): Promise<void> {
    const client = new IoRedis(redis.url);
    await client.flushall();
    client.disconnect();
  }

  /** Looks at a row until it is in `state`; each look is a round trip to PostgreSQL. */
  async function reaches(id: string, state: string): Promise<{ attempts: number; error: string | null }> {
    for (;;) {
      const [row] = await app
        .get(Database)
        .read.query<{ state: string; attempts: number; error: string | null }[]>('select * from job where id = $1', [
          id,
        ]);
      if (row?.state === state) return row;
    }
  }

  it('does a job once for one id', async () => {
    const { seen, done } = attempts(1);
    expect(await enqueue('1')).toBe(true);
    await done;
    await reaches('1', 'done');
    expect(await enqueue('1')).toBe(false);
    expect(seen).toEqual([{ id: '1', attempt: 1, to: 'ann' }]);
  });

  it('tries again after a failure, and forgets the failure when it worked', async () => {
    const { done } = attempts(3, async (_payload, { attempt }) => {
      if (attempt < 3) throw new Error('busy');
    });
    await enqueue('1');
    await done;
    expect(await reaches('1', 'done')).toMatchObject({ attempts: 3, error: null });
  });

  it('keeps a dead letter after the last attempt, and at once when trying again cannot help', async () => {
    attempts(3, async () => Promise.reject(new Error('never')));
    await enqueue('1');
    expect(await reaches('1', 'dead')).toMatchObject({ attempts: 3, error: expect.stringContaining('never') });
    attempts(1, async () => Promise.reject(new GiveUp('no such address')));
    await enqueue('2');
    expect(await reaches('2', 'dead')).toMatchObject({ attempts: 1 });
    const events = await app
      .get(Database)
      .read.query<{ data: unknown }[]>(`select data from journal where type = 'JobDied' order by position`);
    expect(events.map(({ data }) => data)).toMatchObject([
      { queue: 'send-mail', id: '1', attempts: 3 },
      { id: '2', error: 'GiveUp: no such address' },
    ]);
  });

  it('lists, retries and discards dead letters over HTTP', async () => {
    attempts(1, async () => Promise.reject(new Error('never')));
    await enqueue('1', 'call-webhook');
    await enqueue('2', 'call-webhook');
    await reaches('1', 'dead');
    await reaches('2', 'dead');
    const { body } = await app.http.get('/api/v1/jobs?sort=failedAt').expect(200);
    expect(body.items).toMatchObject([
      { id: '1', queue: 'call-webhook', payload: { to: 'ann' }, attempts: 1, state: 'dead' },
      { id: '2' },
    ]);
    const { done } = attempts(1);
    await app.http.post('/api/v1/jobs/call-webhook/1/retry').expect(204);
    await done;
    await reaches('1', 'done');
    await app.http.delete('/api/v1/jobs/call-webhook/2').expect(204);
    await app.http.delete('/api/v1/jobs/call-webhook/2').expect(404);
    expect((await app.http.get('/api/v1/jobs').expect(200)).body.items).toEqual([]);
    expect((await app.http.get('/api/v1/jobs?state=discarded&search=2').expect(200)).body.items).toHaveLength(1);
    app.signIn(testPrincipal({ permissions: ['system.view'] }));
    await app.http.get('/api/v1/jobs').expect(403);
  });

  it('gives Redis everything again after a flush, and does each job once', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const { seen, done } = attempts(5, () => held);
    await reconcile();
    for (const id of ['1', '2', '3', '4', '5']) await enqueue(id);
    await reaches('1', 'running');
    await flush();
    release();
    await reconcile();
    await done;
    for (const id of ['1', '2', '3', '4', '5']) await reaches(id, 'done');
    expect(seen.map(({ id }) => id).sort()).toEqual(['1', '2', '3', '4', '5']);
  });

  it('keeps jobs that come while Redis is stopped', async () => {
    const { done } = attempts(1);
    await redis.stop();
    expect(await enqueue('1')).toBe(true);
    await redis.start();
    await done;
    await reaches('1', 'done');
  });

  it('takes over a job whose process ended in the middle of it', async () => {
    const { done } = attempts(1);
    await app
      .get(Database)
      .read.query(
        `insert into job (queue, id, payload, state, attempts, owner_pid, owner_started) values ('send-mail', '1', '{"to": "ann"}', 'running', 1, 1, now())`,
      );
    await reconcile();
    await done;
    expect(await reaches('1', 'done')).toMatchObject({ attempts: 2 });
  });

  it('refuses a payload that is not of the kind', async () => {
    await expect(app.get(Jobs).enqueue('send-mail', { to: 7 }, { id: '1' })).rejects.toThrow();
    await expect(enqueue('1', 'unknown')).rejects.toThrow('No kind of jobs is named unknown');
  });
});
