import type { Locator, Page } from '@playwright/test';
import { clearDesk, goReady } from './clear-desk';
import {
  another,
  answersCalls,
  expect,
  headersOf,
  LANGUAGES,
  loginOf,
  look,
  picture,
  signIn,
  test,
  useLanguage,
} from './fixtures';

const WORDS = {
  pl: {
    preview: 'Preview',
    quiet: 'Cisza',
    commercial: 'Kampania handlowa',
    busy: 'Rozmowa',
    card: 'Rekordy',
    priority: 'Priorytet',
    again: 'Zaplanuj ponowny kontakt',
    private: 'Ponowienie prywatne',
    lastAgent: 'Najpierw ostatni agent',
    waits: 'Czeka na niego',
  },
  en: {
    preview: 'Preview',
    quiet: 'Quiet hours',
    commercial: 'Commercial campaign',
    busy: 'Conversation',
    card: 'Records',
    priority: 'Priority',
    again: 'Call again',
    private: 'Private recontact',
    lastAgent: 'The last agent first',
    waits: 'Waits for him',
  },
} as const;
const AGENTS = ['Anna Nowak', 'Piotr Kowalczyk'] as const;

const save = (page: Page) => page.locator('app-editor-page button[type="submit"]');

async function choose(page: Page, place: number | string, option: string | RegExp): Promise<void> {
  const fields = page.locator('app-editor-page ui-select-field');
  const field = typeof place === 'number' ? fields.nth(place) : fields.filter({ hasText: place }).first();
  await field.locator('mat-select').click();
  await page.getByRole('option', { name: option }).first().click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toHaveCount(0);
}

/** The number that simulated customers call: while it is closed nobody comes between an agent and his records. */
async function takeCalls(page: Page, active: boolean): Promise<void> {
  const headers = await headersOf(page);
  const found = await page.request.get('/api/v1/numbers?search=221000100', { headers });
  const [line] = ((await found.json()) as { items: { id: string; version: number }[] }).items;
  const changes = { active, version: line?.version };
  const saved = await page.request.patch(`/api/v1/numbers/${line?.id}`, { headers, data: changes });
  expect(saved.status()).toBe(200);
}

/** Brings people into the campaign as an integration does. */
async function load(page: Page, campaignId: string, lastNames: readonly string[]): Promise<void> {
  const headers = await headersOf(page);
  const stamp = Date.now() % 10_000;
  const numberOf = (index: number) => `+4860${index}${String(100_000 + stamp).padStart(6, '0')}`;
  const records = lastNames.map((lastName, index) => ({
    fields: {},
    contact: { firstName: 'Jan', lastName, phones: [numberOf(index)] },
  }));
  for (const index of lastNames.keys()) await answersCalls(numberOf(index));
  const answer = await page.request.post('/api/v1/records', {
    headers,
    data: { campaignId, source: 'CRM', records },
  });
  expect(answer.status()).toBe(200);
}

