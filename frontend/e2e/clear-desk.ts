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
