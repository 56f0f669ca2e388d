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

const points = (page: Page, criterion: string, value: string) =>
  page.getByRole('radiogroup', { name: criterion }).getByRole('radio', { name: value, exact: true });

/** A supervisor scores what an agent has just said, at moments of the recording; the agent appeals, and it is decided. */
test.describe('quality assurance', () => {
  test.use({ locale: 'pl-PL' });
  test.describe.configure({ timeout: 240_000 });

  test('a conversation is scored, appealed and decided, and stands in the report', async ({ page, browser }) => {
    const agent = await another(browser, 'pl-PL');
    await signIn(agent, loginOf('agent'));
    await useLanguage(agent, 'pl');
    await clearDesk(agent);
    await answerNext(agent);
    await agent.locator('button[data-action="hang-up"]').click();
    await clearDesk(agent);
    await agent.goto('/calls?outcome=answered&direction=inbound');
    const found = agent.locator('app-call-history-page tbody tr a').first();
    const call = (await found.getAttribute('href')) ?? '';

    await signIn(page, loginOf('supervisor'), call);
    await useLanguage(page, 'pl');
    await page.locator('app-call-evaluations button[data-action="evaluate"]').click();
    await expect(page).toHaveURL(/\/quality\/evaluations\/[0-9a-f-]{36}$/);
    const evaluation = page.url();
    await page.locator('button[data-action="finish"]').click();
    await expect(page.locator('.criterion.wrong').first()).toBeVisible();
    await points(page, 'Powitanie i przedstawienie się', '3').check();
    await points(page, 'Weryfikacja rozmówcy', '0').check();
    await points(page, 'Rozpoznanie potrzeby', '4').check();
    await points(page, 'Trafne rozwiązanie', '5').check();
    await points(page, 'Ton i uprzejmość', '5').check();
    await points(page, 'Podsumowanie i pożegnanie', '3').check();
    await page.getByLabel('Komentarz do: Weryfikacja rozmówcy').fill('Bez weryfikacji');
    await expect(page.locator('.result')).toContainText('Dyskwalifikacja');
    await expectAccessible(page);
    await picture(page, 'evaluation-pl');
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNarrow(page);
    await picture(page, 'evaluation-pl-390');
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.locator('button[data-action="finish"]').click();
    await expect(page.locator('ui-page-header ui-status-chip')).toContainText('zakończona');

    await agent.goto(new URL(evaluation).pathname);
    await agent.getByLabel('Odpowiedź').fill('Klient podał PESEL na początku');
    await expectAccessible(agent);
    await agent.getByRole('button', { name: 'Odwołaj się' }).click();
    await expect(agent.locator('ui-page-header ui-status-chip')).toContainText('odwołanie');
    await agent.close();

    await page.reload();
    await points(page, 'Weryfikacja rozmówcy', '1').check();
    await page.getByLabel('Odpowiedź na odwołanie').fill('Racja, jest w nagraniu');
    await page.getByRole('button', { name: 'Rozstrzygnij odwołanie' }).click();
    await expect(page.locator('ui-page-header ui-status-chip')).toContainText('rozstrzygnięta');
    await expect(page.locator('.result strong')).not.toHaveText('0%');

    await page.goto('/quality/report?by=criterion');
    await expect(page.locator('tbody tr', { hasText: 'Weryfikacja rozmówcy' })).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'quality-report-pl');
    await page.goto('/quality');
    await expect(page.locator('tbody tr').first()).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'evaluations-pl');
    await page.goto('/quality/scorecards');
    await page.getByRole('link', { name: 'Rozmowa z klientem' }).click();
    await expect(page.locator('fieldset').first()).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'scorecard-pl');
  });
});
