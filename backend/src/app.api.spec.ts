import { AppModule } from './app.module';
import { parts } from './platform/config';
import { bootApp, type TestApp } from './testing/boot-app';
import { createTestDatabaseUrl, dropTestDatabase } from './testing/test-database';

describe('the application', () => {
  const before = { ...process.env };
  let url: string;
  let app: TestApp;
  beforeAll(async () => {
    url = await createTestDatabaseUrl();
    process.env['DATABASE_URL'] = url;
    process.env['CENTRALA_SWITCH_PASSWORD'] = 'nobody listens there';
    process.env['CENTRALA_SWITCH_PORT'] = '1';
    process.env['CENTRALA_LOG_LEVEL'] = 'fatal';
    app = await bootApp({ modules: [AppModule.of(parts)], realAccess: true });
  }, 30_000);
  afterAll(async () => {
    await app.close();
    process.env = before;
    await dropTestDatabase(url);
  });

  it('starts with all its parts and is alive', async () => {
    await app.http.get('/api/v1/health/live').expect(200, { status: 'ok' });
    await app.http.get('/api/docs-json').expect(200);
  });

  it('refuses everybody who is not signed in', async () => {
    for (const path of ['me', 'users', 'jobs', 'queues', 'system/health', 'system/metrics']) {
      await app.http.get(`/api/v1/${path}`).expect(401);
    }
  });
});
