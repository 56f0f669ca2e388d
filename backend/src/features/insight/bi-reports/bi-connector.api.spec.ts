import type { BiReport, Page } from '#contracts';
import { PlatformDataModule } from '../../../platform/data';
import { Relay } from '../../../platform/journal';
import { bootApp, testPrincipal, type TestApp } from '../../../testing/boot-app';
import { createTestDatabaseUrl, dropTestDatabase } from '../../../testing/test-database';
import { BiReportsModule } from '.';

const SALES = {
  name: 'Sprzedaż',
  url: 'https://app.powerbi.com/reportEmbed?reportId=1&autoAuth=true',
  roles: ['supervisor'],
};

describe('bi-connector', () => {
  let url = '';
  let app: TestApp;

  beforeAll(async () => {
    url = await createTestDatabaseUrl();
    process.env['DATABASE_URL'] = url;
    app = await bootApp({ modules: [PlatformDataModule, BiReportsModule], quiet: true });
  });
  beforeEach(() => app.signIn(testPrincipal()));
  afterAll(async () => {
    await app?.close();
    await dropTestDatabase(url);
  });

  const save = (report: object) => app.http.post('/api/v1/bi-reports').send(report);
  const seen = async (): Promise<string[]> =>
    ((await app.http.get('/api/v1/bi-reports').expect(200)).body as Page<BiReport>).items.map(({ name }) => name);
  /** What the console may show in frames, after every process has heard of a change. */
  const framed = async (): Promise<string> => {
    await app.get(Relay).idle();
    const policy = (await app.http.get('/api/v1/bi-reports')).headers['content-security-policy'] ?? '';
    return /frame-src ([^;]*)/.exec(policy)?.[1]?.trim() ?? '';
  };

  it('shows reports to the roles that each is for, and to administrators', async () => {
    await save(SALES).expect(201);
    const board = (await save({ name: 'Zarząd', url: 'https://bi.firma.pl/board', roles: [] }).expect(201))
      .body as BiReport;
    expect(await seen()).toEqual(['Sprzedaż', 'Zarząd']);
    app.signIn(testPrincipal({ role: 'supervisor', permissions: ['bi-reports.view'] }));
    expect(await seen()).toEqual(['Sprzedaż']);
    await app.http.get(`/api/v1/bi-reports/${board.id}`).expect(404);
    await app.http.delete(`/api/v1/bi-reports/${board.id}`).expect(403);
    app.signIn(testPrincipal({ role: 'agent', permissions: ['bi-reports.view'] }));
    expect(await seen()).toEqual([]);
  });

  it('lets the console frame exactly the hosts of its reports', async () => {
    expect(await framed()).toBe("'self' https://app.powerbi.com https://bi.firma.pl");
    const { items } = (await app.http.get('/api/v1/bi-reports')).body as Page<BiReport>;
    const [sales, board] = items;
    const moved = { ...SALES, url: 'https://app.powerbigov.us/reportEmbed?reportId=1', version: sales?.version };
    await app.http.patch(`/api/v1/bi-reports/${sales?.id}`).send(moved).expect(200);
    await app.http.delete(`/api/v1/bi-reports/${board?.id}`).expect(204);
    expect(await framed()).toBe("'self' https://app.powerbigov.us");
  });

  it.each(['http://app.powerbi.com/x', 'javascript:alert(1)', 'https://user:pw@app.powerbi.com/', 'powerbi'])(
    'refuses the address %s by field and rule',
    async (wrong) => {
      const { body } = await save({ ...SALES, name: 'x', url: wrong }).expect(400);
      expect(body).toMatchObject({ code: 'validation-failed', errors: [{ field: 'url', rule: 'embed-url' }] });
    },
  );

  it('refuses a name that is taken and a change that is out of date', async () => {
    expect((await save({ ...SALES, name: 'sprzedaŻ' }).expect(409)).body).toMatchObject({
      code: 'bi-report-name-taken',
    });
    const { items } = (await app.http.get('/api/v1/bi-reports')).body as Page<BiReport>;
    await app.http
      .patch(`/api/v1/bi-reports/${items[0]?.id}`)
      .send({ ...SALES, version: 1 })
      .expect(409);
  });
});
