import type { EntityChange, Supervision } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { changeOrder } from '../../../testing/change-order';
import { problemLine } from '../../../testing/walk-pages';

const NOBODY = '00000000-0000-4000-8000-0000000000ff';

describe('listening, whispering, barging in', () => {
  let world: CallWorld;
  let anna: Agent;
  let chief: Agent;
  let deputy: Agent;
  let stranger: Agent;

  beforeAll(async () => {
    world = await CallWorld.start();
    await changeOrder(world, { package: 'pro' });
    anna = await world.hire();
    [chief, deputy, stranger] = [
      await world.hire('supervisor'),
      await world.hire('supervisor'),
      await world.hire('supervisor'),
    ];
    const group = await world.group(anna);
    await world.supervises(chief, group);
    await world.supervises(deputy, group);
    await world.supervises(stranger);
    await world.number(await world.queue([anna], { wrapUpSeconds: 5 }));
    await world.ready(anna, chief);
    await world.signIn(deputy, stranger);
  });
  afterAll(() => world?.close());

  const talk = async (from: string): Promise<{ caller: string; callId: string }> => {
    const caller = await world.callFrom(from);
    const call = await world.press(anna, 'answer');
    return { caller, callId: call?.id ?? '' };
  };
  const start = (who: Agent, callId: string, mode = 'listen') => world.as(who).post('/supervisions', { callId, mode });
  const started = async (...of: Parameters<typeof start>): Promise<Supervision> => {
    const { body } = await start(...of);
    await world.wait(0.02);
    return body as Supervision;
  };
  const change = (who: Agent, { id }: Supervision, mode: string) => world.as(who).put(`/supervisions/${id}`, { mode });
  const live = async (): Promise<Supervision[]> => {
    const entities = (await world.as(chief).get('/live')).body.entities as EntityChange[];
    return entities.filter(({ entity }) => entity === 'supervision').map(({ value }) => value as Supervision);
  };
  const kept = async ({ id }: Supervision) =>
    ((await world.as(chief).get('/supervisions')).body.items as Supervision[]).find((each) => each.id === id);

  it('rings the supervisor’s own phone, taps the agent’s line, and knows each mode to the second', async () => {
    const { caller, callId } = await talk('+48501000001');
    const one = await started(chief, callId);
    expect(await live()).toMatchObject([{ id: one.id, stage: 'on', mode: 'listen', supervisorName: chief.name }]);
    expect(await world.status(chief)).toBe('not-ready:back-office');
    expect((await world.legs()).filter(({ bridgedWith }) => bridgedWith === null)).toHaveLength(1);
    await world.wait(30);
    expect((await change(chief, one, 'whisper')).body).toMatchObject({ mode: 'whisper' });
    await world.wait(20);
    await change(chief, one, 'barge');
    await world.wait(10);
    await change(chief, one, 'listen');
    await world.wait(5);
    expect((await world.as(chief).delete(`/supervisions/${one.id}`)).status).toBe(204);
    expect(await kept(one)).toMatchObject({
      listenSeconds: 35,
      whisperSeconds: 20,
      bargeSeconds: 10,
      because: 'left',
      stage: 'over',
    });
    expect([await world.legs(), await live()]).toMatchObject([{ length: 2 }, []]);
    expect(await world.status(anna)).toBe('busy');
    const told = await world.sql<{ type: string; by: string }>(
      `select type, meta #>> '{actor,id}' as by from journal where stream = $1 and type like 'Supervision%' order by version`,
      [`supervision-${callId}`],
    );
    expect(told.filter(({ type }) => type !== 'SupervisionRang' && type !== 'SupervisionAnswered')).toEqual(
      [
        'SupervisionStarted',
        'SupervisionModeChanged',
        'SupervisionModeChanged',
        'SupervisionModeChanged',
        'SupervisionEnded',
      ].map((type) => ({ type, by: chief.id })),
    );
    await world.callerHangsUp(caller);
    await world.wait(6);
  });

  it('lets one supervisor at a time, of one’s own people, on a conversation that goes on', async () => {
    expect(problemLine(await start(chief, NOBODY))).toBe('404 call-not-found');
    const { caller, callId } = await talk('+48501000002');
    expect(problemLine(await start(stranger, callId))).toBe('403 not-supervised');
    expect(problemLine(await start(anna, callId))).toBe('403 permission-missing');
    const one = await started(chief, callId, 'whisper');
    expect(problemLine(await start(deputy, callId))).toBe('409 call-supervised');
    expect(problemLine(await start(chief, callId))).toBe('409 agent-busy');
    expect(problemLine(await change(deputy, one, 'barge'))).toBe('409 supervision-not-own');
    await world.callerHangsUp(caller);
    await world.wait(0.1);
    expect(await live()).toEqual([]);
    expect(await kept(one)).toMatchObject({ because: 'call-ended', mode: 'whisper' });
    expect(problemLine(await start(chief, callId))).toBe('409 nobody-to-hear');
    await world.wait(6);
  });

  it('takes the call over: the caller is handed to the supervisor, the agent is free', async () => {
    const { caller, callId } = await talk('+48501000003');
    const one = await started(chief, callId, 'barge');
    await world.wait(8);
    await world.as(chief).post(`/supervisions/${one.id}/take-over`);
    await world.wait(0.1);
    expect(await kept(one)).toMatchObject({ because: 'took-over', bargeSeconds: 8 });
    await world.press(chief, 'answer');
    await world.wait(6);
    expect([await world.status(chief), await world.status(anna)]).toEqual(['busy', 'ready']);
    const [, call] = [callId, (await world.calls()).at(-1)];
    expect(call).toMatchObject({ id: callId, agent_id: chief.id, state: 'talking' });
    await world.callerHangsUp(caller);
    await world.wait(60);
  });

  it('ends when his own phone is not taken or is signed off', async () => {
    const { caller, callId } = await talk('+48501000004');
    world.line.simulated.world.unregister(chief.extension);
    await world.settle();
    expect(problemLine(await start(chief, callId))).toBe('409 agent-phone-unregistered');
    world.line.simulated.world.register(chief.extension);
    await world.settle();
    const one = await started(chief, callId);
    world.line.simulated.world.hangUpPhone(chief.extension);
    await world.wait(0.1);
    expect(await kept(one)).toMatchObject({ because: 'left' });
    await world.callerHangsUp(caller);
    await world.wait(6);
  });
});
