import * as fc from 'fast-check';
import type { Strategy } from '#contracts';
import { filterOf, onDuty, type QueueRules, type RoutableAgent, type WaitingWork } from './routing-choice';
import { RoutingEngine } from './routing-engine';
import { lacking, needOf, relaxed, type Requirement, type Skills } from './skills';
import { weightAt } from './weight';

const AGENTS = ['a', 'b', 'c', 'd', 'e'];
const QUEUES = ['q1', 'q2', 'q3', 'q4'];

const ready = (id: string): RoutableAgent => ({ id, status: 'ready', reason: null, reachable: true, free: ['call'] });
const away = (id: string): RoutableAgent => ({ id, status: 'not-ready', reason: 'lunch', reachable: true, free: [] });
const taken = (id: string): RoutableAgent => ({ id, status: 'busy', reason: null, reachable: true, free: [] });

interface World {
  queues: QueueRules[];
  agents: RoutableAgent[];
  skills: Record<string, Record<string, number>>;
  work: WaitingWork[];
}

const requirements: fc.Arbitrary<Requirement[]> = fc.uniqueArray(
  fc.record({
    skillId: fc.constantFrom('s1', 's2', 's3'),
    level: fc.integer({ min: 1, max: 4 }),
    mandatory: fc.boolean(),
    weight: fc.integer({ min: 0, max: 3 }),
  }),
  { selector: ({ skillId }) => skillId, maxLength: 2 },
);
const steps = <T extends object>(more: fc.Arbitrary<T>) =>
  fc
    .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 90 }), more), { selector: ([after]) => after, maxLength: 3 })
    .map((all) => all.sort(([a], [b]) => a - b).map(([afterSeconds, each]) => ({ afterSeconds, ...each })));

/** Whole seconds and whole numbers: exact in floating point, so that equal means equal. */
const world: fc.Arbitrary<World> = fc.record({
  queues: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom(...QUEUES),
      members: fc.shuffledSubarray(AGENTS),
      strategy: fc.constantFrom<Strategy>('linear', 'random', 'round-robin', 'ring-all'),
      base: fc.option(fc.integer({ min: 0, max: 50 })),
      slope: fc.integer({ min: 0, max: 3 }),
      slopes: steps(fc.record({ slopePerSecond: fc.integer({ min: 0, max: 4 }) })),
      cap: fc.option(fc.integer({ min: 20, max: 190 })),
      skills: requirements.map((all) => all.sort((x, y) => (x.skillId < y.skillId ? -1 : 1))),
      ranking: fc.constantFrom('strategy' as const, 'closest-skills' as const),
      rings: steps(fc.record({ lowerBy: fc.integer({ min: 1, max: 4 }) })),
      hours: fc.constant(null),
      overflow: fc.constant([]),
      offerTimeoutSeconds: fc.constant(20),
      active: fc.boolean(),
    }),
    { selector: ({ id }) => id, minLength: 1 },
  ),
  agents: fc.uniqueArray(
    fc
      .record({
        id: fc.constantFrom(...AGENTS),
        is: fc.constantFrom(ready, ready, away, taken),
        reachable: fc.boolean(),
      })
      .map(({ id, is, reachable }) => ({ ...is(id), reachable })),
    { selector: ({ id }) => id },
  ),
  skills: fc.dictionary(
    fc.constantFrom(...AGENTS),
    fc.dictionary(fc.constantFrom('s1', 's2', 's3'), fc.integer({ min: 1, max: 5 })),
  ),
  work: fc.uniqueArray(
    fc
      .record({
        workId: fc.integer({ min: 0, max: 99 }).map((n) => `w${n}`),
        queueId: fc.constantFrom(...QUEUES),
        channel: fc.constant('call' as const),
        queuedAt: fc.integer({ min: 0, max: 30 }).map((n) => n * 1000),
        priority: fc.option(fc.integer({ min: 0, max: 60 })),
        priorityBy: fc.constant(null),
        requirements,
        affinity: fc.option(
          fc.record({ agentId: fc.constantFrom(...AGENTS), seconds: fc.integer({ min: 1, max: 120 }) }),
        ),
        via: fc.constant([]),
      })
      .map((item) => ({ ...item, enteredAt: item.queuedAt })),
    { selector: ({ workId }) => workId, maxLength: 40 },
  ),
});

function engineOf({ queues, agents, skills, work }: World): RoutingEngine {
  const engine = new RoutingEngine();
  for (const queue of queues) engine.setQueue(queue);
  for (const agent of agents) engine.setAgent(agent);
  for (const agentId of AGENTS) engine.setSkills(agentId, held(skills, agentId));
  for (const item of work) engine.addWork(item);
  return engine;
}

