import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { clearDesk, waitForOffer } from './clear-desk';
import { expect, loginOf, signIn, test, useLanguage } from './fixtures';

/** The pictures of the README. One agent takes a real simulated call, so they show work and not an empty house. */
const FOLDER = process.env['CENTRALA_SCREENSHOTS'] ?? join(__dirname, '../../docs/screenshots');
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

test.describe.configure({ timeout: 300_000 });

async function open(
  browser: Browser,
  options: { locale?: string; colorScheme?: 'light' | 'dark' } = {},
): Promise<Page> {
  const context = await browser.newContext({
    locale: 'pl-PL',
    viewport: DESKTOP,
    permissions: ['microphone'],
    ...options,
  });
  return context.newPage();
}

const shoot = (page: Page, name: string) => page.screenshot({ path: join(FOLDER, `${name}.png`) });

test('the desk and the live view at work', async ({ browser }) => {
  const agent = await open(browser);
  await signIn(agent, loginOf('agent'), '/desk');
  await useLanguage(agent, 'pl');
  await clearDesk(agent);
  const supervisor = await open(browser, { colorScheme: 'dark' });
  await signIn(supervisor, loginOf('supervisor'), '/live');
  await useLanguage(supervisor, 'pl');

  await waitForOffer(agent);
  await shoot(agent, 'desk-ringing');
  await agent.keyboard.press('Alt+KeyA');
  await expect(agent.locator('[data-call-state="talking"]')).toBeVisible();
  await expect(agent.locator('app-contact-card ui-skeleton')).toHaveCount(0);
  await agent.mouse.move(0, 0);
  await shoot(agent, 'desk');
  await shoot(supervisor, 'live-dark');
  await agent.setViewportSize(PHONE);
  await shoot(agent, 'desk-phone');
  await clearDesk(agent);

  await supervisor.goto('/calls?outcome=answered');
  await supervisor.locator('tbody tr a').first().click();
  await expect(supervisor.locator('app-call-timeline li').first()).toBeVisible();
  await shoot(supervisor, 'call-dark');
});

test('administration', async ({ browser }) => {
  const page = await open(browser, { locale: 'en-GB' });
  await signIn(page, loginOf('administrator'));
  await useLanguage(page, 'en');
  for (const path of ['queues', 'users', 'order', 'audit']) {
    await page.goto(`/${path}`);
    await expect(page.locator('main h1').first()).toBeVisible();
    await expect(page.locator('ui-skeleton')).toHaveCount(0);
    await shoot(page, path);
  }
  await page.goto('/ivr');
  await page.locator('tbody tr a').first().click();
  await expect(page.locator('app-flow-canvas .node').first()).toBeVisible();
  await shoot(page, 'ivr-builder');
});
