import { CallWorld, type Agent } from '../../../testing/call-world';

describe('Calls that agents dial', () => {
  let world: CallWorld;
  let anna: Agent;
  let boris: Agent;

  beforeAll(async () => {
    world = await CallWorld.start();
    [anna, boris] = [await world.hire(), await world.hire()];
    await world.ready(anna, boris);
  });
  afterAll(() => world.close());

  const dial = async (number: string, by = anna) => {
    const response = await world.as(by).post('/calls', { number });
    await world.wait(4);
    return response;
  };
  const last = async () => (await world.calls()).at(-1);

  it('answered: both are connected, recorded, and there is after-call work', async () => {
    const people = world.line.simulated.world;
    people.setPerson('+48601000001', { kind: 'answers', afterMs: [1000, 1000] });
    expect((await dial('601 000 001')).status).toBe(201);
    expect(await world.desk(anna)).toMatchObject([
      { state: 'talking', direction: 'outbound', number: '+48601000001', recording: 'on' },
    ]);
    await world.press(anna, 'hang-up');
    expect(await world.status(anna)).toBe('wrap-up');
    await world.wait(15);
    expect(await world.status(anna)).toBe('ready');
    expect(await last()).toMatchObject({ outcome: 'answered', ended_by: 'agent', state: 'ended' });
    await world.wait(40);
    const recordings = await world.sql<{ state: string }>('select state from recording');
    expect(recordings.map(({ state }) => state)).toEqual(['stored']);
  });

  it.each([
    ['busy', { kind: 'refuses', status: 486, afterMs: [500, 500] }, 'busy'],
    ['nobody there', { kind: 'rings' }, 'no-answer'],
    ['no such number', { kind: 'refuses', status: 404, afterMs: [500, 500] }, 'failed'],
  ] as const)('%s: ends by itself with its outcome', async (_name, habit, outcome) => {
    world.line.simulated.world.setPerson('+48601000002', habit);
    await dial('601 000 002');
    await world.wait(60);
    expect(await last()).toMatchObject({ outcome, state: 'ended' });
    expect(await world.status(anna)).toBe('ready');
    expect(await world.legs()).toEqual([]);
  });

  it('to a colleague: rings him, and nobody else can have him meanwhile', async () => {
    await dial(boris.extension);
    expect(await world.status(boris)).toBe('reserved');
    expect((await dial(boris.extension)).body.code).toBe('agent-engaged');
    await world.press(boris, 'answer');
    expect([await world.status(anna), await world.status(boris)]).toEqual(['busy', 'busy']);
    await world.press(boris, 'hang-up');
    expect([await world.status(anna), await world.status(boris)]).toEqual(['ready', 'ready']);
    expect(await last()).toMatchObject({ outcome: 'answered', state: 'ended' });
  });

  it('given up while it rings', async () => {
    world.line.simulated.world.setPerson('+48601000003', { kind: 'rings' });
    await dial('601 000 003');
    await world.press(anna, 'hang-up');
    expect(await last()).toMatchObject({ outcome: 'abandoned', ended_by: 'agent' });
    expect(await world.legs()).toEqual([]);
  });

  it('refuses what is no number, and oneself', async () => {
    expect((await dial('nobody')).body.code).toBe('validation-failed');
    expect((await dial(anna.extension)).body.code).toBe('target-is-yourself');
    expect(await world.status(anna)).toBe('ready');
  });
});
