import type { Page } from '@playwright/test';
import { expect, loginOf, look, signIn, test, useLanguage } from './fixtures';

const named = (page: Page, kind: string, label: string) =>
  page.locator(`app-editor-page ${kind}`, { hasText: label }).first();
const input = (page: Page, label: string) => named(page, 'ui-text-field', label).locator('input');
const lines = (page: Page, label: string) => named(page, 'ui-lines-field', label).locator('textarea');
const turnOn = (page: Page, label: string) => named(page, 'ui-toggle-field', label).locator('button').click();

async function choose(page: Page, label: string, option: string): Promise<void> {
  await named(page, 'ui-select-field', label).locator('mat-select').press('Enter');
  await page.getByRole('option', { name: option }).first().click();
  await page.keyboard.press('Escape');
}

async function save(page: Page, list: RegExp): Promise<void> {
  await page.locator('app-editor-page button[type="submit"]').click();
  await expect(page).toHaveURL(list);
}

async function removed(page: Page, list: string, name: string): Promise<void> {
  await page.goto(list);
  await page.locator('tbody tr', { hasText: name }).getByRole('link').first().click();
  await page.locator('app-editor-page footer button.delete').click();
  await page.locator('mat-dialog-container button').last().click();
  await expect(page).toHaveURL(new RegExp(`${list}$`));
  await expect(page.getByText(name)).toHaveCount(0);
}

test.describe('rules of calls', () => {
  test.use({ actionTimeout: 15_000 });
  test.describe.configure({ timeout: 120_000 });
  const mark = String(Date.now()).slice(-6);

  test('a queue asks for skills, prefers the last agent and overflows', async ({ page }) => {
    const [skill, queue] = [`Niemiecki ${mark}`, `Przelew ${mark}`];
    await signIn(page, loginOf('administrator'), '/skills/new');
    await useLanguage(page, 'pl');
    await input(page, 'Nazwa').fill(skill);
    await save(page, /\/skills$/);
    await page.goto('/queues/new');
    await input(page, 'Nazwa').fill(queue);
    await choose(page, 'Strategia', 'Losowo');
    await page.getByRole('button', { name: 'Dodaj umiejętność' }).click();
    await choose(page, 'Umiejętność', skill);
    await choose(page, 'Kto pierwszy', 'Najbliższe');
    await turnOn(page, 'Preferuj ostatniego agenta');
    await page.getByRole('button', { name: 'Dodaj regułę' }).click();
    await choose(page, 'Kiedy', 'Nikt z kolejki nie jest zalogowany');
    await choose(page, 'Wtedy', 'Do kolejki');
    await choose(page, 'Kolejka', 'Serwis');
    await save(page, /\/queues\/[0-9a-f-]{36}$/);
    await useLanguage(page, 'en');
    await page.reload();
    for (const shown of [skill, 'Closest', 'Serwis'])
      await expect(page.locator('app-editor-page mat-select', { hasText: shown })).toBeVisible();
    await look(page, 'queue-rules-en');
  });

  test('calls of a campaign go by its trunk, and a number is kept from selected campaigns only', async ({ page }) => {
    const [campaign, trunk] = [`Przedłużenia ${mark}`, `Operator ${mark}`];
    await signIn(page, loginOf('administrator'), '/campaigns/new');
    await useLanguage(page, 'pl');
    await page.locator('app-editor-page ui-text-field input').first().fill(campaign);
    await save(page, /\/campaigns\/[0-9a-f-]{36}$/);
    await page.goto('/trunks/new');
    await page.locator('app-editor-page ui-text-field input').nth(0).fill(trunk);
    await page.locator('app-editor-page ui-text-field input').nth(1).fill(`operator-${mark}`);
    await page.locator('app-editor-page ui-text-field input[type="text"]').nth(2).fill('192.0.2.20');
    await save(page, /\/trunks$/);

    await page.goto('/trunk-routes/new');
    await input(page, 'Nazwa').fill(`Trasa ${mark}`);
    await choose(page, 'Kampania', campaign);
    await page.locator('ui-ordered-picker select').selectOption({ label: trunk });
    await look(page, 'trunk-route-pl');
    await save(page, /\/trunk-routes$/);
    const route = page.locator('tbody tr', { hasText: `Trasa ${mark}` });
    await expect(route).toContainText(campaign);
    await expect(route).toContainText(trunk);

    await page.goto('/campaigns/new');
    await page.locator('app-editor-page ui-text-field input').first().fill(`Odnowienia ${mark}`);
    await save(page, /\/campaigns\/[0-9a-f-]{36}$/);
    await page.goto('/blacklist/new');
    await input(page, 'Numer').fill(`601${mark}`);
    await choose(page, 'Tylko w kampaniach', campaign);
    await choose(page, 'Tylko w kampaniach', `Odnowienia ${mark}`);
    await look(page, 'blacklist-entry-pl');
    await save(page, /\/blacklist$/);
    await page.getByRole('button', { name: 'Importuj' }).click();
    const csv = `Wzorzec;Powód\n+48602${mark};prośba klienta\n`;
    const file = { name: 'lista.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
    await page.locator('app-import-dialog input[type="file"]').setInputFiles(file);
    await expect(page.locator('app-import-dialog')).toContainText('Dodano: 1');
    await page.getByRole('button', { name: 'Zamknij' }).click();
    const entry = (end: string) => page.locator('tbody tr', { hasText: end });
    await expect(entry(campaign)).toContainText(`Odnowienia ${mark}`);
    await expect(entry('prośba klienta').first()).toContainText('Cała platforma');
    await look(page, 'blacklist-pl');
    await page
      .getByRole('combobox', { name: 'Kampania', exact: true })
      .selectOption({ label: `Kampania: Odnowienia ${mark}` });
    await expect(entry(campaign)).toHaveCount(1);
    await expect(entry('prośba klienta')).toHaveCount(0);

    // With a trunk in the settings, every call would have to go by it.
    await removed(page, '/trunk-routes', `Trasa ${mark}`);
    await removed(page, '/trunks', trunk);
  });

  test('a classification opens an allowed address and asks for a recontact', async ({ page }) => {
    const [name, url] = [`Reklamacja ${mark}`, `https://crm${mark}.example/sprawa`];
    await signIn(page, loginOf('administrator'), '/external-urls');
    await useLanguage(page, 'pl');
    const hosts = lines(page, 'Dozwolone adresy');
    await hosts.fill(`${await hosts.inputValue()}\ncrm${mark}.example`);
    await page.locator('app-editor-page button[type="submit"]').click();
    await page.goto('/classifiers/new');
    await input(page, 'Nazwa').fill(name);
    await turnOn(page, 'Zapytaj o ponowny kontakt');
    await turnOn(page, 'Otwórz zewnętrzny adres');
    await input(page, 'Adres').fill(url);
    await look(page, 'classifier-pl');
    await save(page, /\/classifiers$/);
    await page.locator('ui-search-field input').fill(name);
    await page.locator('tbody tr', { hasText: name }).locator('a').first().click();
    await expect(input(page, 'Adres')).toHaveValue(url);
  });
});
