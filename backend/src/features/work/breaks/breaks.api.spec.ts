import type { BreakKind, BreakLimit } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { changeOrder } from '../../../testing/change-order';
import { problemLine } from '../../../testing/walk-pages';

const NOBODY = '00000000-0000-4000-8000-0000000000ff';

describe('breaks over HTTP', () => {
  let world: CallWorld;
  let admin: Agent;
  let chief: Agent;
  let stranger: Agent;
  let anna: Agent;
  let kind: BreakKind;

  beforeAll(async () => {
    world = await CallWorld.start();
    await changeOrder(world, { package: 'pro' });
    [admin, chief, stranger] = [
      await world.hire('administrator'),
      await world.hire('supervisor'),
      await world.hire('supervisor'),
    ];
    anna = await world.hire();
    await world.supervises(chief, await world.group(anna));
    await world.supervises(stranger);
    kind = (await world.as(admin).post('/break-kinds', { name: 'Kawa', approval: true })).body as BreakKind;
  });
  afterAll(() => world?.close());

  it('refuses kinds and limits that say nothing, twice the same, or too much; names field and rule', async () => {
    const kinds = (body: object) => world.as(admin).post('/break-kinds', body);
    expect(problemLine(await kinds({}))).toBe('400 validation-failed name required');
    expect(problemLine(await kinds({ name: 'X', limitSeconds: 5 }))).toBe('400 validation-failed limitSeconds min');
    expect(problemLine(await kinds({ name: 'KAWA' }))).toBe('409 break-kind-name-taken name unique');
    const limits = (body: object) => world.as(admin).post('/break-limits', body);
    expect(problemLine(await limits({}))).toBe('400 validation-failed maxAgents required');
    expect(problemLine(await limits({ maxAgents: 1, groupId: NOBODY }))).toBe('400 validation-failed groupId exists');
    expect((await limits({ maxAgents: 1, fromMinute: 60, toMinute: 60 })).status).toBe(400);
  });

  it('changes them by version, and removes them', async () => {
    const change = (version: number) =>
      world.as(admin).put(`/break-kinds/${kind.id}`, { ...kind, version, paid: false });
    expect((await change(1)).body).toMatchObject({ paid: false, version: 2 });
    expect(problemLine(await change(1))).toBe('409 changed-meanwhile');
    const limit = (await world.as(admin).post('/break-limits', { maxAgents: 5 })).body as BreakLimit;
    const put = (version: number) => world.as(admin).put(`/break-limits/${limit.id}`, { maxAgents: 6, version });
    expect((await put(1)).body).toMatchObject({ maxAgents: 6, fromMinute: 0, toMinute: 1440 });
    expect(problemLine(await put(1))).toBe('409 changed-meanwhile');
    expect((await world.as(admin).delete(`/break-limits/${limit.id}`)).status).toBe(204);
    expect(problemLine(await world.as(admin).get(`/break-limits/${limit.id}`))).toBe('404 break-limit-not-found');
    const other = (await world.as(admin).post('/break-kinds', { name: 'Papieros' })).body as BreakKind;
    expect((await world.as(admin).delete(`/break-kinds/${other.id}`)).status).toBe(204);
    expect(problemLine(await world.as(admin).get(`/break-kinds/${other.id}`))).toBe('404 break-kind-not-found');
  });

  it('lets administrators define, supervisors decide about their own people, agents ask', async () => {
    expect(problemLine(await world.as(chief).post('/break-kinds', { name: 'Y' }))).toBe('403 permission-missing');
    expect(problemLine(await world.as(anna).get('/breaks'))).toBe('403 permission-missing');
    const ask = () => world.as(anna).post('/agents/me/breaks', { kindId: kind.id });
    expect(problemLine(await ask())).toBe('409 agent-offline');
    await world.ready(anna);
    expect(problemLine(await world.as(anna).post('/agents/me/breaks', { kindId: NOBODY }))).toBe(
      '404 break-kind-not-found',
    );
    const { id } = (await ask()).body as { id: string };
    expect(problemLine(await world.as(stranger).post(`/breaks/${id}/approve`))).toBe('403 not-supervised');
    const force = { kindId: kind.id, note: 'Proszę odpocząć' };
    expect(problemLine(await world.as(stranger).post(`/agents/${anna.id}/breaks`, force))).toBe('403 not-supervised');
    expect(problemLine(await world.as(chief).post(`/agents/${anna.id}/breaks`, { kindId: kind.id }))).toBe(
      '400 validation-failed note required',
    );
    expect(problemLine(await world.as(chief).post(`/agents/${NOBODY}/breaks`, force))).toBe('404 agent-not-found');
    expect((await world.as(chief).get('/breaks')).body.items).toMatchObject([{ id, stage: 'approval' }]);
    expect((await world.as(stranger).get('/breaks')).body.items).toEqual([]);
    expect((await world.as(anna).get('/break-kinds/offered')).body).toMatchObject([{ id: kind.id, name: 'Kawa' }]);
  });

  it('gives breaks, kinds and statuses as files', async () => {
    expect((await world.as(chief).csv('/breaks')).text).toContain('Kawa');
    expect((await world.as(admin).csv('/break-kinds')).text).toContain('Kawa');
    expect((await world.as(chief).csv('/status-stretches')).text).toContain('Seconds');
  });
});
