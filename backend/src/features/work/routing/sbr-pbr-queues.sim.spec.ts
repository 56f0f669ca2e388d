import type { Skill } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';

describe('sbr-pbr-queues: skills decide who is offered a call, and who first', () => {
  let world: CallWorld;
  let chief: Agent;
  let [anna, boris, celina]: Agent[] = [];
  let german: Skill;
  let claims: Skill;

  beforeAll(async () => {
    world = await CallWorld.start();
    chief = await world.hire('administrator');
    [anna, boris, celina] = [await world.hire(), await world.hire(), await world.hire()];
    german = (await world.as(chief).post('/skills', { name: 'Niemiecki' })).body as Skill;
    claims = (await world.as(chief).post('/skills', { name: 'Reklamacje' })).body as Skill;
    await world.ready(anna, boris, celina);
  });
  afterAll(() => world.close());

  const learns = (agent: Agent | undefined, levels: Record<string, number>) => {
    const skills = Object.entries(levels).map(([skillId, level]) => ({ skillId, level }));
    const capacity = { call: 1, chat: 6, messenger: 3, mail: 5, sms: 5 };
    return world.as(chief).put(`/agents/${agent?.id}/routing`, { skills, capacity });
  };
  const staff = () => [anna, boris, celina] as Agent[];
  const requirement = ({ id }: Skill, level: number, more = {}) => ({
    skillId: id,
    level,
    mandatory: true,
    weight: 1,
    ...more,
  });
  const statuses = () => Promise.all(staff().map((agent) => world.status(agent)));

  it('offers a call only to whoever has the skill, and waits for one who learns it', async () => {
    const queueId = await world.queue(staff(), { skills: [requirement(german, 5)] });
    await world.number(queueId, '+48221000101');
    await learns(boris, { [german.id]: 4 });
    const caller = await world.callFrom('+48501000001', {}, '+48221000101');
    expect(await statuses()).toEqual(['ready', 'ready', 'ready']);
    await learns(boris, { [german.id]: 5 });
    expect(await statuses()).toEqual(['ready', 'reserved', 'ready']);
    await world.callerHangsUp(caller);
  });

  it('relaxes ring by ring without losing the place', async () => {
    await learns(boris, {});
    await learns(celina, { [german.id]: 2 });
    const skills = [requirement(german, 5)];
    const queueId = await world.queue(staff(), { skills, rings: [{ afterSeconds: 30, lowerBy: 3 }] });
    await world.number(queueId, '+48221000102');
    const caller = await world.callFrom('+48501000002', {}, '+48221000102');
    await world.wait(28);
    expect(await statuses()).toEqual(['ready', 'ready', 'ready']);
    await world.wait(3);
    expect(await statuses()).toEqual(['ready', 'ready', 'reserved']);
    const [offer] = await world.sql<{ choice: { ring: number; queueId: string } }>(
      `select data -> 'choice' as choice from journal where type = 'WorkOffered' order by position desc limit 1`,
    );
    expect(offer?.choice).toMatchObject({ ring: 1, queueId });
    await world.callerHangsUp(caller);
  });

  it('asks on top of the queue for what the caller’s record asks for', async () => {
    await learns(boris, { [german.id]: 5 });
    const queueId = await world.queue(staff());
    await world.number(queueId, '+48221000104');
    const { id } = (await world.as(chief).post('/contacts', { lastName: 'Schmidt', phones: ['+48501000007'] }))
      .body as { id: string };
    const routing = { priority: null, skills: [requirement(german, 5)], version: 0 };
    expect((await world.as(chief).put(`/contacts/${id}/routing`, routing)).status).toBe(200);
    const callers = [
      await world.callFrom('+48501000007', {}, '+48221000104'),
      await world.callFrom('+48501000008', {}, '+48221000104'),
    ];
    expect(await statuses()).toEqual(['reserved', 'reserved', 'ready']);
    const offers = await world.sql<{ chosen: string[]; need: object[] }>(
      `select data -> 'choice' -> 'chosen' as chosen, data -> 'choice' -> 'need' as need from journal
       where type = 'WorkOffered' order by position desc limit 2`,
    );
    expect(offers).toEqual([
      { chosen: [anna?.id], need: [] },
      { chosen: [boris?.id], need: [{ skillId: german.id, level: 5 }] },
    ]);
    for (const caller of callers) await world.callerHangsUp(caller);
  });

  it('ranks by the distance between what is wanted and what is held', async () => {
    await learns(anna, { [german.id]: 9, [claims.id]: 9 });
    await learns(boris, { [german.id]: 3, [claims.id]: 4 });
    await learns(celina, { [german.id]: 3, [claims.id]: 1 });
    const skills = [requirement(german, 3), requirement(claims, 4, { mandatory: false, weight: 2 })];
    const queueId = await world.queue(staff(), { skills, ranking: 'closest-skills' });
    await world.number(queueId, '+48221000103');
    const callers: string[] = [];
    const order: string[][] = [];
    for (const number of ['+48501000003', '+48501000004', '+48501000005']) {
      callers.push(await world.callFrom(number, {}, '+48221000103'));
      order.push(await statuses());
    }
    // Exactly, 1.1 too much, 6 missing.
    expect(order).toEqual([
      ['ready', 'reserved', 'ready'],
      ['reserved', 'reserved', 'ready'],
      ['reserved', 'reserved', 'reserved'],
    ]);
    for (const caller of callers) await world.callerHangsUp(caller);
  });

  it('keeps a skill that somebody holds or a queue asks for', async () => {
    expect((await world.as(chief).delete(`/skills/${german.id}`)).body).toMatchObject({ code: 'skill-in-use' });
    const third = (await world.as(chief).post('/skills', { name: 'Suahili' })).body as Skill;
    expect((await world.as(chief).delete(`/skills/${third.id}`)).status).toBe(204);
  });
});
