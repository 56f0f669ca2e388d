import type { Page } from '@playwright/test';
import { clearDesk, waitForOffer } from './clear-desk';
import { another, expect, expectAccessible, LANGUAGES, loginOf, picture, signIn, test, useLanguage } from './fixtures';

const WORDS = {
  pl: { answered: 'Odebrane', note: 'Prosi o duplikat faktury', why: 'Dlaczego tak pokierowano', desk: 'Moje dzisiaj' },
  en: { answered: 'Answered', note: 'Asks for a copy of the invoice', why: 'Why it was routed so', desk: 'My day' },
} as const;

const action = (page: Page, name: string) => page.locator(`button[data-action="${name}"]`);
const callState = (page: Page) => page.locator('app-live-call [data-call-state]');
const inState = (page: Page, state: string) => expect(callState(page)).toHaveAttribute('data-call-state', state);

LANGUAGES.forEach(({ code, locale }, place) => {
  test.describe(`the first call (${code})`, () => {
    test.use({ locale });
    test.describe.configure({ timeout: 300_000 });

    test('comes in, is answered, held, passed on, ended and classified, and is found again', async ({
      page,
      browser,
    }) => {
      const words = WORDS[code];
      const agent = loginOf('agent', place);

      await signIn(page, agent);
      await expect(page).toHaveURL(/\/desk$/);
      await useLanguage(page, code);
      await clearDesk(page);
      await expect(page.locator('app-own-history h2')).toHaveText(words.desk);
      await expectAccessible(page);
      await picture(page, `desk-idle-${code}`);

      const supervisor = await another(browser, locale);
      await signIn(supervisor, loginOf('supervisor'), '/live');
      await useLanguage(supervisor, code);
      await expect(supervisor.locator('app-live-page [data-agent-status]').first()).toBeVisible();

      await waitForOffer(page);
      await picture(page, `desk-ringing-${code}`);
      await expectAccessible(page);
      await page.keyboard.press('Alt+KeyA');
      await inState(page, 'talking');
      await picture(page, `desk-talking-${code}`);
      await expectAccessible(page);

      // The supervisor's screen follows by itself.
      const name = agent.login === loginOf('agent', 0).login ? 'Nowak' : 'Kowalczyk';
      const row = supervisor.locator('app-live-page .agents tr', {
        has: supervisor.locator('strong', { hasText: name }),
      });
      await expect(row.locator('[data-agent-status]')).toHaveAttribute('data-agent-status', 'busy');
      await picture(supervisor, `live-${code}`);
      await expectAccessible(supervisor);

      await page.keyboard.press('Alt+KeyH');
      await inState(page, 'held');
      await page.keyboard.press('Alt+KeyH');
      await inState(page, 'talking');

      await page.keyboard.press('Alt+KeyT');
      await expect(page.locator('app-transfer-panel li').first()).toBeVisible();
      await picture(page, `desk-transfer-${code}`);
      await consult(page);

      await page.keyboard.press('Alt+KeyN');
      await page.keyboard.type(words.note);
      await action(page, 'hang-up').click();
      await inState(page, 'wrap-up');
      await action(page, 'classify').click();
      await expect(page.locator('app-classification [role="alert"]')).toBeVisible();

      // A reload in the middle loses nothing that was written.
      await page.reload();
      await expect(page.locator('app-classification textarea')).toHaveValue(words.note);
      await page.locator('app-classification .choices label', { hasText: 'Prośba o kontakt' }).click();
      await picture(page, `desk-wrap-up-${code}`);
      await page.keyboard.press('Alt+KeyS');
      await expect(page.locator('app-classification')).toHaveCount(0);
      await expect(page.locator('app-own-recontacts li').first()).toContainText(words.note);
      await expectAccessible(page);
      await picture(page, `desk-recontact-${code}`);
      if (await action(page, 'answer').isVisible()) await action(page, 'decline').click();

      await page.goto('/calls?outcome=answered&direction=inbound');
      const found = page.locator('app-call-history-page tbody tr', { hasText: words.answered }).first();
      await expect(found).toBeVisible();
      await expectAccessible(page);
      await picture(page, `history-${code}`);

      const call = await found.locator('a').first().getAttribute('href');
      await supervisor.goto(call ?? '');
      await expect(supervisor.locator('app-call-timeline li').first()).toBeVisible();
      await expect(supervisor.locator('app-recording-player, .recording')).not.toHaveCount(0);
      await expect(supervisor.getByRole('heading', { name: words.why })).toBeVisible();
      await expect(supervisor.locator('app-call-page')).toContainText(words.note);
      await expectAccessible(supervisor);
      await picture(supervisor, `call-${code}`);
      await supervisor.context().close();
    });
  });
});

/** Asks somebody outside first, while the caller hears music, and comes back to the caller. */
async function consult(page: Page): Promise<void> {
  await page.keyboard.type('601 234 567');
  await page.keyboard.press('Enter');
  await inState(page, 'consulting');
  await page.keyboard.press('Alt+KeyB');
  await inState(page, 'talking');
}
