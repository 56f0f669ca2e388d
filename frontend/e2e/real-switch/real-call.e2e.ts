import type { CallListItem } from '#contracts';
import type { Page } from '@playwright/test';
import { expect, loginOf, signIn, test } from '../fixtures';
import { action, type BrowserEar, inState, MICROPHONE_HZ, status, watchBrowser } from './agent-browser';
import { RtpEnd } from './rtp-end';
import { sippCalls, type SippRun, sippTakes } from './sipp';
import { readWav, strongestSecond } from './sound';

const SALES = '+48221000100';
const CALLER_HZ = 440;
const SOUND = 500;
const SILENCE = 60;

const trunksPort = Number(process.env['CENTRALA_E2E_TRUNKS_PORT']);
const calleePort = Number(process.env['CENTRALA_E2E_CALLEE_PORT']);

/** Figures for whoever reads the run; the expectations below are what must hold. */
function measured(what: string, figures: object): void {
  process.stdout.write(`  measured: ${what} ${JSON.stringify(figures)}\n`);
}

let place = 0;
const strangers = (): string => `+4860010${String(Date.now() % 1000).padStart(3, '0')}${place++}`;

/** Ended after every journey, however it came out. */
const telephones: SippRun[] = [];

interface Outside {
  readonly rtp: RtpEnd;
  readonly sipp: SippRun;
  readonly number: string;
}

/** Somebody outside calls; his telephone speaks a tone. */
async function callerFor(to: string, patienceMs?: number): Promise<Outside> {
  const rtp = new RtpEnd(CALLER_HZ);
  const number = strangers();
  const rtpPort = await rtp.open();
  const sipp = await sippCalls({
    from: number,
    to,
    trunksPort,
    rtpPort,
    ...(patienceMs !== undefined && { patienceMs }),
  });
  telephones.push(sipp);
  return { rtp, sipp, number };
}

async function goneWell({ sipp, rtp }: Pick<Outside, 'sipp' | 'rtp'>): Promise<void> {
  const { ok, output } = await sipp.ended;
  rtp.close();
  expect(ok, output).toBe(true);
}

/** The newest call with this number, once it is over. */
async function inHistory(ear: BrowserEar, number: string): Promise<CallListItem> {
  let found: CallListItem | undefined;
  await expect
    .poll(
      async () => {
        const { items } = await ear.get<{ items: CallListItem[] }>('/calls?limit=20');
        found = items.find((call) => call.number === number);
        return found?.outcome ?? null;
      },
      { timeout: 20_000 },
    )
    .not.toBeNull();
  return found!;
}

async function finishWrapUp(page: Page): Promise<void> {
  await inState(page, 'wrap-up');
  await page.locator('app-classification input[type=radio]').first().check();
  await action(page, 'classify').click();
  await expect(status(page)).toHaveAttribute('data-status', /ready/);
}

/** A journey that broke off may have left its call to be classified: an agent stays after his call until he does. */
async function settle(page: Page): Promise<void> {
  await expect(status(page)).toBeVisible();
  if ((await status(page).getAttribute('data-status')) === 'wrap-up') await finishWrapUp(page);
}

async function goReady(page: Page): Promise<void> {
  if ((await status(page).getAttribute('data-status')) === 'not-ready')
    await page.locator('app-status-control .toggle').click();
  await expect(status(page)).toHaveAttribute('data-status', 'ready');
}

async function notReady(page: Page): Promise<void> {
  if ((await status(page).getAttribute('data-status')) === 'ready')
    await page.locator('app-status-control .toggle').click();
  await expect(status(page)).toHaveAttribute('data-status', 'not-ready');
}

