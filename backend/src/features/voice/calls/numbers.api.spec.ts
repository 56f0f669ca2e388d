import type { InboundNumber } from '#contracts';
import { Database } from '../../../platform/database';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine, walkPages } from '../../../testing/walk-pages';
import { NumberStore } from './data/number.store';

const NOBODY = '00000000-0000-4000-8000-0000000000ff';

describe('numbers over HTTP', () => {
  let world: CallWorld;
  let chief: Agent;
  let queueId: string;

  beforeAll(async () => {
    world = await CallWorld.start();
    chief = await world.hire('administrator');
    queueId = await world.queue([]);
  });
  afterAll(() => world?.close());

  const get = (path: string) => world.as(chief).get(path);
  const create = (more: object) => world.as(chief).post('/numbers', { name: 'Nowy', queueId, ...more });
  const patch = (id: string, body: object) => world.as(chief).patch(`/numbers/${id}`, body);

  it.each([
    [{}, 'number required'],
    [{ number: 'zero' }, 'number phone-number'],
    [{ number: '221000100', name: '' }, 'name minLength'],
    [{ number: '221000100', queueId: 'main' }, 'queueId uuid'],
    [{ number: '221000100', queueId: NOBODY }, 'queueId exists'],
    [{ number: '221000100', extent: 'range' }, 'lastNumber number-range'],
    [{ number: '221000109', extent: 'range', lastNumber: '221000100' }, 'lastNumber number-range'],
    [{ number: '221000100', extent: 'prefix' }, 'number phone-prefix'],
  ])('refuses to create %j: %s', async (body, broken) => {
    expect(problemLine(await create(body))).toBe(`400 validation-failed ${broken}`);
  });

  it('is one of ours once, changed by one at a time, and given up', async () => {
    const number = (await create({ number: '22 100 01 00' })).body as InboundNumber;
    expect(number).toMatchObject({ number: '+48221000100', version: 1 });
    expect(problemLine(await create({ number: '+48 221000100' }))).toBe('409 number-taken');
    expect((await patch(number.id, { name: 'Główny', version: 1 })).body).toEqual({
      ...number,
      name: 'Główny',
      version: 2,
    });
    expect(problemLine(await patch(number.id, { name: 'Późny', version: 1 }))).toBe('409 changed-meanwhile');
    expect(problemLine(await patch(number.id, { active: 'no', version: 2 }))).toBe('400 validation-failed active type');
    expect(problemLine(await patch(NOBODY, { name: 'K', version: 1 }))).toBe('404 number-not-found');
    expect((await world.as(chief).get(`/numbers/${number.id}`)).body).toMatchObject({ id: number.id });
    expect((await world.as(chief).delete(`/numbers/${number.id}`)).status).toBe(204);
    expect(problemLine(await world.as(chief).get(`/numbers/${number.id}`))).toBe('404 number-not-found');
    expect(problemLine(await world.as(chief).delete(`/numbers/${number.id}`))).toBe('404 number-not-found');
  });

  it('is listed over stable pages and exported; only administrators see it', async () => {
    for (const number of ['221000103', '221000101', '221000102']) await create({ number });
    const numbers = await walkPages<InboundNumber>(get, '/numbers?limit=1&sort=-number');
    expect(numbers.map(({ number }) => number)).toEqual(['+48221000103', '+48221000102', '+48221000101']);
    expect(await walkPages(get, '/numbers?limit=1&sort=name')).toHaveLength(3);
    expect(problemLine(await get('/numbers?sort=colour'))).toBe('400 validation-failed sort oneOf');
    expect((await world.as(chief).csv('/numbers?search=102')).text).toContain('+48221000102,Nowy');
    expect(problemLine(await world.as(await world.hire('supervisor')).get('/numbers'))).toBe('403 permission-missing');
  });

  it('may be a range or a beginning; a call goes by the narrowest that has its number', async () => {
    await create({ number: '+482220', extent: 'prefix', name: 'Początek' });
    await create({ number: '222000100', extent: 'range', lastNumber: '222000199', name: 'Setka' });
    await create({ number: '222000150', extent: 'range', lastNumber: '222000159', name: 'Dziesiątka' });
    await create({ number: '222000155', name: 'Jeden' });
    const again = { number: '222000150', extent: 'range', lastNumber: '222000159' };
    expect(problemLine(await create(again))).toBe('409 number-taken');
    const numbers = world.app.get(NumberStore);
    const read = world.app.get(Database).read;
    const leads = async (number: string) => (await numbers.byNumber(read, number))?.name ?? null;
    const asked = ['+48222000155', '+48222000156', '+48222000160', '+48222009999', '+48222000', '+48230000000'];
    expect(await Promise.all(asked.map(leads))).toEqual(['Jeden', 'Dziesiątka', 'Setka', 'Początek', 'Początek', null]);
  });
});
