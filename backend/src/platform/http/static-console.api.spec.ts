import { cpSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootApp, type TestApp } from '../../testing/boot-app';

describe('static console', () => {
  const directory = mkdtempSync(join(tmpdir(), 'console-'));
  let app: TestApp;
  beforeAll(async () => {
    mkdirSync(join(directory, 'i18n'));
    writeFileSync(join(directory, 'index.html'), '<app-root></app-root>');
    writeFileSync(join(directory, 'main-ABCDEF12.js'), '1;');
    writeFileSync(join(directory, 'i18n', 'pl.json'), '{}');
    for (const name of ['manifest.webmanifest', 'service-worker.js', join('icons', 'icon-192.png')])
      cpSync(join('frontend/console/public', name), join(directory, name), { recursive: true });
    process.env['CENTRALA_CONSOLE_DIRECTORY'] = directory;
    app = await bootApp({ modules: [] });
  });
  afterAll(async () => {
    await app.close();
    delete process.env['CENTRALA_CONSOLE_DIRECTORY'];
    rmSync(directory, { recursive: true });
  });

  const get = (path: string, accept = 'text/html') => app.http.get(path).set('accept', accept);

  it('answers every page with index.html, revalidated', async () => {
    for (const path of ['/', '/queues/7?tab=1']) {
      const { text, headers } = await get(path).expect(200);
      expect([text, headers['cache-control']]).toEqual(['<app-root></app-root>', 'no-cache']);
    }
  });

  it('lets hashed files be kept for ever, others not', async () => {
    expect((await get('/main-ABCDEF12.js', '*/*').expect(200)).headers['cache-control']).toBe(
      'public, max-age=31536000, immutable',
    );
    expect((await get('/i18n/pl.json', '*/*').expect(200)).headers['cache-control']).toBe('no-cache');
  });

  it('lets the console be installed: manifest, its icons and the worker, looked at anew each time', async () => {
    const manifest = await get('/manifest.webmanifest', '*/*').expect(200);
    expect(manifest.headers['content-type']).toMatch(/^application\/manifest\+json/);
    const { icons, display, start_url } = JSON.parse(manifest.text || manifest.body.toString()) as {
      icons: { src: string; sizes: string }[];
      display: string;
      start_url: string;
    };
    expect([display, start_url]).toEqual(['standalone', '/']);
    expect(icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
    expect((await get('/icons/icon-192.png', '*/*').expect(200)).headers['content-type']).toBe('image/png');
    const worker = await get('/service-worker.js', '*/*').expect(200);
    expect(worker.headers['content-type']).toMatch(/^text\/javascript/);
    expect(worker.headers['cache-control']).toBe('no-cache');
    expect(worker.headers['content-security-policy']).toContain("worker-src 'self'");
  });

  it.each(['/api/v1/nowhere', '/realms/x', '/metrics/x', '/missing.js', '/../package.json'])(
    'never answers %s with the console',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(404);
      expect(answer.text).not.toContain('app-root');
    },
  );
});