const held = (skills: World['skills'], agentId: string): Skills => new Map(Object.entries(skills[agentId] ?? {}));

/** Who may take the item now, as decisions.md says it. */
function takers(queue: QueueRules, item: WaitingWork, { agents, skills }: World, at: number): string[] {
  const waited = (at - item.queuedAt) / 1000;
  const ring = queue.rings.filter(({ afterSeconds }) => waited >= afterSeconds).length;
  const need = relaxed(needOf(queue.skills, item.requirements), queue.rings, ring);
  const agentOf = (id: string) => agents.find((agent) => agent.id === id);
  const qualified = queue.members.filter((id) => lacking(held(skills, id), need) === null);
  const able = qualified.filter((id) => filterOf(agentOf(id), 'call') === null);
  const { affinity } = item;
  const preferred = affinity && at < item.enteredAt + affinity.seconds * 1000 ? affinity.agentId : null;
  const waitsForHim = preferred !== null && qualified.includes(preferred) && onDuty(agentOf(preferred));
  return waitsForHim ? able.filter((id) => id === preferred) : able;
}

/** The rule without any cleverness: filter, weigh, sort. */
function oracle(start: World, at: number): { workId: string; takers: string[] } | null {
  const rank = start.work
    .flatMap((item) => {
      const queue = start.queues.find(({ id }) => id === item.queueId);
      const who = queue?.active ? takers(queue, item, start, at) : [];
      return queue && who.length > 0 ? [{ item, who, weight: weightAt(queue, item, at) }] : [];
    })
    .sort(
      (x, y) => y.weight - x.weight || x.item.queuedAt - y.item.queuedAt || (x.item.workId < y.item.workId ? -1 : 1),
    );
  return rank[0] ? { workId: rank[0].item.workId, takers: rank[0].who } : null;
}

/** What comes between two decisions: time, and now and then somebody learns something or a queue is opened or shut. */
const meanwhile = fc.record({
  pause: fc.integer({ min: 0, max: 20 }),
  learns: fc.option(
    fc.record({
      agentId: fc.constantFrom(...AGENTS),
      skills: fc.dictionary(fc.constantFrom('s1', 's2', 's3'), fc.integer({ min: 1, max: 5 })),
    }),
    { freq: 2 },
  ),
  edits: fc.option(fc.nat(9), { freq: 2 }),
});

