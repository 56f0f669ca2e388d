import { expect, expectAccessible, loginOf, picture, signIn, test, useLanguage } from './fixtures';

test('A supervisor reads the numbers of the day and opens the calls behind one', async ({ page }) => {
  await signIn(page, loginOf('supervisor'), '/reports');
  await useLanguage(page, 'pl');
  await expect(page.getByRole('heading', { name: 'Raporty' })).toBeVisible();
  await page.getByRole('button', { name: 'Połączenia', exact: true }).click();
  const figure = page.locator('tbody .figure').first();
  await expect(figure).toBeVisible();
  await expectAccessible(page);
  await figure.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('tbody tr').first()).toBeVisible();
  await dialog.locator('tbody a').first().click();
  await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}/);

  await page.goto('/reports?subject=agents&interval=hour');
  await expect(page.locator('tfoot')).toBeVisible();
  await expect(page).toHaveURL(/subject=agents/);
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'XLSX' }).click();
  expect((await file).suggestedFilename()).toMatch(/^agents-.*\.xlsx$/);

  await page.goto('/reports?from=2026-11-02&to=2026-11-01');
  await expect(page.getByText('Okres kończy się przed swoim początkiem.')).toBeVisible();
});

test('A supervisor keeps a view of a report and has it sent every Monday', async ({ page }) => {
  await signIn(page, loginOf('supervisor'), '/reports?subject=agents&interval=day');
  await useLanguage(page, 'pl');
  const name = `Agenci ${Date.now()}`;
  await page.getByRole('button', { name: 'Widoki' }).click();
  await page.getByRole('menuitem', { name: 'Zapisz ten widok' }).click();
  await page.getByLabel('Nazwa widoku').fill(name);
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Zapisz' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.goto('/reports?subject=queues');
  await page.getByRole('button', { name: 'Widoki' }).click();
  await page.getByRole('menuitem', { name }).click();
  await expect(page).toHaveURL(/subject=agents/);
  await expect(page.locator('tfoot')).toBeVisible();
  await picture(page, 'reports-pl');
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'PDF' }).click();
  expect((await file).suggestedFilename()).toMatch(/^agents-.*\.pdf$/);

  await page.getByRole('link', { name: 'Wysyłaj ten raport' }).click();
  await page.getByLabel('Nazwa').fill(name);
  await page.getByLabel('Jak często').click();
  await page.getByRole('option', { name: 'Co tydzień' }).click();
  await expect(page.getByLabel('Dzień tygodnia')).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'report-by-mail-pl');
  await page.getByRole('button', { name: 'Zapisz' }).click();
  await expect(page).toHaveURL(/\/reports\/sent\/[0-9a-f-]{36}$/);
  await page.getByRole('button', { name: 'Wyślij teraz' }).click();
  await expect(async () => {
    await page.getByRole('button', { name: 'Odśwież' }).click();
    await expect(page.locator('li', { hasText: 'Wysłano' })).toHaveCount(1, { timeout: 1000 });
  }).toPass();
  await page.goto('/reports/sent');
  await expect(page.getByRole('row', { name })).toContainText('Wysłano');
  await expectAccessible(page);
});
