import type { Classifier } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine, walkPages } from '../../../testing/walk-pages';

const NOBODY = '00000000-0000-4000-8000-0000000000ff';

describe('classifiers over HTTP', () => {
  let world: CallWorld;
  let chief: Agent;
  let anna: Agent;

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, anna] = [await world.hire('supervisor'), await world.hire()];
  });
  afterAll(() => world?.close());

  const get = (path: string) => world.as(chief).get(path);
  const create = (body: object) => world.as(chief).post('/classifiers', body);
  const patch = (id: string, body: object) => world.as(chief).patch(`/classifiers/${id}`, body);
  const remove = (id: string) => world.as(chief).delete(`/classifiers/${id}`);
  const made = async (name: string, more: object = {}) => (await create({ name, ...more })).body as Classifier;

  it.each([
    [{}, 'name required'],
    [{ name: ' ' }, 'name minLength'],
    [{ name: 'x'.repeat(81) }, 'name maxLength'],
    [{ name: 'K', success: 'yes' }, 'success type'],
  ])('refuses to create %j: %s', async (body, broken) => {
    expect(problemLine(await create(body))).toBe(`400 validation-failed ${broken}`);
  });

  it('refuses to list by what it does not know', async () => {
    expect(problemLine(await get('/classifiers?sort=success'))).toBe('400 validation-failed sort oneOf');
    expect(problemLine(await patch('one', { version: 1 }))).toBe('400 validation-failed id uuid');
  });

  it('knows none of another id, and no name twice', async () => {
    expect(problemLine(await patch(NOBODY, { name: 'K', version: 1 }))).toBe('404 classifier-not-found');
    expect(problemLine(await remove(NOBODY))).toBe('404 classifier-not-found');
    await made('Sprzedaż', { success: true });
    expect(problemLine(await create({ name: 'SPRZEDAŻ' }))).toBe('409 classifier-name-taken name unique');
  });

  it('is changed by one at a time, and only in what was given', async () => {
    const classifier = await made('Pomyłka', { success: true });
    expect((await patch(classifier.id, { active: false, version: 1 })).body).toEqual({
      ...classifier,
      active: false,
      version: 2,
    });
    expect((await world.as(chief).get(`/classifiers/${classifier.id}`)).body).toMatchObject({
      active: false,
      version: 2,
    });
    expect(problemLine(await world.as(chief).get(`/classifiers/${NOBODY}`))).toBe('404 classifier-not-found');
    expect(problemLine(await patch(classifier.id, { name: 'Inna', version: 1 }))).toBe('409 changed-meanwhile');
    expect(problemLine(await patch(classifier.id, { name: 'Sprzedaż', active: true, version: 2 }))).toBe(
      '409 classifier-name-taken name unique',
    );
    expect((await remove(classifier.id)).status).toBe(204);
    expect(problemLine(await remove(classifier.id))).toBe('404 classifier-not-found');
  });

  it('is listed over stable pages, filtered and exported', async () => {
    for (const name of ['Cena', 'Adres', 'Błąd']) await made(name, { active: name !== 'Cena' });
    const names = async (query: string) =>
      (await walkPages<Classifier>(get, `/classifiers?limit=1&sort=name${query}`)).map(({ name }) => name);
    expect(await names('')).toEqual(['Adres', 'Błąd', 'Cena', 'Sprzedaż']);
    expect(await names('&active=false')).toEqual(['Cena']);
    expect((await world.as(chief).csv('/classifiers?search=cena')).text).toContain('Cena,');
  });

  it('is read by agents and kept by supervisors', async () => {
    expect((await world.as(anna).get('/classifiers')).status).toBe(200);
    expect(problemLine(await world.as(anna).post('/classifiers', { name: 'Moja' }))).toBe('403 permission-missing');
  });
});
