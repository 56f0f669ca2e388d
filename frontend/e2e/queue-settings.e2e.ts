import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, LANGUAGES, loginOf, picture, signIn, test, useLanguage } from './fixtures';

const SOUND = join(__dirname, '../../backend/src/features/voice/prompts/speech/sounds/tone.mp3');
const field = (page: Page, place: number) => page.locator('app-editor-page ui-text-field input').nth(place);
const save = (page: Page) => page.locator('app-editor-page button[type="submit"]');
const choose = async (page: Page, label: string, option: string): Promise<void> => {
  await page.locator('ui-select-field', { hasText: label }).first().locator('mat-select').click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

const WORDS = {
  pl: { add: 'Dodaj regułę', then: 'Wtedy', flow: 'Do scenariusza IVR', which: 'Scenariusz', menu: 'Menu główne' },
  en: { add: 'Add a rule', then: 'Then', flow: 'Into an IVR flow', which: 'Flow', menu: 'Menu główne' },
} as const;

/** What a person chooses for a queue is there when he comes back. */
for (const { code, locale } of LANGUAGES) {
  test.describe(`a queue's settings (${code})`, () => {
    test.use({ locale });
    test.describe.configure({ timeout: 180_000 });

    test('keep the playlist and the flow that callers overflow into', async ({ page }) => {
      const words = WORDS[code];
      const stamp = `${code} ${Date.now().toString(36)}`;
      await signIn(page, loginOf('administrator'), '/prompts/new');
      await useLanguage(page, code);
      await field(page, 0).fill(`Melodia ${stamp}`);
      await save(page).click();
      await expect(page).toHaveURL(/\/prompts\/[0-9a-f-]{36}$/);
      await page.locator('app-prompt-variant-card').first().locator('input[type="file"]').setInputFiles(SOUND);
      await expect(page.locator('app-prompt-player').first()).toBeVisible();
      await page.goto('/playlists/new');
      await field(page, 0).fill(`Lista ${stamp}`);
      await page.locator('ui-ordered-picker select').selectOption({ label: `Melodia ${stamp}` });
      await save(page).click();
      await expect(page).toHaveURL(/\/playlists$/);

      await page.goto('/queues/new');
      await field(page, 0).fill(`Kolejka ${stamp}`);
      const playlist = page.locator('app-playlist-select mat-select');
      await playlist.click();
      await page.getByRole('option', { name: `Lista ${stamp}` }).click();
      await page.locator('app-queue-rules app-rule-rows').last().locator('button', { hasText: words.add }).click();
      await choose(page, words.then, words.flow);
      await choose(page, words.which, words.menu);
      const rule = page.locator('app-queue-rules app-rule-rows').last();
      const threshold = rule.locator('input[type="number"]');
      if (await threshold.count()) await threshold.first().fill('30');
      await save(page).click();
      await expect(page).toHaveURL(/\/queues\/[0-9a-f-]{36}$/);
      await page.reload();
      await expect(playlist).toContainText(`Lista ${stamp}`);
      await expect(rule).toContainText(words.menu);
      await expectAccessible(page);
      await rule.scrollIntoViewIfNeeded();
      await picture(page, `queue-overflow-${code}`);
    });
  });
}
