import { CallWorld, type Agent } from '../../../testing/call-world';

describe('Runs of past periods over HTTP', () => {
  let world: CallWorld;
  let boss: Agent;
  let anna: Agent;
  let [own, other] = ['', ''];

  beforeAll(async () => {
    world = await CallWorld.start();
    boss = await world.hire('supervisor');
    anna = await world.hire();
    own = await world.queue([anna]);
    other = await world.queue([]);
  });
  afterAll(() => world.close());

  const HOUR = 3_600_000;
  const asked = (more: object = {}) => ({
    name: 'Próba',
    from: new Date(world.clock.now() - HOUR).toISOString(),
    to: new Date(world.clock.now()).toISOString(),
    queueIds: [own],
    ...more,
  });
  const start = async (more: object = {}, who = boss) => world.as(who).post('/what-if/runs', asked(more));

  it('is for those who may', async () => {
    expect((await start({}, anna)).status).toBe(403);
    expect((await world.as(anna).get('/what-if/runs')).status).toBe(403);
  });

  it.each([
    ['what is still to come', { to: '2999-01-01T00:00:00Z', from: '2998-12-31T00:00:00Z' }, 'period-in-future'],
    ['more than a month', { from: '2001-01-01T00:00:00Z' }, 'period-too-long'],
    ['a queue that is not there', { queueIds: ['00000000-0000-4000-8000-0000000000ff'] }, 'queue-not-found'],
    [
      'changes of a queue that is not shown',
      { changes: { queues: [{ queueId: '00000000-0000-4000-8000-0000000000ff' }] } },
      'change-of-other-queue',
    ],
  ])('refuses %s and names the field', async (_what, more, code) => {
    const { status, body } = await start(more);
    expect(status).toBe(422);
    expect(body).toMatchObject({ code, errors: [{ rule: code }] });
  });

  it('refuses an end before the beginning by its field', async () => {
    const { status, body } = await start({ to: '2001-01-01T00:00:00Z' });
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ field: 'to', rule: 'after-from' }] });
  });

  it('stops a run once, and says that it has ended the second time', async () => {
    const { body } = await start();
    // A run that no worker knows of stays under way.
    const [copy] = await world.sql<{ id: string }>(
      `insert into what_if_run (id, name, from_at, to_at, queue_ids, changes, state, started_by, created_at)
       select gen_random_uuid(), name, from_at, to_at, queue_ids, changes, 'running', started_by, created_at
       from what_if_run where id = $1 returning id`,
      [(body as { id: string }).id],
    );
    const id = copy?.id ?? '';
    const cancelled = await world.as(boss).post(`/what-if/runs/${id}/cancel`);
    expect(cancelled.body).toMatchObject({ state: 'cancelled' });
    expect((await world.as(boss).post(`/what-if/runs/${id}/cancel`)).status).toBe(409);
    expect((await world.as(boss).get(`/what-if/runs/${id}/figures`)).status).toBe(409);
  });

  it('keeps a supervisor to his queues and his people', async () => {
    const [group, empty] = [await world.group(anna), await world.group()];
    const two = await world.queue([anna]);
    await world.supervises(boss, group);
    const refused = await start({ queueIds: [other] });
    expect({ status: refused.status, body: refused.body as object }).toMatchObject({
      status: 403,
      body: { code: 'not-supervised' },
    });
    expect((await start({ queueIds: [two], changes: { removeAgentIds: [boss.id] } })).status).toBe(403);
    const started = await start({ queueIds: [two], changes: { removeAgentIds: [anna.id] } });
    expect(started.status).toBe(201);
    const { id } = started.body as { id: string };
    await world.supervises(boss, empty);
    expect((await world.as(boss).get(`/what-if/runs/${id}`)).status).toBe(404);
    expect((await world.as(boss).get('/what-if/runs')).body).toMatchObject({ items: [] });
  });
});
