import type { Page } from '@playwright/test';
import { answerNext, clearDesk } from './clear-desk';
import {
  another,
  expect,
  expectAccessible,
  expectNarrow,
  loginOf,
  picture,
  signIn,
  test,
  useLanguage,
} from './fixtures';

const panel = (page: Page) => page.locator('app-script-panel');
const next = (page: Page) => page.locator('button[data-action="script-next"]');
const field = (page: Page, id: string) => page.locator(`#script-${id}`);
const save = (page: Page) => page.locator('app-editor-page button[type="submit"]');

async function choose(page: Page, list: ReturnType<Page['locator']>, option: string): Promise<void> {
  await list.click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** A supervisor writes a script and lets a classifier start it; an agent is led through it, loses his page, and ends it. */
test.describe('scripter', () => {
  test.use({ locale: 'pl-PL' });
  test.describe.configure({ timeout: 240_000 });
  const mark = Date.now().toString(36);
  const name = `Reklamacja ${mark}`;

  test('is written, previewed and published, and started by a classifier', async ({ page }) => {
    await signIn(page, loginOf('supervisor'), '/scripts/new');
    await useLanguage(page, 'pl');
    await page.locator('app-editor-page ui-text-field input').first().fill(name);
    await page.getByRole('button', { name: 'Dodaj krok' }).click();
    const step = page.locator('app-script-step').first();
    await step.locator('ui-text-field input').first().fill('Powitanie');
    const says = step.getByRole('textbox', { name: 'Co mówi agent' });
    await says.click();
    await page.keyboard.type('Rozumiem, ');
    await step.getByRole('button', { name: 'Pogrubienie' }).click();
    await expect(says).toBeFocused();
    await page.keyboard.type('przyjmę reklamację');
    await step.getByRole('button', { name: 'Dodaj pole' }).click();
    await step.getByLabel('Pytanie').fill('Numer zamówienia');
    await step.getByRole('switch', { name: 'Wymagane' }).click();
    await page.getByRole('button', { name: 'Dodaj podsumowanie' }).click();
    await page.getByLabel('Podsumowanie', { exact: true }).fill('Przyjęta');
    await choose(page, page.getByRole('combobox', { name: 'Klasyfikator' }), 'Reklamacja przyjęta');
    await save(page).click();
    await expect(page).toHaveURL(/\/scripts\/[0-9a-f-]{36}$/);
    await expect(page.locator('.findings')).toHaveCount(0);
    await expect(step.locator('.ProseMirror strong')).toHaveText('przyjmę reklamację');
    await expectAccessible(page);
    await picture(page, 'script-pl');
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNarrow(page);
    await picture(page, 'script-pl-390');
    await page.setViewportSize({ width: 1440, height: 900 });

    await page.getByRole('button', { name: 'Podgląd' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Dalej' }).click();
    await expect(dialog.getByRole('alert')).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Zamknij' }).click();
    await page.getByRole('button', { name: 'Opublikuj' }).click();
    await expect(page.locator('app-document-state')).toContainText('Wersja 1');

    await page.goto('/classifiers/new');
    await page.locator('app-editor-page ui-text-field input').first().fill(`Skarga ${mark}`);
    await page.getByRole('switch', { name: 'Otwórz skrypt' }).click();
    await choose(page, page.getByRole('combobox', { name: 'Skrypt' }), name);
    await save(page).click();
    await expect(page).toHaveURL(/\/classifiers(\/[0-9a-f-]{36})?$/);
  });

  test('leads the agent, keeps what he wrote over a reload, and says the classifier', async ({ page, browser }) => {
    await signIn(page, loginOf('agent'));
    await useLanguage(page, 'pl');
    await clearDesk(page);
    await answerNext(page);
    await page.locator('app-classification .choices label', { hasText: `Skarga ${mark}` }).click();
    await page.locator('button[data-action="classify"]').click();
    await expect(panel(page).locator('h2')).toContainText(name);

    await page.keyboard.press('Alt+KeyG');
    await expect(panel(page).getByRole('alert')).toBeVisible();
    await field(page, 'f1').fill('ZAM/17');
    await page.reload();
    await expect(field(page, 'f1')).toHaveValue('ZAM/17', { timeout: 30_000 });
    await page.setViewportSize({ width: 1366, height: 768 });
    await expectAccessible(page);
    await picture(page, 'desk-script-pl');
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNarrow(page);
    await panel(page).scrollIntoViewIfNeeded();
    await picture(page, 'desk-script-pl-390');
    await page.setViewportSize({ width: 1440, height: 900 });
    await next(page).click();
    await panel(page).getByRole('radio', { name: 'Przyjęta' }).check();
    await expect(page.locator('app-classification label.chosen')).toHaveText('Reklamacja przyjęta');
    await page.locator('button[data-action="script-end"]').click();
    await expect(panel(page).locator('ui-status-chip')).toContainText('zakończony');
    await page.locator('button[data-action="hang-up"]').click();
    await clearDesk(page);

    const supervisor = await another(browser, 'pl-PL');
    await signIn(supervisor, loginOf('supervisor'), '/scripts');
    await expectAccessible(supervisor);
    await picture(supervisor, 'scripts-pl');
    await supervisor.getByRole('link', { name }).click();
    await supervisor.getByRole('link', { name: 'Wyniki' }).click();
    const row = supervisor.locator('tbody tr', { hasText: 'ZAM/17' });
    await expect(row).toBeVisible();
    await expectAccessible(supervisor);
    await picture(supervisor, 'script-results-pl');
    await row.locator('a').first().click();
    await expect(supervisor.locator('app-call-scripts dd')).toHaveText('ZAM/17');
    await supervisor.context().close();
  });
});
