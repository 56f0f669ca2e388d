import * as fc from 'fast-check';
import type { Strategy } from '#contracts';
import { drawFor } from './choose-agents';
import { filterOf, weightAt, type QueueRules, type RoutableAgent, type WaitingWork } from './routing-choice';
import { RoutingEngine } from './routing-engine';

const rules = (id: string, members: string[], more: Partial<QueueRules> = {}): QueueRules => ({
  id,
  members,
  strategy: 'linear',
  base: 100,
  slope: 1,
  cap: null,
  offerTimeoutSeconds: 20,
  active: true,
  ...more,
});
const ready = (id: string): RoutableAgent => ({ id, status: 'ready', reason: null, reachable: true, free: ['call'] });
const away = (id: string): RoutableAgent => ({ id, status: 'not-ready', reason: 'lunch', reachable: true, free: [] });
const call = (workId: string, queueId: string, queuedAt: number, priority: number | null = null): WaitingWork => ({
  workId,
  queueId,
  channel: 'call',
  queuedAt,
  priority,
});

function engineWith(queues: QueueRules[], agents: RoutableAgent[], work: WaitingWork[] = []): RoutingEngine {
  const engine = new RoutingEngine();
  for (const queue of queues) engine.setQueue(queue);
  for (const agent of agents) engine.setAgent(agent);
  for (const item of work) engine.addWork(item);
  return engine;
}

const winners = (strategy: Strategy, rounds: number, members = ['a', 'b', 'c']): string[][] => {
  const engine = engineWith([rules('q', members, { strategy })], members.map(ready));
  return Array.from({ length: rounds }, (_, round) => {
    engine.addWork(call(`w${round}`, 'q', round * 1000));
    const choice = engine.next(100_000 + round, 0);
    for (const member of members) engine.setAgent(ready(member));
    return [...(choice?.chosen ?? [])];
  });
};

describe('Strategies', () => {
  it('linear always starts from the first', () => {
    expect(winners('linear', 3)).toEqual([['a'], ['a'], ['a']]);
  });

  it('round robin goes on after the agent offered last', () => {
    expect(winners('round-robin', 5)).toEqual([['a'], ['b'], ['c'], ['a'], ['b']]);
  });

  it('ring all offers to everyone who is eligible at once', () => {
    expect(winners('ring-all', 1)).toEqual([['a', 'b', 'c']]);
  });

  it('random is uniform: chi-squared over 30 000 draws below the 0.1 % bound', () => {
    const members = ['a', 'b', 'c', 'd', 'e', 'f'];
    const counts = new Map<string, number>();
    for (let each = 0; each < 30_000; each += 1) {
      const index = Math.floor(drawFor(`work-${each}@${each * 7}`) * members.length);
      counts.set(members[index] ?? '', (counts.get(members[index] ?? '') ?? 0) + 1);
    }
    const expected = 30_000 / members.length;
    const chiSquared = members.reduce((sum, member) => sum + ((counts.get(member) ?? 0) - expected) ** 2 / expected, 0);
    expect(chiSquared).toBeLessThan(20.5);
  });
});

describe('Decision record', () => {
  it('says who was eligible, who was filtered by what, and the weight', () => {
    const engine = engineWith(
      [rules('q', ['a', 'b', 'c', 'd'])],
      [away('a'), ready('b'), { ...ready('c'), reachable: false }, ready('d')],
      [call('w1', 'q', 0), call('w2', 'q', 5000)],
    );
    expect(engine.next(10_000, 42)).toEqual({
      at: 10_000,
      basis: 42,
      workId: 'w1',
      queueId: 'q',
      strategy: 'linear',
      chosen: ['b'],
      eligible: [
        { agentId: 'b', rank: 0, because: 'first-in-order' },
        { agentId: 'd', rank: 1, because: 'later-in-order' },
      ],
      filtered: [
        { agentId: 'a', by: 'not-ready:lunch' },
        { agentId: 'c', by: 'phone-unregistered' },
      ],
      waiting: 2,
      weight: 110,
      tieBreak: null,
      draw: null,
      sentence: 'offered-first-in-order',
    });
  });

  it('says why nobody is offered an item', () => {
    const engine = engineWith(
      [rules('q', ['a', 'b']), rules('none', [])],
      [away('a')],
      [call('w', 'q', 0), call('x', 'none', 0)],
    );
    expect(engine.next(1000, 1)).toBeNull();
    expect(engine.explain('w', 1000, 1)).toMatchObject({
      sentence: 'held-nobody-ready',
      filtered: [
        { agentId: 'a', by: 'not-ready:lunch' },
        { agentId: 'b', by: 'not-signed-in' },
      ],
    });
    expect(engine.explain('x', 1000, 1)).toMatchObject({ sentence: 'held-nobody-assigned' });
  });

  it('offers nothing while the channel is paused or the queue is inactive', () => {
    const engine = engineWith(
      [rules('q', ['a']), rules('off', ['a'], { active: false })],
      [ready('a')],
      [call('w', 'q', 0), call('v', 'off', 0)],
    );
    engine.pause('call', true);
    expect(engine.next(1000, 1)).toBeNull();
    engine.pause('call', false);
    expect(engine.next(1000, 1)?.workId).toBe('w');
    engine.setAgent(ready('a'));
    expect(engine.next(1000, 1)).toBeNull();
  });
});

