import type { OwnCampaign, Page, Recontact, RecordWhy } from '#contracts';
import type { Agent } from '../../../testing/call-world';
import { CampaignWorld, mobile } from '../../../testing/campaign-world';
import { problemLine } from '../../../testing/walk-pages';

describe('progressive-dialer: the system supplies records, one call for each free agent', () => {
  let campaigns: CampaignWorld;
  let anna: Agent;
  let boris: Agent;

  beforeAll(async () => {
    campaigns = await CampaignWorld.start();
    [anna, boris] = [await campaigns.world.hire(), await campaigns.world.hire()];
    await campaigns.world.ready(anna);
  });
  afterAll(() => campaigns.world.close());

  const own = async (agent: Agent) =>
    (await campaigns.world.as(agent).get('/own-campaigns')).body as readonly OwnCampaign[];

  it('reserves the agent with a record, calls by itself after its seconds, and takes the next after wrap-up', async () => {
    const { world } = campaigns;
    const id = await campaigns.campaign([anna], { autoStartSeconds: 3 });
    const [first, second] = await campaigns.load(id, [
      { number: mobile(1), lastName: 'Pierwsza' },
      { number: mobile(2), lastName: 'Druga' },
    ]);
    for (const number of [mobile(1), mobile(2)]) campaigns.person(number, { kind: 'answers', afterMs: [2000, 2000] });
    expect(await campaigns.act(id, 'start')).toBe(200);
    expect(await world.status(anna)).toBe('reserved');
    expect(await own(anna)).toMatchObject([{ id, records: [{ recordId: first?.recordId }], joined: true }]);
    await world.wait(7);
    expect(await world.desk(anna)).toMatchObject([{ state: 'talking', number: mobile(1), direction: 'outbound' }]);
    await world.press(anna, 'hang-up');
    expect(await world.status(anna)).toBe('wrap-up');
    await world.wait(6);
    expect(await own(anna)).toMatchObject([{ records: [{ recordId: second?.recordId }] }]);
    await world.wait(7);
    await world.press(anna, 'hang-up');
    await world.wait(6);
    expect(await world.status(anna)).toBe('ready');
    expect(await campaigns.attempts(id)).toMatchObject([
      { outcome: 'connected', agent_id: anna.id },
      { outcome: 'connected', agent_id: anna.id },
    ]);
    expect(await campaigns.dialling(first?.recordId ?? '')).toMatchObject({
      state: 'closed',
      closed_because: 'reached',
    });
    await campaigns.act(id, 'drain');
  });

  it('recontacts: calls a record again that somebody plans by hand, and the conversation keeps the promise', async () => {
    const { world } = campaigns;
    const id = await campaigns.campaign([anna], { autoStartSeconds: 0 });
    const [record] = await campaigns.load(id, [{ number: mobile(20) }]);
    campaigns.person(mobile(20), { kind: 'answers', afterMs: [1000, 1000] });
    await campaigns.act(id, 'start');
    const talk = async () => {
      expect(await world.desk(anna)).toMatchObject([{ state: 'talking', number: mobile(20) }]);
      await world.press(anna, 'hang-up');
      await world.wait(6);
      expect(await campaigns.dialling(record?.recordId ?? '')).toMatchObject({ closed_because: 'reached' });
    };
    await world.wait(4);
    await talk();
    const plan = (more: object = {}) => {
      const dueAt = new Date(world.clock.now() + 60_000).toISOString();
      return world.as(anna).post('/recontacts', { ...record, dueAt, for: 'agent', note: 'Oferta', ...more });
    };
    expect(problemLine(await plan({ contactId: anna.id }))).toBe('404 contact-not-found');
    expect(problemLine(await plan({ recordId: anna.id }))).toBe('404 record-not-found');
    expect(problemLine(await plan({ dueAt: '2020-01-01T10:00:00Z' }))).toBe(
      '400 validation-failed dueAt expires-in-past',
    );
    const planned = (await plan()).body as Recontact;
    expect(planned).toMatchObject({
      callId: null,
      classifier: null,
      number: mobile(20),
      note: 'Oferta',
      state: 'open',
    });
    await world.wait(55);
    expect(await campaigns.attempts(id)).toHaveLength(1);
    await world.wait(15);
    await talk();
    expect(await campaigns.attempts(id)).toMatchObject([{ class: 'fresh' }, { class: 'private', agent_id: anna.id }]);
    const { items } = (await world.as(anna).get('/recontacts')).body as Page<Recontact>;
    expect(items).toMatchObject([{ id: planned.id, state: 'done' }]);
  });

  it('waits for the agent’s key where the campaign says so, and leaves him to a caller who counts more', async () => {
    const { world } = campaigns;
    await world.ready(boris);
    const id = await campaigns.campaign([boris], { autoStartSeconds: null, priority: 10 });
    const [record] = await campaigns.load(id, [{ number: mobile(3) }]);
    campaigns.person(mobile(3), { kind: 'answers', afterMs: [1000, 1000] });
    await campaigns.act(id, 'start');
    await world.wait(60);
    expect(await campaigns.attempts(id)).toEqual([]);
    await world.number(await world.queue([boris], { priority: 80 }));
    await world.callFrom('+48500600700');
    await world.wait(2);
    expect(await world.desk(boris)).toMatchObject([{ direction: 'inbound' }]);
    await world.press(boris, 'answer');
    await world.press(boris, 'hang-up');
    await world.wait(40);
    const path = `/own-campaigns/${id}/records/${record?.recordId}/call`;
    expect((await world.as(boris).post(path)).status).toBe(204);
    await world.wait(3);
    expect(await world.desk(boris)).toMatchObject([{ state: 'talking', number: mobile(3) }]);
    await world.press(boris, 'hang-up');
    await world.wait(6);
  });

  it('relationship-keeping: a system recontact waits for whom the person talked with last, then anybody has it', async () => {
    const { world } = campaigns;
    const calls = async (agent: Agent, number: string) => {
      campaigns.person(number, { kind: 'answers', afterMs: [1000, 1000] });
      expect((await world.as(agent).post('/calls', { number })).status).toBe(201);
      await world.wait(3);
    };
    const isFree = async (agent: Agent) => {
      await world.press(agent, 'hang-up');
      await world.as(agent).post('/agents/me/finish-wrap-up');
    };
    await calls(boris, mobile(30));
    await isFree(boris);
    campaigns.person(mobile(30), { kind: 'refuses', status: 486, afterMs: [500, 500] });
    const rules = { attempts: { busy: { everyMinutes: 1, maximum: 9 } }, dailyCap: null };
    const id = await campaigns.campaign([anna, boris], { autoStartSeconds: 0, lastAgentSeconds: 60, ...rules });
    const [record] = await campaigns.load(id, [{ number: mobile(30) }]);
    const why = async () =>
      (await world.as(campaigns.boss).get(`/campaigns/${id}/records/${record?.recordId}/why`)).body as RecordWhy;
    const had = async () =>
      (await why()).attempts
        .map(({ agent, why: { relationship } }) => [agent?.id, relationship])
        .reverse()
        .slice(1);
    await campaigns.act(id, 'start');
    await world.wait(5);
    expect(await had()).toEqual([]);

    await calls(boris, mobile(31));
    await world.wait(70);
    expect(await why()).toMatchObject({ hold: 'kept-for-last-agent', detail: boris.id });
    await isFree(boris);
    await world.wait(5);
    const himself = [boris.id, { agentId: boris.id, how: 'himself' }];
    expect(await had()).toEqual([himself]);

    await calls(boris, mobile(31));
    await world.wait(100);
    expect(await had()).toEqual([himself]);
    await world.wait(20);
    const waited = [anna.id, { agentId: boris.id, how: 'waited' }];
    expect(await had()).toEqual([himself, waited]);

    await isFree(boris);
    await world.as(boris).put('/agents/me/status', { status: 'not-ready', reason: 'break' });
    await world.wait(70);
    expect(await had()).toEqual([himself, waited, [anna.id, { agentId: boris.id, how: 'not-on-duty' }]]);
    await campaigns.act(id, 'drain');
    await world.as(boris).put('/agents/me/status', { status: 'ready' });
  });

  it('lets an agent go who asks for a break, and gives his record to another', async () => {
    const { world } = campaigns;
    const id = await campaigns.campaign([anna, boris], { autoStartSeconds: 30 });
    await world.as(boris).put('/agents/me/status', { status: 'not-ready', reason: 'break' });
    await campaigns.load(id, [{ number: mobile(4) }]);
    await campaigns.act(id, 'start');
    expect(await world.status(anna)).toBe('reserved');
    await world.as(anna).put('/agents/me/status', { status: 'not-ready', reason: 'break' });
    await world.wait(1);
    expect(await world.status(anna)).toBe('not-ready:break');
    await world.as(boris).put('/agents/me/status', { status: 'ready' });
    await world.wait(6);
    expect(await world.status(boris)).toBe('reserved');
  });
});