test.describe('a real call through FreeSWITCH', () => {
  let ear: BrowserEar;

  test.beforeEach(async ({ page }) => {
    ear = await watchBrowser(page);
    await signIn(page, loginOf('agent'), '/');
    await page.goto('/desk');
    await expect(page.locator('app-phone-chip [data-tone]')).toHaveAttribute('data-tone', 'ok', { timeout: 30_000 });
    await settle(page);
  });

  test.afterEach(() => {
    for (const telephone of telephones.splice(0)) telephone.stop();
  });

  test('is heard both ways, held, recorded on two tracks, classified and found again', async ({ page }) => {
    await goReady(page);
    const started = performance.now();
    const caller = await callerFor(SALES);
    await expect(action(page, 'answer')).toBeEnabled({ timeout: 20_000 });
    const offeredMs = Math.round(performance.now() - started);
    const pressed = performance.now();
    await action(page, 'answer').click();
    await inState(page, 'talking');
    measured('set-up', {
      answeredMs: Math.round(caller.rtp.firstPacketAt - started),
      offeredMs,
      connectedMs: Math.round(performance.now() - pressed),
    });

    const [atAgent, atCaller] = await Promise.all([ear.listen(3000), caller.rtp.listen(3000)]);
    measured('talking', {
      agent: atAgent,
      caller: { packets: atCaller.packets, loudness: atCaller.loudness, microphone: atCaller.at(MICROPHONE_HZ) },
    });
    expect(atAgent.packets).toBeGreaterThan(100);
    expect(atAgent.energy).toBeGreaterThan(0.01);
    expect(Math.abs(atAgent.hz - CALLER_HZ)).toBeLessThan(15);
    expect(atCaller.packets).toBeGreaterThan(100);
    expect(atCaller.at(MICROPHONE_HZ)).toBeGreaterThan(SOUND);

    await action(page, 'hold').click();
    await inState(page, 'held');
    await page.waitForTimeout(500);
    const [heldAgent, heldCaller] = await Promise.all([ear.listen(2500), caller.rtp.listen(2500)]);
    measured('held', {
      agent: heldAgent,
      caller: { loudness: heldCaller.loudness, microphone: heldCaller.at(MICROPHONE_HZ) },
    });
    expect(heldCaller.loudness).toBeGreaterThan(SOUND);
    expect(heldCaller.at(MICROPHONE_HZ)).toBeLessThan(SILENCE);
    expect(heldAgent.energy).toBeLessThan(atAgent.energy / 100);

    await action(page, 'resume').click();
    await inState(page, 'talking');
    await page.waitForTimeout(500);
    const [againAgent, againCaller] = await Promise.all([ear.listen(2000), caller.rtp.listen(2000)]);
    measured('resumed', {
      agent: againAgent,
      caller: { loudness: againCaller.loudness, microphone: againCaller.at(MICROPHONE_HZ) },
    });
    expect(Math.abs(againAgent.hz - CALLER_HZ)).toBeLessThan(15);
    expect(againCaller.at(MICROPHONE_HZ)).toBeGreaterThan(SOUND);

    await action(page, 'hang-up').click();
    await goneWell(caller);
    await finishWrapUp(page);
    const call = await inHistory(ear, caller.number);
    expect(call).toMatchObject({ outcome: 'answered', direction: 'inbound', queue: { name: 'Sprzedaż' } });
    expect(call.classifierId).not.toBeNull();
    const detail = await ear.get<{
      recordings: { id: string; state: string; durationMs: number }[];
      legs: { mos: number | null }[];
    }>(`/calls/${call.id}`);
    measured('history', { talkSeconds: call.talkSeconds, recordings: detail.recordings });
    expect(detail.recordings).toMatchObject([{ state: 'stored' }]);
    const { id } = detail.recordings[0]!;
    expectBothSides(await bySupervisor(page, (ears) => ears.bytes(`/recordings/${id}/audio`)));
    await page.goto(`/calls/${call.id}`);
    await expect(page.locator('app-call-page ui-page-header')).toBeVisible();
  });

  test('is kept as abandoned when the caller does not wait', async ({ page }) => {
    await notReady(page);
    const caller = await callerFor(SALES, 4000);
    const waiting = await caller.rtp.listen(3500);
    measured('waiting', { packets: waiting.packets, loudness: waiting.loudness });
    expect(waiting.loudness).toBeGreaterThan(SOUND);
    await goneWell(caller);
    await goReady(page);
    const call = await supervisorsHistory(page, caller.number);
    expect(call).toMatchObject({ outcome: 'abandoned', agent: null });
  });

  test('an agent who does not answer is not ready any more, and the caller keeps waiting', async ({ page }) => {
    await goReady(page);
    const caller = await callerFor(SALES, 32_000);
    await expect(action(page, 'answer')).toBeEnabled({ timeout: 20_000 });
    await expect(status(page)).toHaveAttribute('data-status', 'not-ready', { timeout: 40_000 });
    await expect(action(page, 'answer')).toHaveCount(0);
    expect((await caller.rtp.listen(1500)).loudness).toBeGreaterThan(SOUND);
    await goneWell(caller);
    expect(await supervisorsHistory(page, caller.number)).toMatchObject({ outcome: 'abandoned' });
  });

  test('is passed on to another queue', async ({ page }) => {
    await goReady(page);
    const caller = await callerFor(SALES);
    await expect(action(page, 'answer')).toBeEnabled({ timeout: 20_000 });
    await action(page, 'answer').click();
    await inState(page, 'talking');
    await page.locator('[data-action="open-transfer"]').click();
    await page.locator('app-transfer-panel input').fill('Zam');
    await page
      .locator('app-transfer-panel li', { hasText: 'Zamówienia' })
      .locator('[data-action="transfer"]')
      .first()
      .click();
    await expect(page.locator('app-live-call')).toHaveCount(0);
    expect((await caller.rtp.listen(1500)).loudness).toBeGreaterThan(SOUND);
    // After a call that was passed on there is nothing to classify: the time after it runs out, and the agent is ready again.
    await expect(action(page, 'answer')).toBeEnabled({ timeout: 60_000 });
    await action(page, 'answer').click();
    await inState(page, 'talking');
    const [atAgent, atCaller] = await Promise.all([ear.listen(2000), caller.rtp.listen(2000)]);
    measured('after the transfer', { agent: atAgent, microphone: atCaller.at(MICROPHONE_HZ) });
    expect(atCaller.at(MICROPHONE_HZ)).toBeGreaterThan(SOUND);
    expect(Math.abs(atAgent.hz - CALLER_HZ)).toBeLessThan(15);
    await action(page, 'hang-up').click();
    await goneWell(caller);
    await finishWrapUp(page);
    expect(await inHistory(ear, caller.number)).toMatchObject({ outcome: 'answered', queue: { name: 'Zamówienia' } });
  });

  test('goes out through the trunk and is answered', async ({ page }) => {
    await notReady(page);
    const rtp = new RtpEnd(CALLER_HZ);
    const sipp = await sippTakes('answers', { port: calleePort, rtpPort: await rtp.open() });
    telephones.push(sipp);
    const number = await dial(page);
    await inState(page, 'talking');
    const [atAgent, atCallee] = await Promise.all([ear.listen(3000), rtp.listen(3000)]);
    measured('outbound', {
      agent: atAgent,
      callee: { packets: atCallee.packets, microphone: atCallee.at(MICROPHONE_HZ) },
    });
    expect(Math.abs(atAgent.hz - CALLER_HZ)).toBeLessThan(15);
    expect(atCallee.at(MICROPHONE_HZ)).toBeGreaterThan(SOUND);
    await action(page, 'hang-up').click();
    await goneWell({ sipp, rtp });
    await finishWrapUp(page);
    expect(await inHistory(ear, number)).toMatchObject({ outcome: 'answered', direction: 'outbound' });
  });

  test('goes out through the trunk and finds the other side busy', async ({ page }) => {
    await notReady(page);
    const rtp = new RtpEnd(CALLER_HZ);
    const sipp = await sippTakes('is-busy', { port: calleePort, rtpPort: await rtp.open() });
    telephones.push(sipp);
    const number = await dial(page);
    await goneWell({ sipp, rtp });
    const call = await inHistory(ear, number);
    expect(call).toMatchObject({ outcome: 'busy', direction: 'outbound' });
  });

  async function dial(page: Page): Promise<string> {
    const number = `+4822900${String(Date.now() % 10_000).padStart(4, '0')}`;
    await page.locator('app-dial-pad input').fill(number);
    await page.locator('app-dial-pad button[type=submit]').click();
    return number;
  }

  /** Sound of the caller on one track and of the agent on the other. */
  function expectBothSides(sound: Buffer): void {
    const wav = readWav(sound);
    const [caller, agent] = wav.channels.map((samples) => ({
      own: strongestSecond(samples, CALLER_HZ, wav.rate),
      microphone: strongestSecond(samples, MICROPHONE_HZ, wav.rate),
    }));
    measured('recording', { seconds: wav.seconds, channels: wav.channels.length, caller, agent });
    expect(wav.channels).toHaveLength(2);
    expect(caller!.own).toBeGreaterThan(SOUND);
    expect(agent!.microphone).toBeGreaterThan(SOUND / 2);
  }

  /** A call that nobody took is in nobody's own history. */
  const supervisorsHistory = (page: Page, number: string): Promise<CallListItem> =>
    bySupervisor(page, (ears) => inHistory(ears, number));

  /** Of the history of calls, signed in at another machine. */
  async function bySupervisor<Found>(page: Page, look: (ears: BrowserEar) => Promise<Found>): Promise<Found> {
    const other = await page.context().browser()!.newContext({ locale: 'pl-PL' });
    const screen = await other.newPage();
    const ears = await watchBrowser(screen);
    await signIn(screen, loginOf('supervisor'), '/');
    await screen.goto('/calls');
    await expect(screen.locator('app-call-history-page')).toBeVisible();
    const found = await look(ears);
    await other.close();
    return found;
  }
});
