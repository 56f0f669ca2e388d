import type { SavedView } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';

describe('saved views', () => {
  let world: CallWorld;
  let chief: Agent;
  let anna: Agent;

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, anna] = [await world.hire('supervisor'), await world.hire()];
  });
  afterAll(() => world?.close());

  const save = (who: Agent, more: object = {}) =>
    world.as(who).post('/views', { name: 'Wczoraj', path: '/reports', query: 'subject=queues', ...more });
  const seen = async (who: Agent, path = '/reports'): Promise<SavedView[]> =>
    (await world.as(who).get(`/views?path=${path}`)).body as SavedView[];

  it('are their owner’s, of one place, one for each name', async () => {
    const { body, status } = await save(chief);
    expect([status, body]).toMatchObject([201, { name: 'Wczoraj', mine: true, roles: [] }]);
    expect(problemLine(await save(chief, { name: 'wczoraj' }))).toBe('409 view-name-taken name unique');
    expect((await save(anna)).status).toBe(201);
    expect(await seen(chief)).toHaveLength(1);
    expect(await seen(chief, '/calls')).toEqual([]);
    expect(problemLine(await world.as(anna).delete(`/views/${body.id}`))).toBe('404 view-not-found');
    expect((await world.as(chief).delete(`/views/${body.id}`)).status).toBe(204);
    expect(await seen(chief)).toEqual([]);
  });

  it('are shared with roles by those who may', async () => {
    expect(problemLine(await save(anna, { name: 'Dla wszystkich', roles: ['agent'] }))).toBe('403 view-not-shared');
    await save(chief, { name: 'Wspólny', roles: ['agent'], path: '/calls' });
    expect(await seen(anna, '/calls')).toMatchObject([{ name: 'Wspólny', mine: false, owner: { name: chief.name } }]);
  });
});
