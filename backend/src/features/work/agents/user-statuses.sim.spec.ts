import type { StatusStretch } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';

describe('user statuses', () => {
  let world: CallWorld;
  let chief: Agent;
  let stranger: Agent;
  let anna: Agent;

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, stranger, anna] = [await world.hire('supervisor'), await world.hire('supervisor'), await world.hire()];
    await world.supervises(chief, await world.group(anna));
    await world.supervises(stranger);
    await world.number(await world.queue([anna], { wrapUpSeconds: 30 }));
  });
  afterAll(() => world?.close());

  it('are journalled to the second through a whole shift, without gap and without overlap', async () => {
    await world.ready(anna);
    const began = world.clock.now();
    await world.wait(60);
    const caller = await world.callFrom('+48501000001');
    await world.wait(4);
    await world.press(anna, 'answer');
    await world.wait(120);
    await world.callerHangsUp(caller);
    await world.wait(31);
    await world.as(anna).put('/agents/me/status', { status: 'not-ready', reason: 'training' });
    await world.wait(900);
    await world.as(chief).post(`/agents/${anna.id}/status`, { status: 'ready', note: 'Koniec szkolenia' });
    await world.wait(17);
    await world.as(anna).put('/agents/me/status', { status: 'not-ready', reason: 'back-office' });
    const { body } = await world.as(chief).get(`/status-stretches?agentId=${anna.id}&sort=since`);
    const stretches = (body.items as StatusStretch[]).filter(({ since }) => Date.parse(since) >= began);
    const told = stretches.map(({ status, reason, seconds }) => [reason ?? status, Math.floor(seconds)]);
    expect(told).toEqual([
      ['ready', 60],
      ['reserved', 5],
      ['busy', 120],
      ['wrap-up', 30],
      ['ready', 1],
      ['training', 900],
      ['ready', 17],
    ]);
    for (const [index, { since }] of stretches.entries())
      if (index > 0) expect(since).toBe(stretches[index - 1]?.until);
    const whole = stretches.reduce((sum, { seconds }) => sum + seconds * 1000, 0);
    expect(whole).toBe(world.clock.now() - began);
    expect((await world.as(stranger).get('/status-stretches')).body.items).toEqual([]);
  });

  it('end when a supervisor signs the agent out with a reason; a call in hand goes on to its end', async () => {
    await world.as(anna).put('/agents/me/status', { status: 'ready' });
    const caller = await world.callFrom('+48501000002');
    await world.press(anna, 'answer');
    const note = 'Koniec zmiany, proszę do domu';
    expect(problemLine(await world.as(stranger).post(`/agents/${anna.id}/sign-out`, { note }))).toBe(
      '403 not-supervised',
    );
    expect(problemLine(await world.as(chief).post(`/agents/${anna.id}/sign-out`, {}))).toBe(
      '400 validation-failed note required',
    );
    await world.as(chief).post(`/agents/${anna.id}/sign-out`, { note });
    const seen = async () => (await world.as(chief).get('/agents')).body.find(({ id }: Agent) => id === anna.id).status;
    expect(await seen()).toBe('busy');
    await world.callerHangsUp(caller);
    await world.wait(31);
    expect(await seen()).toBe('offline');
    const [told] = await world.sql<{ data: object }>(`select data from journal where type = 'AgentSignOutOrdered'`);
    expect(told?.data).toMatchObject({ agentId: anna.id, note });
  });
});
