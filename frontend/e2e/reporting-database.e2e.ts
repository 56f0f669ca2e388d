import { expect, expectAccessible, LANGUAGES, loginOf, picture, signIn, test, useLanguage } from './fixtures';

const NARROW = { width: 390, height: 844 };

test.describe.configure({ timeout: 120_000 });

for (const { code, locale } of LANGUAGES) {
  test.describe(`reporting database and Power BI (${code})`, () => {
    test.use({ locale });

    test('an administrator lets a program in, whose password is shown once', async ({ page }) => {
      await signIn(page, loginOf('administrator'), '/reporting-database');
      await useLanguage(page, code);
      const here = page.locator('app-reporting-database-page');
      await expect(here.locator('ui-status-chip').first()).toBeVisible();
      await here.locator('.heading button').click();
      const dialog = page.locator('app-reporting-user-dialog');
      const login = `journey_${code}`;
      // A dialog that has just opened draws the focus once more: what is typed elsewhere before would land here.
      await expect(dialog.locator('input').nth(0)).toBeFocused();
      await dialog.locator('input').nth(0).fill('Power BI');
      await dialog.locator('input').nth(1).fill('Power BI');
      await dialog.locator('button[type="submit"]').click();
      await expect(dialog.locator('mat-error, [role="alert"]').first()).toBeVisible();
      await dialog.locator('input').nth(0).fill(login);
      await dialog.locator('button[type="submit"]').click();
      await expect(dialog.locator('code')).toHaveText(/^[\w-]{20,}$/);
      await expectAccessible(page);
      await picture(page, `reporting-password-${code}`);
      await dialog.locator('[mat-dialog-close]').click();
      const row = here
        .locator('tr, .row, [role="row"], li')
        .filter({ hasText: `bi_${login}` })
        .first();
      await expect(row).toBeVisible();
      await expectAccessible(page);
      await picture(page, `reporting-database-${code}`);
      await page.setViewportSize(NARROW);
      await expectAccessible(page);
      await picture(page, `reporting-database-${code}-narrow`);
      await row.locator('button').last().click();
      await page.locator('ui-confirm-dialog button, mat-dialog-container button').last().click();
      await expect(here.getByText(`bi_${login}`)).toHaveCount(0);
    });

    test('an administrator embeds a report, and the console frames its host alone', async ({ page }) => {
      const name = `Raport ${code}`;
      await signIn(page, loginOf('administrator'), '/bi-reports/new/edit');
      await useLanguage(page, code);
      const inputs = page.locator('app-bi-report-editor-page input');
      await inputs.nth(0).fill(name);
      await inputs.nth(1).fill(`https://${code}.powerbi.example/reportEmbed?reportId=1`);
      await expectAccessible(page);
      await picture(page, `bi-report-edit-${code}`);
      await page.locator('app-bi-report-editor-page button[type="submit"]').click();
      await expect(page).toHaveURL(/\/bi-reports$/);
      const link = page.locator('app-bi-reports-page a', { hasText: name });
      await expectAccessible(page);
      await picture(page, `bi-reports-${code}`);
      await link.click();
      // The policy of the open page does not know the host yet; that of the next load does.
      await expect(page.locator('app-bi-report-page ui-empty-state')).toBeVisible();
      const policy = async () => (await page.request.get('/')).headers()['content-security-policy'] ?? '';
      await expect.poll(policy).toMatch(new RegExp(`frame-src [^;]*https://${code}\\.powerbi\\.example`));
      await page.reload();
      await expect(page.locator(`iframe[src^="https://${code}.powerbi.example/"]`)).toBeVisible();
      await expect(page.locator('app-bi-report-page ui-empty-state')).toHaveCount(0);
      await picture(page, `bi-report-${code}`);
      await page.goto(`${new URL(page.url()).pathname}/edit`);
      await page
        .locator('app-bi-report-editor-page')
        .getByRole('button', { name: code === 'pl' ? 'Usuń' : 'Delete' })
        .click();
      await page.locator('mat-dialog-container button').last().click();
      await expect(page).toHaveURL(/\/bi-reports$/);
    });
  });
}
