import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, headersOf, loginOf, look, signIn, test, useLanguage } from './fixtures';

/** Letters only, so that it can be part of a name. */
const stamp = (): string => [...String(Date.now() % 1e7)].map((digit) => 'abdeikmnos'[Number(digit)]).join('');

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test.describe('contacts, their lists and their consents', () => {
  test.describe.configure({ timeout: 120_000 });

  test.describe('in Polish', () => {
    test.use({ locale: 'pl-PL' });

    test('a list comes in with consents, what is wrong comes back as a file, and a consent is withdrawn', async ({
      page,
    }) => {
      await signIn(page, loginOf('administrator'), '/imports');
      await useLanguage(page, 'pl');
      const name = `Zgodna${stamp()}`;
      const number = `60${String(Date.now() % 1e7).padStart(7, '0')}`;
      const rows = [`${number};Zofia ${name};tak`, `123;Ewa Zła;tak`, `;Adam B${name};nie`];
      const file = ['Telefon;Imię i nazwisko;Zgoda SMS', ...rows].join('\n');
      const upload = { name: 'lista.csv', mimeType: 'text/csv', buffer: Buffer.from(file) };
      await page.locator('input[type="file"]').setInputFiles(upload);
      await expect(page).toHaveURL(/\/imports\/[0-9a-f-]{36}/);
      await expect(page.getByLabel('Znaczenie kolumny Telefon')).toHaveValue('phone');
      await page.getByLabel('Znaczenie kolumny Zgoda SMS').selectOption('consent.sms.marketing');
      await expect(page.getByRole('row').filter({ hasText: 'Ewa Zła' }).getByRole('note')).toBeVisible();
      await look(page, 'import-pl');
      await page.getByRole('button', { name: 'Importuj wiersze: 3' }).click();
      await expect(page.getByText('Gotowe wiersze: 3 z 3')).toBeVisible({ timeout: 20_000 });
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Pobierz odrzucone wiersze' }).click();
      const refused = readFileSync(await (await download).path(), 'utf8');
      expect(refused).toContain('Ewa Zła');
      expect(refused).not.toContain(name);
      await look(page, 'import-done-pl');

      await page.goto('/imports');
      const exports = page.locator('app-contact-exports');
      await exports.getByLabel('Tylko pasujące do słów').fill(name);
      await exports.getByRole('button', { name: 'Eksportuj' }).click();
      const mine = exports.getByRole('listitem').filter({ hasText: name });
      await expect(mine).toContainText('Gotowy', { timeout: 20_000 });
      await expect(mine).toContainText('Wiersze: 2');
      const exported = page.waitForEvent('download');
      await mine.getByRole('button', { name: 'Pobierz' }).click();
      expect(readFileSync(await (await exported).path(), 'utf8')).toContain('Zofia');
      await look(page, 'imports-pl');

      await page.goto(`/consents?search=${name}`);
      const line = page.getByRole('row').filter({ hasText: `Zofia ${name}` });
      await expect(line).toContainText('Zgoda');
      await expect(page.getByRole('row').filter({ hasText: `Adam B${name}` })).toContainText('wycofanie');
      await look(page, 'consents-pl');
      await line.getByRole('link').first().click();
      await expect(page).toHaveURL(/\/contacts\//);
      const consents = page.locator('app-contact-consents');
      await consents.getByRole('button', { name: 'Zapisz zgodę' }).click();
      await choose(page, 'Co się stało', 'Sprzeciw albo wycofanie');
      await choose(page, 'Cel', 'Marketing');
      await choose(page, 'Kanał', 'SMS');
      await consents.getByLabel('Źródło').fill('rozmowa');
      await consents.getByRole('button', { name: 'Zapisz', exact: true }).click();
      await expect(consents.getByRole('listitem').filter({ hasText: 'Sprzeciw albo wycofanie: SMS' })).toBeVisible();
      await look(page, 'contact-consents-pl');

      const headers = await headersOf(page);
      const campaign = { name: `Kampania ${name}`, kind: 'preview', consentPurpose: null };
      expect((await page.request.post('/api/v1/campaigns', { headers, data: campaign })).status()).toBe(201);
      const records = page.locator('app-contact-records');
      const putIn = async () => {
        await records.getByRole('button', { name: 'Dodaj do kampanii' }).click();
        await page.locator('mat-dialog-container mat-select').first().click();
        await page.getByRole('option', { name: campaign.name }).click();
        await page.getByRole('dialog').getByLabel('Priorytet').fill('5');
      };
      await putIn();
      await look(page, 'into-campaign-pl');
      await page.getByRole('button', { name: 'Dodaj', exact: true }).click();
      await expect(records.getByRole('article').filter({ hasText: campaign.name })).toContainText('Ręcznie');
      await look(page, 'contact-records-pl');
      await putIn();
      await page.getByRole('button', { name: 'Dodaj', exact: true }).click();
      await expect(page.getByRole('alert')).toContainText('jest już w tej kampanii');
      await page.getByRole('button', { name: 'Anuluj' }).click();
    });
  });

  test.describe('in English', () => {
    test.use({ locale: 'en-GB' });

    test('a purpose is written and archived; two cards of one person are merged and separated again', async ({
      page,
    }) => {
      await signIn(page, loginOf('administrator'), '/consents');
      await useLanguage(page, 'en');
      await look(page, 'consents-en');
      const headers = await headersOf(page);
      const key = stamp();
      await page.goto('/consents/purposes/new');
      await page.getByLabel('Name', { exact: true }).fill(`Research ${key}`);
      await page.getByLabel('Key', { exact: true }).fill(`research-${key}`);
      await page.getByLabel('Wording').fill('I agree to be asked what I think of the service.');
      await look(page, 'consent-purpose-en');
      await page.getByRole('button', { name: 'Save' }).click();
      await expect(page).toHaveURL(/\/consents\/purposes$/);
      await look(page, 'consent-purposes-en');
      await page
        .getByRole('link')
        .filter({ hasText: `Research ${key}` })
        .click();
      await page.getByLabel('In use').click();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.goto('/consents/purposes');
      await expect(page.getByRole('link').filter({ hasText: `Research ${key}` })).toContainText('Archived');

      const phones = [`61${String(Date.now() % 1e7).padStart(7, '0')}`];
      const add = async (data: object): Promise<string> => {
        const made = await page.request.post('/api/v1/contacts', { headers, data });
        expect(made.status()).toBe(201);
        return ((await made.json()) as { id: string }).id;
      };
      const golden = await add({ firstName: 'Jakub', lastName: `Wiśniewski${key}`, phones });
      await add({ firstName: 'Kuba', lastName: `Wisniewski${key}`, phones, emails: ['kuba@example.com'] });
      await page.goto(`/contacts/${golden}`);
      await page.getByRole('link', { name: 'Review duplicates' }).click();
      await expect(page).toHaveURL(/\/duplicates/);
      await look(page, 'duplicates-en');
      const kept = page.locator('section').filter({ hasText: `Jakub Wiśniewski${key}` });
      await kept.getByRole('button').click();
      await expect(page.getByText('Contacts merged')).toBeVisible();
      await page.goto(`/contacts/${golden}`);
      await expect(page.getByText(`Merged with Kuba Wisniewski${key}`)).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Undo merge' }).click();
      await expect(page.getByRole('link', { name: 'Review duplicates' })).toBeVisible();
    });
  });
});