describe('Editing a queue while callers wait', () => {
  it('keeps their places and applies the new weight at once', () => {
    const engine = engineWith(
      [rules('slow', ['a'], { base: 10, slope: 0 }), rules('other', ['a'], { base: 50, slope: 0 })],
      [ready('a')],
      [call('first', 'slow', 0), call('second', 'slow', 1000), call('x', 'other', 500)],
    );
    engine.setQueue(rules('slow', ['a'], { base: 10, slope: 100 }));
    expect(engine.next(5000, 1)?.workId).toBe('first');
    engine.setAgent(ready('a'));
    expect(engine.next(5000, 1)?.workId).toBe('second');
  });
});

interface World {
  queues: QueueRules[];
  agents: RoutableAgent[];
  work: WaitingWork[];
}

/** Whole seconds and whole numbers: exact in floating point, so that equal means equal. */
const world: fc.Arbitrary<World> = fc.record({
  queues: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('q1', 'q2', 'q3', 'q4'),
      members: fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e']),
      strategy: fc.constantFrom<Strategy>('linear', 'random', 'round-robin', 'ring-all'),
      base: fc.integer({ min: 0, max: 50 }),
      slope: fc.integer({ min: 0, max: 3 }),
      cap: fc.option(fc.integer({ min: 20, max: 90 })),
      offerTimeoutSeconds: fc.constant(20),
      active: fc.boolean(),
    }),
    { selector: ({ id }) => id, minLength: 1 },
  ),
  agents: fc.uniqueArray(
    fc
      .record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), up: fc.boolean(), reachable: fc.boolean() })
      .map(({ id, up, reachable }) => ({ ...(up ? ready(id) : away(id)), reachable })),
    { selector: ({ id }) => id },
  ),
  work: fc.uniqueArray(
    fc.record({
      workId: fc.integer({ min: 0, max: 99 }).map((n) => `w${n}`),
      queueId: fc.constantFrom('q1', 'q2', 'q3', 'q4'),
      channel: fc.constant('call' as const),
      queuedAt: fc.integer({ min: 0, max: 30 }).map((n) => n * 1000),
      priority: fc.option(fc.integer({ min: 0, max: 60 })),
    }),
    { selector: ({ workId }) => workId, maxLength: 40 },
  ),
});

/** The rule as decisions.md says it, without any cleverness: filter, weigh, sort. */
function oracle({ queues, agents, work }: World, at: number): string | null {
  const rank = work
    .flatMap((item) => {
      const queue = queues.find(({ id }) => id === item.queueId);
      const someone = queue?.members.some(
        (id) =>
          filterOf(
            agents.find((agent) => agent.id === id),
            'call',
          ) === null,
      );
      return queue?.active && someone ? [{ item, weight: weightAt(queue, item, at) }] : [];
    })
    .sort(
      (x, y) => y.weight - x.weight || x.item.queuedAt - y.item.queuedAt || (x.item.workId < y.item.workId ? -1 : 1),
    );
  return rank[0]?.item.workId ?? null;
}

