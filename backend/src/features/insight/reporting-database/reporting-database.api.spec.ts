import type { ReportingDatabase } from '#contracts';
import { MetricsRegistry } from '../../../platform/metrics';
import { PlatformDataModule } from '../../../platform/data';
import { CLOCK } from '../../../kernel/clock';
import { bootApp, testPrincipal, type TestApp } from '../../../testing/boot-app';
import { pause } from '../../../testing/processes';
import { createTestDatabaseUrl, dropTestDatabase } from '../../../testing/test-database';
import { VirtualClock } from '../../../testing/virtual-clock';
import { ReportingWorld } from './reporting-world.fixture';
import { ReportingDatabaseModule } from '.';

/** The numbers alone: the whole module wants jobs and files. */
class Numbers {}
const numbers = { module: Numbers, global: true, providers: [MetricsRegistry], exports: [MetricsRegistry] };

describe('state of the reporting database', () => {
  const clock = new VirtualClock();
  let url = '';
  let world: ReportingWorld;
  let app: TestApp;

  beforeAll(async () => {
    url = await createTestDatabaseUrl();
    process.env['DATABASE_URL'] = url;
    world = await ReportingWorld.open();
    process.env['CENTRALA_REPORTING_DATABASE_URL'] = world.url.replace(/\/test_/, '/test_not_there_');
    app = await bootApp({
      modules: [PlatformDataModule, numbers, ReportingDatabaseModule],
      customise: (builder) => builder.overrideProvider(CLOCK).useValue(clock),
      quiet: true,
    });
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
    await dropTestDatabase(url);
  });

  const state = async (): Promise<ReportingDatabase> =>
    (await app.http.get('/api/v1/reporting-database').expect(200)).body as ReportingDatabase;

  /** Passes of the feed go on by themselves between two moments of the clock. */
  async function until(what: (now: ReportingDatabase) => boolean): Promise<ReportingDatabase> {
    for (let turn = 0; turn < 500; turn += 1) {
      const now = await state();
      if (what(now)) return now;
      await clock.advance(2_000);
      await pause(5);
    }
    throw new Error(JSON.stringify(await state()));
  }

  it('names the error when it cannot be filled, and is filled once it can', async () => {
    const broken = await until(({ state: said }) => said?.lastError != null);
    expect(broken.state).toMatchObject({
      position: null,
      lastError: { message: expect.stringContaining('does not exist') },
    });
    expect(await app.get(MetricsRegistry).text()).toContain('centrala_reporting_database_failing{node="node-1"} 1');
    process.env['CENTRALA_REPORTING_DATABASE_URL'] = world.url;
    const mended = await until(({ state: said }) => said?.position != null && said.lastError === null);
    expect(mended).toMatchObject({ lagSeconds: 0, database: 'reporting' });
    expect(await world.ask('select name from reporting.survey')).toEqual([]);
    expect(await app.get(MetricsRegistry).text()).toContain('centrala_reporting_database_lag_seconds{node="node-1"} 0');
  });

  it('is for those who manage it', async () => {
    app.signIn(testPrincipal({ permissions: ['reports.view'] }));
    await app.http.get('/api/v1/reporting-database').expect(403);
    await app.http.post('/api/v1/reporting-database/users').send({ login: 'x1', purpose: 'x' }).expect(403);
    app.signIn(testPrincipal());
    await app.http.delete('/api/v1/reporting-database/users/00000000-0000-4000-8000-000000000009').expect(404);
  });
});
