import type { Page } from '@playwright/test';
import { answersCalls, expect, headersOf, loginOf, look, signIn, test, useLanguage } from './fixtures';

const field = (page: Page, kind: string, label: string) =>
  page.locator(`app-editor-page ${kind}`, { has: page.getByText(label, { exact: true }) }).first();
const input = (page: Page, label: string) => field(page, 'ui-text-field', label).locator('input, textarea');
const turn = (page: Page, label: string) => page.getByRole('switch', { name: label }).click();

async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await field(page, 'ui-select-field', label).locator('mat-select').press('Enter');
  await page.getByRole('option', { name: option }).first().click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toHaveCount(0);
}

async function save(page: Page, place: RegExp): Promise<void> {
  await page.locator('app-editor-page button[type="submit"]').click();
  await expect(page).toHaveURL(place);
}

/** One more function in the Order; another run may have bought it. */
async function buy(page: Page, name: string, quantity: string): Promise<void> {
  const rows = page.locator('.row', { hasText: 'Funkcja' });
  await expect(rows.first()).toBeVisible();
  if ((await rows.filter({ hasText: name }).count()) > 0) return;
  const before = await rows.count();
  await page.getByRole('button', { name: 'Dodaj funkcję' }).click();
  await expect(rows).toHaveCount(before + 1);
  await rows.last().locator('mat-select').press('Enter');
  await page.getByRole('option', { name, exact: true }).click();
  await rows.filter({ hasText: name }).locator('.amount input').fill(quantity);
}

/** Contacts that count towards the limit of records. */
async function stored(page: Page): Promise<number> {
  const used = /Rekordy\D*([\d\s]+)\//;
  await expect(page.locator('app-usage-panel')).toContainText(used);
  const [, amount = ''] = used.exec(await page.locator('app-usage-panel').innerText()) ?? [];
  return Number(amount.replace(/\s/g, ''));
}

/** A new campaign that calls somebody at once, and the place of its attempts. */
async function started(page: Page, person: { number: string; city: string; says?: 'machine' }): Promise<string> {
  await turn(page, 'Kampania handlowa');
  await turn(page, 'Cisza');
  await save(page, /\/campaigns\/[0-9a-f-]{36}$/);
  const campaignId = page.url().split('/').pop() ?? '';
  const headers = await headersOf(page);
  await answersCalls(person.number, person.says);
  const contact = { firstName: 'Ewa', lastName: 'Automat', phones: [person.number] };
  const field = { campaignId, key: 'city', label: 'Miasto', type: 'text' };
  expect((await page.request.post('/api/v1/contact-fields', { headers, data: field })).status()).toBe(201);
  const data = { campaignId, source: 'CRM', records: [{ fields: { city: person.city }, contact }] };
  const loaded = await page.request.post('/api/v1/records', { headers, data });
  expect(await loaded.text()).toContain('"errors":[]');
  const actions = page.locator('ui-page-header .actions');
  await actions.getByRole('button', { name: 'Uruchom' }).click();
  await page.locator('mat-dialog-actions button').last().click();
  await expect(actions.getByRole('button', { name: 'Wstrzymaj' })).toBeVisible();
  return `/campaigns/${campaignId}`;
}

async function called(page: Page, campaign: string): Promise<void> {
  const headers = await headersOf(page);
  const attempts = async () => (await page.request.get(`/api/v1${campaign}/attempts`, { headers })).text();
  await expect.poll(attempts, { timeout: 40_000 }).toContain('"callerId"');
}

/** The detection took somebody for a machine; whoever has heard the call says that it was a person. */
async function wasPerson(page: Page, campaign: string): Promise<void> {
  await page.goto(`${campaign}/records`);
  await page.getByRole('link', { name: 'Ewa Automat' }).click();
  await expect(page).toHaveURL(/\/records\/[0-9a-f-]{36}$/);
  const verdict = page.locator('app-machine-verdict');
  await expect(async () => {
    await page.reload();
    await expect(verdict.getByRole('button')).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 40_000 });
  await look(page, 'machine-verdict-pl');
  await useLanguage(page, 'en');
  await look(page, 'machine-verdict-en');
  await useLanguage(page, 'pl');
  await verdict.getByRole('button', { name: 'To był człowiek' }).click();
  await expect(verdict.getByRole('status')).toContainText('jednak był człowiek');
  await look(page, 'machine-verdict-person');
}