describe('Routing, whatever the world', () => {
  it('takes the same item as a brute-force pass over everything, at every instant, until nothing is left', () => {
    fc.assert(
      fc.property(world, fc.array(meanwhile, { minLength: 1, maxLength: 30 }), (start, happened) => {
        const engine = engineOf(start);
        let { work, agents, skills, queues } = start;
        let second = 30;
        for (const { pause, learns, edits } of happened) {
          second += pause;
          if (learns) engine.setSkills(learns.agentId, new Map(Object.entries(learns.skills)));
          if (learns) skills = { ...skills, [learns.agentId]: learns.skills };
          const edited = edits === null ? undefined : queues[edits % queues.length];
          if (edited) engine.setQueue({ ...edited, active: !edited.active });
          queues = queues.map((queue) => (queue === edited ? { ...queue, active: !queue.active } : queue));
          const choice = engine.next(second * 1000, 1);
          const expected = oracle({ queues, skills, work, agents }, second * 1000);
          expect(choice?.workId ?? null).toBe(expected?.workId ?? null);
          if (!choice) continue;
          expect([...choice.eligible.map(({ agentId }) => agentId)].sort()).toEqual(
            [...(expected?.takers ?? [])].sort(),
          );
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
    const step = fc.record({
      do: fc.constantFrom('arrive', 'leave', 'free', 'away', 'edit', 'skill', 'decide', 'decide'),
      n: fc.nat(60),
    });
    fc.assert(
      fc.property(world, fc.array(step, { maxLength: 80 }), (start, taking) => {
        const engine = engineOf(start);
        const here = start.work.filter(({ queueId }) => start.queues.some(({ id }) => id === queueId));
        const waiting = new Set(here.map(({ workId }) => workId));
        const free = new Set(start.agents.filter((agent) => filterOf(agent, 'call') === null).map(({ id }) => id));
        for (const [index, { do: what, n }] of taking.entries()) {
          const agent = AGENTS[n % 5] ?? 'a';
          const queue = start.queues[n % start.queues.length];
          const workId = `w${n}`;
          if (what === 'arrive' && queue && !waiting.has(workId)) {
            const [queuedAt, affinity] = [index * 1000, n % 2 === 0 ? { agentId: agent, seconds: n } : null];
            engine.addWork({
              workId,
              queueId: queue.id,
              channel: 'call',
              queuedAt,
              enteredAt: queuedAt,
              priority: null,
              priorityBy: null,
              requirements: [],
              affinity,
              via: [],
            });
            waiting.add(workId);
          }
          if (what === 'leave') engine.removeWork(workId);
          if (what === 'leave') waiting.delete(workId);
          if (what === 'free') engine.setAgent(ready(agent));
          if (what === 'free') free.add(agent);
          if (what === 'away') engine.setAgent(away(agent));
          if (what === 'away') free.delete(agent);
          if (what === 'skill') engine.setSkills(agent, new Map([[`s${n % 3}`, n % 5]]));
          if (what === 'edit' && queue) engine.setQueue({ ...queue, slope: n % 4, base: (n % 4) * 7 });
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

  /**
   * While the low one waits, whoever is heavier came before the crossing: every later arrival of the higher class is lighter.
   * So at the first end of a service after it the low one is next, if those who came before him are served by then.
   */
  it('starves nobody: the lowest class is served within the analytic crossing and one service time', () => {
    const parameters = fc.record({
      gap: fc.integer({ min: 1, max: 300 }),
      slopeHigh: fc.integer({ min: 0, max: 3 }),
      faster: fc.integer({ min: 1, max: 4 }),
      serviceSeconds: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(parameters, ({ gap, slopeHigh, faster, serviceSeconds }) => {
        const of = (id: string, base: number, slope: number): QueueRules =>
          ({
            id,
            members: ['a'],
            strategy: 'linear',
            base,
            slope,
            cap: null,
            offerTimeoutSeconds: 20,
            active: true,
          }) as unknown as QueueRules;
        const engine = new RoutingEngine();
        engine.setQueue(of('high', 100 + gap, slopeHigh));
        engine.setQueue(of('low', 100, slopeHigh + faster));
        const item = (workId: string, queueId: string, queuedAt: number): WaitingWork => ({
          workId,
          queueId,
          channel: 'call',
          queuedAt,
          enteredAt: queuedAt,
          priority: null,
          priorityBy: null,
          requirements: [],
          affinity: null,
          via: [],
        });
        engine.addWork(item('low', 'low', 0));
        const crossing = (gap / faster) * 1000;
        // There are always more of the higher class than can be served.
        for (let at = 0; ; at += serviceSeconds * 1000) {
          for (const each of ['x', 'y']) engine.addWork(item(`${each}${at}`, 'high', at));
          engine.setAgent(ready('a'));
          if (engine.next(at, 1)?.workId !== 'low') continue;
          expect(at).toBeLessThanOrEqual(crossing + serviceSeconds * 1000);
          return;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('serves equals in the order in which they came', () => {
    fc.assert(
      fc.property(
        world,
        fc.uniqueArray(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 50 }),
        ({ queues: [any] }, times) => {
          const engine = new RoutingEngine();
          engine.setQueue({ ...(any as QueueRules), members: ['a'], skills: [], active: true });
          for (const time of times)
            engine.addWork({
              workId: `w${time}`,
              queueId: any?.id ?? '',
              channel: 'call',
              queuedAt: time * 1000,
              enteredAt: time * 1000,
              priority: null,
              priorityBy: null,
              requirements: [],
              affinity: null,
              via: [],
            });
          const served = times.map(() => {
            engine.setAgent(ready('a'));
            return Number(engine.next(20_000_000, 1)?.workId.slice(1));
          });
          expect(served).toEqual([...times].sort((a, b) => a - b));
        },
      ),
    );
  });

  it('is fair: who takes turns is offered as often as anybody else, and so is who is drawn', () => {
    for (const strategy of ['round-robin', 'random'] as const) {
      const engine = new RoutingEngine();
      engine.setQueue({
        id: 'q',
        members: AGENTS,
        strategy,
        base: 1,
        slope: 1,
        cap: null,
        active: true,
      } as unknown as QueueRules);
      const counts = new Map<string, number>();
      for (let turn = 0; turn < 5000; turn += 1) {
        for (const agent of AGENTS) engine.setAgent(ready(agent));
        engine.addWork({
          workId: `w${turn}`,
          queueId: 'q',
          channel: 'call',
          queuedAt: turn,
          enteredAt: turn,
          priority: null,
          priorityBy: null,
          requirements: [],
          affinity: null,
          via: [],
        });
        for (const agent of engine.next(turn, 1)?.chosen ?? []) counts.set(agent, (counts.get(agent) ?? 0) + 1);
      }
      const spread = Math.max(...counts.values()) - Math.min(...counts.values());
      expect(spread).toBeLessThanOrEqual(strategy === 'random' ? 200 : 0);
    }
  });
});