/** A supervisor makes and starts a preview campaign, an agent calls through it, and both see what became of each record. */
LANGUAGES.forEach(({ code, locale }, place) => {
  test.describe(`campaigns (${code})`, () => {
    test.use({ locale });
    test.describe.configure({ timeout: 180_000 });

    test('a preview campaign is made, loaded, called through and paused', async ({ page, browser }) => {
      const words = WORDS[code];
      const stamp = Date.now().toString(36);
      const name = `Odnowienia ${code} ${stamp}`;
      const people = ['Pierwszy', 'Drugi', 'Trzeci'].map((each) => `${each}${stamp}`);
      await signIn(page, loginOf('administrator'), '/campaigns/new');
      await useLanguage(page, code);
      await save(page).click();
      await expect(page.locator('app-editor-page mat-error').first()).toBeVisible();
      await page.locator('app-editor-page ui-text-field input').first().fill(name);
      await choose(page, 0, words.preview);
      await choose(page, 2, AGENTS[place] ?? '');
      await page.getByRole('switch', { name: words.commercial }).click();
      await page.getByRole('switch', { name: words.quiet }).click();
      await page.getByRole('switch', { name: words.lastAgent }).click();
      await page.getByLabel(words.waits).fill('45');
      await save(page).click();
      await expect(page).toHaveURL(/\/campaigns\/[0-9a-f-]{36}$/);
      const campaignId = page.url().split('/').pop() ?? '';
      await load(page, campaignId, people);
      // The last one shall be the first: a priority of its own.
      const story = page.locator('app-campaign-record-page');
      await page.goto(`/campaigns/${campaignId}/records`);
      await page.getByRole('link', { name: people[2] ?? '' }).click();
      await expect(page).toHaveURL(/\/records\/[0-9a-f-]{36}$/);
      await expect(async () => {
        await page.reload();
        await expect(story.getByLabel(words.priority)).toBeVisible({ timeout: 3000 });
      }).toPass({ timeout: 20_000 });
      await story.getByLabel(words.priority).fill('10');
      await story.locator('app-record-terms button[type="submit"]').click();
      await expect(story.locator('dl').first()).toContainText('10');
      await look(page, `campaign-record-priority-${code}`);
      await page.goto(`/campaigns/${campaignId}`);
      await expect(page.getByLabel(words.waits)).toHaveValue('45');
      const actions = page.locator('ui-page-header .actions');
      await actions.locator('button').first().click();
      await page.locator('mat-dialog-actions button').last().click();
      await expect(actions.locator('button')).toHaveCount(2);
      await expect(page.locator('app-campaign-numbers .card').nth(3)).toContainText('3');
      await look(page, `campaign-${code}`);

      const agent = await another(browser, locale);
      await signIn(agent, loginOf('agent', place), '/desk');
      await useLanguage(agent, code);
      await clearDesk(agent);
      const panel = agent.locator('app-own-campaigns article', { hasText: name });
      await panel.locator('button').first().click();
      await expect(panel.locator('.record')).toHaveCount(3);
      await expect(panel.locator('.record').first()).toContainText(people[2] ?? '');
      await look(agent, `desk-campaign-${code}`);
      await panel.locator('.record').first().locator('button').last().click();
      await panel.locator('form.skip input').fill('Zna już ofertę');
      await picture(agent, `desk-campaign-skip-${code}`);
      await panel.locator('form.skip button[type="submit"]').click();
      await expect(panel.locator('.record')).toHaveCount(2);

      await panel.locator('.record button').first().click();
      const call = agent.locator('app-live-call [data-call-state]');
      await expect(call).toHaveAttribute('data-call-state', 'talking', { timeout: 40_000 });
      await picture(agent, `desk-campaign-talking-${code}`);
      await expect(page.locator('app-campaign-numbers .card').nth(1)).toContainText('1');
      await picture(page, `campaign-talking-${code}`);
      await clearDesk(agent);
      await expect(panel.locator('.record')).toHaveCount(1);

      await expect(page.locator('app-campaign-numbers .card').nth(4)).toContainText('1 / 1');
      await actions.getByRole('link', { name: words.card }).click();
      // Skipped: it waits for its next turn, and says until when. Called: closed by the conversation, with how it was chosen.
      await page.getByRole('link', { name: people[2] ?? '' }).click();
      await expect(story.locator('.verdict .muted')).toBeVisible();
      await expect(story.getByText('Zna już ofertę')).toBeVisible();
      await picture(page, `campaign-record-skipped-${code}`);
      await page.goBack();
      await page.getByRole('link', { name: people[0] ?? '' }).click();
      await expect(story.locator('article')).toHaveCount(1);
      await look(page, `campaign-record-${code}`);
      // Closed, and called again all the same: somebody has promised it.
      await page.getByRole('button', { name: words.again }).click();
      await look(page, `recontact-plan-${code}`);
      await page.getByRole('dialog').locator('button').last().click();
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect(async () => {
        await page.reload();
        await expect(story.locator('dl').first()).toContainText(words.private, { timeout: 3000 });
      }).toPass({ timeout: 20_000 });
      await page.goBack();
      await look(page, `campaign-records-${code}`);
      await page.goto(`/campaigns/${campaignId}/attempts`);
      await expect(page.locator('tbody tr')).toHaveCount(1);
      await expect(page.getByText(words.busy, { exact: true }).first()).toBeVisible();
      await look(page, `campaign-attempts-${code}`);

      await page.goto(`/campaigns/${campaignId}`);
      await actions.locator('button').first().click();
      await expect(page.locator('mat-dialog-content')).toBeVisible();
      await picture(page, `campaign-pause-${code}`);
      await page.locator('mat-dialog-actions button').last().click();
      await expect(actions.locator('button')).toHaveCount(3);
      await page.goto('/campaigns');
      await expect(page.getByText(name)).toBeVisible();
      await look(page, `campaigns-${code}`);
      await agent.close();
    });
  });
});

