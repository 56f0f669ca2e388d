import journeys from './playwright.config';

/** Makes docs/screenshots from a running house: `CENTRALA_E2E_URL=… CENTRALA_E2E_LOGINS=… playwright test -c frontend/e2e/screenshots.config.ts`. */
export default { ...journeys, testMatch: 'screenshots.ts', reporter: 'list' };
