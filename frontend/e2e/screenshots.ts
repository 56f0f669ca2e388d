import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { loginOf, signIn } from './fixtures';

/**
 * Makes the pictures of the README from a running house: `CENTRALA_E2E_URL=… CENTRALA_E2E_LOGINS=… node … screenshots.ts`.
 * One agent takes a real simulated call, so the pictures show work and not an empty house.
 */
const BASE = process.env['CENTRALA_E2E_URL'] ?? 'http://127.0.0.1:8080';
const FOLDER = process.env['CENTRALA_SCREENSHOTS'] ?? 'docs/screenshots';
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

async function open(
  browser: Browser,
  options: { locale?: string; colorScheme?: 'light' | 'dark'; viewport?: typeof PHONE } = {},
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: BASE,
    locale: 'pl-PL',
    viewport: DESKTOP,
    permissions: ['microphone'],
    ...options,
  });
  return context.newPage();
}

const shoot = (page: Page, name: string) => page.screenshot({ path: join(FOLDER, `${name}.png`) });

async function deskAndLive(browser: Browser): Promise<void> {
  const agent = await open(browser);
  await signIn(agent, loginOf('agent'), '/desk');
  const supervisor = await open(browser, { colorScheme: 'dark' });
  await signIn(supervisor, loginOf('supervisor'), '/live');
  await agent.locator('app-status-control .toggle').click();
  await agent.locator('button[data-action="answer"]:enabled').waitFor({ timeout: 60_000 });
  await shoot(agent, 'desk-ringing');
  await agent.keyboard.press('Alt+KeyA');
  await agent.locator('[data-call-state="talking"]').waitFor();
  await agent.locator('app-contact-card').waitFor();
  await shoot(agent, 'desk');
  await agent.setViewportSize(PHONE);
  await shoot(agent, 'desk-phone');
  await shoot(supervisor, 'live-dark');
  await agent.locator('button[data-action="hang-up"]').click();
  await agent.locator('app-classification .choices label').first().click();
  await agent.locator('button[data-action="classify"]').click();
  await supervisor.goto('/calls');
  await supervisor.locator('tbody tr a').first().waitFor();
  await shoot(supervisor, 'history-dark');
  await agent.context().close();
  await supervisor.context().close();
}

async function administration(browser: Browser): Promise<void> {
  const page = await open(browser, { locale: 'en-GB' });
  await signIn(page, loginOf('administrator'));
  for (const path of ['queues', 'users', 'order', 'audit']) {
    await page.goto(`/${path}`);
    await page.locator('main h1').first().waitFor();
    await page.locator('ui-skeleton').first().waitFor({ state: 'detached' });
    await shoot(page, path);
  }
  await page.context().close();
}

async function main(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env['CENTRALA_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  });
  await deskAndLive(browser);
  await administration(browser);
  await browser.close();
}

void main();
