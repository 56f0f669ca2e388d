import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Flow, FlowCounts, FlowDocument } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { AnswerDips } from './use-cases/answer-dips';
import { flow, node, say } from './domain/flow.fixture';

const asking = { prompts: say('Jeden to kolejka, dwa to konsultant.'), timeoutSeconds: 5, attempts: 2 };

describe('Callers in an IVR flow', () => {
  let world: CallWorld;
  let chief: Agent;
  let anna: Agent;
  let queueId: string;
  let crm: Server;
  let crmAnswer = { status: 200, body: '{"vip":true}', slow: false };
  let callers = 0;

  beforeAll(async () => {
    crm = createServer((_request, response) => {
      if (crmAnswer.slow) return;
      response.writeHead(crmAnswer.status, { 'content-type': 'application/json' }).end(crmAnswer.body);
    });
    await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve));
    process.env['CENTRALA_IVR_PRIVATE_HOSTS'] = `127.0.0.1:${(crm.address() as AddressInfo).port}`;
    world = await CallWorld.start();
    [chief, anna] = [await world.hire('administrator'), await world.hire()];
    queueId = await world.queue([anna], { wrapUpSeconds: 0 });
  });
  afterAll(async () => {
    await world?.close();
    crm.closeAllConnections();
    await new Promise((resolve) => crm.close(resolve));
  });

  const publish = async (name: string, document: FlowDocument): Promise<Flow> => {
    const created = (await world.as(chief).post('/flows', { name, document })).body as Flow;
    const published = await world.as(chief).post(`/flows/${created.id}/publish`, { draftVersion: 1 });
    if (published.status !== 201) throw new Error(JSON.stringify([published.body, created.findings]));
    return created;
  };
  /** A number of its own for each flow; the answer calls it. */
  const leadsTo = async (flowId: string, own: string) => {
    const saved = await world.as(chief).post('/numbers', { number: own, name: own, flowId });
    if (saved.status !== 201) throw new Error(JSON.stringify(saved.body));
    return (habits = {}) => world.callFrom(`+4860010${String((callers += 1)).padStart(4, '0')}`, habits, own);
  };
  const press = async (leg: string, digits: string): Promise<void> => {
    world.line.simulated.world.press(leg, digits);
    await world.settle();
    await world.wait(3);
    await world.app.get(AnswerDips).idle();
    await world.settle();
  };
  const last = async () => (await world.calls()).at(-1);
  const path = async (): Promise<string[]> =>
    (
      await world.sql<{ node: string }>(
        `select data -> 'place' ->> 'nodeId' as node from journal where type = 'IvrNodeEntered' and stream = $1 order by position`,
        [`ivr-${(await last())?.id ?? ''}`],
      )
    ).map(({ node: id }) => id);

  const menu = (extra: Parameters<typeof node<'queue'>>[2] = {}): FlowDocument =>
    flow(
      [
        node('start', 'start'),
        node('menu', 'menu', {
          ...asking,
          options: [
            { digit: '1', name: 'kolejka' },
            { digit: '2', name: 'konsultant' },
          ],
        }),
        node('queue', 'queue', { queueId, ...extra }),
        node('transfer', 'person', { target: { kind: 'agent', agentId: anna.id }, ringSeconds: 10 }),
        node('hang-up', 'bye'),
      ],
      [
        'start > menu',
        'menu digit:1 > queue',
        'menu digit:2 > person',
        'menu invalid > bye',
        'menu no-input > bye',
        'person unanswered > queue',
      ],
    );

  it('choose from a menu and wait in the queue, with the priority of the node', async () => {
    const call = await leadsTo((await publish('Menu', menu({ priority: 700 }))).id, '+48221000201');
    const leg = await call();
    expect(await last()).toMatchObject({ state: 'ivr' });
    await press(leg, '1');
    expect(await last()).toMatchObject({ state: 'queued' });
    const [item] = await world.sql<{ priority: number; language: string }>(
      `select data ->> 'priority' as priority, data ->> 'language' as language from journal where type = 'WorkQueued' order by position desc limit 1`,
    );
    expect(item).toEqual({ priority: '700', language: 'pl' });
    await world.ready(anna);
    await world.press(anna, 'answer');
    expect(await last()).toMatchObject({ state: 'talking', agent_id: anna.id });
    const detail = await world.as(chief).get(`/calls/${(await last())?.id ?? ''}`);
    const told = (detail.body as { timeline: { type: string }[] }).timeline.map(({ type }) => type);
    expect(told.filter((type) => type === 'IvrNodeEntered')).toHaveLength(3);
    expect(told).toEqual(expect.arrayContaining(['IvrStarted', 'IvrLeft', 'CallQueued', 'CallConnected']));
    await world.callerHangsUp(leg);
    await world.as(anna).put('/agents/me/status', { status: 'not-ready', reason: 'break' });
  });

  it('are asked again after a wrong digit and after silence, and then the flow goes on', async () => {
    const call = await leadsTo((await publish('Uparty', menu())).id, '+48221000202');
    await press(await call(), '9');
    expect(await last()).toMatchObject({ state: 'ivr' });
    await world.wait(12);
    expect(await last()).toMatchObject({ state: 'ended', outcome: 'self-service', ended_by: 'system' });
    const tries = await world.sql<{ because: string }>(
      `select data ->> 'because' as because from journal where type = 'IvrTryFailed' order by position`,
    );
    expect(tries.map(({ because }) => because)).toEqual(['invalid', 'no-input']);
    expect(await world.legs()).toEqual([]);
  });

  it('are put through to a person, and come back into the flow when nobody is there', async () => {
    const call = await leadsTo((await publish('Osoba', menu())).id, '+48221000203');
    const leg = await call();
    await press(leg, '2');
    await world.wait(12);
    expect(await path()).toEqual(['start', 'menu', 'person', 'queue']);
    expect(await last()).toMatchObject({ state: 'queued' });
    await world.callerHangsUp(leg);
    await world.as(anna).put('/agents/me/status', { status: 'ready' });
    const second = await call();
    await press(second, '2');
    expect(await world.status(anna)).toBe('reserved');
    await world.press(anna, 'decline');
    expect(await path()).toEqual(['start', 'menu', 'person', 'queue']);
    await world.callerHangsUp(second);
  });

  it('hear that it is closed out of hours, and go by what a condition says', async () => {
    const hours = { zone: 'Europe/Warsaw', openings: [], closedOnHolidays: false, daysOff: [] };
    const document = flow(
      [
        node('start', 'start'),
        node('hours', 'hours', { hours }),
        node('condition', 'poland', {
          cases: [
            {
              id: 'pl',
              name: 'PL',
              match: 'all',
              tests: [{ variable: 'caller.number', operator: 'starts-with', value: '+48' }],
            },
          ],
        }),
        node('queue', 'queue', { queueId }),
        node('hang-up', 'bye'),
        node('hang-up', 'abroad'),
      ],
      [
        'start > hours',
        'hours open > queue',
        'hours closed > poland',
        'poland case:pl > bye',
        'poland otherwise > abroad',
      ],
    );
    const call = await leadsTo((await publish('Godziny', document)).id, '+48221000204');
    await call();
    expect(await path()).toEqual(['start', 'hours', 'poland', 'bye']);
    expect(await last()).toMatchObject({ state: 'ended', outcome: 'self-service' });
  });

  it('are treated as another system says, and otherwise when it fails or is slow', async () => {
    const url = `http://127.0.0.1:${(crm.address() as AddressInfo).port}/vip?of={{ caller.number }}`;
    const document = flow(
      [
        node('start', 'start'),
        node('data-dip', 'dip', { url, timeoutMs: 300, outputs: [{ path: 'vip', variable: 'vip' }] }),
        node('queue', 'queue', { queueId }),
        node('hang-up', 'bye'),
      ],
      ['start > dip', 'dip > queue', 'dip failed > bye'],
    );
    const created = await publish('Zapytanie', document);
    const call = await leadsTo(created.id, '+48221000205');
    const leg = await call();
    await world.app.get(AnswerDips).idle();
    await world.settle();
    expect(await path()).toEqual(['start', 'dip', 'queue']);
    await world.callerHangsUp(leg);
    for (const answer of [
      { status: 503, body: '{}', slow: false },
      { status: 200, body: 'no json', slow: false },
      { status: 200, body: '', slow: true },
    ]) {
      crmAnswer = answer;
      await call();
      await world.app.get(AnswerDips).idle();
      await world.settle();
      expect(await path()).toEqual(['start', 'dip', 'bye']);
    }
    const failures = (await world.as(chief).get(`/flows/${created.id}/failures`)).body as {
      items: { reason: string }[];
    };
    expect(failures.items.map(({ reason }) => reason)).toEqual(['timed-out', 'not-json', 'status-503']);
  });

  it('finish on the version they began with; a rollback is for the next call', async () => {
    const created = await publish('Wersje', menu());
    const call = await leadsTo(created.id, '+48221000206');
    const closed = flow([node('start', 'start'), node('hang-up', 'closed')], ['start > closed']);
    const early = await call();
    await world.as(chief).put(`/flows/${created.id}/draft`, { document: closed, draftVersion: 1 });
    await world.as(chief).post(`/flows/${created.id}/publish`, { draftVersion: 2 });
    await call();
    expect(await path()).toEqual(['start', 'closed']);
    const late = await call();
    expect(await world.legs()).not.toContainEqual(expect.objectContaining({ legId: late }));
    await world.as(chief).post(`/flows/${created.id}/versions/1/activate`);
    const next = await call();
    expect(await last()).toMatchObject({ state: 'ivr' });
    await press(early, '1');
    const [first] = await world.sql<{ state: string }>(
      'select c.state from call c join call_leg l on l.call_id = c.id where l.leg_id = $1',
      [early],
    );
    // Anna may be free by then.
    expect(['queued', 'offered']).toContain(first?.state);
    await world.callerHangsUp(early);
    await world.callerHangsUp(next);
  });

  it('are counted in each node, and where they hung up', async () => {
    const created = await publish('Liczony', menu());
    const call = await leadsTo(created.id, '+48221000207');
    await world.callerHangsUp(await call());
    const leg = await call();
    await press(leg, '1');
    await world.callerHangsUp(leg);
    const day = new Date(world.clock.now()).toISOString().slice(0, 10);
    const counts = (await world.as(chief).get(`/flows/${created.id}/counts?from=${day}&to=${day}`)).body as FlowCounts;
    expect(counts.calls).toBe(2);
    expect(counts.nodes.find(({ nodeId }) => nodeId === 'menu')).toEqual({
      nodeId: 'menu',
      entered: 2,
      droppedOff: 1,
      branches: [{ branch: 'digit:1', taken: 1 }],
    });
    expect((await last())?.outcome).toBe('abandoned');
  });

  it.each([0, 10, 40])('are kept when our process dies, %i turns after the digit', async (turns) => {
    const created = await publish(`Ginący ${turns}`, menu());
    const call = await leadsTo(created.id, `+4822100021${turns / 10}`);
    const leg = await call();
    await world.dieDuring(async () => {
      world.line.simulated.world.press(leg, '1');
      await world.settle();
    }, turns);
    await world.wait(1);
    if ((await last())?.state === 'ivr') await press(leg, '1');
    expect(await last()).toMatchObject({ state: expect.stringMatching(/^(queued|offered)$/) as string });
    expect(await path()).toEqual(['start', 'menu', 'queue']);
    await world.callerHangsUp(leg);
    expect(await world.legs()).not.toContainEqual(expect.objectContaining({ legId: leg }));
  });

  it('are asked anew when the switch was out of sight', async () => {
    const created = await publish('Odcięty', menu());
    const call = await leadsTo(created.id, '+48221000220');
    const leg = await call();
    world.line.simulated.dropConnections(60_000);
    await world.wait(0);
    await world.wait(60);
    await world.connected();
    await world.wait(1);
    expect(await last()).toMatchObject({ state: 'ivr' });
    await press(leg, '1');
    expect(await last()).toMatchObject({ state: expect.stringMatching(/^(queued|offered)$/) as string });
    await world.callerHangsUp(leg);
  });
});
