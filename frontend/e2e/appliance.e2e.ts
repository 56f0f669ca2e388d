import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

    test('an administrator sees whether the critical functions work', async ({ page }) => {
      await signIn(page, loginOf('administrator'), '/critical-functions');
      await useLanguage(page, code);
      const here = page.locator('app-critical-functions-page');
      await expect(here.locator('li.card')).toHaveCount(7);
      await expect(here.locator('ui-data-list')).toBeVisible();
      await expectAccessible(page);
      await picture(page, `critical-functions-${code}`);
      await page.setViewportSize({ width: 390, height: 844 });
      await expectAccessible(page);
      await picture(page, `critical-functions-${code}-phone`);
    });

    test('an administrator makes an SFTP account, and the machine is told of its key', async ({ page }) => {
      await signIn(page, loginOf('administrator'), '/sftp');
      await useLanguage(page, code);
      await page.locator('app-sftp-accounts-page a[href="/sftp/new"]').first().click();
      const here = page.locator('app-sftp-account-page');
      await here.locator('input[type="text"], input:not([type])').first().fill('sftp-office');
      await here.locator('textarea').fill('not a key');
      await here.locator('button[type="submit"]').click();
      await expect(here.locator('mat-error, [role="alert"]').first()).toBeVisible();
      await here.locator('textarea').fill(`ssh-ed25519 ${'A'.repeat(68)} office`);
      await expectAccessible(page);
      await picture(page, `sftp-account-${code}`);
      await here.locator('button[type="submit"]').click();
      await expect(page).toHaveURL(/\/sftp$/);
      const wanted = JSON.parse(readFileSync(join(REPORTS, 'sftp/desired.json'), 'utf8')) as { accounts: object[] };
      expect(wanted.accounts).toMatchObject([{ name: 'sftp-office', quotaMegabytes: 1000, expiresOn: null }]);
      leave('sftp/state.json', {
        at: AT,
        accounts: [{ name: 'sftp-office', bytes: 1_060_000_000, full: true, lastSignIn: AT }],
      });
      await page.reload();
      await expect(page.locator('app-sftp-accounts-page ui-status-chip')).toBeVisible();
      await expectAccessible(page);
      await picture(page, `sftp-${code}`);
      await page.setViewportSize({ width: 390, height: 844 });
      await picture(page, `sftp-${code}-phone`);
    });

    test('an administrator sets up a tunnel, and the machine is told of it with its key', async ({ page }) => {
      await signIn(page, loginOf('administrator'), '/vpn');
      await useLanguage(page, code);
      await expect(page.locator('app-vpn-peers-page ui-empty-state')).toBeVisible();
      await page.locator('app-vpn-peers-page a[href="/vpn/new"]').first().click();
      const here = page.locator('app-vpn-peer-page');
      const inputs = here.locator('input:not([type="checkbox"])');
      for (const [at, value] of [
        'head-office',
        '198.51.100.4',
        'centrala.example.com',
        'gateway.example.com',
        '10.10.1.1',
      ].entries())
        await inputs.nth(at).fill(value);
      await here.locator('textarea').fill('10.20.1.0/24');
      await here.locator('mat-select').last().click();
      await page.locator('mat-option').last().click();
      await here.locator('button[type="submit"]').click();
      await expect(here.locator('mat-error, [role="alert"]').first()).toBeVisible();
      await here.locator('input[type="password"]').fill('a-key-of-more-than-20-signs');
      await expectAccessible(page);
      await picture(page, `vpn-peer-${code}`);
      await here.locator('button[type="submit"]').click();
      await expect(page).toHaveURL(/\/vpn$/);
      const desired = JSON.parse(readFileSync(join(REPORTS, 'vpn/desired.json'), 'utf8')) as { peers: object[] };
      expect(desired.peers).toMatchObject([
        { name: 'head-office', authentication: { kind: 'pre-shared-key', key: 'a-key-of-more-than-20-signs' } },
      ]);
      const tunnel = {
        name: 'head-office',
        up: true,
        bytesIn: 5_242_880,
        bytesOut: 91_000,
        seconds: 4_210,
        lastError: null,
      };
      leave('vpn/state.json', { at: AT, peers: [tunnel] });
      await page.reload();
      const link = page.locator('app-vpn-peers-page a', { hasText: 'head-office' });
      await expect(page.locator('app-vpn-peers-page ui-status-chip')).toBeVisible();
      await expectAccessible(page);
      await picture(page, `vpn-${code}`);
      await page.setViewportSize({ width: 390, height: 844 });
      await picture(page, `vpn-${code}-phone`);
      await link.click();
      await expect(here.locator('ui-status-chip')).toBeVisible();
      await expectAccessible(page);
      await picture(page, `vpn-peer-${code}-phone`);
    });
  });
}
