import type { AgentWhy, QueueWait, RoutingDecision } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';

const NOBODY = '00000000-0000-4000-8000-0000000000ff';

describe('routing over HTTP: why, expected waits and priorities of channels', () => {
  let world: CallWorld;
  let chief: Agent;
  let anna: Agent;
  let boris: Agent;
  let queueId: string;

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, anna, boris] = [await world.hire('administrator'), await world.hire(), await world.hire()];
    const { id: skillId } = (await world.as(chief).post('/skills', { name: 'Niemiecki' })).body as { id: string };
    const capacity = { call: 1, chat: 6, messenger: 3, mail: 5, sms: 5 };
    await world.as(chief).put(`/agents/${boris.id}/routing`, { skills: [{ skillId, level: 3 }], capacity });
    queueId = await world.queue([anna, boris], { skills: [{ skillId, level: 3, mandatory: true, weight: 1 }] });
    await world.number(queueId);
    await world.ready(anna);
    await world.callFrom('+48501000001');
    await world.ready(boris);
  });
  afterAll(() => world.close());

  it('tells a call’s decisions, non-offers too, as data and as a sentence in both languages', async () => {
    const [call] = await world.calls();
    const { body } = (await world.as(chief).get(`/calls/${call?.id}/why`)) as { body: RoutingDecision[] };
    expect(body.map(({ sentence, chosen }) => [sentence, chosen])).toEqual([
      ['held-nobody-skilled', []],
      ['offered-first-in-order', [boris.id]],
    ]);
    expect(body[0]?.words.en).toContain('nobody free has the skills that it needs');
    expect(body[1]?.words.pl).toContain(`wybrała: ${boris.name} – pierwszy wolny w kolejności`);
    expect(body[1]?.filtered).toEqual([{ agentId: anna.id, by: expect.stringMatching(/^no-skill:/) as string }]);
    expect(problemLine(await world.as(anna).get(`/calls/${call?.id}/why`))).toBe('403 permission-missing');
    expect(problemLine(await world.as(chief).get(`/calls/${NOBODY}/why`))).toBe('404 call-not-found');
  });

  it('tells an agent why he gets no calls', async () => {
    const { body } = (await world.as(anna).get('/agents/me/routing-why')) as { body: AgentWhy };
    expect(body.overall).toBeNull();
    expect(body.queues).toMatchObject([{ queueId, sentence: { en: 'lacks the skill “Niemiecki”' } }]);
    expect(body.recent.map(({ sentence }) => sentence.pl)).toEqual(
      Array(2).fill('brakuje mu umiejętności „Niemiecki”'),
    );
    await world.as(anna).put('/agents/me/status', { status: 'not-ready', reason: 'lunch' });
    const away = (await world.as(chief).get(`/agents/${anna.id}/routing-why`)).body as AgentWhy;
    expect([away.overall, away.sentence.en]).toEqual(['not-ready:lunch', 'Gets no calls: is not ready.']);
    expect(problemLine(await world.as(anna).get(`/agents/${boris.id}/routing-why`))).toBe('403 permission-missing');
  });

  it('says what to expect and how right that was', async () => {
    await world.sql(
      `insert into wait_estimate (work_id, queue_id, day, made_at, position, expected_ms, actual_ms)
       select gen_random_uuid(), $1, '2026-11-20', 0, 1, 60000, 60000 + 1000 * n from generate_series(0, 20, 10) n`,
      [queueId],
    );
    await world.sql('update queue_pace set place_ms = 30000 where queue_id = $1', [queueId]);
    const { body } = (await world.as(chief).get(`/queues/${queueId}/wait`)) as { body: QueueWait };
    expect(body.errors).toEqual([{ day: '2026-11-20', estimates: 3, medianError: 10 / 70 }]);
    expect(problemLine(await world.as(chief).get(`/queues/${NOBODY}/wait`))).toBe('404 queue-not-found');
  });

  it('keeps the base weight of each channel', async () => {
    const priorities = { call: 300, chat: 100, messenger: 90, mail: 10, sms: 20 };
    expect((await world.as(chief).put('/routing/priorities', priorities)).body).toEqual(priorities);
    expect((await world.as(chief).get('/routing/priorities')).body).toEqual(priorities);
    expect(problemLine(await world.as(chief).put('/routing/priorities', { ...priorities, call: -1 }))).toBe(
      '400 validation-failed call min',
    );
    expect(problemLine(await world.as(anna).put('/routing/priorities', priorities))).toBe('403 permission-missing');
  });
});
