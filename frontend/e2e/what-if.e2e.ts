import type { Page } from '@playwright/test';
import { callsUs, expect, expectAccessible, LANGUAGES, loginOf, picture, signIn, test, useLanguage } from './fixtures';

const save = (page: Page) => page.locator('app-editor-page button[type="submit"]');
const two = (value: number) => String(value).padStart(2, '0');

/** So many minutes ago here, as a field of date and time takes it. */
function minutesAgo(minutes: number): string {
  const at = new Date(Date.now() - minutes * 60_000);
  const warsaw = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Warsaw',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return warsaw.format(at).replace(' ', 'T');
}

async function choose(page: Page, select: ReturnType<Page['locator']>, place: number): Promise<void> {
  await select.click();
  await page.locator('mat-option').nth(place).click();
  if (await page.locator('mat-option').first().isVisible()) await page.keyboard.press('Escape');
}

for (const { code, locale } of LANGUAGES) {
  test.describe(`what-if (${code})`, () => {
    test.use({ locale });

    test('a supervisor runs a past period again with more people and another strategy, and tries once more', async ({
      page,
    }) => {
      await signIn(page, loginOf('supervisor'), '/what-if/new');
      await useLanguage(page, code);
      const [name, from, to] = [0, 1, 2].map((place) => page.locator('.fields > ui-text-field input').nth(place));
      await save(page).click();
      await expect(page.locator('mat-error').first()).toBeVisible();
      const runName = `${code === 'pl' ? 'Dwie osoby więcej' : 'Two more people'} ${two(new Date().getMinutes())}`;
      await name?.fill(runName);
      await from?.fill(minutesAgo(24 * 60));
      await to?.fill(minutesAgo(-60));
      await choose(page, page.locator('.fields > ui-select-field mat-select').first(), 0);
      const rows = page.locator('app-rule-rows');
      await rows.first().locator('> button').click();
      await rows.first().locator('input').first().fill('2');
      await choose(page, rows.first().locator('mat-select'), 0);
      await rows.last().locator('> button').click();
      const change = rows.last().locator('.row').first();
      await choose(page, change.locator('mat-select').nth(0), 0);
      await choose(page, change.locator('mat-select').nth(1), 2);
      await expectAccessible(page);
      await picture(page, `what-if-new-${code}`);

      // What is still to come cannot be run again: the server says so beside the field.
      await save(page).click();
      await expect(page.locator('.problem').first()).toBeVisible();
      await to?.fill(minutesAgo(1));
      await save(page).click();
      await expect(page).toHaveURL(/\/what-if\/[0-9a-f-]{36}$/);
      await expect(page.locator('app-what-if-result')).toBeVisible({ timeout: 60_000 });
      await expect(page.locator('app-what-if-result ui-chart')).toHaveCount(5);
      await expect(page.locator('app-what-if-changes li')).toHaveCount(2);
      await page.locator('ui-chart summary').first().click();
      await expect(page.locator('ui-chart table').first()).toBeVisible();
      await expectAccessible(page);
      await picture(page, `what-if-${code}`);

      const file = page.waitForEvent('download');
      await page.locator('ui-page-header button').first().click();
      expect((await file).suggestedFilename()).toMatch(/\.csv$/);

      await page.locator('ui-page-header a').last().click();
      await expect(name as ReturnType<Page['locator']>).toHaveValue(runName);
      await page.goto('/what-if');
      await expect(page.locator('tbody tr').first()).toContainText(runName);
      await picture(page, `what-if-list-${code}`);
      await page.locator('tbody tr a').first().click();
      await page.locator('ui-page-header button').last().click();
      await page.locator('mat-dialog-container button').last().click();
      await expect(page).toHaveURL(/\/what-if$/);
    });

    test('a contact has a priority of its own, which its next call weighs', async ({ page }) => {
      const stamp = String(Date.now() % 1_000_000).padStart(6, '0');
      const [lastName, number] = [`Ważna ${code} ${stamp}`, `690${stamp}`];
      await signIn(page, loginOf('supervisor'), '/contacts/new');
      await useLanguage(page, code);
      await page.locator('app-contact-fields input').nth(1).fill(lastName);
      await page.getByLabel(code === 'pl' ? 'Telefony' : 'Phones').fill(number);
      await save(page).click();
      await expect(page).toHaveURL(/\/contacts\/[0-9a-f-]{36}$/);
      const routing = page.locator('app-contact-routing');
      await routing.locator('input').first().fill('300');
      const kept = page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok());
      await routing.locator('button[type="submit"]').click();
      await kept;
      await expectAccessible(page);
      await picture(page, `contact-routing-${code}`);
      await page.setViewportSize({ width: 390, height: 844 });
      await picture(page, `contact-routing-${code}-390`);
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.reload();
      await expect(routing.locator('input').first()).toHaveValue('300');

      await callsUs({ from: `+48${number}`, to: '+48221000102', patienceMs: 3000 });
      await page.goto('/calls');
      const call = page.getByRole('link', { name: lastName });
      await expect(async () => {
        await page.reload();
        await expect(call).toBeVisible({ timeout: 3000 });
      }).toPass({ timeout: 20_000 });
      await call.click();
      const why = code === 'pl' ? 'z priorytetem rekordu 300' : 'by the priority of the record, 300';
      await expect(page.locator('app-routing-why').getByText(why).first()).toBeVisible();
      await picture(page, `call-priority-${code}`);
    });

    test('channel priorities say in words what they mean', async ({ page }) => {
      await signIn(page, loginOf('supervisor'), '/channel-priorities');
      await useLanguage(page, code);
      const inputs = page.locator('app-editor-page ui-text-field input');
      await expect(inputs).toHaveCount(5);
      const before = await inputs.first().inputValue();
      await inputs.first().fill('250');
      await expect(page.locator('.words li').first()).toContainText('2 min 30 s');
      await expectAccessible(page);
      await picture(page, `channel-priorities-${code}`);
      await save(page).click();
      await expect(page.locator('mat-snack-bar-container')).toBeVisible();
      await inputs.first().fill(before);
      await save(page).click();
      await expect(inputs.first()).toHaveValue(before);
    });
  });
}
