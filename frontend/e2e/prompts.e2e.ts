import { join } from 'node:path';
import type { Page } from '@playwright/test';
import {
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

const SOUND = join(__dirname, '../../backend/src/features/voice/prompts/speech/sounds/tone.mp3');
const field = (page: Page, place: number) => page.locator('app-editor-page ui-text-field input').nth(place);
const save = (page: Page) => page.locator('app-editor-page button[type="submit"]');
const card = (page: Page, place: number) => page.locator('app-prompt-variant-card').nth(place);

for (const { code, locale } of LANGUAGES) {
  test.describe(`prompts (${code})`, () => {
    test.use({ locale });
    test.describe.configure({ timeout: 180_000 });
    const own = (name: string) => `${name} ${code} ${Date.now().toString(36)}`;

    test('a prompt is recorded, uploaded and written, and put into a playlist', async ({ page }) => {
      const [name, listName] = [own('Powitanie'), own('Oczekiwanie')];
      await signIn(page, loginOf('administrator'), '/prompts/new');
      await useLanguage(page, code);
      await save(page).click();
      await expect(page.locator('app-editor-page mat-error').first()).toBeVisible();
      await field(page, 0).fill(name);
      await save(page).click();
      await expect(page).toHaveURL(/\/prompts\/[0-9a-f-]{36}$/);

      // From the microphone: the browser of the tests hears a beep every second.
      const polish = card(page, 0);
      await polish.locator('button.record').click();
      await expect(polish.locator('button.record.on')).toBeVisible();
      await page.waitForTimeout(1_500);
      await polish.locator('button.record').click();
      await expect(polish.locator('app-prompt-player')).toBeVisible();
      await expect(polish.locator('app-prompt-player time')).toHaveText(/0:0[23]/);
      await polish.locator('app-prompt-player button').click();

      // From a file, in place of it.
      await polish.locator('input[type="file"]').setInputFiles(SOUND);
      await expect(polish.locator('app-prompt-player time')).toHaveText('0:01');

      // From a text, in a second language, with a preview.
      await page.locator('section ui-filter-select select').selectOption('en');
      const english = card(page, 1);
      await english.locator('.actions button').last().click();
      await english.locator('textarea').fill('Hello, ');
      await english.locator('.variable', { hasText: 'contact.firstName' }).click();
      await english.locator('textarea').press('End');
      await english.locator('textarea').pressSequentially(', you are {{ queue.place }}');
      await english.locator('button[type="submit"]').click();
      await expect(page.locator('mat-snack-bar-container').last()).toContainText('queue.place');
      await english.locator('textarea').fill('Hello, {{ contact.firstName }}.');
      const preview = page.waitForResponse((response) => response.url().endsWith('/speech/preview'));
      await english.locator('.actions button').first().click();
      expect((await preview).status()).toBe(200);
      await picture(page, `prompt-${code}`);
      await english.locator('button[type="submit"]').click();
      await expect(english.locator('.live')).toBeVisible();
      await expectAccessible(page);

      // In a playlist.
      await page.goto('/playlists/new');
      await field(page, 0).fill(listName);
      await page.locator('ui-ordered-picker select').selectOption({ label: name });
      await picture(page, `playlist-${code}`);
      await save(page).click();
      await expect(page).toHaveURL(/\/playlists$/);

      // And callers of a queue hear it.
      await page.goto('/queues/new');
      await field(page, 0).fill(own('Z listą'));
      const music = page.locator('app-playlist-select');
      await music.locator('mat-select').press('Enter');
      await page.getByRole('option', { name: listName }).click();
      await save(page).click();
      await expect(page).toHaveURL(/\/queues\/[0-9a-f-]{36}$/);
      await page.reload();
      await expect(music.locator('mat-select')).toContainText(listName);
      await music.scrollIntoViewIfNeeded();
      await picture(page, `queue-playlist-${code}`);
    });

    test('the pages stand on a telephone too', async ({ page }) => {
      await signIn(page, loginOf('administrator'), '/prompts');
      await useLanguage(page, code);
      for (const path of ['prompts', 'playlists']) {
        await page.goto(`/${path}`);
        await expect(page.locator('app-source-list')).toBeVisible();
        await expectAccessible(page);
        await picture(page, `${path}-${code}`);
        await page.setViewportSize({ width: 390, height: 844 });
        await picture(page, `${path}-${code}-390`);
        await expectNarrow(page);
        await page.setViewportSize({ width: 1440, height: 900 });
      }
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto('/prompts');
      await page.locator('tbody tr a').first().click();
      await expect(page.locator('app-prompt-variant-card').first()).toBeVisible();
      await picture(page, `prompt-${code}-390`);
      await expectNarrow(page);
    });
  });
}
