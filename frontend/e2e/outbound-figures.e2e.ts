import type { Page } from '@playwright/test';
import { expect, headersOf, LANGUAGES, loginOf, look, signIn, test, useLanguage } from './fixtures';

const WORDS = {
  pl: {
    ask: 'Sprawdź numery',
    numbers: 'Numery',
    close: 'Zamknij',
    newGoal: 'Nowy cel',
    name: 'Nazwa',
    target: 'Wartość',
    period: 'Okres',
    campaigns: 'Kampanie',
    day: 'Dzień',
  },
  en: {
    ask: 'Check numbers',
    numbers: 'Numbers',
    close: 'Close',
    newGoal: 'New goal',
    name: 'Name',
    target: 'Value',
    period: 'Period',
    campaigns: 'Campaigns',
    day: 'Day',
  },
} as const;

/** A campaign as an integration makes it. */
async function campaign(page: Page, name: string): Promise<void> {
  const headers = await headersOf(page);
  const data = { name, kind: 'preview', consentPurpose: null };
  expect((await page.request.post('/api/v1/campaigns', { headers, data })).status()).toBe(201);
}

/** Who leads a campaign: has numbers checked, sets a goal, looks at presented numbers and at the week of recontacts. */
LANGUAGES.forEach(({ code, locale }, place) => {
  test.describe(`figures of outbound work (${code})`, () => {
    test.use({ locale });
    test.describe.configure({ timeout: 120_000 });

    test('numbers are checked, a goal is set, presented numbers and recontacts are looked at', async ({ page }) => {
      const words = WORDS[code];
      const stamp = String(Date.now() % 1000).padStart(3, '0');
      await signIn(page, loginOf('administrator'), '/hlr');
      await useLanguage(page, code);
      await page.getByRole('button', { name: words.ask }).click();
      const dialog = page.getByRole('dialog');
      const mine = [`60${place}${stamp}101`, `60${place}${stamp}100`, `60${place}${stamp}109`];
      await dialog.getByLabel(words.numbers, { exact: true }).fill([...mine, '22 100 01 00'].join('\n'));
      await dialog.getByRole('button', { name: words.ask }).click();
      await expect(dialog.getByRole('status')).toContainText('3');
      await dialog.getByRole('button', { name: words.close }).click();
      for (const number of mine)
        await expect(
          page.getByRole('row').filter({ hasText: `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}` }),
        ).not.toContainText(code === 'pl' ? 'Oczekuje' : 'Waiting', { timeout: 20_000 });
      await look(page, `hlr-${code}`);
      await page.goto('/hlr/settings');
      await expect(page.locator('app-editor-page form')).toBeVisible();
      await look(page, `hlr-settings-${code}`);

      const name = `Cel ${code} ${stamp}`;
      await campaign(page, `Kampania ${code} ${Date.now().toString(36)}`);
      await page.goto('/goals');
      await page.getByRole('link', { name: words.newGoal }).click();
      await page.getByLabel(words.name).fill(name);
      await page.getByLabel(words.target).fill('1500');
      if (code === 'en') {
        await page.getByRole('combobox', { name: 'Whose goal' }).click();
        await page.getByRole('option').nth(1).click();
        await page.getByRole('combobox', { name: 'Agents' }).click();
        await page.getByRole('option', { name: 'Anna Nowak' }).click();
        await page.keyboard.press('Escape');
      }
      await page.getByRole('combobox', { name: words.campaigns }).click();
      await page.getByRole('option').first().click();
      await page.keyboard.press('Escape');
      await look(page, `goal-edit-${code}`);
      await page.locator('app-editor-page button[type="submit"]').click();
      await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
      await expect(page.getByRole('meter').first()).toBeVisible();
      if (code === 'en') await expect(page.getByText('Anna Nowak').first()).toBeVisible();
      await look(page, `goal-${code}`);
      await page.goto('/goals');
      await expect(page.getByRole('row').filter({ hasText: name })).toBeVisible();
      await look(page, `goals-${code}`);

      await page.goto('/caller-ids');
      await expect(page.locator('app-source-list')).toBeVisible();
      await look(page, `caller-ids-${code}`);
      await page.goto('/recontacts/calendar');
      await expect(page.locator('app-recontact-calendar ol li')).toHaveCount(7);
      await look(page, `recontact-calendar-${code}`);
      await page.getByRole('button', { name: words.day, exact: true }).click();
      await expect(page.locator('app-recontact-calendar ol li')).toHaveCount(1);
    });
  });
});
