import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import {
  another,
  enterPassword,
  expect,
  expectAccessible,
  LANGUAGES,
  loginOf,
  openWorkstation,
  picture,
  signIn,
  useLanguage,
  follow,
  test,
} from './fixtures';

const PASSWORD = 'Zielona-Herbata-7-kubkow';
const domainOf = (login: string): string => login.split('@')[1] ?? '';
const field = (page: Page, place: number) => page.locator('app-editor-page ui-text-field input').nth(place);
const save = (page: Page) => page.locator('app-editor-page button[type="submit"]');

/** What only administrators and supervisors open. */
const CLOSED = [
  ...['live', 'queues', 'numbers', 'trunks', 'trunk-routes', 'blacklist', 'external-urls', 'classifiers', 'users'],
  ...['groups', 'permission-sets', 'ip-lists', 'order', 'audit', 'jobs', 'queues/new', 'users/new'],
];

/** Every page that is reached without naming something, and every form for something new, as the console's routes say. */
function everyPage(): string[] {
  const routes = ['app-routes.ts', 'voice/voice-routes.ts']
    .map((file) => readFileSync(join(__dirname, '../console/src', file), 'utf8'))
    .join('\n');
  const found = [...routes.matchAll(/\b(page|form)\('([^']+)'/g)].map(([, kind, path = '']) =>
    kind === 'form' ? path.replace(/\/:id$/, '/new') : path,
  );
  return [...new Set(found)].filter((path) => !path.includes(':'));
}

for (const { code, locale } of LANGUAGES) {
  test.describe(`administration (${code})`, () => {
    test.use({ locale });
    test.describe.configure({ timeout: 240_000 });

    test('a new user is created, activated through the link and signs in', async ({ page, browser }) => {
      const admin = loginOf('administrator');
      const login = `nowa.osoba.${code}.${Date.now().toString(36)}@${domainOf(admin.login)}`;
      await signIn(page, admin, '/users/new');
      await useLanguage(page, code);
      await save(page).click();
      await expect(page.locator('app-editor-page mat-error').first()).toBeVisible();
      await field(page, 0).fill('Nowa');
      await field(page, 1).fill(`Osoba ${code}`);
      await field(page, 2).fill('bez-domeny');
      await field(page, 3).fill(login);
      await save(page).click();
      // The server's rule stands beside its field.
      await expect(page.locator('ui-text-field', { has: page.locator('mat-error') })).toHaveCount(1);
      await field(page, 2).fill(login);
      await save(page).click();
      const link = await page.locator('[data-link]').textContent();
      expect(link).toContain('/activate');
      await picture(page, `activation-link-${code}`);

      const newcomer = await another(browser, locale);
      await newcomer.goto(new URL(link ?? '').pathname + new URL(link ?? '').search);
      const passwords = newcomer.locator('input[type="password"]');
      await passwords.nth(0).fill(PASSWORD);
      await passwords.nth(1).fill(`${PASSWORD}x`);
      await newcomer.locator('button[type="submit"]').click();
      await expect(newcomer.locator('mat-error')).toBeVisible();
      await passwords.nth(1).fill(PASSWORD);
      await expectAccessible(newcomer);
      await picture(newcomer, `activate-${code}`);
      await newcomer.locator('button[type="submit"]').click();
      await newcomer.locator('main a[href="/"]').click();
      await enterPassword(newcomer, login, PASSWORD);
      await openWorkstation(newcomer);

      // An agent sees what an agent may see; without an extension he has no desk.
      const places = ['/calls', '/quality', '/schedule', '/messages', '/contacts', '/voicemail', '/recontacts'];
      await expect(newcomer.locator('nav a')).toHaveCount(places.length);
      expect(
        await newcomer.locator('nav a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
      ).toEqual(places);
      await newcomer.goto('/users');
      await expect(newcomer).toHaveURL(/\/forbidden$/);
      await newcomer.context().close();
    });

    test('a queue is made, its agents put in order, and a colleague who changed it meanwhile is not run over', async ({
      page,
      browser,
    }) => {
      const name = `Kolejka ${code} ${Date.now().toString(36)}`;
      await signIn(page, loginOf('administrator'), '/queues/new');
      await useLanguage(page, code);
      await field(page, 0).fill(name);
      const add = page.locator('ui-ordered-picker select');
      await add.selectOption({ index: 1 });
      await add.selectOption({ index: 1 });
      const agents = page.locator('ui-ordered-picker li .name');
      const [first, second] = await agents.allTextContents();
      await page.locator('ui-ordered-picker li').first().locator('button').nth(1).click();
      await expect(agents).toHaveText([second ?? '', first ?? '']);
      await picture(page, `queue-editor-${code}`);
      await save(page).click();
      await expect(page).toHaveURL(/\/queues\/[0-9a-f-]{36}$/);

      const other = await another(browser, locale);
      await signIn(other, loginOf('supervisor'), new URL(page.url()).pathname);
      await expect(field(other, 0)).toHaveValue(name);
      await field(other, 0).fill(`${name} B`);
      await save(other).click();
      await expect(other.locator('h1')).toHaveText(`${name} B`);
      await other.context().close();

      await field(page, 0).fill(`${name} A`);
      await save(page).click();
      await expect(page.locator('mat-dialog-container')).toBeVisible();
      await picture(page, `stale-version-${code}`);
      await page.locator('mat-dialog-container button').last().click();
      await expect(page.locator('h1')).toHaveText(`${name} B`);
      await expect(agents).toHaveText([second ?? '', first ?? '']);

      await field(page, 0).fill('not saved');
      await page.locator('ui-page-header a').first().click();
      await expect(page.locator('mat-dialog-container')).toBeVisible();
      await page.locator('mat-dialog-container button').first().click();
      await expect(page).toHaveURL(/\/queues$/);
      await page.locator('ui-search-field input').fill(name);
      await expect(page.locator('tbody tr')).toHaveCount(1);
    });
  });
}

test('every page of the console is accessible, and none is wider than a telephone', async ({ page }) => {
  test.setTimeout(300_000);
  await signIn(page, loginOf('administrator'));
  for (const path of everyPage()) {
    await test.step(path, async () => {
      await page.locator('main h1').evaluateAll('(headings) => headings.forEach((each) => (each.dataset.left = ""))');
      await follow(page, `/${path}`);
      await expect(page.locator('main h1:not([data-left])').first()).toBeVisible();
      await expect(page.locator('ui-skeleton')).toHaveCount(0);
      await expectAccessible(page);
      await page.setViewportSize({ width: 390, height: 844 });
      const width = () => page.evaluate('document.querySelector("main").scrollWidth');
      await expect.configure({ soft: true }).poll(width, path).toBeLessThanOrEqual(390);
      await page.setViewportSize({ width: 1440, height: 900 });
    });
  }
});

test('pages stay closed to those without the permission', async ({ page }) => {
  await signIn(page, loginOf('agent'));
  for (const path of CLOSED) {
    await follow(page, `/${path}`);
    await expect(page, path).toHaveURL(/\/forbidden$/);
  }
  await page.goto('/nowhere');
  await expect(page.locator('ui-empty-state')).toBeVisible();
});