/** The desk's record; whoever waits in a queue already is served first. */
const reserved = (agent: Page, record: Locator, person: string): Promise<void> =>
  expect(async () => {
    const answer = agent.locator('button[data-action="answer"]');
    if (await answer.isVisible()) await answer.click();
    await clearDesk(agent);
    await goReady(agent);
    await expect(record).toContainText(person, { timeout: 3000 });
  }).toPass({ timeout: 120_000 });

/** A call that nobody has pressed anything for. */
const talking = (agent: Page, person: string): Promise<void> =>
  expect(async () => {
    const call = agent.locator('app-live-call');
    if (!(await call.getByText(person).first().isVisible())) {
      await clearDesk(agent);
      await goReady(agent);
    }
    await expect(call).toContainText(person, { timeout: 5000 });
    await expect(call.locator('[data-call-state]')).toHaveAttribute('data-call-state', 'talking');
  }).toPass({ timeout: 90_000 });

/** A strategy that prefers fresh records; its name. */
async function strategyOf(page: Page, stamp: string): Promise<string> {
  const name = `Świeże ${stamp}`;
  await page.goto('/dialling-strategies/new');
  const fields = page.locator('app-editor-page ui-text-field input');
  for (const [place, value] of [name, '60', '20', '20'].entries()) await fields.nth(place).fill(value);
  await choose(page, 0, 'Najmniej zaległe');
  await save(page).click();
  await expect(page).toHaveURL(/\/dialling-strategies$/);
  return name;
}

/** A classifier after which the person is called again; its name. */
async function classifierOf(page: Page, stamp: string): Promise<string> {
  const name = `Później ${stamp}`;
  const followUps = [{ kind: 'recontact', required: true, for: null }];
  const answer = await page.request.post('/api/v1/classifiers', {
    headers: await headersOf(page),
    data: { name, followUps },
  });
  expect(answer.status()).toBe(201);
  return name;
}

