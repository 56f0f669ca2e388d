import type { Page } from '@playwright/test';
import { answerNext, clearDesk } from './clear-desk';
import {
  another,
  expect,
  expectAccessible,
  expectNarrow,
  LANGUAGES,
  loginOf,
  picture,
  signIn,
  test,
  useLanguage,
} from './fixtures';

const save = (page: Page) => page.locator('app-editor-page button[type="submit"]');
const text = (page: Page, place: number) => page.locator('app-survey-texts textarea').nth(place);

/** A survey is built, published and given to a queue; an agent's caller answers it, and the answers are found again. */
LANGUAGES.forEach(({ code, locale }, place) => {
  test.describe(`surveys (${code})`, () => {
    test.use({ locale });
    test.describe.configure({ timeout: 240_000 });

    test('one is built, mended, published and given to a queue', async ({ page }) => {
      const name = `Serwis ${code} ${Date.now().toString(36)}`;
      await signIn(page, loginOf('administrator'), '/surveys/new');
      await useLanguage(page, code);
      await save(page).click();
      await expect(page.locator('app-editor-page mat-error').first()).toBeVisible();
      await page.locator('app-editor-page ui-text-field input').first().fill(name);
      await save(page).click();
      await expect(page).toHaveURL(/\/surveys\/[0-9a-f-]{36}$/);
      await expect(page.locator('.findings li')).toHaveCount(3);

      await text(page, 0).fill('Prosimy o ocenę.');
      await page.locator('app-editor-page .wide button').click();
      const question = page.locator('app-survey-question').first();
      await question.locator('ui-text-field input').first().fill('Uprzejmość');
      await text(page, 1).fill('Jak nas oceniasz, od jednego do pięciu?');
      await page.locator('app-editor-page .wide button').click();
      const open = page.locator('app-survey-question').nth(1);
      await open.locator('ui-text-field input').first().fill('Dlaczego');
      await open.locator('mat-select').first().press('Enter');
      await page.getByRole('option', { name: code === 'pl' ? 'Odpowiedź głosem' : 'Spoken answer' }).click();
      await expect(open.locator('app-rule-rows')).toHaveCount(0);
      await text(page, 2).fill('Powiedz po sygnale, dlaczego.');
      await text(page, 3).fill('Dziękujemy.');
      await save(page).click();
      await expect(page.locator('.findings')).toHaveCount(0);
      await expectAccessible(page);
      await picture(page, `survey-${code}`);
      await page.setViewportSize({ width: 390, height: 844 });
      await expectNarrow(page);
      await picture(page, `survey-${code}-390`);
      await page.setViewportSize({ width: 1440, height: 900 });

      const publish = page.locator('ui-page-header button').last();
      await publish.click();
      await expect(publish).toBeDisabled();
      await expect(page.locator('ui-status-chip').first()).toContainText('1');

      await page.goto('/surveys');
      await expect(page.getByText(name)).toBeVisible();
      await expectAccessible(page);
      await picture(page, `surveys-${code}`);
    });

    test('a caller answers after the conversation, and the answers stand in the results and on the call', async ({
      page,
      browser,
    }) => {
      const agent = await another(browser, locale);
      await signIn(agent, loginOf('agent', place));
      await useLanguage(agent, code);
      await clearDesk(agent);
      await answerNext(agent);
      await agent.waitForTimeout(16_000);
      await agent.locator('button[data-action="hang-up"]').click();
      await clearDesk(agent);

      await signIn(page, loginOf('administrator'), '/surveys');
      await useLanguage(page, code);
      await page.getByRole('link', { name: 'Po rozmowie' }).first().click();
      await page.locator('ui-page-header a[href$="/results"]').click();
      await expect(page).toHaveURL(/\/results$/);
      await expect(async () => {
        await page.reload();
        await expect(page.locator('.runs tbody tr').first()).toBeVisible({ timeout: 15_000 });
        await expect(page.locator('app-survey-results-page ui-chart').first()).toBeVisible({ timeout: 15_000 });
      }).toPass({ timeout: 150_000 });
      await expectAccessible(page);
      await picture(page, `survey-results-${code}`);
      await page.setViewportSize({ width: 390, height: 844 });
      await picture(page, `survey-results-${code}-390`);
      await expectNarrow(page);
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.locator('button.answer').first().click();
      await page.locator('.runs tbody a').first().click();
      await expect(page.locator('app-call-surveys dl')).toBeVisible();
      await expectAccessible(page);
      await picture(page, `call-with-survey-${code}`);
      await agent.close();
    });
  });
});
