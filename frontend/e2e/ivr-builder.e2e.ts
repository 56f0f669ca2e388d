import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNarrow, loginOf, picture, signIn, test, useLanguage } from './fixtures';

/** A person builds a menu: keyboard for what is typed, mouse for what is drawn. */
test.use({ locale: 'en-GB' });
test.describe.configure({ timeout: 240_000 });

const inspector = (page: Page) => page.locator('app-node-inspector');
const panel = (page: Page, name: string) => page.locator(`aside [data-panel="${name}"]`);
const saved = (page: Page) =>
  expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved', { timeout: 15_000 });
const way = (page: Page, branch: string) => inspector(page).locator(`[data-branch="${branch}"] select`);
const node = (page: Page, kind: string) => page.locator(`app-flow-canvas .node[data-kind="${kind}"]`);

async function open(page: Page, name: string): Promise<void> {
  await signIn(page, loginOf('administrator'), '/ivr');
  await useLanguage(page, 'en');
  await page.getByRole('button', { name: 'New flow' }).click();
  await page.locator('mat-dialog-container input').fill(name);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/ivr\/[0-9a-f-]{36}$/);
  await expect(node(page, 'start')).toBeVisible();
}

/** Alt+N, the beginning of its name, Enter: the node stands behind what was chosen, with the focus in its fields. */
async function insert(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Alt+KeyN');
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await expect(inspector(page).locator('input, textarea, select').first()).toBeFocused();
}

async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 8 });
  await page.mouse.move(...to, { steps: 8 });
  await page.mouse.up();
}

const middleOf = async (page: Page, selector: string): Promise<[number, number]> => {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`${selector} is not on the screen`);
  return [box.x + box.width / 2, box.y + box.height / 2];
};

/** The canvas glides to its new view: a place is worth pointing at when it is the same in two looks. */
async function atRest(page: Page, selector: string): Promise<void> {
  let before = '';
  await expect(async () => {
    const now = String(await middleOf(page, selector));
    const moved = now !== before;
    before = now;
    expect(moved).toBe(false);
  }).toPass({ intervals: [150], timeout: 10_000 });
}

