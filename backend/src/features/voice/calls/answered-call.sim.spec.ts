import { CallWorld, type Agent } from '../../../testing/call-world';

describe('An answered call', () => {
  let world: CallWorld;
  let agent: Agent;

  beforeAll(async () => {
    world = await CallWorld.start();
    agent = await world.hire();
    await world.number(await world.queue([agent]));
    await world.ready(agent);
  });
  afterAll(() => world.close());

  it('rings at the agent who is ready, is answered, held, ended, closed and found again', async () => {
    const caller = await world.callFrom('+48501234567');
    expect(await world.status(agent)).toBe('reserved');
    expect(await world.desk(agent)).toMatchObject([
      { state: 'offered', number: '+48501234567', actions: ['answer', 'decline'] },
    ]);

    await world.press(agent, 'answer');
    expect(await world.status(agent)).toBe('busy');
    const [call] = await world.desk(agent);
    expect(call).toMatchObject({ state: 'talking', recording: 'on' });
    const legs = await world.legs();
    expect(legs).toHaveLength(2);
    expect(legs.find(({ legId }) => legId === caller)?.bridgedWith).toBe(
      legs.find(({ legId }) => legId !== caller)?.legId,
    );

    await world.wait(10);
    expect(await world.press(agent, 'hold')).toMatchObject({ state: 'held' });
    expect(await world.press(agent, 'resume')).toMatchObject({ state: 'talking' });
    await world.wait(20);
    await world.press(agent, 'hang-up');
    expect(await world.legs()).toEqual([]);
    expect(await world.status(agent)).toBe('wrap-up');
    await world.press(agent, 'finish-wrap-up');
    expect(await world.status(agent)).toBe('ready');

    const history = await world.as(agent).get('/calls?mine=true');
    expect(history.body.items).toMatchObject([{ number: '+48501234567', outcome: 'answered', talkSeconds: 30 }]);
  });
});
