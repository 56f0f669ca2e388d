import type { Page } from '@playwright/test';
import { answerNext, clearDesk } from './clear-desk';
import { another, expect, expectAccessible, loginOf, picture, signIn, test, useLanguage } from './fixtures';

const action = (page: Page, name: string) => page.locator(`button[data-action="${name}"]`);
const bar = (page: Page) => page.locator('app-supervision-bar [data-supervision]');

test.describe('listening to a conversation', () => {
  test.describe.configure({ timeout: 240_000 });

  test('a supervisor listens, whispers, barges in and takes the call over, from the live view', async ({
    page,
    browser,
  }) => {
    await signIn(page, loginOf('agent'), '/desk');
    await useLanguage(page, 'pl');
    await clearDesk(page);
    const supervisor = await another(browser, 'pl-PL');
    await signIn(supervisor, loginOf('supervisor'), '/live');
    await useLanguage(supervisor, 'pl');

    await answerNext(page);
    await page.locator('app-status-control .toggle').click();

    // A caller may bear the agent's name: he waits, she talks.
    const call = supervisor.locator('.calls tr', { hasText: 'Nowak' }).filter({ hasText: 'Rozmowa' });
    await call.locator('[data-listen]').click();
    await expect(bar(supervisor)).toHaveAttribute('data-supervision', 'on', { timeout: 15_000 });
    await expect(bar(supervisor)).toContainText('Nikt Cię nie słyszy');
    await expect(call).toContainText('Wiśniewski');
    await picture(supervisor, 'live-listening-pl');
    await expectAccessible(supervisor);
    await supervisor.keyboard.press('Alt+Digit2');
    await expect(bar(supervisor)).toContainText('Słyszy Cię tylko agent');
    await supervisor.keyboard.press('Alt+Digit3');
    await expect(bar(supervisor)).toContainText('Słyszą Cię wszyscy');
    await supervisor.setViewportSize({ width: 390, height: 844 });
    await picture(supervisor, 'live-barging-phone-pl');
    await supervisor.setViewportSize({ width: 1440, height: 900 });

    await supervisor.locator('[data-mode="take-over"]').click();
    await expect(bar(supervisor)).toHaveCount(0);
    await supervisor.goto('/desk');
    await expect(action(supervisor, 'answer')).toBeEnabled({ timeout: 20_000 });
    await action(supervisor, 'answer').click();
    await expect(supervisor.locator('[data-call-state="talking"]')).toBeVisible({ timeout: 20_000 });
    await expect(page.locator('[data-call-state="talking"]')).toHaveCount(0);
    await clearDesk(supervisor);

    await supervisor.goto('/supervisions');
    await expect(supervisor.locator('tbody tr').first()).toContainText('przejęcie');
    await picture(supervisor, 'supervisions-pl');
    await expectAccessible(supervisor);
  });
});
