import { CallWorld, type Agent } from '../../../testing/call-world';

describe('Callers who wait and agents who are rung', () => {
  let world: CallWorld;
  let anna: Agent;
  let boris: Agent;
  let queueId: string;

  beforeAll(async () => {
    world = await CallWorld.start();
    [anna, boris] = [await world.hire(), await world.hire()];
    queueId = await world.queue([anna, boris], { wrapUpSeconds: 0, offerTimeoutSeconds: 15, announceEverySeconds: 20 });
    await world.number(queueId);
  });
  afterAll(() => world.close());

  const live = async () =>
    (
      await world.sql<{ waiting: number }>(
        `select count(*)::int as waiting from work_item where state in ('waiting', 'offered')`,
      )
    )[0]?.waiting;

  it('keeps a caller without agents in the queue, announces his place, and notes that he gave up', async () => {
    const caller = await world.callFrom('+48501000001');
    await world.callFrom('+48501000002', { patienceMs: 50_000 });
    expect(await live()).toBe(2);
    await world.wait(45);
    const announced = await world.sql<{ position: string; legs: string }>(
      `select data ->> 'position' as position from journal where type = 'CallAnnounced' order by position`,
    );
    expect(announced.map(({ position }) => position)).toEqual(expect.arrayContaining(['1', '2']));
    await world.callerHangsUp(caller);
    await world.wait(10);
    expect(await live()).toBe(0);
    const calls = await world.calls();
    expect(calls.map(({ outcome, state }) => [outcome, state])).toEqual([
      ['abandoned', 'ended'],
      ['abandoned', 'ended'],
    ]);
    const [held] = await world.sql<{ sentence: string }>(
      `select data -> 'choice' ->> 'sentence' as sentence from journal where type = 'WorkHeld' limit 1`,
    );
    expect(held?.sentence).toBe('held-nobody-signed-in');
  });

  it('goes to the next agent when the first does not answer, and sets the first not ready with the reason', async () => {
    await world.ready(anna, boris);
    const caller = await world.callFrom('+48501000003');
    expect(await world.status(anna)).toBe('reserved');
    await world.wait(16);
    expect(await world.status(anna)).toBe('not-ready:missed-offer');
    expect(await world.status(boris)).toBe('reserved');
    const told = await world.as(anna).get('/notifications');
    expect(told.body.items).toMatchObject([{ code: 'offer-missed', readAt: null }]);
    await world.press(boris, 'answer');
    expect(await world.status(boris)).toBe('busy');
    const [call] = (await world.calls()).slice(-1);
    const queued = await world.sql<{ count: number }>(
      `select count(distinct queued_at)::int as count from work_item where subject_id = $1`,
      [call?.id],
    );
    expect(queued[0]?.count).toBe(1);
    await world.callerHangsUp(caller);
    expect(await world.status(boris)).toBe('ready');
  });

  it('goes to the next agent at once when the first declines', async () => {
    await world.as(anna).put('/agents/me/status', { status: 'ready' });
    const caller = await world.callFrom('+48501000004');
    await world.press(anna, 'decline');
    expect(await world.status(anna)).toBe('not-ready:missed-offer');
    expect(await world.status(boris)).toBe('reserved');
    await world.callerHangsUp(caller);
    expect(await world.status(boris)).toBe('ready');
    expect(await world.legs()).toEqual([]);
  });

  it('takes an agent whose phone is gone out of the distribution', async () => {
    await world.as(anna).put('/agents/me/status', { status: 'ready' });
    world.line.simulated.world.unregister(anna.extension, 'closed');
    await world.settle();
    expect(await world.status(anna)).toBe('not-ready:phone-unreachable');
    world.line.simulated.world.register(anna.extension);
    await world.settle();
  });

  it('sends away a caller of an unknown number, and after the longest wait', async () => {
    await world.callFrom('+48501000005', {}, '+48229999999');
    expect((await world.calls()).at(-1)).toMatchObject({ outcome: 'rejected', state: 'ended' });
    await world.as(boris).put('/agents/me/status', { status: 'not-ready', reason: 'break' });
    const impatient = await world.queue([boris], { maxWaitSeconds: 30 });
    await world.number(impatient, '+48221000200');
    await world.callFrom('+48501000006', {}, '+48221000200');
    await world.wait(31);
    expect((await world.calls()).at(-1)).toMatchObject({ outcome: 'timed-out', state: 'ended' });
    expect(await world.legs()).toEqual([]);
  });

  it('shows the numbers of the day as a recount gives them', async () => {
    const supervisor = await world.hire('supervisor');
    const { body } = (await world.as(supervisor).get('/live')) as {
      body: { entities: { entity: string; id: string; value: { today: object } }[] };
    };
    const queue = body.entities.find((each) => each.entity === 'queue' && each.id === queueId)?.value;
    expect(queue?.today).toMatchObject({ offered: 4, answered: 1, abandoned: 3 });
    expect(body.entities.filter((each) => each.entity === 'agent')).toHaveLength(3);
  });

  it('lets a new priority reach waiting callers, who keep their places', async () => {
    await world.callFrom('+48501000007');
    await world.callFrom('+48501000008');
    const { body: queue } = await world.as(await world.hire('supervisor')).get(`/queues/${queueId}`);
    const changed = await world
      .as(await world.hire('supervisor'))
      .patch(`/queues/${queueId}`, { priority: 900, strategy: 'round-robin', version: queue.version });
    expect(changed.status).toBe(200);
    await world.as(boris).put('/agents/me/status', { status: 'ready' });
    expect(await world.desk(boris)).toMatchObject([{ number: '+48501000007', state: 'offered' }]);
    const [offer] = await world.sql<{ strategy: string; weight: number }>(
      `select data -> 'choice' ->> 'strategy' as strategy, (data -> 'choice' ->> 'weight')::float as weight from journal where type = 'WorkOffered' order by position desc limit 1`,
    );
    expect(offer?.strategy).toBe('round-robin');
    expect(offer?.weight).toBeGreaterThanOrEqual(900);
  });
});
