import { expect, expectAccessible, loginOf, picture, signIn, test, useLanguage } from './fixtures';

test('A supervisor makes a rule, tries it out, and acknowledges the alert', async ({ page }) => {
  await signIn(page, loginOf('supervisor'), '/alerts/rules/new');
  await useLanguage(page, 'pl');
  const name = `Kolejka na oku ${Date.now()}`;
  await page.getByLabel('Nazwa').fill(name);
  await expect(page.getByLabel('Próg')).toBeVisible();
  await picture(page, 'alert-rule-pl');
  // A limit that every queue keeps now: it fires at the first look.
  await page.getByLabel('Alarm, gdy liczba jest').click();
  await page.getByRole('option', { name: 'co najwyżej taka' }).click();
  await page.getByLabel('Próg').fill('500');
  await page.getByLabel('Spokój od wartości').fill('600');
  await page.getByLabel('Przez co najmniej').fill('0');
  await page.getByLabel('SMS na numery').fill('601 200 101');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Zapisz' }).click();
  await expect(page).toHaveURL(/\/alerts\/rules\/[0-9a-f-]{36}$/);
  await page.getByRole('button', { name: 'Wyślij próbę' }).click();
  await expect(page.getByText('Wysłano próbę')).toBeVisible();

  const id = page.url().split('/').at(-1) ?? '';
  await page.goto(`/alerts?rule=${id}`);
  const rows = page.locator('tbody tr').filter({ hasText: name });
  await expect(rows.filter({ hasText: 'Próba' })).toHaveCount(1);
  await rows.filter({ hasText: 'Trwa' }).first().waitFor();
  const queue = await rows.filter({ hasText: 'Trwa' }).first().locator('td, th').first().innerText();
  const alert = rows.filter({ hasText: queue });
  await expectAccessible(page);
  await picture(page, 'alerts-pl');
  await page.setViewportSize({ width: 390, height: 844 });
  await picture(page, 'alerts-390-pl');
  await page.setViewportSize({ width: 1440, height: 900 });
  await alert.getByRole('button', { name: 'Potwierdź' }).click();
  await expect(alert.getByRole('button', { name: 'Potwierdź' })).toHaveCount(0);
  await alert.getByRole('button', { name: queue }).click();
  await expect(page.getByRole('dialog')).toContainText('co najwyżej 500');
  const sms = page.getByRole('dialog').getByRole('listitem').filter({ hasText: '+48601200101' });
  // The dialog shows how it was when it was opened.
  await expect(sms).toContainText(/Wysłano|Czeka/);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Zamknij' }).click();

  await page.goto(`/alerts/rules/${id}`);
  await page.getByRole('button', { name: 'Usuń', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Usuń', exact: true }).click();
  await expect(page).toHaveURL(/\/alerts\/rules$/);
});
