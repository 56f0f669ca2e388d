import { existsSync, readFileSync } from 'node:fs';
import type { Prompt } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { fromWav } from './domain/wav';
import { millisecondsOf } from './domain/sound';
import { Prompts, type RenderRequest } from './index';
import { FakeEspeak } from './speech/fake-espeak.fixture';

describe('Texts that are turned into speech', () => {
  const espeak = new FakeEspeak();
  let world: CallWorld;
  let chief: Agent;

  beforeAll(async () => {
    process.env['CENTRALA_ESPEAK'] = espeak.command;
    world = await CallWorld.start();
    chief = await world.hire('administrator');
    await terms('addOns', [{ featureId: 'text-to-speech', quantity: 1 }]);
  });
  afterAll(async () => {
    delete process.env['CENTRALA_ESPEAK'];
    await world?.close();
  });

  const terms = (key: string, value: object[]) =>
    world.sql(`update customer_order set document = jsonb_set(document, array[$1], $2::jsonb)`, [
      key,
      JSON.stringify(value),
    ]);
  const render = async (request: RenderRequest) => {
    const rendered = await world.app.get(Prompts).render(request);
    await world.settle();
    return rendered;
  };
  const say = (template: string, variables: Record<string, string> = {}, once?: string) =>
    render({ spoken: { kind: 'text', template }, language: 'pl', variables, ...(once !== undefined && { once }) });
  /** Characters in the ledger of the Order. */
  const counted = async () => {
    await world.settle();
    const [row] = await world.sql<{ sum: number }>(
      `select coalesce(sum(amount), 0)::int as sum from meter_entry where meter = 'text-to-speech'`,
    );
    return row?.sum;
  };

  it('counts a static text once, however often it is heard', async () => {
    const { id } = (await world.as(chief).post('/prompts', { name: 'Powitanie' })).body as Prompt;
    const saved = await world
      .as(chief)
      .put(`/prompts/${id}/languages/pl/text`, { template: 'Dzień  dobry, tu firma 24!' });
    expect(saved.status).toBe(200);
    expect(await counted()).toBe('Dzieńdobry,tufirma24!'.length);
    for (let n = 0; n < 3; n += 1) {
      const heard = await render({ spoken: { kind: 'prompt', promptId: id }, language: 'pl' });
      expect(heard).toMatchObject({ ok: true });
    }
    expect([espeak.spoken(), await counted()]).toEqual([['pl: Dzień dobry, tu firma 24!'], 21]);
    const usage = (await world.as(chief).get('/usage')).body as
      { meterId: string; used: number }[] | { items: unknown[] };
    expect(JSON.stringify(usage)).toMatch(/text-to-speech[^}]*"used":21|"used":21[^}]*text-to-speech/);
  });

  it('counts of a dynamic text what its variables bring, and makes only that anew', async () => {
    const before = (await counted()) ?? 0;
    const template = 'Witaj {{ contact.firstName }}. Twoje saldo to {{ flow.balance }} złotych.';
    const heard = await say(template, { 'contact.firstName': 'Anna Maria', 'flow.balance': '1 250,50' });
    if (!heard.ok) throw new Error(heard.refusal.code);
    expect(heard.value.files).toHaveLength(5);
    const sounds = heard.value.files.map((path) => fromWav(readFileSync(path)));
    expect(sounds.every((sound) => sound?.rate === 8000)).toBe(true);
    const whole = sounds.reduce((sum, sound) => sum + (sound ? millisecondsOf(sound) : 0), 0);
    expect(Math.abs(heard.value.milliseconds - whole)).toBeLessThan(5);
    expect(await counted()).toBe(before + 'AnnaMaria'.length + '1250,50'.length);
    espeak.spoken();
    await say(template, { 'contact.firstName': 'Ewa', 'flow.balance': '3' });
    expect(espeak.spoken().sort()).toEqual(['pl: 3', 'pl: Ewa']);
    expect(await counted()).toBe(before + 16 + 4);
  });

  it('is silent about an unknown variable, and refuses when nothing is left', async () => {
    const before = await counted();
    const heard = await say('Witaj {{ contact.firstName }}');
    expect(heard.ok && heard.value.files).toHaveLength(1);
    expect(await say('{{ contact.firstName }}')).toMatchObject({ refusal: { code: 'text-empty' } });
    expect(await counted()).toBe(before);
  });

  it('counts one conversion once, although it is asked for again', async () => {
    const before = (await counted()) ?? 0;
    for (let n = 0; n < 3; n += 1) await say('Numer {{ queue.position }}', { 'queue.position': '12' }, 'call-1@7');
    expect(await counted()).toBe(before + 2);
  });

  it('keeps fixed speech over a restart, makes what is lost anew, and lets what one caller heard go', async () => {
    const live = await say('Proszę czekać, {{ contact.firstName }}', { 'contact.firstName': 'Jan' });
    const [fixed, personal] = live.ok ? live.value.files : [];
    await world.app.close();
    await world.boot();
    espeak.spoken();
    await say('Proszę czekać, {{ contact.firstName }}', { 'contact.firstName': 'Jan' });
    expect(espeak.spoken()).toEqual(['pl: Jan']);
    expect([existsSync(fixed ?? ''), existsSync(personal ?? '')]).toEqual([true, true]);
    await world.wait(3700);
    expect([existsSync(fixed ?? ''), existsSync(personal ?? '')]).toEqual([true, false]);
  });

  it('keeps no more than it may: what was heard longest ago goes', async () => {
    await world.app.close();
    process.env['CENTRALA_SPEECH_CACHE_BYTES'] = '1000000';
    await world.boot();
    const first = await say(`Pierwszy ${'x'.repeat(600)}`);
    await world.wait(120);
    await say(`Drugi ${'y'.repeat(900)}`);
    await world.wait(120);
    const third = await say(`Trzeci ${'z'.repeat(1500)}`);
    const there = (heard: typeof first) => heard.ok && existsSync(heard.value.files[0] ?? '');
    expect([there(first), there(third)]).toEqual([false, true]);
    const [kept] = await world.sql<{ bytes: number }>('select sum(bytes)::int as bytes from speech_fragment');
    expect(kept?.bytes).toBeLessThanOrEqual(1_000_000);
    delete process.env['CENTRALA_SPEECH_CACHE_BYTES'];
  });

  it('stops at the hard stop of the Order, without the function, and without an engine, each with its word', async () => {
    const used = (await counted()) ?? 0;
    await terms('hardStops', [{ meterId: 'text-to-speech', at: used + 3 }]);
    const number = (position: string) => say('Miejsce {{ queue.position }}', { 'queue.position': position });
    expect(await number('1234')).toMatchObject({ refusal: { code: 'limit-reached', meterId: 'text-to-speech' } });
    expect(await number('123')).toMatchObject({ ok: true });
    await terms('hardStops', []);
    await terms('addOns', []);
    expect(await number('1')).toEqual({ ok: false, refusal: { code: 'feature-not-in-order' } });
    await terms('addOns', [{ featureId: 'text-to-speech', quantity: 1 }]);
    process.env['CENTRALA_ESPEAK'] = '/nowhere/espeak-ng';
    await world.app.close();
    await world.boot();
    expect(await number('1')).toMatchObject({
      refusal: { code: 'speech-unavailable', detail: expect.stringContaining('apt-get install') as string },
    });
    expect((await world.as(chief).get('/speech')).body).toMatchObject({ engine: null, voices: [] });
    expect(await counted()).toBe(used + 3);
  });
});
