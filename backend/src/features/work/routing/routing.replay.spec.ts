import { CallWorld, type Agent } from '../../../testing/call-world';
import { Journal } from '../../../platform/journal';
import { replayDecisions } from './use-cases/replay-decisions';

/** PostgreSQL keeps an object's members in an order of its own. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );

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

  it('gives the same decisions byte for byte', async () => {
    const events = await world.app.get(Journal).readFrom(0, { limit: 100_000 });
    const { recorded, replayed } = replayDecisions(events);
    expect(recorded.length).toBeGreaterThan(30);
    expect(replayed.map(canonical)).toEqual(recorded.map(canonical));
    expect(new Set(recorded.map(({ strategy }) => strategy)).size).toBe(3);
  });
});
