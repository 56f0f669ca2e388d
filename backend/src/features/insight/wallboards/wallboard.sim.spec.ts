import type { CreatedWallboardLink, Wallboard } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { Television } from '../../../testing/television';
import { problemLine } from '../../../testing/walk-pages';

describe('wallboard', () => {
  let world: CallWorld;
  let [chief, anna, boris]: Agent[] = [];
  let [sales, service] = ['', ''];
  let board: Wallboard;
  let link: CreatedWallboardLink;

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, anna, boris] = [await world.hire('supervisor'), await world.hire(), await world.hire()];
    const group = await world.group(of(anna));
    sales = await world.queue([], { name: 'Sprzedaż', groupIds: [group] });
    service = await world.queue([of(boris)], { name: 'Serwis' });
    await world.supervises(of(chief), group);
    await world.number(sales);
  });
  afterAll(() => world?.close());

  const of = (agent: Agent | undefined): Agent => agent as Agent;
  const figure = (more: object = {}) => ({
    id: 'waiting',
    kind: 'figure',
    title: 'Czekają',
    width: 3,
    height: 2,
    queueIds: [sales],
    metric: 'waiting',
    warnAt: 1,
    alarmAt: 3,
    sound: true,
    ...more,
  });
  const save = (tiles: object[], name = 'Sala') => world.as(of(chief)).post('/wallboards', { name, tiles });
  const television = (token: string) => new Television(world.app.url, token);

  it('is made of tiles that say what they show, of queues that one supervises', async () => {
    expect(problemLine(await save([figure({ queueIds: [] })]))).toBe('400 tile-queues-missing tiles.0.queueIds exists');
    expect(problemLine(await save([figure({ metric: null })]))).toBe('400 tile-metric-missing tiles.0.metric exists');
    expect(problemLine(await save([figure({ queueIds: [service] })]))).toBe(
      '400 wallboard-queue-unknown tiles.0.queueIds exists',
    );
    expect(problemLine(await save([figure(), figure()]))).toContain('400 validation-failed tiles');
    const clock = { id: 'clock', kind: 'clock', width: 3, height: 1 };
    const made = await save([figure(), clock, { ...figure(), id: 'people', kind: 'agents', metric: null }]);
    expect(made.status).toBe(201);
    board = made.body as Wallboard;
    expect(problemLine(await save([clock], 'sala'))).toBe('409 wallboard-name-taken name unique');
    expect((await world.as(of(anna)).get('/wallboards')).status).toBe(403);
  });

  it('is shown by a link on a screen that nobody signed in to, and follows by itself', async () => {
    link = (await world.as(of(chief)).post(`/wallboards/${board.id}/links`, { name: 'Telewizor w sali' }))
      .body as CreatedWallboardLink;
    const shown = await world.app.http.post('/api/v1/wallboards/shown').send({ token: link.token });
    expect(shown.body).toMatchObject({ id: board.id, name: 'Sala' });
    const screen = television(link.token);
    expect(await screen.ask('wall')).toBe('snapshot');
    expect([...screen.queues.values()].map(({ name }) => name)).toEqual(['Sprzedaż']);
    await world.callFrom('+48501000001');
    await screen.until(() => screen.queues.get(sales)?.waiting === 1);
    await world.ready(of(anna));
    await screen.until(() => screen.agents.get(of(anna).id)?.status === 'reserved');
    expect([...screen.agents.keys()]).toEqual([of(anna).id]);
    screen.off();
  });

  it('opens nothing but the wall', async () => {
    const screen = television(link.token);
    expect(await screen.ask('live')).toBe('permission-missing');
    for (const topic of ['desk', 'contacts']) expect(await screen.follow(topic)).toBe('permission-missing');
    screen.off();
    const denied = await world.app.http.get('/api/v1/wallboards').set({ authorization: `Bearer ${link.token}` });
    expect(denied.status).toBe(401);
  });

  it('goes dark at once when its link is revoked, and says so in the journal', async () => {
    const screen = television(link.token);
    await screen.ask('wall');
    const links = `/wallboards/${board.id}/links`;
    expect(((await world.as(of(chief)).get(links)).body as object[])[0]).toMatchObject({ name: 'Telewizor w sali' });
    expect((await world.as(of(chief)).delete(`${links}/${link.id}`)).status).toBe(204);
    await screen.until(() => !screen.on && screen.ended !== null);
    expect(await television(link.token).ask('wall')).toBe('link-invalid');
    const again = await world.app.http.post('/api/v1/wallboards/shown').send({ token: link.token });
    expect(problemLine(again)).toBe('401 link-invalid');
    const told = await world.sql<{ text: string }>(
      `select data::text as text from journal where type like 'WallboardLink%'`,
    );
    expect(told).toHaveLength(2);
    expect(told.some(({ text }) => text.includes(link.token))).toBe(false);
  });

  it('is changed by one hand at a time, and removed with its links', async () => {
    const patch = (version: number) =>
      world.as(of(chief)).patch(`/wallboards/${board.id}`, { name: 'Sala A', tiles: board.tiles, version });
    expect((await patch(board.version)).body).toMatchObject({ name: 'Sala A', version: board.version + 1 });
    expect(problemLine(await patch(board.version))).toBe('409 changed-meanwhile');
    await world.as(of(chief)).post(`/wallboards/${board.id}/links`, { name: 'Drugi' });
    expect((await world.as(of(chief)).delete(`/wallboards/${board.id}`)).status).toBe(204);
    expect(await world.sql('select 1 from wallboard_link')).toEqual([]);
  });
});
