import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { test as base, expect, type Browser, type Page } from '@playwright/test';

export type DemoRole = 'administrator' | 'supervisor' | 'agent' | 'pbx-user';

interface Login {
  readonly role: DemoRole;
  readonly login: string;
  readonly password: string;
}

const { logins } = JSON.parse(readFileSync(process.env['CENTRALA_E2E_LOGINS'] ?? '.data/e2e/logins.json', 'utf8')) as {
  logins: Login[];
};
const FOLDER = process.env['CENTRALA_SCREENSHOTS'] ?? '.data/screenshots';

export const LANGUAGES = [
  { code: 'pl', locale: 'pl-PL' },
  { code: 'en', locale: 'en-GB' },
] as const;

/** The n-th demo login of a role: journeys that run one after another each take their own agent. */
export function loginOf(role: DemoRole, place = 0): Login {
  const found = logins.filter((login) => login.role === role)[place];
  if (!found) throw new Error(`The demo company has no login ${place + 1} of the role ${role}`);
  return found;
}

/** Types login and password on the provider's page, embedded or Keycloak's. */
export async function enterPassword(page: Page, login: string, password: string): Promise<void> {
  await page.locator('input[name="username"], input[name="login"]').fill(login);
  await page.locator('input[type="password"]').fill(password);
  await page.locator('button[type="submit"], input[type="submit"]').first().click();
}

/**
 * Waits until the workstation is open; takes it over from an earlier journey. Nobody is let in while a call of his is live, and
 * the simulated phone of a closed tab still rings: it declines or hangs up first.
 */
export async function openWorkstation(page: Page): Promise<void> {
  const shell = page.locator('app-shell');
  const gate = page.locator('app-gate .actions button').last();
  let extension: string | null = null;
  page.on('response', (response) => {
    if (!response.url().endsWith('/api/v1/me') || !response.ok()) return;
    const keep = ({ user }: { user: { extension: string | null } }): void => void (extension = user.extension);
    void response.json().then(keep, () => undefined);
  });
  await expect(async () => {
    await expect(shell.or(gate).first()).toBeVisible();
    if (await gate.isVisible()) {
      for (const verb of extension ? ['decline', 'hang-up'] : []) await people('POST', `/phones/${extension}/${verb}`);
      await gate.click();
    }
    const said = await page.locator('app-gate').allInnerTexts();
    const told = said.length > 0 ? `The gate says ${said.join()}, the switch ${await switchState()}` : undefined;
    await expect(shell, told).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 30_000 });
  await expect(page.locator('app-gate')).toHaveCount(0);
}

/** Signs in in a browser of its own. */
export async function signIn(page: Page, login: Pick<Login, 'login' | 'password'>, path = '/'): Promise<void> {
  await page.goto(path);
  await enterPassword(page, login.login, login.password);
  await openWorkstation(page);
  if (path !== '/') await page.goto(path);
}

/** Switches the screen's language at run time, as a person would; the wish stays with the person. */
export async function useLanguage(page: Page, code: 'pl' | 'en'): Promise<void> {
  // The record's language comes with the session: before that the browser's own is shown.
  await expect(page.locator('app-shell')).toBeVisible();
  if ((await page.locator('html').getAttribute('lang')) === code) return;
  await page.locator('app-top-bar > button').last().click();
  await page.getByRole('menuitem').first().hover();
  await page.getByRole('menuitemradio', { name: code === 'pl' ? 'Polski' : 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', code);
}

/** Goes to an address as a link inside the console does: the console stays loaded. */
export async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate(
    `history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`,
  );
}

/** Another person at another machine. */
export async function another(browser: Browser, locale: string): Promise<Page> {
  const context = await browser.newContext({
    locale,
    viewport: { width: 1440, height: 900 },
    permissions: ['microphone'],
  });
  return context.newPage();
}

/** What the simulated switch has, as text; empty where the run gave no port of its people. */
async function switchState(): Promise<string> {
  const port = process.env['CENTRALA_E2E_PEOPLE_PORT'];
  return port ? (await fetch(`http://127.0.0.1:${port}/state`)).text() : '';
}

/** What the simulated people are told; null where the run gave no port of theirs (`npm test -- e2e` does). */
async function people(method: 'POST' | 'PUT', path: string, body: object = {}): Promise<number | null> {
  const port = process.env['CENTRALA_E2E_PEOPLE_PORT'];
  if (!port) return null;
  return (await fetch(`http://127.0.0.1:${port}${path}`, { method, body: JSON.stringify(body) })).status;
}

/**
 * This person, or machine, answers when called and talks for two minutes: without it, whom the simulated switch calls does as
 * people do.
 */
export async function answersCalls(number: string, says: 'person' | 'machine' = 'person'): Promise<void> {
  const habit = { kind: 'answers', afterMs: [1000, 2000], talkMs: 120_000, says };
  expect([200, null]).toContain(await people('PUT', `/persons/${encodeURIComponent(number)}`, habit));
}

/** A caller of the simulated world, who gives up when nobody has answered by then. */
export async function callsUs(call: { from: string; to: string; patienceMs: number }): Promise<void> {
  expect(await people('POST', '/calls', call), 'CENTRALA_E2E_PEOPLE_PORT names the simulated people').toBe(201);
}

export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
}

/** The page's rights, for what a journey prepares through the API. */
export async function headersOf(page: Page): Promise<{ authorization: string }> {
  const asked = page.waitForRequest(
    (request) => request.url().includes('/api/v1/') && 'authorization' in request.headers(),
  );
  await page.reload();
  const { authorization = '' } = (await asked).headers();
  // Whoever reloads once more before that breaks off the way through the sign-in.
  await expect(page.locator('app-shell')).toBeVisible();
  return { authorization };
}

interface AxeFinding {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}

/** No serious finding of axe-core on the page as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
  // A tooltip of the mouse that is just fading in has no contrast yet; one of the keyboard's focus stays and is looked at.
  await page.mouse.move(0, 0);
  await page
    .locator('.mat-mdc-tooltip')
    .first()
    .waitFor({ state: 'detached', timeout: 2000 })
    .catch(() => undefined);
  // What is fading in has no contrast yet either; what goes round for ever is not waited for.
  await page.evaluate(`Promise.allSettled(document.getAnimations()
    .filter((each) => each.playState === 'running' && each.effect?.getComputedTiming().endTime !== Infinity)
    .map((each) => each.finished)).then(() => undefined)`);
  // Added as a script of the test's world, so the page's own policy for scripts stays as strict as it is.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  const found = await page.evaluate(`axe.run(document, { resultTypes: ['violations'] })`);
  const { violations } = found as { violations: AxeFinding[] };
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual(
    [],
  );
}

export { expect };
export const test = base;

/** Nothing sticks out of a telephone's width; a chart draws itself anew a moment after its place has changed. */
export async function expectNarrow(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
}

/** Wide and narrow, with nothing that sticks out. */
export async function look(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  await picture(page, name);
  await page.setViewportSize({ width: 390, height: 844 });
  await picture(page, `${name}-390`);
  await expectNarrow(page);
  await page.setViewportSize({ width: 1440, height: 900 });
}
