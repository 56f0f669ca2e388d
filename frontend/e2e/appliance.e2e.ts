import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, expectAccessible, LANGUAGES, loginOf, picture, signIn, test, useLanguage } from './fixtures';

/** Where the stack looks for what the units of an appliance report. */
const REPORTS = join(dirname(process.env['CENTRALA_E2E_LOGINS'] ?? '.data/e2e/logins.json'), 'appliance');

const leave = (file: string, content: unknown): void => {
  mkdirSync(dirname(join(REPORTS, file)), { recursive: true });
  writeFileSync(join(REPORTS, file), JSON.stringify(content));
};

const AT = '2026-11-29T12:00:00.000Z';

test.describe.configure({ timeout: 120_000 });
test.beforeEach(() => rmSync(REPORTS, { recursive: true, force: true }));
test.afterAll(() => rmSync(REPORTS, { recursive: true, force: true }));

for (const { code, locale } of LANGUAGES) {
  test.describe(`state of the appliance (${code})`, () => {
    test.use({ locale });

    test('an administrator sees what is wrong with the machine and what mends it', async ({ page }) => {
      await signIn(page, loginOf('administrator'), '/appliance');
      await useLanguage(page, code);
      await expect(page.locator('app-appliance-page ui-empty-state')).toBeVisible();
      leave('doctor/last.json', {
        at: AT,
        profile: 'medium',
        disk: { encrypted: true, finished: true, cipher: 'aes-xts-plain64', keys: 1 },
        findings: [
          {
            code: 'backup-old',
            severity: 'critical',
            evidence: 'the newest backup is of 2026-11-27T01:31:00Z',
            mend: 'centrala backup create',
          },
          {
            code: 'recovery-key-missing',
            severity: 'warning',
            evidence: 'the volume has 1 key',
            mend: 'centrala disk recovery-key',
          },
          {
            code: 'restart-due',
            severity: 'notice',
            evidence: 'updates wait for a restart of the machine',
            mend: 'systemctl reboot',
          },
        ],
      });
      leave('vpn/state.json', {
        at: AT,
        peers: [
          { name: 'head-office', up: true, bytesIn: 5_242_880, bytesOut: 91_000, seconds: 4_210, lastError: null },
          {
            name: 'warehouse',
            up: false,
            bytesIn: 0,
            bytesOut: 0,
            seconds: null,
            lastError: 'the peer does not answer',
          },
        ],
      });
      leave('backup/state.json', {
        at: '2026-11-27T01:31:00.000Z',
        verified: { at: '2026-11-27T04:31:00.000Z', ok: true, detail: '' },
      });
      await page.locator('app-appliance-page ui-page-header button').click();
      await expect(page.locator('app-appliance-page code')).toHaveText([
        'centrala backup create',
        'centrala disk recovery-key',
        'systemctl reboot',
      ]);
      await expect(page.locator('app-appliance-page')).toContainText('head-office');
      await expectAccessible(page);
      await picture(page, `appliance-${code}`);
      await page.setViewportSize({ width: 390, height: 844 });
      await expectAccessible(page);
      await picture(page, `appliance-${code}-phone`);
    });
  });
}
