import { expect, expectAccessible, loginOf, signIn, test, useLanguage } from './fixtures';

test('A supervisor designs a wallboard and hangs it on a television by a link that he can take back', async ({
  page,
  browser,
}) => {
  await signIn(page, loginOf('supervisor'), '/wallboards/new');
  await useLanguage(page, 'pl');
  const name = `Sala ${Date.now()}`;
  await page.getByLabel('Nazwa').fill(name);
  for (const kind of ['Liczba', 'Kolejki', 'Agenci'])
    await page.getByRole('group', { name: 'Dodaj kafelek' }).getByRole('button', { name: kind }).click();
  await expect(page.locator('app-wall-display .tile')).toHaveCount(3);
  await page.locator('aside li .name').first().click();
  await page.getByLabel('Tytuł').fill('W kolejce');
  await expect(page.locator('app-wall-display h2').first()).toHaveText('W kolejce');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Zapisz' }).click();
  await expect(page).toHaveURL(/\/wallboards\/[0-9a-f-]{36}$/);

  await page.getByRole('link', { name: 'Pokaż' }).click();
  await expect(page.locator('[data-kind="figure"] .figure')).toBeVisible();
  await page.locator('app-wall-page header a').click();

  await page.getByRole('button', { name: 'Łącza' }).click();
  await page.getByLabel('Gdzie wisi ekran').fill('Telewizor');
  await page.getByRole('button', { name: 'Utwórz łącze' }).click();
  const address = await page.locator('.created code').innerText();

  const television = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  await television.goto(address);
  await expect(television.getByRole('heading', { name })).toBeVisible();
  await expect(television.locator('[data-kind="figure"] .figure')).toHaveText(/^\d+$/);
  await expect(television.locator('[data-kind="queues"] tbody tr').first()).toBeVisible();
  await expectAccessible(television);

  await page.getByRole('button', { name: 'Cofnij' }).click();
  await page.getByRole('button', { name: 'Usuń', exact: true }).click();
  await expect(television.getByText('Tej tablicy nie można pokazać')).toBeVisible({ timeout: 20_000 });
  await television.context().close();
});