/** Who leads campaigns in which nobody of ours speaks: buys channels, says what is said, from which number, and reads what came of it. */
test.describe('campaigns without agents', () => {
  test.use({ locale: 'pl-PL', actionTimeout: 15_000 });
  test.describe.configure({ timeout: 180_000 });

  test('channels are bought, a message and a questionnaire are dialled from numbers of choice', async ({ page }) => {
    const mark = String(Date.now()).slice(-6);
    await signIn(page, loginOf('administrator'), '/order');
    await useLanguage(page, 'pl');
    const before = await stored(page);
    await page.getByRole('tab', { name: 'Zamówienie' }).click();
    await buy(page, 'Automatic Caller', '1');
    await buy(page, 'Dodatkowy kanał dla Automatic Caller', '2');
    await page.locator('app-editor-page button[type="submit"]').click();
    await expect(page.getByText('Zapisano')).toBeVisible();

    await page.goto('/campaigns/new');
    await input(page, 'Nazwa').fill(`Komunikat ${mark}`);
    await choose(page, 'Rodzaj', 'Voice Mailing');
    await input(page, 'Treść komunikatu').fill('Dzień dobry, {{ contact.firstName }}. Paczka czeka.');
    await choose(page, 'Sposób wyboru', /Lokalny/);
    await page.getByRole('button', { name: 'Dodaj miejsce' }).click();
    await input(page, 'Nazwa miejsca').fill('Kraków');
    await input(page, 'Numer').fill('+48122000101');
    await turn(page, 'Rozpoznawaj automatyczne sekretarki');
    await choose(page, 'Co zrobić z automatem', 'Zostaw wiadomość po sygnale');
    await input(page, 'Wiadomość').fill('Paczka czeka, proszę oddzwonić.');
    await look(page, 'campaign-voice-mailing-pl');
    const message = await started(page, { number: `+48604${mark}`, city: 'Kraków', says: 'machine' });

    await page.goto('/campaigns/new');
    await input(page, 'Nazwa').fill(`Ankieta ${mark}`);
    await choose(page, 'Rodzaj', 'Automatic Caller');
    await choose(page, 'Scenariusz IVR', 'Menu główne');
    await input(page, 'Połączeń jednocześnie').fill('22');
    await choose(page, 'Sposób wyboru', /Losowy/);
    await input(page, 'Numer od').fill('+48221000200');
    await input(page, 'Numer do').fill('+48221000201');
    await input(page, 'Numery skażone').fill('+48221000200');
    const questions = await started(page, { number: `+48605${mark}`, city: 'Gdynia' });

    for (const [place, callerId] of [
      [message, '12 200 01 01'],
      [questions, '22 100 02 01'],
    ] as const) {
      await called(page, place);
      await page.goto(`${place}/attempts`);
      await expect(page.locator('tbody tr')).toContainText(callerId);
    }
    await wasPerson(page, message);
    await page.goto(`${questions}/answers`);
    await expect(page.locator('app-campaign-answers-page .reached')).toContainText('1', { timeout: 30_000 });
    await look(page, 'campaign-answers-pl');
    for (const place of [message, questions]) {
      await page.goto(place);
      await page.locator('ui-page-header .actions').getByRole('button', { name: 'Wygaś' }).click();
      await page.locator('mat-dialog-actions button').last().click();
      await expect(page.locator('ui-page-header ui-status-chip')).toContainText('Wygaszona');
    }
    await page.goto('/order');
    expect(await stored(page)).toBeGreaterThan(before);
  });
});
