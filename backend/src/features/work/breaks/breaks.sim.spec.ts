import type { AgentBreak, AgentView, BreakKind, BreakLimit, EntityChange } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { changeOrder } from '../../../testing/change-order';
import { problemLine } from '../../../testing/walk-pages';

describe('breaks', () => {
  let world: CallWorld;
  let admin: Agent;
  let chief: Agent;
  let anna: Agent;
  let boris: Agent;
  let celina: Agent;
  let coffee: BreakKind;
  let private_: BreakKind;

  beforeAll(async () => {
    world = await CallWorld.start();
    await changeOrder(world, { package: 'pro' });
    [admin, chief] = [await world.hire('administrator'), await world.hire('supervisor')];
    [anna, boris, celina] = [await world.hire(), await world.hire(), await world.hire()];
    await world.supervises(chief, await world.group(anna, boris, celina));
    await world.number(await world.queue([anna], { wrapUpSeconds: 10 }));
    const kind = async (body: object) => (await world.as(admin).post('/break-kinds', body)).body as BreakKind;
    coffee = await kind({ name: 'Kawa', limitSeconds: 600, conditional: true });
    private_ = await kind({ name: 'Sprawa prywatna', paid: false, approval: true });
    await world.ready(anna, boris, celina);
  });
  afterAll(() => world?.close());

  const ask = (who: Agent, { id }: BreakKind) => world.as(who).post('/agents/me/breaks', { kindId: id });
  const asked = async (...of: Parameters<typeof ask>) => (await ask(...of)).body as AgentBreak;
  const back = (who: Agent) => world.as(who).put('/agents/me/status', { status: 'ready' });
  const me = async (who: Agent) => (await world.as(who).get('/agents/me')).body as AgentView;
  const live = async (): Promise<AgentBreak[]> => {
    const { body } = await world.as(chief).get('/live');
    const entities = body.entities as EntityChange[];
    return entities.filter(({ entity }) => entity === 'break').map(({ value }) => value as AgentBreak);
  };
  const history = async (query = ''): Promise<AgentBreak[]> =>
    (await world.as(chief).get(`/breaks?limit=100${query}`)).body.items as AgentBreak[];

  it('is asked for by kind, begins at once, and its length is known to the second', async () => {
    expect(problemLine(await world.as(anna).put('/agents/me/status', { status: 'not-ready', reason: 'break' }))).toBe(
      '409 break-kind-required',
    );
    const one = await asked(anna, coffee);
    expect(await world.status(anna)).toBe('not-ready:break');
    expect(await me(anna)).toMatchObject({ break: { name: 'Kawa', limitSeconds: 600, paid: true, spentSeconds: 0 } });
    expect(problemLine(await ask(anna, coffee))).toBe('409 break-already-asked');
    await world.wait(247);
    await back(anna);
    expect((await me(anna)).break).toBeNull();
    expect((await history()).find(({ id }) => id === one.id)).toMatchObject({ stage: 'over', spentSeconds: 247 });
    const { body } = await world.as(chief).get(`/status-stretches?agentId=${anna.id}&limit=1`);
    expect(body.items).toMatchObject([{ status: 'not-ready', breakName: 'Kawa', seconds: 247 }]);
  });

  it('waits for the end of the call, and is interrupted by a call made to the person', async () => {
    const caller = await world.callFrom('+48501000001');
    await world.press(anna, 'answer');
    const one = await asked(anna, coffee);
    expect(await me(anna)).toMatchObject({ status: 'busy', afterWork: 'not-ready', break: { startedAt: null } });
    await world.callerHangsUp(caller);
    await world.wait(11);
    expect(await world.status(anna)).toBe('not-ready:break');
    await world.wait(100);
    await back(anna);
    const kept = (await history()).find(({ id }) => id === one.id);
    expect(kept?.spentSeconds).toBeGreaterThanOrEqual(100);
    expect(kept?.spentSeconds).toBeLessThanOrEqual(101);
  });

  it('needs a supervisor where the kind says so: one click grants it, or refuses it with a reason', async () => {
    const one = await asked(boris, private_);
    expect([one.stage, await world.status(boris)]).toEqual(['approval', 'ready']);
    expect(await live()).toMatchObject([{ id: one.id, agentName: boris.name, stage: 'approval' }]);
    expect((await world.as(chief).post(`/breaks/${one.id}/approve`)).status).toBe(200);
    expect([await world.status(boris), await live()]).toEqual(['not-ready:break', []]);
    await back(boris);
    const two = await asked(boris, private_);
    await world.as(chief).post(`/breaks/${two.id}/refuse`, { note: 'Za duży ruch' });
    expect(await world.status(boris)).toBe('ready');
    expect((await history('&stage=refused'))[0]).toMatchObject({ id: two.id, note: 'Za duży ruch' });
    expect(problemLine(await world.as(chief).post(`/breaks/${two.id}/approve`))).toBe('404 break-not-found');
    const three = await asked(boris, private_);
    expect((await world.as(boris).delete('/agents/me/breaks')).status).toBe(204);
    expect((await history()).find(({ id }) => id === three.id)?.stage).toBe('withdrawn');
  });

  it('waits for a place while too many are away, tells its place, and is given to the next by itself', async () => {
    const limit = (await world.as(admin).post('/break-limits', { maxAgents: 1 })).body as BreakLimit;
    await ask(anna, coffee);
    expect([(await asked(boris, coffee)).place, (await asked(celina, coffee)).place]).toEqual([1, 2]);
    expect(await world.status(boris)).toBe('ready');
    await back(anna);
    expect([await world.status(boris), await world.status(celina)]).toEqual(['not-ready:break', 'ready']);
    expect((await live()).map(({ agentId, place }) => [agentId, place])).toEqual([[celina.id, 1]]);
    await world.signOut(boris);
    expect(await world.status(celina)).toBe('not-ready:break');
    await back(celina);
    await world.as(admin).delete(`/break-limits/${limit.id}`);
    await world.ready(boris);
  });

  it('waits for the hour: the limit of a group holds between its minutes only', async () => {
    const minute =
      new Date(world.clock.now() + 3_600_000).getUTCHours() * 60 + new Date(world.clock.now()).getUTCMinutes();
    const until = { fromMinute: 0, toMinute: minute + 2, maxAgents: 0 };
    const limit = (await world.as(admin).post('/break-limits', until)).body as BreakLimit;
    await ask(anna, coffee);
    expect(await world.status(anna)).toBe('ready');
    await world.wait(130);
    expect(await world.status(anna)).toBe('not-ready:break');
    await back(anna);
    await world.as(admin).delete(`/break-limits/${limit.id}`);
  });

  it('is forced by a supervisor with a reason, past limits; and over its limit it is told', async () => {
    const limit = (await world.as(admin).post('/break-limits', { maxAgents: 0 })).body as BreakLimit;
    const body = { kindId: coffee.id, note: 'Po trudnej rozmowie' };
    const forced = await world.as(chief).post(`/agents/${anna.id}/breaks`, body);
    expect(forced.body).toMatchObject({ forced: true, note: 'Po trudnej rozmowie' });
    expect(await me(anna)).toMatchObject({ status: 'not-ready', break: { forced: true, name: 'Kawa' } });
    await world.wait(601);
    const told = await world.sql(`select 1 from journal where type = 'AgentBreakOverLimit' and stream = $1`, [
      `agent-${anna.id}`,
    ]);
    expect(told).toHaveLength(1);
    await back(anna);
    await world.as(admin).delete(`/break-limits/${limit.id}`);
  });
});
