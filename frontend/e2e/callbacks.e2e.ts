import type { Page } from '@playwright/test';
import { answerNext, clearDesk } from './clear-desk';
import { another, callsUs, expect, LANGUAGES, loginOf, look, signIn, test, useLanguage } from './fixtures';

const WORDS = {
  pl: {
    queue: { on: /Oddzwaniaj do/, when: 'Oddzwaniaj automatycznie, gdy', missed: 'Nikt nie odebrał na czas' },
    fields: { name: 'Nazwa', longest: 'Najdłuższe oczekiwanie', attempts: 'Liczba prób' },
    box: { people: /^\s*Osoby/, shortest: 'Najkrótsza wiadomość', longest: 'Najdłuższa wiadomość' },
    inbox: { note: 'Notatka', handle: 'Oznacz jako obsłużoną', done: 'Oddzwoniono, faktura wysłana' },
    file: 'Eksportuj do CSV',
  },
  en: {
    queue: { on: /Call callers of/, when: 'Call back automatically when', missed: 'Nobody answered in time' },
    fields: { name: 'Name', longest: 'Longest wait', attempts: 'Attempts' },
    box: { people: /^\s*People/, shortest: 'Shortest message', longest: 'Longest message' },
    inbox: { note: 'Note', handle: 'Mark as handled', done: 'Called back, invoice sent' },
    file: 'Export to CSV',
  },
} as const;

const input = (page: Page, label: string | RegExp) =>
  page.locator('app-editor-page ui-text-field', { hasText: label }).first().locator('input');
/** Ends the after-call work when the caller has gone on to somebody else. */
const afterwards = (page: Page) =>
  page.locator('app-desk-page ui-empty-state button:has([data-mat-icon-name="check"])');
const rows = (page: Page, text: string) => page.locator('ui-data-list tbody tr', { hasText: text });

async function choose(page: Page, label: string | RegExp, option: string): Promise<void> {
  const field = page.locator('app-editor-page ui-select-field', { hasText: label }).first();
  // A long label lies over an empty field: the keyboard opens it as well.
  await field.locator('mat-select').press('Enter');
  await page.getByRole('option', { name: option }).click();
  await page.keyboard.press('Escape');
}

async function save(page: Page, list: RegExp): Promise<void> {
  await page.locator('app-editor-page button[type="submit"]').click();
  await expect(page).toHaveURL(list);
}

/** The next caller is answered and sent to whatever bears the name. */
async function sendsCallerTo(desk: Page, name: string): Promise<void> {
  await answerNext(desk);
  await desk.keyboard.press('Alt+KeyT');
  await desk.locator('app-transfer-panel input').fill(name);
  await expect(desk.locator('app-transfer-panel li')).toContainText([name]);
  await desk.locator('app-transfer-panel input').press('Shift+Enter');
  await expect(afterwards(desk)).toBeVisible();
}

LANGUAGES.forEach(({ code, locale }, place) => {
  test.describe(`callbacks and voicemail (${code})`, () => {
    test.use({ locale, actionTimeout: 15_000 });
    test.describe.configure({ timeout: 180_000 });
    const words = WORDS[code];

    test('are set up by a supervisor, and a caller’s message is handled', async ({ page, browser }) => {
      const stamp = `${code} ${Date.now().toString(36)}`;
      const surname = place === 0 ? 'Nowak' : 'Kowalczyk';
      const [queue, box] = [`Oddzwaniamy ${stamp}`, `Skrzynka ${stamp}`];

      await signIn(page, loginOf('supervisor'), '/queues/new');
      await useLanguage(page, code);
      await input(page, words.fields.name).fill(queue);
      const agents = page.locator('app-editor-page ui-ordered-picker').first().locator('select');
      const option = await agents.locator('option', { hasText: surname }).getAttribute('value');
      await agents.selectOption(option);
      await input(page, words.fields.longest).fill('10');
      await page.locator('app-callback-rule ui-toggle-field', { hasText: words.queue.on }).locator('button').click();
      await choose(page, words.queue.when, words.queue.missed);
      await save(page, /\/queues\/[0-9a-f-]{36}$/);
      const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok());
      await input(page, words.fields.attempts).fill('2');
      await page.locator('app-editor-page button[type="submit"]').click();
      await saved;
      await page.reload();
      await expect(input(page, words.fields.attempts)).toHaveValue('2');
      await expect(page.locator('app-callback-rule')).toContainText(words.queue.missed);
      await page.locator('app-callback-rule h2').scrollIntoViewIfNeeded();
      await look(page, `callback-rule-${code}`);

      await page.goto('/voicemail-boxes/new');
      await input(page, words.fields.name).fill(box);
      await input(page, words.box.shortest).fill('0');
      await input(page, words.box.longest).fill('5');
      await choose(page, words.box.people, surname);
      await look(page, `voicemail-box-${code}`);
      await save(page, /\/voicemail-boxes$/);

      const desk = await another(browser, locale);
      await signIn(desk, loginOf('agent', place));
      await useLanguage(desk, code);
      await clearDesk(desk);
      await sendsCallerTo(desk, box);
      await afterwards(desk).click();

      await page.goto('/callbacks?state=waiting');
      await expect(page.locator('ui-data-list')).toBeVisible();
      await look(page, `callbacks-${code}`);
      const file = page.waitForEvent('download');
      await page.getByRole('button', { name: words.file }).click();
      expect((await file).suggestedFilename()).toMatch(/callbacks.*\.csv$/);

      await desk.goto('/voicemail');
      const message = rows(desk, box);
      await expect(async () => {
        await desk.reload();
        await expect(message).toHaveCount(1, { timeout: 10_000 });
      }).toPass({ timeout: 40_000 });
      await look(desk, `voicemail-${code}`);
      await message.locator('a').first().click();
      await desk.locator('app-recording-player button').first().click();
      await desk.locator('ui-text-field', { hasText: words.inbox.note }).locator('input').fill(words.inbox.done);
      await look(desk, `voicemail-message-${code}`);
      await desk.getByRole('button', { name: words.inbox.handle }).click();
      await expect(desk).toHaveURL(/\/voicemail$/);
      await expect(message).toContainText(words.inbox.done);
      await desk.context().close();
    });
  });
});

