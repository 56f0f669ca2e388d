import { CallWorld, type Agent } from '../../../testing/call-world';
import { Journal } from '../../../platform/journal';
import type { RecordedEvent } from '../../../kernel/journal';
import { canonical, DecisionReplay, ReplayComparison, type ComparedDecision } from './use-cases/replay-decisions';

describe('The journal of a morning, run again', () => {
  let world: CallWorld;

  beforeAll(async () => {
    world = await CallWorld.start({ seed: 3 });
    const agents: Agent[] = [];
    for (let each = 0; each < 5; each += 1) agents.push(await world.hire());
    const { world: people } = world.line.simulated;
    for (const [index, { extension }] of agents.entries()) {
      people.setPhone(extension, index === 4 ? { kind: 'rings' } : { kind: 'answers', afterMs: [500, 3000] });
    }
    const queues = [
      await world.queue(agents, { strategy: 'random', wrapUpSeconds: 5, offerTimeoutSeconds: 6 }),
      await world.queue(agents.slice(1), {
        strategy: 'round-robin',
        wrapUpSeconds: 5,
        offerTimeoutSeconds: 6,
        priority: 120,
        slopePerSecond: 0.5,
      }),
      await world.queue(agents.slice(0, 3), { strategy: 'ring-all', wrapUpSeconds: 0, priority: 90 }),
    ];
    for (const [index, queueId] of queues.entries()) await world.number(queueId, `+4822100010${index}`);
    const chief = await world.hire('administrator');
    const contact = { lastName: 'Ważny', phones: ['+48507000007', '+48507000023'] };
    const { id } = (await world.as(chief).post('/contacts', contact)).body as { id: string };
    await world.as(chief).put(`/contacts/${id}/routing`, { priority: 300, skills: [], version: 0 });
    await world.ready(...agents);
    for (let each = 0; each < 60; each += 1) {
      await world.callFrom(
        `+4850700${String(each).padStart(4, '0')}`,
        { patienceMs: 90_000, talkMs: 15_000 + (each % 7) * 6000 },
        `+4822100010${each % 3}`,
      );
      await world.wait((each * 7) % 5);
      if (each % 6 === 5)
        for (const agent of agents) await world.as(agent).put('/agents/me/status', { status: 'ready' });
    }
    await world.wait(300);
  });
  afterAll(() => world.close());

  const everything = (): Promise<RecordedEvent[]> => world.app.get(Journal).readFrom(0, { limit: 100_000 });

  it('gives the same decisions byte for byte, offers and holds', async () => {
    const decisions: ComparedDecision[] = [];
    const replay = new DecisionReplay((decision) => decisions.push(decision));
    for (const event of await everything()) replay.take(event);
    expect(decisions.map(({ replayed }) => canonical(replayed))).toEqual(
      decisions.map(({ recorded }) => canonical(recorded)),
    );
    const [offers, holds] = [true, false].map((made) =>
      decisions.filter(({ recorded }) => recorded.chosen.length > 0 === made),
    );
    expect(offers?.length).toBeGreaterThan(30);
    expect(holds?.length).toBeGreaterThan(5);
    expect(offers?.filter(({ recorded }) => recorded.priority?.by === 'record').length).toBe(2);
    expect(new Set(offers?.map(({ recorded }) => recorded.strategy)).size).toBe(3);
  });

  it('names the first decision that comes out otherwise under other rules', async () => {
    const events = await everything();
    const comparison = new ReplayComparison({ from: 0, to: Infinity });
    for (const event of events) comparison.take(event.type === 'QueueSaved' ? linear(event) : event);
    const { compared, different, first } = comparison.verdict;
    expect(different).toBeGreaterThan(0);
    expect(different).toBeLessThanOrEqual(compared);
    expect(first?.recorded.workId).toBeDefined();
  });

  const linear = (event: RecordedEvent): RecordedEvent => {
    const { rules, ...rest } = event.data as { rules: object };
    return { ...event, data: { ...rest, rules: { ...rules, strategy: 'linear' } } };
  };
});
