import { another, expect, expectAccessible, loginOf, picture, signIn, test, useLanguage } from './fixtures';

const PHONE = { width: 390, height: 844 };

test.describe('messages inside the platform', () => {
  test.describe.configure({ timeout: 240_000 });

  test('a supervisor writes to an agent from the live view and sees that it was read', async ({ page, browser }) => {
    await signIn(page, loginOf('agent', 1), '/desk');
    await useLanguage(page, 'pl');
    const supervisor = await another(browser, 'pl-PL');
    await signIn(supervisor, loginOf('supervisor'), '/live');
    await useLanguage(supervisor, 'pl');

    const title = `Zebranie o ${Date.now() % 100_000}`;
    await supervisor
      .locator('.agents tr', { hasText: 'Kowalczyk' })
      .getByRole('link', { name: /Wiadomość do/ })
      .click();
    await supervisor.getByLabel('Tytuł').fill(title);
    await supervisor.getByLabel('Treść').fill('W sali na parterze, tylko kwadrans.');
    await picture(supervisor, 'message-new-pl');
    await expectAccessible(supervisor);
    await supervisor.keyboard.press('Alt+KeyS');
    const row = supervisor.locator('tbody tr', { hasText: title });
    await expect(row).toContainText('0 z 1');

    const message = page.locator('app-message-dock aside', { hasText: title });
    await expect(message).toContainText('Marek Wiśniewski');
    await picture(page, 'message-on-desk-pl');
    await expectAccessible(page);
    await page.setViewportSize(PHONE);
    await picture(page, 'message-on-desk-phone-pl');
    await message.getByRole('button').click();
    await expect(message).toHaveCount(0);

    await supervisor.reload();
    await expect(row).toContainText('1 z 1');
    await picture(supervisor, 'messages-sent-pl');
    await expectAccessible(supervisor);
    await row.getByRole('button', { name: '1 z 1' }).click();
    await expect(supervisor.locator('mat-dialog-container')).toContainText('Kowalczyk Piotr');
  });

  test('an administrator announces a maintenance, which stands on every screen until it is taken back', async ({
    page,
  }) => {
    await signIn(page, loginOf('administrator'), '/messages/new');
    await useLanguage(page, 'en');
    await page.getByRole('combobox').first().click();
    await page.getByRole('option', { name: 'Maintenance' }).click();
    await page.getByLabel('Title').fill('Upgrade tonight');
    await page.getByLabel('To everybody').click();
    const local = (hours: number) => {
      const at = new Date(Date.now() + hours * 3_600_000);
      return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
    };
    await page.getByLabel('Maintenance begins').fill(local(-1));
    await page.getByLabel('Maintenance ends').fill(local(4));
    await picture(page, 'maintenance-new-en');
    await expectAccessible(page);
    await page.keyboard.press('Alt+KeyS');
    await expect(page.locator('[data-message="maintenance"]').first()).toContainText('Upgrade tonight');
    await picture(page, 'maintenance-banner-en');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Take back' }).first().click();
    await page.locator('mat-dialog-container button').last().click();
    await expect(page.locator('[data-message="maintenance"]')).toHaveCount(0);
    await page.goto('/messages');
    await expect(page.locator('h1')).toContainText('Messages');
    await expectAccessible(page);
  });
});
