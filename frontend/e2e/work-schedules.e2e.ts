import { another, expect, expectAccessible, loginOf, picture, signIn, test, useLanguage } from './fixtures';

const PHONE = { width: 390, height: 844 };

test.describe('work schedules', () => {
  test.describe.configure({ timeout: 240_000 });

  test('a supervisor plans a week of shifts, gives a day off, imports a file; the agent sees his own', async ({
    page,
    browser,
  }) => {
    const name = `Rano ${Date.now() % 100_000}`;
    await signIn(page, loginOf('supervisor'), '/schedule/shifts/new');
    await useLanguage(page, 'pl');
    await page.getByLabel('Nazwa').fill(name);
    await page.keyboard.press('Alt+KeyS');
    await expect(page.locator('tbody')).toContainText(name);
    await picture(page, 'shifts-pl');

    await page.goto('/schedule/patterns/new');
    await page.getByLabel('Nazwa').fill(`Tydzień ${name}`);
    for (const day of ['Poniedziałek', 'Wtorek', 'Środa', 'Czwartek', 'Piątek']) {
      await page.getByRole('combobox', { name: day }).click();
      await page.getByRole('option', { name }).click();
    }
    await page.getByRole('combobox', { name: 'Osoby' }).click();
    await page.getByRole('option', { name: 'Kowalczyk Piotr' }).click();
    await page.keyboard.press('Escape');
    await picture(page, 'shift-pattern-pl');
    await expectAccessible(page);
    await page.keyboard.press('Alt+KeyS');
    await expect(page.locator('tbody')).toContainText(`Tydzień ${name}`);

    await page.goto('/schedule');
    await page.getByRole('button', { name: 'Następny tydzień' }).click();
    const row = page.locator('tbody tr', { hasText: 'Kowalczyk' });
    await expect(row.locator('[data-kind="shift"]')).toHaveCount(5);
    await row.locator('[data-kind="shift"] button').first().click();
    await page.locator('mat-dialog-container').getByRole('combobox').click();
    await page.getByRole('option', { name: 'Urlop' }).click();
    await picture(page, 'schedule-day-pl');
    await page.locator('mat-dialog-container button[type="submit"]').click();
    await expect(row.locator('[data-kind="leave"]')).toHaveCount(1);
    await picture(page, 'schedule-week-pl');
    await expectAccessible(page);
    await page.setViewportSize(PHONE);
    await picture(page, 'schedule-week-phone-pl');
    await page.setViewportSize({ width: 1440, height: 900 });

    await page.getByRole('button', { name: 'Importuj' }).click();
    const csv = 'login;data;od;do\nnikt@firma.test;2026-12-10;8:00;16:00\n';
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'g.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await expect(page.locator('mat-dialog-container')).toContainText('nie ma takiej osoby');
    await picture(page, 'schedule-import-pl');
    await page.locator('mat-dialog-container button').last().click();

    const agent = await another(browser, 'pl-PL');
    await signIn(agent, loginOf('agent', 1), '/schedule');
    await useLanguage(agent, 'pl');
    await expect(agent.locator('tbody tr')).toHaveCount(1);
    await picture(agent, 'schedule-own-pl');
    await expectAccessible(agent);
  });
});
