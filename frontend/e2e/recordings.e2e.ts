import type { Page } from '@playwright/test';
import { clearDesk, waitForOffer } from './clear-desk';
import { another, expect, LANGUAGES, loginOf, look, picture, signIn, test, useLanguage } from './fixtures';

const action = (page: Page, name: string) => page.locator(`button[data-action="${name}"]`);

/** The agent talks with the next caller, who is on hold for a while; gives the id of the call. */
async function talks(agent: Page): Promise<string> {
  await waitForOffer(agent);
  const answered = agent.waitForResponse((response) => response.url().endsWith('/answer'));
  await agent.keyboard.press('Alt+KeyA');
  const { id } = (await (await answered).json()) as { id: string };
  const call = agent.locator('app-live-call [data-call-state="talking"]');
  await expect(call).toBeVisible({ timeout: 20_000 });
  await action(agent, 'hold').click();
  await action(agent, 'resume').click();
  await expect(call).toBeVisible();
  // So long that there is something to jump in.
  await agent.waitForTimeout(4000);
  await action(agent, 'hang-up').click();
  await expect(agent.locator('app-live-call [data-call-state="wrap-up"]')).toBeVisible();
  await clearDesk(agent);
  return id;
}

LANGUAGES.forEach(({ code, locale }, place) => {
  test.describe(`recordings (${code})`, () => {
    test.use({ locale, actionTimeout: 15_000 });
    test.describe.configure({ timeout: 240_000 });

    test('a supervisor finds one, hears it, jumps, comments, tags, packs and deletes it', async ({ page, browser }) => {
      const agent = await another(browser, locale);
      await signIn(agent, loginOf('agent', place));
      await useLanguage(agent, code);
      await clearDesk(agent);
      const callId = await talks(agent);
      await agent.close();

      await signIn(page, loginOf('supervisor'), '/recordings');
      await useLanguage(page, code);
      const rows = page.locator('app-recordings-page tbody tr');
      await expect(rows.first()).toBeVisible();
      await page.locator('[filters] button, .filters button').last().click();
      await look(page, `recordings-${code}`);

      // The conversation of before, by its call: simulated callers are recorded meanwhile as well.
      await page.goto(`/calls/${callId}`);
      const open = page.locator('app-call-page a[href*="/recordings/"]');
      await expect(async () => {
        await page.reload();
        await expect(open).toBeVisible({ timeout: 5000 });
      }).toPass({ timeout: 60_000 });
      await open.click();
      const player = page.locator('app-recording-page .player');
      const position = player.locator('[data-role="position"]');
      await expect(player.locator('app-recording-wave div').first()).toBeVisible();
      await action(page, 'play').click();
      await expect(position).not.toHaveText('0:00', { timeout: 20_000 });
      await page.keyboard.press('Escape');
      await player.locator('p.head').click();
      await page.keyboard.press('Space');
      await player.locator('select').selectOption('1.5');
      const steps = page.locator('app-recording-page .steps button');
      await expect(steps).toHaveCount(4);
      await steps.first().click();
      await expect(position).toHaveText('0:00');

      const text = `Uwaga ${Date.now().toString(36)}`;
      await page.locator('app-recording-comments input').fill(text);
      await action(page, 'comment').click();
      await expect(page.locator('app-recording-comments li', { hasText: text })).toBeVisible();
      const tag = `tag-${Date.now().toString(36)}`;
      const facts = page.locator('app-recording-facts');
      await facts.locator('input').first().fill(tag);
      await facts.locator('input').first().press('Enter');
      await expect(facts.locator('.label', { hasText: tag })).toBeVisible();
      await facts.locator('input').last().fill(`Grupa ${code}`);
      await facts.locator('input').last().press('Enter');
      await expect(facts.locator('.label', { hasText: `Grupa ${code}` })).toBeVisible();
      await look(page, `recording-${code}`);
      const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';

      await page.goto(`/recordings?tag=${tag}`);
      await expect(rows).toHaveCount(1);
      await expect(rows.locator('a').first()).toHaveAttribute('href', `/recordings/${id}`);
      await action(page, 'archive').click();
      await expect(page).toHaveURL(/\/recordings\/exports$/);
      const newest = page.locator('app-recording-exports-page tbody tr').first();
      await expect(newest.locator('[data-state="done"]')).toBeVisible({ timeout: 30_000 });
      const file = page.waitForEvent('download');
      await newest.locator('[data-action="download"]').click();
      expect((await file).suggestedFilename()).toMatch(/^recordings-.*\.zip$/);
      await look(page, `recording-archives-${code}`);

      await page.goto(`/recordings/${id}`);
      await action(page, 'delete').click();
      await page.locator('app-reason-dialog button[type="submit"]').click();
      await expect(page.locator('app-reason-dialog mat-error')).toBeVisible();
      await picture(page, `recording-delete-${code}`);
      await page.locator('app-reason-dialog input').fill('Na prośbę klienta');
      await page.locator('app-reason-dialog button[type="submit"]').click();
      await expect(page).toHaveURL(/\/recordings$/);
      await page.goto(`/recordings?tag=${tag}&state=deleted`);
      await expect(rows).toHaveCount(1);
    });
  });
});
