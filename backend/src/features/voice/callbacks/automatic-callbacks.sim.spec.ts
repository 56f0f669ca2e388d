import { callbackRuleSchema, type Callback, type CallbackRule } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';

const ALL_DAY = { from: '00:00', to: '24:00' } as const;
const rule = (more: Partial<CallbackRule> = {}): CallbackRule => callbackRuleSchema.parse({ ...ALL_DAY, ...more });

describe('automatic-callbacks: whoever failed to reach us, or asks for it, is called back', () => {
  let world: CallWorld;
  let chief: Agent;
  let anna: Agent;
  let queueId: string;
  let callers = 0;
  const OURS = '+48221000401';

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, anna] = [await world.hire('administrator'), await world.hire()];
    queueId = await world.queue([anna], {
      wrapUpSeconds: 0,
      callback: rule({ automatic: ['abandoned', 'missed'], attempts: 2, intervalMinutes: 10, minimumWaitSeconds: 5 }),
    });
    await world.number(queueId, OURS);
  });
  afterAll(() => world.close());

  const fresh = (): string => `+4860030${String((callers += 1)).padStart(4, '0')}`;
  const person = (number: string, how: 'answers' | 'busy') =>
    world.line.simulated.world.setPerson(
      number,
      how === 'answers'
        ? { kind: 'answers', afterMs: [1000, 1000] }
        : { kind: 'refuses', status: 486, afterMs: [500, 500] },
    );
  const callbacks = async (query = ''): Promise<Callback[]> =>
    ((await world.as(chief).get(`/callbacks${query}`)).body as { items: Callback[] }).items;
  const of = async (number: string): Promise<Callback | undefined> =>
    (await callbacks()).find((each) => each.number === number);
  const waiting = () =>
    world.sql<{ queued_at: string }>(
      `select queued_at from work_item where state in ('waiting', 'offered') order by queued_at`,
    );
  /** What the caller was asked or told last about being called back. */
  const said = async (): Promise<{ step: string; text: string } | undefined> => {
    const rows = await world.sql<{ data: { dialog: { step: string; text: string } } }>(
      `select data from journal where type = 'CallCallbackAsked' order by position desc limit 1`,
    );
    return rows[0]?.data.dialog;
  };
  /** Who ended the calls of those that are called back because they asked for it. */
  const confirmed = async () =>
    (await world.calls()).filter(({ outcome }) => outcome === 'callback').map(({ ended_by }) => ended_by);
  const press = async (leg: string, keys: string): Promise<void> => {
    world.line.simulated.world.press(leg, keys);
    await world.settle();
    await world.wait(1);
  };
  /** Presses the key and hears how the closing sentence begins. */
  const confirms = async (leg: string): Promise<void> => {
    world.line.simulated.world.press(leg, '1');
    await world.settle();
  };
  async function abandons(number: string, seconds: number): Promise<void> {
    const leg = await world.callFrom(number, {}, OURS);
    await world.wait(seconds);
    await world.callerHangsUp(leg);
  }

  it('calls back who hung up in the queue, with the place he had, and closes when he is reached', async () => {
    const number = fresh();
    person(number, 'answers');
    await abandons(number, 30);
    const open = await of(number);
    expect(open).toMatchObject({ state: 'waiting', origin: 'automatic', failed: 'abandoned', tried: 0, attempts: 2 });
    const original = (await world.calls()).at(-1)?.queued_at?.toISOString();
    expect(open?.queuedAt).toBe(original);
    await world.ready(anna);
    expect(await world.status(anna)).toBe('ready');
    await world.wait(10 * 60);
    expect((await of(number))?.state).toBe('calling');
    const [desk] = await world.desk(anna);
    expect(desk).toMatchObject({ state: 'offered', direction: 'outbound', number, callbackId: open?.id });
    expect(desk?.queuedAt).toBe(original);
    await world.press(anna, 'answer');
    await world.wait(5);
    expect((await world.desk(anna))[0]).toMatchObject({ state: 'talking', ownNumber: OURS });
    expect(await of(number)).toMatchObject({ state: 'closed', ending: 'reached', tries: [{ result: 'reached' }] });
    await world.press(anna, 'hang-up');
    expect(await world.status(anna)).toBe('ready');
    await world.signOut(anna);
  });

  it('does not bother who hung up at once', async () => {
    const number = fresh();
    await abandons(number, 2);
    expect(await of(number)).toBeUndefined();
  });

  it('tries as often as the rule says, then leaves it; every attempt keeps its result', async () => {
    const number = fresh();
    person(number, 'busy');
    await abandons(number, 20);
    await world.ready(anna);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await world.wait(10 * 60);
      await world.press(anna, 'answer');
      await world.wait(5);
      expect(await world.status(anna)).toBe('ready');
    }
    expect(await of(number)).toMatchObject({
      state: 'closed',
      ending: 'exhausted',
      tried: 2,
      tries: [{ result: 'busy' }, { result: 'busy' }],
    });
    await world.signOut(anna);
  });

  it('leaves it when the customer gets through meanwhile, by his call or by ours', async () => {
    const [first, second] = [fresh(), fresh()];
    person(second, 'answers');
    await abandons(first, 20);
    await abandons(first, 20);
    await abandons(second, 20);
    expect((await callbacks('?state=waiting')).map(({ number }) => number).sort()).toEqual([first, second].sort());
    await world.ready(anna);
    const leg = await world.callFrom(first, {}, OURS);
    await world.press(anna, 'answer');
    await world.wait(2);
    await world.callerHangsUp(leg);
    await world.as(anna).post('/calls', { number: second });
    await world.press(anna, 'answer').catch(() => undefined);
    await world.wait(5);
    await world.press(anna, 'hang-up');
    expect([(await of(first))?.ending, (await of(second))?.ending]).toEqual(['got-through', 'got-through']);
    await world.wait(60);
    await world.signOut(anna);
  });

  it('is offered by a key while he waits: confirmed, or at another number, and the place is kept', async () => {
    const [caller, other] = [fresh(), fresh()];
    const leg = await world.callFrom(caller, {}, OURS);
    await world.wait(40);
    const place = (await waiting())[0]?.queued_at;
    await press(leg, '5');
    await press(leg, '2');
    await press(leg, '12#');
    await press(leg, `${other.slice(3)}#`);
    expect((await world.calls()).at(-1)).toMatchObject({ state: 'queued' });
    await confirms(leg);
    expect(await confirmed()).toEqual([]);
    expect(await said()).toMatchObject({ step: 'closing', text: expect.stringContaining('Oddzwonimy') });
    await world.wait(10);
    expect(await confirmed()).toEqual(['system']);
    expect(await of(other)).toMatchObject({ state: 'calling', origin: 'queue' });
    expect((await waiting()).map(({ queued_at }) => queued_at)).toEqual([place]);
    const { id } = (await of(other)) as Callback;
    expect((await world.as(anna).post(`/callbacks/${id}/cancel`)).status).toBe(403);
    expect((await world.as(chief).post(`/callbacks/${id}/cancel`)).body).toMatchObject({ ending: 'cancelled' });
    expect(await waiting()).toEqual([]);
    expect((await world.as(chief).post(`/callbacks/${id}/cancel`)).status).toBe(409);
  });

  it('holds what he confirmed when he hangs up before the closing sentence is over', async () => {
    const number = fresh();
    const leg = await world.callFrom(number, {}, OURS);
    await press(leg, '5');
    await confirms(leg);
    await world.callerHangsUp(leg);
    expect(await confirmed()).toHaveLength(2);
    await world.wait(1);
    const { id, ...mine } = (await of(number)) as Callback;
    expect(mine).toMatchObject({ state: 'calling', origin: 'queue' });
    await world.as(chief).post(`/callbacks/${id}/cancel`);
  });

  it('goes on waiting who does not confirm', async () => {
    const leg = await world.callFrom(fresh(), {}, OURS);
    await press(leg, '5');
    await world.wait(60);
    expect((await world.calls()).at(-1)).toMatchObject({ state: 'queued' });
    expect(await waiting()).toHaveLength(1);
    await world.callerHangsUp(leg);
    const mine = (await callbacks('?state=waiting'))[0] as Callback;
    const now = await world.as(chief).post(`/callbacks/${mine.id}/now`);
    expect(now.status).toBe(200);
    await world.wait(1);
    expect((await of(mine.number))?.state).toBe('calling');
    await world.as(chief).post(`/callbacks/${mine.id}/cancel`);
  });

  it('is not lost and not doubled by a killed switch, a dying process, or an agent who does not answer', async () => {
    const number = fresh();
    person(number, 'answers');
    await abandons(number, 20);
    const { id } = (await of(number)) as Callback;
    await world.wait(10 * 60 - 25);
    for (const turns of [3, 12, 40, 90]) await world.dieDuring(() => world.wait(8), turns);
    await world.wait(60);
    const live = () =>
      world.sql<{ id: string }>(`select id from call where callback_id = $1 and state <> 'ended'`, [id]);
    expect([(await waiting()).length, (await live()).length]).toEqual([1, 1]);
    world.line.simulated.kill(2000);
    await world.wait(5);
    await world.connected();
    await world.wait(70);
    expect([(await waiting()).length, (await live()).length]).toEqual([1, 1]);
    await world.ready(anna);
    await world.press(anna, 'decline');
    expect(await of(number)).toMatchObject({ state: 'calling', tried: 0 });
    await world.as(anna).put('/agents/me/status', { status: 'ready' });
    await world.press(anna, 'answer');
    await world.dieDuring(() => world.wait(5), 25);
    await world.wait(10);
    expect(await of(number)).toMatchObject({ state: 'closed', ending: 'reached' });
    const ever = await world.sql(`select id from call where callback_id = $1 and answered_at is not null`, [id]);
    expect(ever).toHaveLength(1);
  });

  it('calls back who hung up in a flow of the rule, and who called out of hours', async () => {
    const place = { name: '', position: { x: 0, y: 0 } };
    const text = (template: string) => [{ kind: 'text', template }];
    const offer = { prompts: text('Naciśnij 1'), confirmPrompts: [], queueId, acceptDigit: '1', timeoutSeconds: 20 };
    const nodes = [
      { id: 'start', kind: 'start', ...place },
      { id: 'offer', kind: 'callback', ...place, ...offer },
      { id: 'end', kind: 'hang-up', ...place, prompts: [] },
    ];
    const edges = [
      { from: 'start', branch: 'next', to: 'offer' },
      { from: 'offer', branch: 'declined', to: 'end' },
      { from: 'offer', branch: 'no-number', to: 'end' },
    ];
    const document = { schema: 1, language: 'pl', variables: [], nodes, edges };
    const made = (await world.as(chief).post('/flows', { name: 'Oddzwaniamy', document })).body as { id: string };
    expect((await world.as(chief).post(`/flows/${made.id}/publish`, { draftVersion: 1 })).status).toBe(201);
    await world.as(chief).post('/numbers', { number: '+48221000402', name: 'Scenariusz', flowId: made.id });
    const closed = { when: 'closed' as const, threshold: null, to: { kind: 'hang-up' as const, message: '' } };
    const ofFlows = await world.queue([anna], {
      callback: rule({ automatic: ['abandoned-flow', 'let-go'], flowIds: [made.id] }),
      hours: { openings: [{ weekday: 1, from: '00:00', to: '00:01' }], closedOnHolidays: false, daysOff: [] },
      overflow: [closed],
    });
    await world.number(ofFlows, '+48221000403');
    const [asked, gone, late] = [fresh(), fresh(), fresh()];
    const taking = await world.callFrom(asked, {}, '+48221000402');
    await press(taking, '1');
    await world.wait(2);
    expect(await of(asked)).toMatchObject({ origin: 'flow', queue: { id: queueId }, state: 'calling' });
    const leaving = await world.callFrom(gone, {}, '+48221000402');
    await world.callerHangsUp(leaving);
    expect(await of(gone)).toMatchObject({ failed: 'abandoned-flow', queue: { id: ofFlows }, state: 'waiting' });
    await world.callFrom(late, {}, '+48221000403');
    await world.wait(5);
    expect(await of(late)).toMatchObject({ failed: 'let-go', state: 'waiting' });
  });

  it('refuses rules by field', async () => {
    const given = { version: 1, callback: { ...rule(), from: '20:00', to: '08:00' } };
    const refused = await world.as(chief).patch(`/queues/${queueId}`, given);
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining('from-before-to')]);
    const csv = await world.as(chief).csv('/callbacks');
    expect(csv.text.split('\n')[0]).toContain('Requested');
  });
});
