import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const root = join(__dirname, '../..');
const results = process.env['CENTRALA_E2E_RESULTS'] ?? join(root, '.data/test-log/e2e');

/**
 * Journeys in Debian's Chromium against a whole running stack: `npm test -- e2e` starts one of its own and gives its
 * address in CENTRALA_E2E_URL; by hand, that of `npm start`.
 */
export default defineConfig({
  testDir: __dirname,
  testMatch: '**/*.e2e.ts',
  testIgnore: '**/real-switch/**',
  outputDir: join(results, 'traces'),
  // One telephone exchange, one demo company: journeys run one after another.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: join(results, 'results.json') }]],
  use: {
    baseURL: process.env['CENTRALA_E2E_URL'],
    locale: 'pl-PL',
    timezoneId: 'Europe/Warsaw',
    viewport: { width: 1440, height: 900 },
    permissions: ['microphone'],
    // A trace of every journey doubles what it costs; `--trace on` makes one by hand.
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['CENTRALA_CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
      ],
    },
  },
});
