import { expect, expectAccessible, loginOf, signIn, test, useLanguage } from './fixtures';

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
