import type { Strategy } from '#contracts';
import { drawFor } from './choose-agents';
import { NO_RULES, type QueueRules, type RoutableAgent, type WaitingWork } from './routing-choice';
import { RoutingEngine } from './routing-engine';
import { weightAt } from './weight';

const rules = (id: string, members: string[], more: Partial<QueueRules> = {}): QueueRules => ({
  id,
  members,
  ...NO_RULES,
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
  enteredAt: queuedAt,
  priority,
  priorityBy: null,
  requirements: [],
  affinity: null,
  via: [],
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
      need: [],
      ring: 0,
      keptFor: null,
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

const mandatory = (skillId: string, level: number, weight = 1) => ({ skillId, level, weight, mandatory: true });
const optional = (skillId: string, level: number, weight = 1) => ({ skillId, level, weight, mandatory: false });

function skilled(engine: RoutingEngine, held: Record<string, Record<string, number>>): void {
  for (const [agentId, skills] of Object.entries(held)) engine.setSkills(agentId, new Map(Object.entries(skills)));
}

describe('Skills', () => {
  it('filter: whoever holds less than what is mandatory is not offered it', () => {
    const engine = engineWith(
      [rules('q', ['a', 'b', 'c'], { skills: [mandatory('german', 5)] })],
      [ready('a'), ready('b'), ready('c')],
      [call('w', 'q', 0)],
    );
    skilled(engine, { a: { german: 4 }, b: { english: 9 }, c: { german: 5 } });
    expect(engine.next(1000, 1)).toMatchObject({
      chosen: ['c'],
      need: [{ skillId: 'german', level: 5 }],
      filtered: [
        { agentId: 'a', by: 'no-skill:german' },
        { agentId: 'b', by: 'no-skill:german' },
      ],
    });
  });

  it('asked for by the item come on top of those of the queue', () => {
    const engine = engineWith(
      [rules('q', ['a', 'b'], { skills: [mandatory('german', 5)] })],
      [ready('a'), ready('b')],
      [{ ...call('w', 'q', 0), requirements: [mandatory('claims', 1)] }],
    );
    skilled(engine, { a: { german: 5 } });
    expect(engine.next(1000, 1)).toBeNull();
    expect(engine.explain('w', 1000, 1)?.sentence).toBe('held-nobody-skilled');
    skilled(engine, { a: { german: 5, claims: 2 } });
    expect(engine.next(1000, 1)?.chosen).toEqual(['a']);
  });

  it('do not hold up those behind whom somebody can serve', () => {
    const engine = engineWith(
      [rules('q', ['a'])],
      [ready('a')],
      [{ ...call('first', 'q', 0), requirements: [mandatory('german', 1)] }, call('second', 'q', 500)],
    );
    expect(engine.next(1000, 1)?.workId).toBe('second');
  });

  it('rank by the distance of decisions.md where the queue asks for it, the strategy among equals', () => {
    const need = [mandatory('german', 3), optional('claims', 5, 2)];
    const engine = engineWith(
      [rules('q', ['a', 'b', 'c', 'd'], { skills: need, ranking: 'closest-skills' })],
      ['a', 'b', 'c', 'd'].map(ready),
      [call('w', 'q', 0)],
    );
    skilled(engine, {
      a: { german: 3, claims: 4 }, // 2 · 1 missing
      b: { german: 9, claims: 5 }, // 6 too many: 0.6
      c: { german: 3, claims: 5 }, // exactly
      d: { german: 3, claims: 5 },
    });
    const choice = engine.next(1000, 1);
    expect(choice?.sentence).toBe('offered-closest-skills');
    expect(choice?.eligible.map(({ agentId, rank, distance }) => [agentId, rank, distance?.toFixed(1)])).toEqual([
      ['c', 0, '0.0'],
      ['d', 1, '0.0'],
      ['b', 2, '0.6'],
      ['a', 3, '2.0'],
    ]);
  });

  it('relax ring by ring while the place is kept', () => {
    const rings = [
      { afterSeconds: 30, lowerBy: 2 },
      { afterSeconds: 60, lowerBy: 10 },
    ];
    const engine = engineWith(
      [rules('q', ['a'], { skills: [mandatory('german', 5)], rings })],
      [ready('a')],
      [call('w', 'q', 0), call('later', 'q', 1000)],
    );
    skilled(engine, { a: { german: 3 } });
    expect(engine.next(29_999, 1)).toBeNull();
    expect(engine.nextWake()).toBe(30_000);
    expect(engine.next(30_000, 1)).toMatchObject({ workId: 'w', ring: 1, need: [{ skillId: 'german', level: 3 }] });
    skilled(engine, { a: {} });
    engine.setAgent(ready('a'));
    expect(engine.next(60_999, 1)).toBeNull();
    expect(engine.next(61_000, 1)).toMatchObject({ workId: 'later', ring: 2, need: [] });
  });

  it('learned while callers wait count at once', () => {
    const engine = engineWith(
      [rules('q', ['a'], { skills: [mandatory('german', 1)] })],
      [ready('a')],
      [call('w', 'q', 0)],
    );
    expect(engine.next(1000, 1)).toBeNull();
    skilled(engine, { a: { german: 1 } });
    expect(engine.next(1000, 1)?.chosen).toEqual(['a']);
  });
});

describe('The last agent', () => {
  const caller = { ...call('w', 'q', 0), affinity: { agentId: 'b', seconds: 20 } };
  const busy = (id: string): RoutableAgent => ({ id, status: 'busy', reason: null, reachable: true, free: [] });

  it('is preferred to whoever the strategy would take', () => {
    const engine = engineWith([rules('q', ['a', 'b'])], [ready('a'), ready('b')], [caller]);
    expect(engine.next(1000, 1)).toMatchObject({
      chosen: ['b'],
      keptFor: 'b',
      sentence: 'offered-last-agent',
      filtered: [{ agentId: 'a', by: 'kept-for-last-agent' }],
    });
  });

  it('is waited for while he talks, and no longer than the preference lasts', () => {
    const engine = engineWith([rules('q', ['a', 'b'])], [ready('a'), busy('b')], [caller]);
    expect(engine.next(19_999, 1)).toBeNull();
    expect(engine.explain('w', 19_999, 1)?.sentence).toBe('held-for-last-agent');
    expect(engine.nextWake()).toBe(20_000);
    expect(engine.next(20_000, 1)?.chosen).toEqual(['a']);
  });

  it('is not waited for when he is away, lacks a skill or serves another queue', () => {
    for (const [members, agent] of [
      [['a', 'b'], away('b')],
      [['a'], busy('b')],
    ] as const) {
      const engine = engineWith([rules('q', [...members])], [ready('a'), agent], [caller]);
      expect(engine.next(1000, 1)?.chosen).toEqual(['a']);
    }
    const skills = [mandatory('german', 2)];
    const engine = engineWith([rules('q', ['a', 'b'], { skills })], [ready('a'), busy('b')], [caller]);
    skilled(engine, { a: { german: 2 } });
    expect(engine.next(1000, 1)?.chosen).toEqual(['a']);
  });

  it('does not keep those behind him in the queue waiting', () => {
    const engine = engineWith([rules('q', ['a', 'b'])], [ready('a'), busy('b')], [caller, call('x', 'q', 1000)]);
    expect(engine.next(2000, 1)).toMatchObject({ workId: 'x', chosen: ['a'] });
  });
});

describe('Weight', () => {
  it('grows in steps to its cap, from the priority of the record, the queue or the channel', () => {
    const curve = { slope: 1, slopes: [{ afterSeconds: 60, slopePerSecond: 5 }], cap: 400 };
    const at = (base: number | null, priority: number | null, seconds: number) =>
      weightAt({ ...curve, base }, { queuedAt: 0, priority }, seconds * 1000, 7);
    expect([at(100, null, 30), at(100, null, 60), at(100, null, 70), at(100, null, 1000)]).toEqual([
      130, 160, 210, 400,
    ]);
    expect([at(100, 300, 10), at(null, 300, 10), at(null, null, 10)]).toEqual([310, 310, 17]);
  });

  it('takes the channel with the higher base first', () => {
    const engine = engineWith(
      [rules('q', ['a'], { base: null, slope: 0 })],
      [{ ...ready('a'), free: ['call', 'chat'] }],
      [{ ...call('chat', 'q', 0), channel: 'chat' }, call('call', 'q', 5000)],
    );
    engine.setChannelBase('call', 200);
    expect(engine.next(6000, 1)?.workId).toBe('call');
  });
});
