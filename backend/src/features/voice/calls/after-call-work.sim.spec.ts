import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';

describe('After-call work', () => {
  let world: CallWorld;
  let anna: Agent;
  let boris: Agent;
  let queueId: string;

  beforeAll(async () => {
    world = await CallWorld.start();
    [anna, boris] = [await world.hire(), await world.hire()];
    queueId = await world.queue([anna], { wrapUpSeconds: 30, classifierRequired: true });
    await world.number(queueId);
    await world.ready(anna);
  });
  afterAll(() => world?.close());

  const finish = (agent: Agent) => world.as(agent).post('/agents/me/finish-wrap-up');

  it('that owes a classifier is overdue after its time, and ends without one five minutes later', async () => {
    const caller = await world.callFrom('+48501000001');
    const call = await world.press(anna, 'answer');
    await world.callerHangsUp(caller);
    await world.wait(31);
    expect(await world.status(anna)).toBe('wrap-up');
    expect(problemLine(await finish(anna))).toBe('409 classifier-required');
    await world.wait(298);
    expect(await world.status(anna)).toBe('wrap-up');
    await world.wait(2);
    expect(await world.status(anna)).toBe('ready');
    expect(await world.desk(anna)).toEqual([]);
    const types = await world.sql<{ type: string; data: object }>(
      `select type, data from journal where stream = $1 and type in ('CallWrapUpOverdue', 'CallClosed') order by version`,
      [`call-${call?.id}`],
    );
    expect(types).toMatchObject([
      { type: 'CallWrapUpOverdue' },
      { type: 'CallClosed', data: { classified: false, by: 'timer' } },
    ]);
  });

  it('of an agent who has handed the call on can be ended early', async () => {
    await world.ready(boris);
    await world.callFrom('+48501000002');
    await world.press(anna, 'answer');
    await world.press(anna, 'transfer', { target: { kind: 'agent', agentId: boris.id } });
    expect([await world.status(anna), await world.desk(anna)]).toEqual(['wrap-up', []]);
    expect((await finish(anna)).body).toMatchObject({ id: anna.id, status: 'ready' });
    expect(problemLine(await finish(boris))).not.toContain('409');
    await world.press(boris, 'answer');
    expect(await world.status(boris)).toBe('busy');
  });
});
