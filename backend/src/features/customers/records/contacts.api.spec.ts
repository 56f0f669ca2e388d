import type { Contact, ContactRouting } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine, walkPages } from '../../../testing/walk-pages';

const NOBODY = '00000000-0000-4000-8000-0000000000ff';

describe('contacts over HTTP', () => {
  let world: CallWorld;
  let anna: Agent;

  beforeAll(async () => {
    world = await CallWorld.start();
    anna = await world.hire();
  });
  afterAll(() => world?.close());

  const get = (path: string) => world.as(anna).get(path);
  const create = (body: object) => world.as(anna).post('/contacts', body);
  const patch = (id: string, body: object) => world.as(anna).patch(`/contacts/${id}`, body);
  const made = async (lastName: string, more: object = {}) => (await create({ lastName, ...more })).body as Contact;

  it.each([
    [{}, 'lastName required'],
    [{ lastName: ' ' }, 'lastName minLength'],
    [{ lastName: 'K', emails: ['a@'] }, 'emails.0 email'],
    [{ lastName: 'K', note: 'x'.repeat(4001) }, 'note maxLength'],
    [{ lastName: 'K', phones: Array.from({ length: 11 }, () => '600100200') }, 'phones maxItems'],
    [{ lastName: 'K', phones: ['600100200', 'nie wiem'] }, 'phones.1 phone-number-not-a-number'],
  ])('refuses to create %j: %s', async (body, broken) => {
    expect(problemLine(await create(body))).toBe(`400 validation-failed ${broken}`);
  });

  it.each([
    ['/contacts?limit=1000', 'limit max'],
    ['/contacts?sort=shoeSize', 'sort oneOf'],
    [`/contacts?search=${'x'.repeat(101)}`, 'search maxLength'],
    ['/contacts/me', 'id uuid'],
  ])('refuses to read %s: %s', async (path, broken) => {
    expect(problemLine(await get(path))).toBe(`400 validation-failed ${broken}`);
  });

  it('knows nobody of another id', async () => {
    expect(problemLine(await get(`/contacts/${NOBODY}`))).toBe('404 contact-not-found');
    expect(problemLine(await patch(NOBODY, { lastName: 'K', version: 1 }))).toBe('404 contact-not-found');
  });

  it('keeps numbers as E.164 and is found by however they are written', async () => {
    const contact = await made('Wójcik', { phones: ['600 100 200', '+48 22 555 00 00'] });
    expect(contact.phones).toEqual(['+48600100200', '+48225550000']);
    const found = await get(`/contacts?phone=${encodeURIComponent('600-100-200')}`);
    expect(found.body.items).toMatchObject([{ id: contact.id }]);
  });

  it('is changed by one at a time, and only in what was given', async () => {
    const contact = await made('Zmienna', { company: 'Firma', phones: ['600100201'], note: 'Ważna' });
    const changed = (await patch(contact.id, { firstName: 'Ewa', version: contact.version })).body;
    expect(changed).toEqual({
      ...contact,
      firstName: 'Ewa',
      version: contact.version + 1,
      updatedAt: changed.updatedAt,
    });
    expect(problemLine(await patch(contact.id, { firstName: 'Iga', version: contact.version }))).toBe(
      '409 changed-meanwhile',
    );
    expect(problemLine(await patch(contact.id, { firstName: 'Iga' }))).toBe('400 validation-failed version required');
    expect(problemLine(await patch(contact.id, { phones: ['0'.repeat(4)], version: 2 }))).toBe(
      '400 validation-failed phones.0 phone-number-too-short',
    );
  });

  it('weighs what a supervisor says, also after it was taken over by another contact', async () => {
    const chief = await world.hire('administrator');
    const [kept, other] = [await made('Ważna', { phones: ['600100203'] }), await made('Ważna-Nowa')];
    const put = (agent: Agent, id: string, body: object) => world.as(agent).put(`/contacts/${id}/routing`, body);
    const of = async (id: string) => (await get(`/contacts/${id}/routing`)).body as ContactRouting;
    const routing = { priority: 250, skills: [], version: 0 };
    expect(await of(kept.id)).toEqual({ priority: null, skills: [], version: 0 });
    expect(problemLine(await put(anna, kept.id, routing))).toBe('403 permission-missing');
    expect(problemLine(await put(chief, NOBODY, routing))).toBe('404 contact-not-found');
    expect(problemLine(await get(`/contacts/${NOBODY}/routing`))).toBe('404 contact-not-found');
    expect(problemLine(await put(chief, kept.id, { ...routing, priority: 1001 }))).toBe(
      '400 validation-failed priority max',
    );
    expect((await put(chief, kept.id, routing)).body).toEqual({ ...routing, version: 1 });
    expect(problemLine(await put(chief, kept.id, routing))).toBe('409 changed-meanwhile');
    const merged = await world.as(chief).post(`/contacts/${other.id}/merges`, { mergedId: kept.id, take: [] });
    expect(merged.status).toBeLessThan(300);
    expect(await of(kept.id)).toEqual(routing);
    expect(await of(other.id)).toEqual(routing);
    expect((await put(chief, other.id, { ...routing, priority: 10 })).body).toMatchObject({ priority: 10, version: 1 });
    expect(await of(kept.id)).toMatchObject({ priority: 10 });
  });

  it('is listed over pages that stay as they are while others come, searched and exported', async () => {
    for (let index = 0; index < 5; index += 1) await made('Żak', { firstName: `Jan${index}` });
    let newcomers = 0;
    const seen = await walkPages<Contact>(get, '/contacts?search=zak&limit=2&sort=lastName', async () => {
      newcomers += 1;
      await made('Azak', { firstName: String(newcomers) });
    });
    const ids = seen.filter(({ lastName }) => lastName === 'Żak').map(({ id }) => id);
    expect([ids.length, new Set(ids).size, new Set(seen).size]).toEqual([5, 5, seen.length]);
    const csv = await world.as(anna).csv('/contacts?search=wojcik');
    expect(csv.text).toContain('Wójcik');
    expect(csv.text).toContain('+48600100200 +48225550000');
    expect(csv.text.trim().split(/\r?\n/)).toHaveLength(2);
  });
});