test('a menu is drawn, mended, tested, published and rolled back', async ({ page }) => {
  await open(page, `Main line ${Date.now().toString(36)}`);

  await test.step('build with the keyboard', async () => {
    await insert(page, 'menu');
    await page.keyboard.type('Main menu');
    await inspector(page).locator('app-options-field input').first().fill('Sales');
    await page.getByRole('button', { name: 'Text to speech' }).first().click();
    await inspector(page).locator('app-spoken-field textarea').first().fill('Press 1 for sales.');
    await way(page, 'invalid').selectOption('new:hang-up');
    await expect(inspector(page).locator('h2').first()).toHaveText('Hang up');
    await saved(page);
  });

  await test.step('draw with the mouse', async () => {
    await page.locator('app-node-palette button[data-kind="queue"]').dragTo(page.locator('app-flow-canvas'), {
      targetPosition: { x: 560, y: 140 },
    });
    await expect(node(page, 'queue')).toBeVisible();
    await page.getByRole('button', { name: 'Show everything' }).click();
    await expect(page.locator('app-flow-canvas f-connection')).toHaveCount(2);
    await atRest(page, '.node[data-kind="queue"] .input');
    await drag(
      page,
      await middleOf(page, '.node[data-kind="menu"] .output'),
      await middleOf(page, '.node[data-kind="queue"] .input'),
    );
    await expect(page.locator('app-flow-canvas f-connection')).toHaveCount(3);
    await saved(page);
  });

  await test.step('find what is wrong, and mend it', async () => {
    await panel(page, 'findings').click();
    const findings = page.locator('app-findings-panel button');
    await expect(findings.filter({ hasText: 'Choose the queue' })).toHaveCount(1);
    await expect(findings.filter({ hasText: 'Silence' })).toHaveCount(1);
    await expectAccessible(page);
    await picture(page, 'ivr-findings-en');
    await findings.filter({ hasText: 'Silence' }).click();
    await way(page, 'no-input').selectOption({ label: 'Hang up' });
    await panel(page, 'findings').click();
    await findings.filter({ hasText: 'Choose the queue' }).click();
    await inspector(page).locator('app-node-fields select').first().selectOption({ index: 1 });
    await saved(page);
    await panel(page, 'findings').click();
    await expect(
      findings.filter({ has: page.locator('mat-icon') }).and(page.locator('[data-severity="error"]')),
    ).toHaveCount(0);
  });

  await test.step('a mistake is undone and done again', async () => {
    await node(page, 'queue').click({ position: { x: 100, y: 30 } });
    await node(page, 'queue').focus();
    await page.keyboard.press('Delete');
    await expect(node(page, 'queue')).toHaveCount(0);
    await page.keyboard.press('Control+KeyZ');
    await expect(node(page, 'queue')).toHaveCount(1);
    await expect(page.locator('app-flow-canvas f-connection')).toHaveCount(4);
    await saved(page);
  });

  await test.step('a test case fails, keeps the flow from being published, is mended and passes', async () => {
    await panel(page, 'tests').click();
    await page.getByRole('button', { name: 'New test case' }).click();
    const form = page.locator('app-test-case-form');
    await form.locator('app-plain-text input').first().fill('Who presses 1 comes to sales');
    await form.getByRole('button', { name: 'Add a step' }).click();
    await form.getByLabel('The call ends in').selectOption('hang-up');
    await form.locator('button[type="submit"]').click();
    await expect(page.locator('app-tests-panel li[data-result="failed"]')).toHaveCount(1);
    await page.keyboard.press('Alt+KeyP');
    const dialog = page.locator('mat-dialog-container');
    await expect(dialog.locator('li[data-ok="false"]')).toHaveCount(1);
    await expect(dialog.getByRole('button', { name: 'Publish', exact: true })).toBeDisabled();
    await picture(page, 'ivr-publish-refused-en');
    await dialog.getByRole('button', { name: 'Show' }).last().click();
    await page.locator('app-tests-panel li .name').click();
    await form.getByLabel('The call ends in').selectOption('queue');
    await form.locator('button[type="submit"]').click();
    await expect(page.locator('app-tests-panel li[data-result="passed"]')).toHaveCount(1);
    await page.getByRole('switch', { name: 'Draw what is not tried' }).click();
    await expect(page.locator('f-connection.uncovered')).not.toHaveCount(0);
    await picture(page, 'ivr-coverage-en');
  });

  const publish = async (note: string) => {
    await page.keyboard.press('Alt+KeyP');
    const dialog = page.locator('mat-dialog-container');
    await dialog.locator('textarea').fill(note);
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
    await expect(dialog).toHaveCount(0);
  };

  await test.step('publish twice, compare, roll back', async () => {
    await publish('The first');
    await expect(page.locator('header ui-status-chip').first()).toContainText('1');
    await node(page, 'menu').click({ position: { x: 100, y: 30 } });
    await inspector(page).locator('input').first().fill('Other menu');
    await saved(page);
    await publish('Another name');
    const versions = page.locator('app-versions-panel li[data-version]');
    await expect(versions).toHaveCount(2);
    const first = page.locator('[data-version="1"]');
    await first.getByRole('button', { name: 'Compare' }).click();
    await expect(first.locator('app-change-list')).toContainText('Other menu: name');
    await first.getByRole('button', { name: 'Roll back' }).click();
    await page.locator('mat-dialog-container button').last().click();
    await expect(page.locator('[data-version="1"] ui-status-chip')).toBeVisible();
    await expect(page.locator('header ui-status-chip').first()).toContainText('1');
    await picture(page, 'ivr-versions-en');
  });

  await test.step('the same flow as a list, on a phone too', async () => {
    await page.getByRole('button', { name: 'List', exact: true }).click();
    await expect(page.locator('app-flow-outline li[data-node]')).toHaveCount(4);
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await expect(page.locator('app-flow-outline li[data-node]').first()).toBeVisible();
    await expectNarrow(page);
    await picture(page, 'ivr-phone-list-en');
    await page.locator('app-flow-outline .node').nth(1).click();
    await expect(inspector(page).locator('input').first()).toHaveValue('Other menu');
    await expectAccessible(page);
    await picture(page, 'ivr-phone-node-en');
  });
});
