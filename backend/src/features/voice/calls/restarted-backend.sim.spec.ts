import * as fc from 'fast-check';
import { CallWorld, type Agent } from '../../../testing/call-world';

/** Seeded moments of a call's life at which our process dies. */
const STEPS = [
  'queued',
  'offered',
  'answered',
  'held',
  'resumed',
  'consulting',
  'returned',
  'hung-up',
  'classified',
] as const;
type Step = (typeof STEPS)[number];

describe('A backend that dies in the middle of a call', () => {
  let world: CallWorld;
  let anna: Agent;
  let boris: Agent;
  let classifier: string;

  beforeAll(async () => {
    world = await CallWorld.start();
    [anna, boris] = [await world.hire(), await world.hire()];
    const supervisor = await world.hire('supervisor');
    classifier = (await world.as(supervisor).post('/classifiers', { name: 'Sprawa załatwiona' })).body.id as string;
    await world.number(await world.queue([anna], { wrapUpSeconds: 600, classifierRequired: true }));
    await world.ready(anna, boris);
    await world.as(anna).put('/agents/me/status', { status: 'not-ready', reason: 'break' });
  });
  afterAll(() => world.close());

  /** What the person does next, and what must be true then, whatever died in between. */
  const act: Readonly<Record<Step, (number: string) => Promise<void>>> = {
    queued: async (number) => void (await world.callFrom(number)),
    offered: async () => void (await world.as(anna).put('/agents/me/status', { status: 'ready' })),
    answered: async () => void (await world.press(anna, 'answer')),
    held: async () => void (await world.press(anna, 'hold')),
    resumed: async () => void (await world.press(anna, 'resume')),
    consulting: async () => {
      await world.press(anna, 'consult', { target: { kind: 'agent', agentId: boris.id } });
      await world.press(boris, 'answer');
    },
    returned: async () => void (await world.press(anna, 'return-to-caller')),
    'hung-up': async () => void (await world.press(anna, 'hang-up')),
    classified: async () => {
      await world.press(anna, 'classify', { classifierId: classifier });
      await world.as(anna).put('/agents/me/status', { status: 'not-ready', reason: 'break' });
      await world.press(anna, 'finish-wrap-up');
    },
  };

  it('keeps the call, its place and its record at 20 seeded points', async () => {
    const points = fc.sample(fc.tuple(fc.nat(STEPS.length - 1), fc.nat(60)), { numRuns: 20, seed: 20_261_122 });
    for (const [index, [dies, turns]] of points.entries()) {
      const number = `+4850400${String(index).padStart(4, '0')}`;
      for (const [at, step] of STEPS.entries()) {
        if (at !== dies) {
          await act[step](number);
          continue;
        }
        await world.dieDuring(() => act[step](number), turns);
        // What was not acknowledged the person does again; what was done is not offered any more.
        if (step !== 'queued') await act[step](number).catch(() => undefined);
      }
      const [call] = await world.sql<{ state: string; outcome: string; classifier_id: string; queued: number }>(
        `select c.state, c.outcome, c.classifier_id, (select count(*)::int from work_item w where w.subject_id = c.id::text) as queued from call c where number = $1`,
        [number],
      );
      expect([STEPS[dies], call]).toEqual([
        STEPS[dies],
        { state: 'ended', outcome: 'answered', classifier_id: classifier, queued: 1 },
      ]);
      expect(await world.status(anna)).toBe('not-ready:break');
      expect(await world.legs()).toEqual([]);
    }
    const doubles = await world.sql<object>(`select number from call group by number having count(*) > 1`);
    expect(doubles).toEqual([]);
  });

  it('answers, bridges and frees nobody twice: a day of deaths leaves no open work', async () => {
    const open = await world.sql<object>(`select work_id from work_item where state in ('waiting', 'offered')`);
    expect(open).toEqual([]);
    const recordings = await world.sql<{ call_id: string }>(
      `select call_id from recording group by call_id having count(*) > 1`,
    );
    expect(recordings).toEqual([]);
  });
});
