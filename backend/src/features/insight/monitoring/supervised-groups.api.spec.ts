import type { EntityChange } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';

describe('Who sees and controls whose work', () => {
  let world: CallWorld;
  let anna: Agent;
  let boris: Agent;
  let administrator: Agent;
  let salesChief: Agent;
  let serviceChief: Agent;
  let newChief: Agent;
  let sales: string;
  let service: string;
  let salesQueue: string;
  let serviceQueue: string;
  let recordingId: string;

  beforeAll(async () => {
    world = await CallWorld.start();
    [anna, boris, administrator] = [await world.hire(), await world.hire(), await world.hire('administrator')];
    const hireChief = () => world.hire('supervisor');
    [salesChief, serviceChief, newChief] = [await hireChief(), await hireChief(), await hireChief()];
    [sales, service] = [await world.group(anna), await world.group(boris)];
    salesQueue = await world.queue([], { name: 'Sprzedaż', groupIds: [sales] });
    serviceQueue = await world.queue([boris], { name: 'Serwis' });
    await look();
    await world.number(salesQueue, '+48221000100');
    await world.number(serviceQueue, '+48221000200');
    await world.ready(anna);
    await world.callFrom('+48501000001', {}, '+48221000100');
    await world.press(anna, 'answer');
    await world.callFrom('+48501000002', {}, '+48221000200');
    const [recording] = await world.sql<{ id: string }>('select id from recording');
    recordingId = recording?.id ?? '';
  });
  afterAll(() => world?.close());

  const look = async (): Promise<void> => {
    await world.supervises(salesChief, sales);
    await world.supervises(serviceChief, service);
    await world.supervises(newChief);
  };
  const live = async (who: Agent, entity: string): Promise<string[]> => {
    const { body } = await world.as(who).get('/live');
    const ofKind = (body.entities as EntityChange[]).filter((each) => each.entity === entity);
    return ofKind
      .map(({ value }) => value as { name?: string; number?: string })
      .map(({ name, number }) => name ?? number ?? '')
      .sort();
  };
  const numbers = async (who: Agent, path = '/calls'): Promise<string[]> =>
    ((await world.as(who).get(path)).body.items as { number: string }[]).map(({ number }) => number).sort();
  const names = async (who: Agent): Promise<string[]> =>
    ((await world.as(who).get('/queues')).body.items as { name: string }[]).map(({ name }) => name).sort();

  it('shows live agents, queues and calls of the groups that one supervises, and all of them to administrators', async () => {
    expect([await live(salesChief, 'agent'), await live(serviceChief, 'agent')]).toEqual([[anna.name], [boris.name]]);
    expect([await live(salesChief, 'queue'), await live(serviceChief, 'queue')]).toEqual([['Sprzedaż'], ['Serwis']]);
    expect(await live(salesChief, 'call')).toEqual(['+48501000001']);
    expect(await live(serviceChief, 'call')).toEqual(['+48501000002']);
    for (const entity of ['agent', 'queue', 'call']) expect(await live(newChief, entity)).toEqual([]);
    expect(await live(administrator, 'call')).toEqual(['+48501000001', '+48501000002']);
    expect(await live(administrator, 'queue')).toEqual(['Serwis', 'Sprzedaż']);
    expect((await live(administrator, 'agent')).length).toBeGreaterThan(5);
  });

  it('goes by the calls of one’s groups in the history, its file, and one call’s story', async () => {
    expect([await numbers(salesChief), await numbers(serviceChief), await numbers(newChief)]).toEqual([
      ['+48501000001'],
      ['+48501000002'],
      [],
    ]);
    expect(await numbers(administrator)).toEqual(['+48501000001', '+48501000002']);
    expect((await world.as(serviceChief).csv('/calls')).text).not.toContain('+48501000001');
    const { body } = await world.as(salesChief).get('/calls');
    const one = `/calls/${body.items[0].id}`;
    expect((await world.as(salesChief).get(one)).status).toBe(200);
    expect(problemLine(await world.as(serviceChief).get(one))).toBe('404 call-not-found');
  });

  it('lets nobody else listen to their recordings', async () => {
    const path = `/recordings/${recordingId}/audio`;
    // The call goes on, so that the right person learns that nothing is stored yet.
    expect(problemLine(await world.as(salesChief).get(path))).toBe('409 recording-not-stored');
    expect(problemLine(await world.as(serviceChief).get(path))).toBe('404 recording-not-found');
  });

  it('changes the status of one’s own people only; anybody’s name stays for transfers', async () => {
    const status = (who: Agent, { id }: Agent) =>
      world.as(who).post(`/agents/${id}/status`, { status: 'not-ready', note: 'Zebranie zespołu' });
    expect(problemLine(await status(serviceChief, anna))).toBe('403 not-supervised');
    expect(problemLine(await status(newChief, anna))).toBe('403 not-supervised');
    expect((await status(salesChief, anna)).status).toBe(200);
    const routing = `/agents/${anna.id}/routing`;
    const { body: skills } = await world.as(salesChief).get(routing);
    expect(problemLine(await world.as(serviceChief).get(routing))).toBe('403 not-supervised');
    expect(problemLine(await world.as(serviceChief).put(routing, skills as object))).toBe('403 not-supervised');
    expect((await world.as(salesChief).put(routing, skills as object)).status).toBe(200);
    const { body } = await world.as(newChief).get('/agents');
    expect((body as { id: string }[]).map(({ id }) => id)).toEqual(expect.arrayContaining([anna.id, boris.id]));
  });

  it('edits only queues of the groups, and brings into them only those', async () => {
    expect([await names(salesChief), await names(newChief)]).toEqual([['Sprzedaż'], []]);
    expect(await names(administrator)).toEqual(['Serwis', 'Sprzedaż']);
    expect(problemLine(await world.as(salesChief).get(`/queues/${serviceQueue}`))).toBe('404 queue-not-found');
    const patch = (who: Agent, id: string, body: object) => world.as(who).patch(`/queues/${id}`, body);
    expect(problemLine(await patch(salesChief, serviceQueue, { version: 1, name: 'Moja' }))).toBe(
      '404 queue-not-found',
    );
    expect(problemLine(await world.as(salesChief).delete(`/queues/${serviceQueue}`))).toBe('404 queue-not-found');
    expect(problemLine(await patch(salesChief, salesQueue, { version: 1, agentIds: [boris.id] }))).toBe(
      '403 not-supervised',
    );
    expect((await patch(salesChief, salesQueue, { version: 1, agentIds: [anna.id] })).status).toBe(200);
    const create = (who: Agent, groupIds: string[]) =>
      world.as(who).post('/queues', { name: 'Nowa', classifierRequired: false, groupIds });
    expect(problemLine(await create(salesChief, [service]))).toBe('403 not-supervised');
    expect(problemLine(await create(newChief, []))).toBe('403 not-supervised');
    expect((await create(salesChief, [sales])).status).toBe(201);
  });
});