/** Wednesday of next week at ten, as the browser's own field takes it. */
function nextWednesday(): string {
  const day = new Date();
  day.setDate(day.getDate() - ((day.getDay() + 6) % 7) + 9);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}T10:00`;
}

/** The agent hangs up and promises to call again. */
async function callAgain(agent: Page, classifier: string): Promise<void> {
  await agent.locator('button[data-action="hang-up"]').click();
  await expect(agent.locator('app-live-call [data-call-state="wrap-up"]')).toBeVisible();
  await agent.locator('app-classification .choices label', { hasText: classifier }).click();
  await agent.locator('input[data-recontact]').fill(nextWednesday());
  await agent.locator('button[data-action="classify"]').click();
  await expect(agent.locator('app-live-call')).toHaveCount(0);
}

/** A recontact is moved by keys and by the mouse, and cancelled. */
async function moves(page: Page, person: string): Promise<void> {
  await page.goto('/recontacts/calendar');
  await page.getByRole('button', { name: 'Następny tydzień' }).click();
  const day = (place: number) => page.locator('app-recontact-calendar ol li').nth(place);
  const entry = (place: number) => day(place).locator('.entry', { hasText: person });
  await entry(2).press('Shift+ArrowRight');
  await expect(entry(3)).toBeFocused();
  await look(page, 'recontact-moved');
  await entry(3).dragTo(day(1));
  await expect(entry(1)).toContainText('10:00');
  await entry(1).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Odwołaj' }).click();
  await expect(entry(1)).toContainText('Odwołan');
}

test.describe('progressive campaign', () => {
  test.use({ locale: 'pl-PL' });
  test.afterEach(({ page }) => takeCalls(page, true));
  test.describe.configure({ timeout: 300_000 });

  test('the agent gets a record: the first call starts by his key, the next by itself', async ({ page, browser }) => {
    const stamp = Date.now().toString(36);
    const name = `Progresywna ${stamp}`;
    const people = [`Klucz${stamp}`, `Sama${stamp}`];
    await signIn(page, loginOf('administrator'), '/campaigns/new');
    await useLanguage(page, 'pl');
    await page.locator('app-editor-page ui-text-field input').first().fill(name);
    await choose(page, 0, 'Progressive');
    await page.getByLabel('Połączenie rusza po').fill('20');
    await choose(page, 2, AGENTS[0]);
    await page.getByRole('switch', { name: WORDS.pl.commercial }).click();
    await page.getByRole('switch', { name: WORDS.pl.quiet }).click();
    await save(page).click();
    await expect(page).toHaveURL(/\/campaigns\/[0-9a-f-]{36}$/);
    const campaignId = page.url().split('/').pop() ?? '';
    await load(page, campaignId, people);
    await takeCalls(page, false);
    const again = await classifierOf(page, stamp);

    const agent = await another(browser, 'pl-PL');
    await signIn(agent, loginOf('agent', 0), '/desk');
    await useLanguage(agent, 'pl');
    const actions = page.locator('ui-page-header .actions');
    await actions.locator('button').first().click();
    await page.locator('mat-dialog-actions button').last().click();

    const panel = agent.locator('app-own-campaigns article', { hasText: name });
    const record = (person = '') => reserved(agent, panel.locator('.record'), person);
    await record(people[0]);
    await expect(panel.getByRole('timer')).toBeVisible();
    await look(agent, 'desk-progressive');
    await panel.getByRole('button', { name: 'Zadzwoń' }).click();
    const call = agent.locator('app-live-call [data-call-state]');
    await expect(call).toHaveAttribute('data-call-state', 'talking', { timeout: 40_000 });
    await record(people[1]);
    // Nothing is pressed.
    await expect(call).toHaveAttribute('data-call-state', 'talking', { timeout: 60_000 });
    await clearDesk(agent);
    await expect(panel.locator('.record')).toHaveCount(0);
    await page.goto(`/campaigns/${campaignId}/attempts`);
    await expect(page.locator('tbody tr')).toHaveCount(2);

    // Another kind while it runs: now people are called before anybody has them on his desk.
    const strategy = await strategyOf(page, stamp);
    await page.goto(`/campaigns/${campaignId}`);
    await choose(page, 0, 'Predictive');
    await page.getByRole('switch', { name: 'Rozpoznawaj automatyczne sekretarki' }).click();
    await choose(page, 'Kolejność wydzwaniania', strategy);
    await save(page).click();
    await expect(page.getByText('Zapisano')).toBeVisible();
    await load(page, campaignId, [`Sam${stamp}`]);
    await talking(agent, `Sam${stamp}`);
    await expect(page.locator('app-campaign-pacing ui-chart')).toHaveCount(2);
    await look(page, 'campaign-predictive');
    await callAgain(agent, again);
    await expect(page.locator('app-campaign-numbers .card').nth(4)).toContainText('3 / 3');
    await actions.getByRole('button', { name: 'Wstrzymaj' }).click();
    await page.locator('mat-dialog-actions button').last().click();
    await agent.close();
    await moves(page, `Sam${stamp}`);
  });
});
