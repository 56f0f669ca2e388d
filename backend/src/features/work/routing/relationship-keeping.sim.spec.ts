import { CallWorld, type Agent } from '../../../testing/call-world';

describe('relationship-keeping: a caller gets the agent whom he talked with last, for a while', () => {
  let world: CallWorld;
  let anna: Agent;
  let boris: Agent;
  const caller = '+48501000001';

  beforeAll(async () => {
    world = await CallWorld.start();
    [anna, boris] = [await world.hire(), await world.hire()];
    const queueId = await world.queue([anna, boris], { keepRelationship: true, wrapUpSeconds: 0 });
    await world.number(queueId);
    // The first talk is with boris, while anna is away.
    await world.ready(boris);
    const leg = await world.callFrom(caller);
    await world.press(boris, 'answer');
    await world.wait(30);
    await world.callerHangsUp(leg);
    await world.wait(2);
    await world.ready(anna);
  });
  afterAll(() => world.close());

  const sentence = async () =>
    (
      await world.sql<{ sentence: string }>(
        `select data -> 'choice' ->> 'sentence' as sentence from journal where type in ('WorkOffered', 'WorkHeld') order by position desc limit 1`,
      )
    )[0]?.sentence;

  it('rings him although the strategy would begin with another', async () => {
    const leg = await world.callFrom(caller);
    expect([await world.status(anna), await world.status(boris)]).toEqual(['ready', 'reserved']);
    expect(await sentence()).toBe('offered-last-agent');
    await world.callerHangsUp(leg);
    await world.wait(2);
  });

  it('waits for him while he talks, and rings the others after twenty seconds', async () => {
    const other = await world.callFrom('+48501000002');
    await world.press(anna, 'answer');
    await world.wait(1);
    const third = await world.callFrom('+48501000003');
    await world.press(boris, 'answer');
    await world.wait(1);
    await world.callerHangsUp(other);
    await world.wait(2);
    const leg = await world.callFrom(caller);
    expect(await sentence()).toBe('held-for-last-agent');
    await world.wait(18);
    expect(await world.status(anna)).toBe('ready');
    await world.wait(2);
    expect(await world.status(anna)).toBe('reserved');
    for (const each of [third, leg]) await world.callerHangsUp(each);
    await world.wait(2);
  });

  it('does not wait for one who is away', async () => {
    await world.as(boris).put('/agents/me/status', { status: 'not-ready', reason: 'lunch' });
    const leg = await world.callFrom(caller);
    expect(await world.status(anna)).toBe('reserved');
    await world.callerHangsUp(leg);
  });
});
