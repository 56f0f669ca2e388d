import type { Page } from '@playwright/test';
import { answerNext, clearDesk } from './clear-desk';
import { expect, expectAccessible, loginOf, picture, signIn, test, useLanguage } from './fixtures';

const action = (page: Page, name: string) => page.locator(`button[data-action="${name}"]`);
const inState = (page: Page, state: string) =>
  expect(page.locator('app-live-call [data-call-state]')).toHaveAttribute('data-call-state', state, {
    timeout: 20_000,
  });

/** The demo company keeps colleagues at their desks, so that one browser is enough. */
test.describe('a colleague', () => {
  test.describe.configure({ timeout: 240_000 });

  test('is consulted, joins the caller, and keeps the call', async ({ page }) => {
    await signIn(page, loginOf('agent'));
    await useLanguage(page, 'pl');
    await clearDesk(page);
    await expect(page.locator('app-own-queues li').first()).toContainText('Gotowych');

    const status = page.locator('app-status-control .status');
    await answerNext(page);

    await page.keyboard.press('Alt+KeyT');
    const ready = page.locator('app-transfer-panel li', { hasText: 'Gotowy ·' });
    await expect(ready.first()).toBeVisible();
    await page.keyboard.press('Enter');
    await inState(page, 'consulting');
    await expect(action(page, 'conference')).toBeEnabled({ timeout: 20_000 });
    await picture(page, 'desk-consulting-pl');
    await action(page, 'conference').click();
    await inState(page, 'conference');
    await expect(page.locator('app-live-call .consult')).toContainText('Rozmawiacie we troje');
    await expect(action(page, 'conference')).toHaveCount(0);
    await picture(page, 'desk-conference-pl');
    await expectAccessible(page);

    // The caller stays with the colleague; nothing is left on this desk.
    await page.locator('app-status-control .toggle').click();
    await action(page, 'hang-up').click();
    await expect(page.locator('app-live-call')).toHaveCount(0);
    await expect(status).toHaveAttribute('data-status', 'not-ready', { timeout: 60_000 });
  });
});
