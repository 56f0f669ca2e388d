import type { Page } from '@playwright/test';
import { expect, LANGUAGES, loginOf, look, signIn, test, useLanguage } from './fixtures';

const field = (page: Page, place: number) => page.locator('app-editor-page ui-text-field input').nth(place);
const save = (page: Page) => page.locator('app-editor-page button[type="submit"]');
const saved = (page: Page, path: string) =>
  Promise.all([
    page.waitForResponse((answer) => answer.url().endsWith(path) && answer.request().method() === 'PUT' && answer.ok()),
    save(page).click(),
  ]);
/** Opens the list of a select field and takes one of it: the n-th, or the one with this text. */
async function choose(page: Page, within: string, which: number | string): Promise<void> {
  await page.locator(within).getByRole('combobox').first().click();
  const options = page.locator('mat-option');
  await (typeof which === 'number' ? options.nth(which) : options.filter({ hasText: which })).click();
}

/** Phones without a desk: a group that rings, a number that leads to it, one's own forwarding, and how a trunk is. */
LANGUAGES.forEach(({ code, locale }, place) => {
  test.describe(`PBX users (${code})`, () => {
    test.use({ locale });
    test.describe.configure({ timeout: 240_000 });

    const mark = `${Date.now() % 10_000}`.padStart(4, '0');
    const group = `Biuro ${code} ${mark}`;

    test('a ring group is made, and a number leads to it', async ({ page }) => {
      await signIn(page, loginOf('administrator'), '/ring-groups/new');
      await useLanguage(page, code);
      await save(page).click();
      await expect(page.locator('app-editor-page mat-error').first()).toBeVisible();
      await field(page, 0).fill(group);
      await field(page, 1).fill(`${6 + place}${mark}`);
      const people = page.locator('ui-ordered-picker select');
      await people.selectOption({ index: 1 });
      await people.selectOption({ index: 1 });
      await expect(page.locator('ui-ordered-picker li')).toHaveCount(2);
      await choose(page, 'app-pbx-target', 1);
      await choose(page, 'app-pbx-target ui-select-field:nth-of-type(2)', 0);
      await look(page, `ring-group-${code}`);
      await save(page).click();
      await expect(page).toHaveURL(/\/ring-groups$/);
      await expect(page.locator('tbody')).toContainText(group);
      await look(page, `ring-groups-${code}`);

      await page.goto('/numbers/new');
      await field(page, 0).fill(`22${5 + place}0${mark}0`);
      await field(page, 1).fill(group);
      await choose(page, 'app-editor-page ui-select-field >> nth=1', group);
      await look(page, `number-to-group-${code}`);
      await save(page).click();
      await expect(page).toHaveURL(/\/numbers$/);
      await expect(page.locator('tbody tr', { hasText: group })).toContainText(group);
    });

    test('a PBX user sends callers to his voicemail, and sees it again', async ({ page }) => {
      await signIn(page, loginOf('pbx-user'), '/my-phone');
      await useLanguage(page, code);
      await expect(page.locator('app-own-messages')).toBeVisible();
      const noAnswer = 'app-editor-page app-pbx-target >> nth=2';
      await choose(page, noAnswer, 1);
      await look(page, `my-phone-${code}`);
      await saved(page, '/phone-rules/me');
      await page.reload();
      const chosen = page.locator(noAnswer).getByRole('combobox').first();
      await expect(chosen).toContainText(code === 'pl' ? 'Do mojej skrzynki głosowej' : 'To my voicemail');
      await choose(page, noAnswer, 0);
      await saved(page, '/phone-rules/me');
    });

    test('an agent sets how his extension is reached, and his greeting', async ({ page }) => {
      await signIn(page, loginOf('agent', place), '/my-phone');
      await useLanguage(page, code);
      const greeting = page.locator('app-own-greeting');
      await expect(greeting).toBeVisible();
      await expect(page.locator('dl')).toHaveCount(0);
      const words = `Tu ${code} ${mark}`;
      await greeting.locator('textarea').fill(words);
      const kept = page.waitForResponse((answer) => answer.url().endsWith('/boxes/mine') && answer.ok());
      await greeting.locator('button[type="submit"]').click();
      await kept;
      await look(page, `my-phone-agent-${code}`);
      await page.reload();
      await expect(greeting.locator('textarea')).toHaveValue(words);
    });

    test('a trunk is added, and its page shows how it is', async ({ page }) => {
      const name = `operator-${code}-${mark}`;
      await signIn(page, loginOf('administrator'), '/trunks/new');
      await useLanguage(page, code);
      await field(page, 0).fill(`Operator ${code} ${mark}`);
      await field(page, 1).fill(name);
      await page.locator('app-editor-page ui-text-field input[type="text"]').nth(2).fill('192.0.2.10');
      await save(page).click();
      await expect(page).toHaveURL(/\/trunks$/);
      await look(page, `trunks-${code}`);
      await page
        .locator('tbody tr', { hasText: `Operator ${code} ${mark}` })
        .getByRole('link')
        .first()
        .click();
      const state = page.locator('app-trunk-state');
      await expect(state.locator('ui-status-chip')).toHaveCount(2);
      await expect(state).toContainText('30');
      await look(page, `trunk-${code}`);
      await page.locator('app-editor-page footer button.delete').click();
      await page.locator('mat-dialog-container button').last().click();
      await expect(page).toHaveURL(/\/trunks$/);
      await expect(page.getByText(`Operator ${code} ${mark}`)).toHaveCount(0);
    });
  });
});
