import type { CallDetail, HealthReport } from '#contracts';
import { FileStore } from './platform/files';
import { ANSWERS } from './support';
import { CallWorld, type Agent } from './testing/call-world';

describe('What features bind into the platform', () => {
  let world: CallWorld;
  let administrator: Agent;
  beforeAll(async () => {
    world = await CallWorld.start();
    administrator = await world.hire('administrator');
  });
  afterAll(() => world.close());

  const part = async (name: string) => {
    const { body } = (await world.as(administrator).get('/system/health')) as { body: HealthReport };
    return body.parts.find((each) => each.name === name);
  };

  it('the disk space of the Order, packs included, is the quota of files', async () => {
    expect((await world.app.get(FileStore).usage()).quota).toBe(100e9);
    await world.sql(
      `update customer_order set document = jsonb_set(document, '{addOns}', '[{"featureId": "disk-space-pack-100gb", "quantity": 2}]')`,
    );
    expect((await world.app.get(FileStore).usage()).quota).toBe(300e9);
  });

  it('the health of the switch and of the identity provider: without a switch degraded, and still ready', async () => {
    expect(await part('identity-provider')).toMatchObject({ status: 'ok', detail: 'embedded' });
    expect(await part('switch')).toMatchObject({ status: 'ok', detail: 'switch-1' });
    world.line.simulated.dropConnections(60_000);
    await world.wait(1);
    expect(await part('switch')).toMatchObject({ status: 'degraded', detail: 'switch-1 is not connected' });
    const ready = await world.app.http.get('/api/v1/health/ready');
    expect([ready.status, ready.body]).toEqual([200, { status: 'degraded' }]);
    await world.wait(60);
    await world.connected();
    expect(await part('switch')).toMatchObject({ status: 'ok' });
  });

  it('support staff are told the story of a call, by its id or its number, and why it went where it went', async () => {
    const anna = await world.hire();
    await world.number(await world.queue([anna]));
    await world.ready(anna);
    const caller = await world.callFrom('+48501000001');
    await world.press(anna, 'answer');
    await world.callerHangsUp(caller);
    const ask = (word: string, given: string) => ANSWERS[word]?.(world.app.app, given);
    const story = (await ask('trace', '+48501000001')) as CallDetail;
    expect(story.timeline.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['CallArrived', 'CallOffered', 'CallConnected', 'CallHungUp']),
    );
    expect(await ask('trace', story.call.id)).toEqual(story);
    expect(await ask('why', story.call.id)).toMatchObject([{ chosen: [anna.id], strategy: 'linear' }]);
    expect(await ask('check', 'recordings')).toMatchObject({ findings: [] });
    await expect(ask('trace', '+48999')).rejects.toThrow('There is no call of +48999');
  });

  it('support staff unlock an account, and the journal says so', async () => {
    const anna = await world.hire();
    const [{ login = '' } = {}] = await world.sql<{ login: string }>('select login from app_user where id = $1', [
      anna.id,
    ]);
    expect(await ANSWERS['unlock']?.(world.app.app, login)).toEqual({ login, unlocked: true });
    const told = await world.sql<{ type: string; actor: object }>(
      `select type, meta -> 'actor' as actor from journal where stream = $1 order by position desc limit 1`,
      [`user-${anna.id}`],
    );
    expect(told).toEqual([{ type: 'UserUnlocked', actor: { kind: 'system', id: 'support' } }]);
    await expect(ANSWERS['unlock']?.(world.app.app, 'nobody@firma.test')).rejects.toThrow('There is no user');
  });
});
