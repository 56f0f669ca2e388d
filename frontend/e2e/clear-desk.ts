import type { Page } from '@playwright/test';
import { expect } from './fixtures';

/** Leaves the desk empty, whatever a journey that broke off before has left on it. */
export async function clearDesk(page: Page): Promise<void> {
  const call = page.locator('app-live-call');
  await page.locator('app-desk-page ui-skeleton:visible').first().waitFor({ state: 'detached' });
  if (!(await call.isVisible())) return;
  const hangUp = page.locator('button[data-action="hang-up"]');
  // The other side may hang up first.
  await expect(async () => {
    if (await hangUp.isVisible()) await hangUp.click({ timeout: 1000 });
    await expect(page.locator('app-live-call [data-call-state="wrap-up"]')).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 20_000 });
  await page.locator('app-classification .choices label').first().click();
  await page.locator('button[data-action="classify"]').click();
  await expect(call).toHaveCount(0);
}

/** Asked again until it is so: what the end of the work before makes of the status comes a moment later. */
export async function goReady(page: Page): Promise<void> {
  if ((await page.locator('app-status-control .status').getAttribute('data-status')) === 'not-ready')
    await page.locator('app-status-control .toggle').click({ timeout: 2000 });
}

/** Goes ready and waits until a call is offered. */
export async function waitForOffer(page: Page): Promise<void> {
  await expect(async () => {
    await goReady(page);
    await expect(page.locator('button[data-action="answer"]')).toBeEnabled({ timeout: 5000 });
  }).toPass({ timeout: 90_000 });
}

/** Goes ready and answers the next caller. */
export async function answerNext(page: Page): Promise<void> {
  await waitForOffer(page);
  await page.keyboard.press('Alt+KeyA');
  await expect(page.locator('app-live-call [data-call-state="talking"]')).toBeVisible({ timeout: 20_000 });
}
