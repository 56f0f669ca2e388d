import { CallWorld, type Agent } from '../../../testing/call-world';
import { Journal } from '../../../platform/journal';

describe('A switch that is out of reach', () => {
  let world: CallWorld;
  let anna: Agent;
  let boris: Agent;

  beforeAll(async () => {
    world = await CallWorld.start();
    [anna, boris] = [await world.hire(), await world.hire()];
    await world.number(await world.queue([anna, boris], { wrapUpSeconds: 0, offerTimeoutSeconds: 20 }));
  });
  afterAll(() => world.close());

  const last = async () => (await world.calls()).at(-1);
  const partnerOf = async (leg: string) => (await world.legs()).find(({ legId }) => legId === leg)?.bridgedWith;

  const away = async (seconds: number, meanwhile: () => Promise<void> | void = () => undefined) => {
    world.line.simulated.dropConnections(seconds * 1000);
    await world.wait(0);
    await meanwhile();
    await world.wait(seconds);
    await world.connected();
    await world.wait(1);
  };

  it.each([1, 10, 60])('for %i s: the conversation goes on and everything is right again', async (seconds) => {
    await world.ready(anna);
    await world.as(anna).put('/agents/me/status', { status: 'ready' });
    const caller = await world.callFrom('+48503000001');
    await world.press(anna, 'answer');
    await away(seconds);
    expect(await world.desk(anna)).toMatchObject([{ state: 'talking' }]);
    expect(await partnerOf(caller)).toBeTruthy();
    expect(await world.press(anna, 'hold')).toMatchObject({ state: 'held' });
    await world.press(anna, 'resume');
    await world.press(anna, 'hang-up');
    expect(await last()).toMatchObject({ outcome: 'answered', state: 'ended' });
    expect(await world.status(anna)).toBe('ready');
    expect(await world.legs()).toEqual([]);
  });

  it('while the customer hangs up: the call is closed when we see it again, and the agent is free', async () => {
    const caller = await world.callFrom('+48503000002');
    await world.press(anna, 'answer');
    await away(10, () => void world.line.simulated.world.hangUpLeg(caller));
    expect(await last()).toMatchObject({ state: 'ended', outcome: 'lost' });
    expect(await world.status(anna)).toBe('ready');
    expect(await world.legs()).toEqual([]);
  });

  it('while somebody calls in: he is taken afterwards', async () => {
    await world.as(anna).put('/agents/me/status', { status: 'not-ready', reason: 'break' });
    await away(
      5,
      async () =>
        void world.line.simulated.world.call(
          { from: '+48503000003', to: '+48221000100', name: '', trunk: 'trunk-pl-1' },
          { patienceMs: 900_000, talkMs: 900_000 },
        ),
    );
    expect(await last()).toMatchObject({ state: 'queued' });
    await world.as(anna).put('/agents/me/status', { status: 'ready' });
    await world.press(anna, 'answer');
    await world.press(anna, 'hang-up');
  });

  it('while it rings: nobody is blamed for not answering', async () => {
    await world.ready(boris);
    const caller = await world.callFrom('+48503000004');
    await away(25);
    expect(await world.status(anna)).not.toContain('missed-offer');
    expect((await last())?.state).toMatch(/queued|offered/);
    await world.callerHangsUp(caller);
    expect(await world.legs()).toEqual([]);
    expect(await world.status(boris)).toBe('ready');
  });

  it('killed: bridged calls are recovered, every other is closed with its reason, no agent is left in one, and the next call works', async () => {
    for (const agent of [anna, boris]) await world.as(agent).put('/agents/me/status', { status: 'ready' });
    const bridged = await world.callFrom('+48503000005');
    await world.press(anna, 'answer');
    await world.callFrom('+48503000006');
    await world.callFrom('+48503000007');
    world.line.simulated.kill(2000);
    await world.wait(3);
    await world.connected();
    await world.wait(2);
    expect((await world.calls()).slice(-3).map(({ state, outcome }) => outcome ?? state)).toEqual([
      'talking',
      'lost',
      'lost',
    ]);
    expect(await partnerOf(bridged)).toBeTruthy();
    expect(await world.status(boris)).toMatch(/^(ready|not-ready:phone-unreachable)$/);
    await world.press(anna, 'hang-up');
    expect((await world.calls()).filter(({ state }) => state !== 'ended')).toEqual([]);
    expect(await world.legs()).toEqual([]);
    for (const agent of [anna, boris]) await world.as(agent).put('/agents/me/status', { status: 'ready' });
    await world.callFrom('+48503000008');
    await world.press(anna, 'answer');
    await world.press(anna, 'hang-up');
    expect(await last()).toMatchObject({ outcome: 'answered' });
  });

  it('is told in the journal', async () => {
    const events = await world.app.get(Journal).read('node-switch-1');
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['SwitchLost', 'SwitchConnected']));
  });
});
