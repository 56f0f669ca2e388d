import type { FlowDocument, OverflowRule } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';
import { flow, node, say } from './domain/flow.fixture';
import { FlowCallers } from '../../../testing/flow-callers';

const asking = { prompts: say('Jeden: inna kolejka.'), timeoutSeconds: 5, attempts: 1 };

describe('A second flow in one call', () => {
  let world: CallWorld;
  let callers: FlowCallers;
  let chief: Agent;
  let anna: Agent;
  let boris: Agent;
  let spare: string;
  let behind: string;

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, anna, boris] = [await world.hire('administrator'), await world.hire(), await world.hire()];
    callers = new FlowCallers(world, chief);
    spare = await world.queue([boris]);
    behind = (await callers.publish('Za kolejką', menu(spare))).id;
  });
  afterAll(() => world.close());

  /** A menu whose 1 leads into the queue. */
  const menu = (queueId: string): FlowDocument =>
    flow(
      [
        node('start', 'start'),
        node('menu', 'menu', { ...asking, options: [{ digit: '1', name: 'kolejka' }] }),
        node('queue', 'queue', { queueId }),
        node('hang-up', 'bye'),
      ],
      ['start > menu', 'menu digit:1 > queue', 'menu invalid > bye', 'menu no-input > bye'],
    );
  /** Straight into the queue, and to a menu when it cannot serve. */
  const caring = (queueId: string): FlowDocument => {
    const asked = menu(spare);
    return flow(
      [...asked.nodes, node('queue', 'first', { queueId })],
      ['start > first', 'first unserved > menu', 'menu digit:1 > queue', 'menu invalid > bye', 'menu no-input > bye'],
    );
  };
  const intoFlow = (flowId: string): OverflowRule => ({
    when: 'no-agents',
    threshold: null,
    to: { kind: 'flow', flowId },
  });
  const last = async () => (await world.calls()).at(-1);

  it('takes who overflows from a queue, and leads him on to somebody', async () => {
    const first = await world.queue([anna], { overflow: [intoFlow(behind)] });
    const call = await callers.leadTo({ flowId: (await callers.publish('Przed kolejką', menu(first))).id });
    const leg = await call();
    await callers.press(leg, '1');
    expect(await last()).toMatchObject({ state: 'ivr' });
    await callers.press(leg, '1');
    expect(await callers.path()).toEqual(['1:start', '1:menu', '1:queue', '2:start', '2:menu', '2:queue']);
    expect(await last()).toMatchObject({ state: 'queued', queue_id: spare });
    await world.ready(boris);
    await world.press(boris, 'answer');
    expect(await last()).toMatchObject({ state: 'talking', agent_id: boris.id });
    const detail = await world.as(chief).get(`/calls/${(await last())?.id ?? ''}`);
    const told = (detail.body as { timeline: { type: string }[] }).timeline.map(({ type }) => type);
    expect(told.filter((type) => type === 'IvrStarted')).toHaveLength(2);
    await world.callerHangsUp(leg);
    await world.signOut(boris);
    expect(await world.legs()).toEqual([]);
  });

  it('ends with him when he hangs up in it, and with the call when it ends', async () => {
    const queueId = await world.queue([anna], { overflow: [intoFlow(behind)] });
    const call = await callers.leadTo({ queueId });
    await world.callerHangsUp(await call());
    expect(await last()).toMatchObject({ state: 'ended', outcome: 'abandoned', ended_by: 'caller' });
    await call();
    await world.wait(20);
    expect(await callers.path()).toEqual(['1:start', '1:menu', '1:bye']);
    expect(await last()).toMatchObject({ state: 'ended', outcome: 'self-service' });
    const open = await world.sql(`select 1 from work_item where state in ('waiting', 'offered')`);
    expect(open).toEqual([]);
  });

  it('is the same flow again, on its branch, when the queue of the flow cannot serve him', async () => {
    const elsewhere: OverflowRule = { when: 'no-agents', threshold: null, to: { kind: 'queue', queueId: spare } };
    const overflowing = await world.queue([anna], { overflow: [elsewhere] });
    const call = await callers.leadTo({ flowId: (await callers.publish('Powrót', caring(overflowing))).id });
    const leg = await call();
    expect(await last()).toMatchObject({ state: 'ivr' });
    expect(await callers.path()).toEqual(['1:start', '1:first', '1:menu']);
    expect(await world.sql(`select 1 from work_item where state in ('waiting', 'offered')`)).toEqual([]);
    await world.callerHangsUp(leg);

    const patient = await world.queue([anna], { maxWaitSeconds: 60 });
    const second = await callers.leadTo({ flowId: (await callers.publish('Minuta', caring(patient))).id });
    const waiting = await second();
    expect(await last()).toMatchObject({ state: 'queued' });
    await world.wait(60);
    expect(await last()).toMatchObject({ state: 'ivr' });
    await callers.press(waiting, '1');
    expect(await last()).toMatchObject({ state: 'queued', queue_id: spare });
    await world.callerHangsUp(waiting);
    expect(await world.sql(`select 1 from work_item where state in ('waiting', 'offered')`)).toEqual([]);
  });

  it('is not where somebody falls back to who has talked with an agent already', async () => {
    const patient = await world.queue([anna]);
    const call = await callers.leadTo({ flowId: (await callers.publish('Rozmowa', caring(patient))).id });
    await world.ready(anna);
    const leg = await call();
    await world.press(anna, 'answer');
    await world.press(anna, 'transfer', { target: { kind: 'number', number: '+48225550009' } });
    world.line.simulated.world.setPerson('+48225550009', { kind: 'refuses', status: 486, afterMs: [500, 500] });
    await world.wait(60);
    expect(await callers.path()).toEqual(['1:start', '1:first']);
    await world.callerHangsUp(leg);
    await world.signOut(anna);
  });

  it.each([0, 15, 60])('is kept when our process dies, %i turns after the overflow', async (turns) => {
    const queueId = await world.queue([anna], { maxWaitSeconds: null, overflow: [] });
    const rule = { when: 'waiting-time', threshold: 20, to: { kind: 'flow', flowId: behind } } as const;
    await world.as(chief).patch(`/queues/${queueId}`, { version: 1, overflow: [rule] });
    const leg = await (await callers.leadTo({ queueId }))();
    await world.dieDuring(() => world.wait(20), turns);
    for (let second = 0; second < 25 && (await last())?.state !== 'ivr'; second += 1) await world.wait(1);
    await callers.press(leg, '1');
    expect(await callers.path()).toEqual(['1:start', '1:menu', '1:queue']);
    expect(await last()).toMatchObject({ state: 'queued', queue_id: spare });
    await world.callerHangsUp(leg);
  });

  it('is asked anew when the switch was out of sight', async () => {
    const queueId = await world.queue([anna], { overflow: [intoFlow(behind)] });
    const leg = await (await callers.leadTo({ queueId }))();
    world.line.simulated.dropConnections(60_000);
    await world.wait(0);
    await world.wait(60);
    await world.connected();
    await world.wait(1);
    expect(await last()).toMatchObject({ state: 'ivr' });
    await callers.press(leg, '1');
    expect(await last()).toMatchObject({ state: 'queued', queue_id: spare });
    await world.callerHangsUp(leg);
  });

  it('has to be published before a queue may overflow into it, and stays while one does', async () => {
    const created = await world.as(chief).post('/flows', { name: 'Szkic', document: menu(spare) });
    const { id } = created.body as { id: string };
    const refused = await world.as(chief).patch(`/queues/${spare}`, { version: 1, overflow: [intoFlow(id)] });
    expect(problemLine(refused)).toBe('422 overflow-target-unavailable overflow.0.to overflow-target-unavailable');
    expect(problemLine(await world.as(chief).delete(`/flows/${behind}`))).toMatch(/^409 flow-in-use/);
  });
});
