import type { Queue } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine, walkPages } from '../../../testing/walk-pages';
import { ChangeOrder, LicensingService } from '../../house/licensing';

const NOBODY = '00000000-0000-4000-8000-0000000000ff';

describe('queues over HTTP', () => {
  let world: CallWorld;
  let chief: Agent;
  let anna: Agent;

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, anna] = [await world.hire('administrator'), await world.hire()];
  });
  afterAll(() => world?.close());

  const get = (path: string) => world.as(chief).get(path);
  const create = (body: object) => world.as(chief).post('/queues', body);
  const patch = (id: string, body: object) => world.as(chief).patch(`/queues/${id}`, body);
  const remove = (id: string) => world.as(chief).delete(`/queues/${id}`);
  const made = async (name: string, more: object = {}) => (await create({ name, ...more })).body as Queue;

  it.each([
    [{}, 'name required'],
    [{ name: '' }, 'name minLength'],
    [{ name: 'x'.repeat(81) }, 'name maxLength'],
    [{ name: 'K', strategy: 'best' }, 'strategy oneOf'],
    [{ name: 'K', agentIds: ['anna'] }, 'agentIds.0 uuid'],
    [{ name: 'K', offerTimeoutSeconds: 4 }, 'offerTimeoutSeconds min'],
    [{ name: 'K', wrapUpSeconds: 3601 }, 'wrapUpSeconds max'],
    [{ name: 'K', priority: 'high', slopePerSecond: -1 }, 'priority type, slopePerSecond min'],
    [{ name: 'K', maxWaitSeconds: 1 }, 'maxWaitSeconds min'],
  ])('refuses to create %j: %s', async (body, broken) => {
    expect(problemLine(await create(body))).toBe(`400 validation-failed ${broken}`);
  });

  it.each([
    ['/queues?limit=0', 'limit min'],
    ['/queues?limit=201', 'limit max'],
    ['/queues?sort=colour', 'sort oneOf'],
    ['/queues/seven', 'id uuid'],
  ])('refuses to read %s: %s', async (path, broken) => {
    expect(problemLine(await get(path))).toBe(`400 validation-failed ${broken}`);
  });

  it('knows no queue of another id, nor members that do not exist', async () => {
    expect(problemLine(await get(`/queues/${NOBODY}`))).toBe('404 queue-not-found');
    expect(problemLine(await patch(NOBODY, { name: 'K', version: 1 }))).toBe('404 queue-not-found');
    expect(problemLine(await remove(NOBODY))).toBe('404 queue-not-found');
    expect(problemLine(await create({ name: 'Widma', agentIds: [NOBODY] }))).toBe('422 queue-member-unknown');
  });

  it('is changed by one at a time, and only in what was given', async () => {
    const queue = await made('Reklamacje', { agentIds: [anna.id], priority: 300, wrapUpSeconds: 45 });
    const changed = await patch(queue.id, { name: 'Zwroty', version: queue.version });
    expect(changed.body).toEqual({ ...queue, name: 'Zwroty', version: queue.version + 1 });
    expect(problemLine(await patch(queue.id, { name: 'Za późno', version: queue.version }))).toBe(
      '409 changed-meanwhile',
    );
    expect(problemLine(await patch(queue.id, { name: 'Bez wersji' }))).toBe('400 validation-failed version required');
    expect((await get(`/queues/${queue.id}`)).body.name).toBe('Zwroty');
    expect(problemLine(await create({ name: 'ZWROTY' }))).toBe('409 queue-name-taken name unique');
    expect((await remove(queue.id)).status).toBe(204);
  });

  it('stays while a number leads to it', async () => {
    const queue = await made('Z numerem');
    await world.number(queue.id);
    expect(problemLine(await remove(queue.id))).toBe('409 queue-has-numbers');
    await world.sql('delete from inbound_number');
    expect((await remove(queue.id)).status).toBe(204);
    expect(problemLine(await get(`/queues/${queue.id}`))).toBe('404 queue-not-found');
  });

  it('is listed over stable pages, sorted, searched and exported', async () => {
    for (const [name, priority] of [
      ['Dal', 1],
      ['Bór', 1],
      ['Cis', 1],
      ['Ale', 5],
    ] as const)
      await made(name, { priority, active: name !== 'Cis' });
    const names = async (query: string) =>
      (await walkPages<Queue>(get, `/queues?limit=1${query}`)).map(({ name }) => name);
    expect(await names('')).toEqual(['Ale', 'Bór', 'Cis', 'Dal']);
    expect(await names('&sort=-name')).toEqual(['Dal', 'Cis', 'Bór', 'Ale']);
    const byPriority = await names('&sort=priority');
    expect([byPriority.length, new Set(byPriority).size, byPriority.at(-1)]).toEqual([4, 4, 'Ale']);
    expect(await names('&search=bor')).toEqual(['Bór']);
    expect(await names('&active=false')).toEqual(['Cis']);
    const csv = await world.as(chief).csv('/queues?search=cis');
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.text.replace('\uFEFF', '').trim().split(/\r?\n/)).toHaveLength(2);
    expect(csv.text).toContain('Cis,linear,1');
    expect((await world.as(anna).get('/queues/names')).body.map(({ name }: Queue) => name)).toEqual([
      'Ale',
      'Bór',
      'Dal',
    ]);
  });

  it('belongs to supervisors', async () => {
    expect(problemLine(await world.as(anna).get('/queues'))).toBe('403 permission-missing');
    expect(problemLine(await world.as(anna).post('/queues', { name: 'Moja' }))).toBe('403 permission-missing');
  });

  it('is refused past the cap of the Order, and room comes back with a removal', async () => {
    const order = await world.app.get(LicensingService).order();
    await world.app
      .get(ChangeOrder)
      .change(
        { ...order, package: 'uc' },
        { actor: { kind: 'system', id: 'test' }, correlation: 'test', causation: null },
      );
    const limit = await world.app.get(LicensingService).allowance('limit-queues');
    const { items } = (await get('/queues')).body as { items: Queue[] };
    for (let number = items.length; number < limit; number += 1) await made(`Nadmiar ${number}`);
    const refused = await create({ name: 'O jedną za dużo' });
    expect([problemLine(refused), refused.body.params]).toEqual([
      '403 limit-reached',
      { meterId: 'limit-queues', limit },
    ]);
    expect((await remove(items[0]?.id ?? '')).status).toBe(204);
    expect((await create({ name: 'W sam raz' })).status).toBe(201);
  });
});
