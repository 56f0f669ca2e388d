import type { Order, OverflowRule, Queue, QueueHours } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';

const ALWAYS: QueueHours = {
  openings: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' })),
  closedOnHolidays: false,
  daysOff: [],
};

describe('overflow-queues: a queue that cannot serve hands its callers on', () => {
  let world: CallWorld;
  let chief: Agent;
  let anna: Agent;
  let boris: Agent;
  let spare: string;
  let numbers = 0;

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, anna, boris] = [await world.hire('administrator'), await world.hire(), await world.hire()];
    const { body: order } = (await world.as(chief).get('/order')) as { body: Order };
    await world.as(chief).put('/order', { ...order, addOns: [{ featureId: 'queues-pack-10', quantity: 1 }] });
    spare = await world.queue([boris]);
  });
  afterAll(() => world.close());

  /** A queue of anna's with one rule, and the number that leads to it. */
  async function overflowing(rule: OverflowRule, more: Partial<Queue> = {}): Promise<{ id: string; number: string }> {
    const id = await world.queue([anna], { overflow: [rule], ...more });
    const number = `+482210002${String((numbers += 1)).padStart(2, '0')}`;
    await world.number(id, number);
    return { id, number };
  }
  const waiting = () =>
    world.sql<{ queue_id: string; queued_at: number; entered_at: number }>(
      `select queue_id, queued_at, entered_at from work_item where state in ('waiting', 'offered') order by queued_at`,
    );
  const last = async () => (await world.calls()).at(-1);
  /** What became of an overflow, step by step. */
  async function stepsOf(callId = ''): Promise<string[]> {
    const rows = await world.sql<{ step: string }>(
      `select type || coalesce(':' || coalesce(data ->> 'because', data ->> 'reason'), '') as step from journal where stream = $1
       and type in ('CallOverflowed', 'CallOverflowFailed', 'CallSentOut', 'CallSentOutAnswered', 'CallQueued', 'CallOffered') order by position`,
      [`call-${callId}`],
    );
    return rows.map(({ step }) => step);
  }
  const toSpare = { kind: 'queue' } as const;

  it('hands on who waits too long, with the place he had', async () => {
    const rule = { when: 'waiting-time', threshold: 30, to: { ...toSpare, queueId: spare } } as const;
    await world.ready(anna);
    const { id, number } = await overflowing(rule, {});
    const talking = await world.callFrom('+48501000001', {}, number);
    await world.press(anna, 'answer');
    await world.wait(2);
    const caller = await world.callFrom('+48501000002', {}, number);
    expect((await waiting()).map(({ queue_id }) => queue_id)).toEqual([id]);
    await world.wait(30);
    const [item] = await waiting();
    expect(item?.queue_id).toBe(spare);
    expect(Number(item?.entered_at) - Number(item?.queued_at)).toBe(30_000);
    await world.ready(boris);
    expect(await world.status(boris)).toBe('reserved');
    await world.press(boris, 'answer');
    await world.wait(1);
    expect(await last()).toMatchObject({ state: 'talking', agent_id: boris.id });
    await world.callerHangsUp(caller);
    await world.callerHangsUp(talking);
    await world.wait(60);
  });

  it('hands on who is one too many, and who comes when nobody is signed in', async () => {
    await world.signOut(anna);
    await world.signOut(boris);
    const rule = { when: 'waiting-count', threshold: 1, to: { ...toSpare, queueId: spare } } as const;
    const { id, number } = await overflowing(rule);
    const callers = [
      await world.callFrom('+48501000003', {}, number),
      await world.callFrom('+48501000004', {}, number),
    ];
    expect((await waiting()).map(({ queue_id }) => queue_id)).toEqual([id, spare]);
    const empty = await overflowing({ when: 'no-agents', threshold: null, to: { ...toSpare, queueId: spare } });
    callers.push(await world.callFrom('+48501000005', {}, empty.number));
    expect((await waiting()).map(({ queue_id }) => queue_id)).toEqual([id, spare, spare]);
    for (const caller of callers) await world.callerHangsUp(caller);
  });

  it('hands on those who wait when the last agent signs out, and when the rule is made meanwhile', async () => {
    await world.ready(anna);
    await world.as(anna).put('/agents/me/status', { status: 'not-ready', reason: 'break' });
    const { number } = await overflowing({ when: 'no-agents', threshold: null, to: { ...toSpare, queueId: spare } });
    const later = await overflowing({ when: 'waiting-count', threshold: 500, to: { ...toSpare, queueId: spare } });
    const callers = [
      await world.callFrom('+48501000006', {}, number),
      await world.callFrom('+48501000007', {}, later.number),
    ];
    expect((await waiting()).filter(({ queue_id }) => queue_id === spare)).toHaveLength(0);
    await world.signOut(anna);
    expect((await waiting()).filter(({ queue_id }) => queue_id === spare)).toHaveLength(1);
    const saved = await world.as(chief).patch(`/queues/${later.id}`, {
      version: 1,
      overflow: [{ when: 'no-agents', threshold: null, to: { kind: 'queue', queueId: spare } }],
    });
    expect(saved.status).toBe(200);
    expect((await waiting()).filter(({ queue_id }) => queue_id === spare)).toHaveLength(2);
    for (const caller of callers) await world.callerHangsUp(caller);
  });

  it('tells callers outside its hours and lets them go; those who came in time are served', async () => {
    const rule = {
      when: 'closed',
      threshold: null,
      to: { kind: 'hang-up', message: 'Pracujemy od ósmej do szesnastej.' },
    } as const;
    const { id, number } = await overflowing(rule, { hours: ALWAYS });
    const early = await world.callFrom('+48501000008', {}, number);
    const closed = { version: 1, hours: { ...ALWAYS, openings: [] } };
    expect((await world.as(chief).patch(`/queues/${id}`, closed)).status).toBe(200);
    await world.callFrom('+48501000009', {}, number);
    await world.wait(30);
    expect(await last()).toMatchObject({ state: 'ended', outcome: 'rejected', ended_by: 'system' });
    expect((await waiting()).map(({ queue_id }) => queue_id)).toEqual([id]);
    await world.callerHangsUp(early);
  });

  it('sends callers to a number, and takes them back for good when nobody answers there', async () => {
    const to = { kind: 'number', number: '22 555 00 01' } as const;
    const { id, number } = await overflowing({ when: 'no-agents', threshold: null, to });
    const { world: people } = world.line.simulated;
    const steps = async () => {
      const call = await last();
      return stepsOf(call?.id);
    };
    people.setPerson('+48225550001', { kind: 'answers', afterMs: [2000, 2000] });
    const first = await world.callFrom('+48501000010', {}, number);
    await world.wait(10);
    expect(await steps()).toEqual(['CallQueued:arrival', 'CallOverflowed', 'CallSentOut', 'CallSentOutAnswered']);
    await world.callerHangsUp(first);
    people.setPerson('+48225550001', { kind: 'refuses', status: 486, afterMs: [500, 500] });
    const second = await world.callFrom('+48501000011', {}, number);
    await world.wait(60);
    expect(await steps()).toEqual([
      'CallQueued:arrival',
      'CallOverflowed',
      'CallSentOut',
      'CallOverflowFailed:busy',
      'CallQueued:overflow-failed',
    ]);
    expect((await waiting()).map(({ queue_id }) => queue_id)).toEqual([id]);
    await world.callerHangsUp(second);
  });

  it('asks the blacklist and takes a channel of a trunk, and says in the call’s story why it led nowhere', async () => {
    const trunk = { name: 'overflow-lines', title: 'Przelewy', host: 'sip.operator.test', channels: 1 };
    const made = await world.as(chief).post('/trunks', trunk);
    const { id: trunkId } = made.body as { id: string };
    const route = await world.as(chief).post('/trunk-routes', { name: 'Przelewy', trunkIds: [trunkId] });
    expect([made.status, route.status]).toEqual([201, 201]);
    world.line.simulated.world.gateway('overflow-lines', true);
    world.line.simulated.world.setPerson('+48225550003', { kind: 'answers', afterMs: [1000, 1000] });
    const to = { kind: 'number', number: '22 555 00 03' } as const;
    const { id, number } = await overflowing({ when: 'no-agents', threshold: null, to });
    const talking = await world.callFrom('+48501000020', {}, number);
    await world.wait(5);
    const second = await world.callFrom('+48501000021', {}, number);
    expect(await stepsOf((await last())?.id)).toEqual([
      'CallQueued:arrival',
      'CallOverflowFailed:no-trunk',
      'CallQueued:overflow-failed',
    ]);
    await world.callerHangsUp(talking);
    await world.callerHangsUp(second);

    const entry = { value: '+48225550003', kind: 'number', direction: 'outbound', reason: 'Nie przelewać' };
    expect((await world.as(chief).post('/blacklist', entry)).status).toBe(201);
    const third = await world.callFrom('+48501000022', {}, number);
    const call = await last();
    expect(await stepsOf(call?.id)).toEqual([
      'CallQueued:arrival',
      'CallOverflowFailed:number-blacklisted',
      'CallQueued:overflow-failed',
    ]);
    expect((await waiting()).map(({ queue_id }) => queue_id)).toEqual([id]);
    const { body } = await world.as(chief).get(`/calls/${call?.id}`);
    const told = (body as { timeline: { type: string; data: { reason?: string } }[] }).timeline;
    expect(told.find(({ type }) => type === 'CallOverflowFailed')?.data.reason).toBe('number-blacklisted');
    await world.callerHangsUp(third);
  });

  it('rings the colleague whose extension the rule names, and nobody else', async () => {
    await world.ready(boris);
    const { number } = await overflowing({
      when: 'no-agents',
      threshold: null,
      to: { kind: 'number', number: boris.extension },
    });
    const caller = await world.callFrom('+48501000023', {}, number);
    expect(await stepsOf((await last())?.id)).toEqual(['CallQueued:arrival', 'CallOverflowed', 'CallOffered']);
    await world.press(boris, 'answer');
    await world.wait(1);
    expect(await last()).toMatchObject({ state: 'talking', agent_id: boris.id });
    await world.callerHangsUp(caller);
    await world.wait(60);
    await world.signOut(boris);
  });

  it('keeps the caller with his place when the queue that he overflows to is gone', async () => {
    const gone = await world.queue([boris]);
    const { id, number } = await overflowing({
      when: 'no-agents',
      threshold: null,
      to: { kind: 'queue', queueId: gone },
    });
    await world.sql('update queue set active = false where id = $1', [gone]);
    const caller = await world.callFrom('+48501000024', {}, number);
    expect(await stepsOf((await last())?.id)).toEqual([
      'CallQueued:arrival',
      'CallOverflowFailed:target-not-found',
      'CallQueued:overflow-failed',
    ]);
    const [item, ...others] = await waiting();
    expect([item?.queue_id, others]).toEqual([id, []]);
    expect(Number(item?.queued_at)).toBe((await last())?.queued_at?.getTime());
    await world.callerHangsUp(caller);
  });

  it('refuses rules that lead nowhere, by field and rule', async () => {
    const refused = async (overflow: OverflowRule[]) =>
      problemLine(await world.as(chief).patch(`/queues/${spare}`, { version: 1, overflow }));
    const rule = (to: OverflowRule['to']): OverflowRule => ({ when: 'no-agents', threshold: null, to });
    const wrong = [
      rule({ kind: 'queue', queueId: spare }),
      rule({ kind: 'number', number: '12345' }),
      { ...rule({ kind: 'hang-up', message: '' }), threshold: 5 },
    ];
    expect(await Promise.all(wrong.map((each) => refused([each])))).toEqual([
      '422 overflow-to-itself overflow.0.to overflow-to-itself',
      '422 number-not-valid overflow.0.to number-not-valid',
      '400 validation-failed overflow threshold-as-condition',
    ]);
    expect(problemLine(await world.as(chief).delete(`/queues/${spare}`))).toBe('409 queue-is-overflow-target');
  });
});
