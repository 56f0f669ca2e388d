import { CallWorld, type Agent } from '../../../testing/call-world';
import { WorkstationPhones } from './use-cases/workstation-phones';

describe('Handing a call over', () => {
  let world: CallWorld;
  let anna: Agent;
  let boris: Agent;
  let second: string;

  beforeAll(async () => {
    world = await CallWorld.start();
    [anna, boris] = [await world.hire(), await world.hire()];
    await world.number(await world.queue([anna], { wrapUpSeconds: 0 }));
    second = await world.queue([boris], { wrapUpSeconds: 0, name: 'Druga linia' });
    await world.ready(anna, boris);
  });
  afterAll(() => world.close());

  const talking = async (number: string): Promise<string> => {
    const caller = await world.callFrom(number);
    await world.press(anna, 'answer');
    await world.wait(5);
    return caller;
  };
  const partnerOf = async (leg: string) => (await world.legs()).find(({ legId }) => legId === leg)?.bridgedWith;
  const inCall = (agent: Agent) => world.app.get(WorkstationPhones).hasLiveCall(agent.id);
  const over = async (caller: string) => {
    await world.callerHangsUp(caller);
    expect(await world.legs()).toEqual([]);
    expect([await world.status(anna), await world.status(boris)]).toEqual(['ready', 'ready']);
  };

  it('blind to another queue: the agent is free at once, the next one takes it', async () => {
    const caller = await talking('+48502000001');
    await world.press(anna, 'transfer', { target: { kind: 'queue', queueId: second } });
    expect(await world.status(anna)).toBe('ready');
    expect(await world.desk(boris)).toMatchObject([{ state: 'offered', queue: { name: 'Druga linia' } }]);
    await world.press(boris, 'answer');
    expect(await partnerOf(caller)).toBeTruthy();
    await over(caller);
    expect((await world.calls()).at(-1)).toMatchObject({ outcome: 'answered', agent_id: boris.id });
  });

  it('blind to a colleague who does not take it: the caller is back in the queue', async () => {
    const caller = await talking('+48502000002');
    await world.press(anna, 'transfer', { target: { kind: 'agent', agentId: boris.id } });
    await world.press(boris, 'decline');
    expect(await world.status(boris)).toBe('ready');
    expect(await world.desk(anna)).toMatchObject([{ state: 'offered' }]);
    await world.press(anna, 'answer');
    await over(caller);
  });

  it('blind to an outside number: the customer talks on without us', async () => {
    world.line.simulated.world.setPerson('+48225550000', { kind: 'answers', afterMs: [1000, 1000] });
    const caller = await talking('+48502000003');
    await world.press(anna, 'transfer', { target: { kind: 'number', number: '22 555 00 00' } });
    await world.wait(3);
    expect(await world.status(anna)).toBe('ready');
    expect(await partnerOf(caller)).toBeTruthy();
    expect(await inCall(anna)).toBe(false);
    await over(caller);
    expect((await world.calls()).at(-1)).toMatchObject({ outcome: 'transferred-out' });
  });

  it('after asking: consult, then complete', async () => {
    const caller = await talking('+48502000004');
    await world.press(anna, 'consult', { target: { kind: 'agent', agentId: boris.id } });
    expect(await world.status(boris)).toBe('reserved');
    expect(await inCall(boris)).toBe(true);
    await world.press(boris, 'answer');
    expect(await world.desk(anna)).toMatchObject([
      { state: 'consulting', consult: { state: 'talking', name: boris.name } },
    ]);
    expect(await partnerOf(caller)).toBeNull();
    await world.press(anna, 'complete-transfer');
    expect(await world.status(anna)).toBe('ready');
    expect(await world.status(boris)).toBe('busy');
    expect([await inCall(anna), await inCall(boris)]).toEqual([false, true]);
    expect(await partnerOf(caller)).toBeTruthy();
    await over(caller);
  });

  it('consult and return to the caller', async () => {
    const caller = await talking('+48502000005');
    await world.press(anna, 'consult', { target: { kind: 'agent', agentId: boris.id } });
    await world.press(boris, 'answer');
    await world.press(anna, 'return-to-caller');
    expect(await world.status(boris)).toBe('ready');
    expect(await partnerOf(caller)).toBeTruthy();
    await over(caller);
  });

  it('conference: three hear each other, the colleague goes on when the agent leaves', async () => {
    const caller = await talking('+48502000006');
    await world.press(anna, 'consult', { target: { kind: 'agent', agentId: boris.id } });
    await world.press(boris, 'answer');
    await world.press(anna, 'conference');
    expect(await world.legs()).toHaveLength(3);
    await world.press(anna, 'hang-up');
    expect(await world.status(anna)).toBe('ready');
    expect(await world.desk(boris)).toMatchObject([{ state: 'conference', agent: { id: boris.id } }]);
    await over(caller);
  });

  it('an agent whose line breaks loses nobody: the caller returns to his place', async () => {
    const caller = await talking('+48502000007');
    const before = (await world.calls()).at(-1)?.queued_at;
    world.line.simulated.world.unregister(anna.extension, 'closed');
    await world.wait(6);
    expect((await world.calls()).at(-1)).toMatchObject({ state: 'queued', queued_at: before });
    world.line.simulated.world.register(anna.extension);
    await world.as(anna).put('/agents/me/status', { status: 'ready' });
    await world.press(anna, 'answer');
    await over(caller);
  });

  it('refuses what is not one’s own call', async () => {
    const caller = await talking('+48502000008');
    const [call] = await world.desk(anna);
    expect((await world.as(boris).post(`/calls/${call?.id}/hold`)).body.code).toBe('not-your-call');
    expect((await world.as(boris).get(`/calls/${call?.id}`)).status).toBe(404);
    await over(caller);
  });
});
