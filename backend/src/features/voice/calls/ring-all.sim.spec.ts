import { CallWorld, type Agent } from '../../../testing/call-world';

describe('A queue that rings everybody', () => {
  let world: CallWorld;
  let agents: Agent[];

  beforeAll(async () => {
    world = await CallWorld.start();
    agents = [await world.hire(), await world.hire(), await world.hire()];
    await world.number(await world.queue(agents, { strategy: 'ring-all', wrapUpSeconds: 0 }));
    await world.ready(...agents);
  });
  afterAll(() => world.close());

  it('gives the call to exactly one of those who answer at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const caller = await world.callFrom(`+4850500000${round}`);
      for (const agent of agents)
        expect(await world.desk(agent)).toMatchObject([{ state: 'offered', actions: ['answer', 'decline'] }]);
      for (const { extension } of agents) world.line.simulated.world.answerPhone(extension);
      await world.wait(0.02);
      const states = await Promise.all(agents.map((agent) => world.status(agent)));
      expect(states.sort()).toEqual(['busy', 'ready', 'ready']);
      expect(await world.legs()).toHaveLength(2);
      await world.callerHangsUp(caller);
      expect(await Promise.all(agents.map((agent) => world.status(agent)))).toEqual(['ready', 'ready', 'ready']);
      expect(await world.legs()).toEqual([]);
    }
  });
});