test.describe('a caller whom nobody answered', () => {
  test.use({ actionTimeout: 15_000 });
  test.describe.configure({ timeout: 120_000 });

  test('stands on the page of callbacks, and reaches an agent with a note', async ({ page, browser }) => {
    const mark = String(Date.now()).slice(-5);
    const [queue, words, hungUp] = [`Nieodebrane ${mark}`, WORDS.pl, 'Rozłączył(a) się w kolejce'];
    await signIn(page, loginOf('administrator'), '/queues/new');
    await useLanguage(page, 'pl');
    await input(page, words.fields.name).fill(queue);
    await input(page, 'Priorytet').fill('1000');
    const agents = page.locator('app-editor-page ui-ordered-picker').first().locator('select');
    await agents.selectOption(await agents.locator('option', { hasText: 'Kowalczyk' }).getAttribute('value'));
    await page.locator('app-callback-rule ui-toggle-field', { hasText: words.queue.on }).locator('button').click();
    await choose(page, words.queue.when, hungUp);
    await input(page, 'Od godziny').fill('00:00');
    await input(page, 'Do godziny').fill('24:00');
    await input(page, 'Najkrótsze oczekiwanie').fill('1');
    await save(page, /\/queues\/[0-9a-f-]{36}$/);
    await page.goto('/numbers/new');
    await input(page, 'Numer').fill(`2280${mark}`);
    await input(page, 'Nazwa').fill(queue);
    await choose(page, 'Dokąd', queue);
    await save(page, /\/numbers$/);

    await page.goto('/callbacks');
    await expect(page.locator('ui-data-list')).toBeVisible();
    await callsUs({ from: `+4860110${mark.slice(1)}`, to: `+482280${mark}`, patienceMs: 3000 });
    const callback = rows(page, queue);
    const chip = (text: string) => expect(callback.locator('ui-status-chip')).toHaveText(text, { timeout: 20_000 });
    await chip('Czeka na swój czas');
    await expect(callback).toContainText(hungUp);
    await look(page, 'callback-waiting-pl');
    await callback.getByRole('button', { name: 'Nie oddzwaniaj' }).click();
    await look(page, 'callback-cancel-pl');
    await page.getByRole('button', { name: 'Zostaw' }).click();
    await chip('Czeka na swój czas');
    await callback.getByRole('button', { name: 'Oddzwoń teraz' }).click();
    await chip('W kolejce lub w trakcie');

    const desk = await another(browser, 'pl-PL');
    await signIn(desk, loginOf('agent', 1));
    await useLanguage(desk, 'pl');
    await clearDesk(desk);
    await desk.locator('app-status-control .toggle').click();
    const note = desk.locator('app-incoming-call app-callback-note');
    await expect(note).toContainText(hungUp, { timeout: 20_000 });
    await look(desk, 'callback-note-pl');
    await useLanguage(page, 'en');
    await chip('In the queue or under way');
    await look(page, 'callback-calling-en');
    await callback.getByRole('button', { name: 'Do not call back' }).click();
    await page.locator('ui-confirm-dialog button').last().click();
    await chip('Cancelled');
    await expect(note).toHaveCount(0);
    await desk.context().close();
  });
});
