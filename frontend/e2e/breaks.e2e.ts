import type { Browser, Page } from '@playwright/test';
import { clearDesk } from './clear-desk';
import { another, expect, expectAccessible, LANGUAGES, loginOf, picture, signIn, test, useLanguage } from './fixtures';

const PHONE = { width: 390, height: 844 };
const status = (page: Page) => page.locator('app-status-control .status');

async function desk(page: Page): Promise<void> {
  await signIn(page, loginOf('agent', 1), '/desk');
  await useLanguage(page, 'pl');
  await clearDesk(page);
}

async function supervisorOf(browser: Browser, path: string): Promise<Page> {
  const page = await another(browser, 'pl-PL');
  await signIn(page, loginOf('supervisor'), path);
  await useLanguage(page, 'pl');
  return page;
}

test.describe('breaks', () => {
  test.describe.configure({ timeout: 240_000 });

  test('an agent asks by the keyboard, the supervisor agrees by one click, and sends another day’s one away', async ({
    page,
    browser,
  }) => {
    await desk(page);
    const supervisor = await supervisorOf(browser, '/live');

    await page.keyboard.press('Alt+KeyB');
    await expect(page.getByRole('menuitem', { name: 'Sprawa prywatna' })).toBeVisible();
    await picture(page, 'breaks-menu-pl');
    await page.getByRole('menuitem', { name: 'Sprawa prywatna' }).click();
    await expect(page.locator('[data-break="approval"]')).toContainText('czeka na zgodę');
    await picture(page, 'breaks-asked-pl');

    const request = supervisor.locator('app-break-requests li', { hasText: 'Kowalczyk' });
    await expect(request).toContainText('Sprawa prywatna');
    await picture(supervisor, 'live-break-request-pl');
    await expectAccessible(supervisor);
    await request.getByRole('button', { name: 'Akceptuj' }).click();
    await expect(status(page)).toHaveAttribute('data-status', 'not-ready');
    await expect(status(page)).toContainText('Sprawa prywatna');
    await expect(request).toHaveCount(0);
    await picture(page, 'breaks-on-break-pl');
    await expectAccessible(page);
    await page.setViewportSize(PHONE);
    await picture(page, 'breaks-on-break-phone-pl');
    await page.setViewportSize({ width: 1440, height: 900 });

    // Sent away for a reason, past what he is doing now; not ready, so that no caller comes between.
    await page.keyboard.press('Alt+KeyB');
    await page.getByRole('menuitem', { name: 'Szkolenie' }).click();
    const row = supervisor.locator('.agents tr', { hasText: 'Kowalczyk' });
    await row.getByRole('button').last().click();
    await supervisor.getByRole('combobox').last().click();
    await supervisor.getByRole('option', { name: 'Obiad' }).click();
    await supervisor.getByRole('textbox').last().fill('Po trudnej rozmowie');
    await picture(supervisor, 'live-force-break-pl');
    await supervisor.locator('mat-dialog-container button[type="submit"]').click();
    await expect(status(page)).toContainText('Obiad');
    await expect(row).toContainText('/ 30:00');
    await picture(supervisor, 'live-on-break-pl');
    await page.keyboard.press('Alt+KeyB');
    await page.getByRole('menuitem', { name: 'Szkolenie' }).click();
    await expect(row).not.toContainText('Obiad');

    await supervisor.goto('/breaks');
    await expect(supervisor.locator('tbody tr').first()).toContainText('Obiad');
    await picture(supervisor, 'breaks-list-pl');
    await expectAccessible(supervisor);
    await supervisor.setViewportSize(PHONE);
    await picture(supervisor, 'breaks-list-phone-pl');
  });

  test('an administrator defines a kind and a limit of breaks', async ({ page }) => {
    await signIn(page, loginOf('administrator'), '/breaks/kinds');
    for (const { code } of LANGUAGES) {
      await useLanguage(page, code);
      await expect(page.locator('tbody tr').first()).toBeVisible();
      await picture(page, `break-kinds-${code}`);
    }
    await page.goto('/breaks/kinds/new');
    const name = `Joga ${Date.now() % 100_000}`;
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('At most').fill('20');
    await picture(page, 'break-kind-en');
    await expectAccessible(page);
    await page.keyboard.press('Alt+KeyS');
    await expect(page.locator('tbody')).toContainText(name);
    await page.locator('tbody tr', { hasText: name }).locator('a').first().click();
    await page.locator('button.delete').click();
    await page.locator('mat-dialog-container button').last().click();
    await expect(page.locator('tbody')).not.toContainText(name);

    await page.goto('/breaks/limits/new');
    await page.getByLabel('At most on a break').fill('40');
    await page.locator('input[type="time"]').first().fill('22:00');
    await page.locator('input[type="time"]').last().fill('06:00');
    await picture(page, 'break-limit-en');
    await expectAccessible(page);
    await page.keyboard.press('Alt+KeyS');
    await expect(page.locator('tbody')).toContainText('22:00–06:00');
    await picture(page, 'break-limits-en');
    await page.locator('tbody tr', { hasText: '22:00' }).locator('a').first().click();
    await page.locator('button.delete').click();
    await page.locator('mat-dialog-container button').last().click();
    await expect(page.locator('tbody tr', { hasText: '22:00' })).toHaveCount(0);

    await page.goto('/statuses');
    await expect(page.locator('tbody tr').first()).toBeVisible();
    await picture(page, 'statuses-en');
    await expectAccessible(page);
  });
});