describe('Routing, whatever the world', () => {
  it('takes the same item as a brute-force pass over everything, until nothing is left', () => {
    fc.assert(
      fc.property(world, fc.integer({ min: 30, max: 200 }), (start, second) => {
        const engine = engineWith(start.queues, start.agents, start.work);
        let { work, agents } = start;
        for (;;) {
          const choice = engine.next(second * 1000, 1);
          expect(choice?.workId ?? null).toBe(oracle({ ...start, work, agents }, second * 1000));
          if (!choice) return;
          work = work.filter(({ workId }) => workId !== choice.workId);
          agents = agents.map((agent) =>
            choice.chosen.includes(agent.id) ? { ...agent, status: 'reserved', free: [] } : agent,
          );
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('never gives one item or one agent away twice in any interleaving of arrivals, ends and changes', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('arrive' as const), n: fc.nat(60) }),
      fc.record({ do: fc.constant('leave' as const), n: fc.nat(60) }),
      fc.record({ do: fc.constant('free' as const), n: fc.nat(4) }),
      fc.record({ do: fc.constant('away' as const), n: fc.nat(4) }),
      fc.record({ do: fc.constant('edit' as const), n: fc.nat(3) }),
      fc.record({ do: fc.constant('decide' as const), n: fc.nat(3) }),
    );
    fc.assert(
      fc.property(world, fc.array(step, { maxLength: 80 }), (start, steps) => {
        const engine = engineWith(start.queues, start.agents, start.work);
        const waiting = new Set(
          start.work.filter(({ queueId }) => start.queues.some(({ id }) => id === queueId)).map(({ workId }) => workId),
        );
        const free = new Set(start.agents.filter((agent) => filterOf(agent, 'call') === null).map(({ id }) => id));
        for (const [index, { do: what, n }] of steps.entries()) {
          const agent = 'abcde'[n] ?? 'a';
          const queue = start.queues[n % start.queues.length];
          if (what === 'arrive' && queue && !waiting.has(`w${n}`)) {
            engine.addWork(call(`w${n}`, queue.id, index * 1000));
            waiting.add(`w${n}`);
          }
          if (what === 'leave') {
            engine.removeWork(`w${n}`);
            waiting.delete(`w${n}`);
          }
          if (what === 'free') {
            engine.setAgent(ready(agent));
            free.add(agent);
          }
          if (what === 'away') {
            engine.setAgent(away(agent));
            free.delete(agent);
          }
          if (what === 'edit' && queue) engine.setQueue({ ...queue, slope: n, base: n * 7 });
          if (what !== 'decide') continue;
          const choice = engine.next(1_000_000 + index * 1000, 1);
          if (!choice) continue;
          expect(waiting.delete(choice.workId)).toBe(true);
          for (const chosen of choice.chosen) expect(free.delete(chosen)).toBe(true);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('starves nobody: the lowest class is served within the analytic crossing and one service time', () => {
    const high = rules('high', ['a'], { base: 200, slope: 1 });
    const low = rules('low', ['a'], { base: 100, slope: 2 });
    const engine = engineWith([high, low], [ready('a')], [call('low-0', 'low', 0)]);
    const serviceMs = 10_000;
    let servedAt = -1;
    for (let at = 0; at < 600_000 && servedAt < 0; at += serviceMs) {
      engine.addWork(call(`high-${at}`, 'high', at));
      engine.addWork(call(`high-${at}b`, 'high', at));
      if (engine.next(at, 1)?.workId === 'low-0') servedAt = at;
      engine.setAgent(ready('a'));
    }
    const crossing = ((200 - 100) / (2 - 1)) * 1000;
    expect(servedAt).toBeGreaterThan(0);
    expect(servedAt).toBeLessThanOrEqual(crossing + 2 * serviceMs);
  });

  it('serves equals in the order in which they came', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 0, max: 5 }),
        (times, slope) => {
          const engine = engineWith(
            [rules('q', ['a'], { slope })],
            [ready('a')],
            times.map((time) => call(`w${time}`, 'q', time * 1000)),
          );
          const served = times.map(() => {
            const choice = engine.next(20_000_000, 1);
            engine.setAgent(ready('a'));
            return Number(choice?.workId.slice(1));
          });
          expect(served).toEqual([...times].sort((a, b) => a - b));
        },
      ),
    );
  });
});
