import { bootApp, testPrincipal, type TestApp } from '../../testing/boot-app';
import { createTestDatabaseUrl, dropTestDatabase } from '../../testing/test-database';
import { startTestRedis, type TestRedis } from '../../testing/test-redis';
import { PlatformDataModule } from '../data';
import { FilesModule } from '../files';
import { JobsModule } from '../jobs';
import { MetricsModule } from '../metrics';
import { RealtimeModule } from '../realtime';
import { HealthModule, HealthRegistry } from '.';

// Applications start and stop here; on a busy machine that alone takes seconds.
jest.setTimeout(60_000);

describe('health and metrics', () => {
  const before = { database: process.env['DATABASE_URL'], redis: process.env['REDIS_URL'] };
  let app: TestApp;
  let redis: TestRedis;
  let url: string;
  let switchWell = true;

  beforeAll(async () => {
    redis = await startTestRedis();
    url = await createTestDatabaseUrl();
    Object.assign(process.env, { DATABASE_URL: url, REDIS_URL: redis.url });
    app = await bootApp({
      modules: [PlatformDataModule, FilesModule, JobsModule, RealtimeModule, MetricsModule, HealthModule],
      quiet: true,
    });
    app.get(HealthRegistry).register({
      name: 'switch',
      vital: true,
      check: async () => {
        if (!switchWell) throw new Error('10.0.0.7 refused the connection');
      },
    });
  });
  beforeEach(() => app.signIn(testPrincipal()));
  afterAll(async () => {
    await app.close();
    await redis.stop();
    Object.assign(process.env, { DATABASE_URL: before.database, REDIS_URL: before.redis });
    await dropTestDatabase(url);
  });

  it('is live and ready, and tells anonymous callers no more than that', async () => {
    app.signIn(null);
    await app.http.get('/api/v1/health/live').expect(200, { status: 'ok' });
    await app.http.get('/api/v1/health/ready').expect(200, { status: 'ok' });
    switchWell = false;
    const unavailable = await app.http.get('/api/v1/health/ready').expect(503, { status: 'unavailable' });
    expect(unavailable.headers['cache-control']).toBe('no-store');
    switchWell = true;
    await app.http.get('/api/v1/system/health').expect(401);
  });

  it('tells administrators part by part', async () => {
    switchWell = false;
    const { body } = await app.http.get('/api/v1/system/health').expect(200);
    switchWell = true;
    expect(body.parts).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'database', status: 'ok' }),
        expect.objectContaining({ name: 'switch', status: 'unavailable', detail: '10.0.0.7 refused the connection' }),
      ]),
    );
    app.signIn(testPrincipal({ permissions: ['calls.take'] }));
    await app.http.get('/api/v1/system/health').expect(403);
  });

  it('stays ready without Redis, and counts requests all the same', async () => {
    await redis.stop();
    await app.http.get('/api/v1/health/ready').expect(200, { status: 'degraded' });
    await redis.start();
  });

  it('gives its numbers to this machine and to administrators', async () => {
    const { text } = await app.http
      .get('/metrics')
      .expect(200)
      .expect('content-type', /^text\/plain/);
    expect(text).toMatch(
      /centrala_http_request_duration_seconds_count\{[^}]*method="GET",route="\/api\/v1\/health\/live",status="200"\} 1/,
    );
    for (const name of ['relay_lag_seconds', 'journal_position', 'jobs', 'realtime_connections', 'files_bytes'])
      expect(text).toContain(`# TYPE centrala_${name} gauge`);
    await app.http.get('/metrics').set('x-forwarded-for', '203.0.113.9').expect(404);
    await app.http.get('/api/v1/system/metrics').expect(200);
    app.signIn(null);
    await app.http.get('/api/v1/system/metrics').expect(401);
  });
});
