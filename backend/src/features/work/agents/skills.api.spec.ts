import type { AgentRouting, Skill } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine, walkPages } from '../../../testing/walk-pages';

const NOBODY = '00000000-0000-4000-8000-0000000000ff';
const CAPACITY = { call: 1, chat: 6, messenger: 3, mail: 5, sms: 5 };

describe('skills over HTTP', () => {
  let world: CallWorld;
  let chief: Agent;
  let anna: Agent;

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, anna] = [await world.hire('administrator'), await world.hire()];
  });
  afterAll(() => world.close());

  const get = (path: string) => world.as(chief).get(path);
  const made = async (name: string) => (await world.as(chief).post('/skills', { name })).body as Skill;
  const put = (id: string, body: object) => world.as(chief).put(`/agents/${id}/routing`, body);

  it('are named once, changed by one at a time and removed when nobody needs them', async () => {
    const skill = await made('Niemiecki');
    expect(skill).toMatchObject({ name: 'Niemiecki', agents: 0, queues: 0, version: 1 });
    expect(problemLine(await world.as(chief).post('/skills', { name: 'NIEMIECKI' }))).toBe(
      '409 skill-name-taken name unique',
    );
    expect(problemLine(await world.as(chief).post('/skills', { name: '' }))).toBe(
      '400 validation-failed name minLength',
    );
    const renamed = await world.as(chief).patch(`/skills/${skill.id}`, { name: 'Włoski', version: 1 });
    expect(renamed.body).toEqual({ ...skill, name: 'Włoski', version: 2 });
    expect(problemLine(await world.as(chief).patch(`/skills/${skill.id}`, { name: 'Za późno', version: 1 }))).toBe(
      '409 changed-meanwhile',
    );
    expect((await world.as(chief).delete(`/skills/${skill.id}`)).status).toBe(204);
    expect(problemLine(await get(`/skills/${skill.id}`))).toBe('404 skill-not-found');
    expect(problemLine(await world.as(chief).delete(`/skills/${skill.id}`))).toBe('404 skill-not-found');
  });

  it('are listed over stable pages, searched and exported', async () => {
    for (const name of ['Dal', 'Bór', 'Ale']) await made(name);
    const names = async (query: string) =>
      (await walkPages<Skill>(get, `/skills?limit=1${query}`)).map(({ name }) => name);
    expect(await names('')).toEqual(['Ale', 'Bór', 'Dal']);
    expect(await names('&sort=-name')).toEqual(['Dal', 'Bór', 'Ale']);
    expect(await names('&search=bor')).toEqual(['Bór']);
    expect((await world.as(chief).csv('/skills')).text).toContain('Bór,0,0');
  });

  it('are held by agents in a level, beside their capacity', async () => {
    const skill = await made('Czeski');
    const routing: AgentRouting = { skills: [{ skillId: skill.id, level: 4 }], capacity: { ...CAPACITY, chat: 2 } };
    expect((await put(anna.id, routing)).body).toEqual(routing);
    expect((await get(`/agents/${anna.id}/routing`)).body).toEqual(routing);
    expect((await get(`/skills/${skill.id}`)).body).toMatchObject({ agents: 1 });
    expect(problemLine(await world.as(chief).delete(`/skills/${skill.id}`))).toBe('409 skill-in-use');
  });

  it('refuse what is not there or out of bounds', async () => {
    const one = (level: number, skillId = NOBODY) => ({ skills: [{ skillId, level }], capacity: CAPACITY });
    expect(problemLine(await put(anna.id, one(5)))).toBe('404 skill-not-found');
    expect(problemLine(await put(anna.id, one(11)))).toBe('400 validation-failed skills.0.level max');
    expect(problemLine(await put(NOBODY, { skills: [], capacity: CAPACITY }))).toBe('404 agent-not-found');
    expect(problemLine(await get(`/agents/${NOBODY}/routing`))).toBe('404 agent-not-found');
  });

  it('belong to those who edit queues', async () => {
    expect(problemLine(await world.as(anna).get('/skills'))).toBe('403 permission-missing');
    expect(
      problemLine(await world.as(anna).put(`/agents/${anna.id}/routing`, { skills: [], capacity: CAPACITY })),
    ).toBe('403 permission-missing');
  });
});
