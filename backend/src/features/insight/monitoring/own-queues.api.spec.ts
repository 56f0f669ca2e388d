import type { AgentView, QueueName, QueueView } from '#contracts';
import { TopicRegistry } from '../../../platform/realtime';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { testPrincipal } from '../../../testing/boot-app';

describe("An agent's own queues and day", () => {
  let world: CallWorld;
  let anna: Agent;
  let boris: Agent;
  let sales: string;

  beforeAll(async () => {
    world = await CallWorld.start();
    [anna, boris] = [await world.hire(), await world.hire()];
    sales = await world.queue([anna], { name: 'Sprzedaż' });
    await world.queue([boris], { name: 'Serwis' });
    await world.number(sales, '+48221000100');
    await world.signIn(anna, boris);
  });
  afterAll(() => world?.close());

  const onDesk = async ({ id }: Agent): Promise<QueueView[]> => {
    const source = world.app
      .get(TopicRegistry)
      .of('queues')
      .find(({ entity }) => entity === 'queue');
    const principal = testPrincipal({ userId: id, role: 'agent' });
    const values = [...((await source?.loadAll(principal)) ?? [])] as [string, QueueView][];
    expect(values.every(([queueId, value]) => source?.visibleTo(principal, queueId, value))).toBe(true);
    return values.map(([, value]) => value);
  };

  it('are on his desk with who waits there, and no others', async () => {
    await world.callFrom('+48501000001');
    expect(await onDesk(anna)).toMatchObject([{ name: 'Sprzedaż', waiting: 1 }]);
    expect(await onDesk(boris)).toMatchObject([{ name: 'Serwis', waiting: 0 }]);
  });

  it('count how long he was ready', async () => {
    const today = async () => ((await world.as(anna).get('/agents/me')).body as AgentView).today;
    expect((await today()).readySeconds).toBe(0);
    await world.as(boris).put('/agents/me/status', { status: 'ready' });
    await world.settle();
    await world.wait(90);
    await world.as(boris).put('/agents/me/status', { status: 'not-ready', reason: 'lunch' });
    await world.settle();
    expect(((await world.as(boris).get('/agents/me')).body as AgentView).today.readySeconds).toBe(90);
  });

  it('count what he brought to an end', async () => {
    await world.ready(anna);
    await world.wait(2);
    await world.press(anna, 'answer');
    await world.wait(20);
    await world.press(anna, 'hang-up');
    await world.wait(40);
    const { today } = (await world.as(anna).get('/agents/me')).body as AgentView;
    expect(today).toMatchObject({ answered: 1, handled: 1, wrapUpSeconds: 30 });
    expect(today.talkSeconds).toBeGreaterThanOrEqual(20);
  });

  it('say which classifiers belong to their calls', async () => {
    const names = (await world.as(anna).get('/queues/names')).body as QueueName[];
    expect(names).toContainEqual({ id: sales, name: 'Sprzedaż', classifierIds: [] });
  });
});
