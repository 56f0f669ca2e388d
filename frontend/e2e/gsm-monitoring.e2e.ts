import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { another, expect, expectAccessible, loginOf, look, signIn, test, useLanguage } from './fixtures';

const CLIENT = join(__dirname, '../../tools/gsm-client/tell-calls.mjs');
const run = promisify(execFile);

/** The reference client tells the calls of its spool; what it said, and whether it was let in. */
async function tell(base: string, token: string, spool: string): Promise<string> {
  const env = { ...process.env, CENTRALA_GSM_TOKEN: token };
  return run(process.execPath, [CLIENT, base, spool], { env }).then(
    ({ stdout }) => stdout,
    ({ stderr }: { stderr: string }) => stderr,
  );
}

test('a mobile phone tells its calls, once however often, until its token is revoked', async ({
  page,
  browser,
  baseURL,
}, info) => {
  test.setTimeout(120_000);
  const base = baseURL ?? '';
  const stamp = String(Date.now() % 1_000_000).padStart(6, '0');
  const name = `Telefon w terenie ${stamp}`;
  await signIn(page, loginOf('administrator'), '/gsm/devices');
  await useLanguage(page, 'pl');
  await page.getByRole('button', { name: 'Dodaj telefon' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Telefon', { exact: true }).fill(name);
  await dialog.getByLabel('Osoba').click();
  await page.getByRole('option', { name: 'Kowalczyk' }).click();
  await dialog.getByLabel('Numer telefonu').fill('601 200 300');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Zapisz' }).click();
  const token = await dialog.locator('code').innerText();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Zamknij' }).click();

  const spool = info.outputPath('spool.jsonl');
  const day = new Date().toISOString().slice(0, 10);
  const calls = [
    { id: '41', direction: 'outbound', number: `700${stamp}`, startedAt: `${day}T00:10:00Z`, durationSeconds: 125 },
    { id: '42', direction: 'inbound', number: `701${stamp}`, startedAt: `${day}T00:20:00Z`, durationSeconds: 0 },
  ];
  const lines = calls.map((call) => `${JSON.stringify(call)}\n`).join('');
  await writeFile(spool, lines);
  expect(await tell(base, token, spool)).toContain('stored 2, known 0');
  // The phone has forgotten that it told them.
  await writeFile(spool, lines);
  expect(await tell(base, token, spool)).toContain('stored 0, known 2');

  const supervisor = await another(browser, 'pl-PL');
  await signIn(supervisor, loginOf('supervisor'), '/gsm');
  await useLanguage(supervisor, 'pl');
  const told = supervisor.locator('tbody tr', { hasText: name });
  await expect(told).toHaveCount(2);
  await expect(told.filter({ hasText: '2:05' })).toContainText('Kowalczyk');
  await look(supervisor, 'gsm-calls-pl');
  await supervisor.getByLabel('Kierunek').selectOption('inbound');
  await expect(told).toHaveCount(1);
  await expect(told).toContainText('nieodebrane');
  await supervisor.context().close();

  await page.reload();
  const phone = page.locator('tbody tr', { hasText: name });
  await expect(phone).toContainText('2');
  await look(page, 'gsm-devices-pl');
  await phone.getByRole('button', { name: 'Unieważnij' }).click();
  await dialog.getByRole('button', { name: 'Unieważnij' }).click();
  await expect(phone).toContainText('unieważniony');
  await writeFile(spool, lines);
  expect(await tell(base, token, spool)).toContain('refused: 401');
});
