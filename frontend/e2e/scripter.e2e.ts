import type { Page } from '@playwright/test';
import { expect, expectAccessible, loginOf, picture, signIn, test, useLanguage } from './fixtures';

const save = (page: Page) => page.locator('app-editor-page button[type="submit"]');

async function choose(page: Page, list: ReturnType<Page['locator']>, option: string): Promise<void> {
  await list.click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** A supervisor writes a script, goes through it, publishes it and lets a classifier start it. */
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
    await step.getByRole('textbox', { name: 'Co mówi agent' }).click();
    await page.keyboard.type('Rozumiem, ');
    await step.getByRole('button', { name: 'Pogrubienie' }).click();
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
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
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
});
