import { drawFor } from './choose-agents';
import { NO_RULES, type QueueRules, type WaitingWork } from './routing-choice';
import { simulateDay, type DutyChange, type SimulatedCall, type SimulatedDay } from './simulate-day';

const HOUR = 3_600_000;

const rules = (id: string, members: string[], more: Partial<QueueRules> = {}): QueueRules => ({
  ...NO_RULES,
  id,
  members,
  strategy: 'round-robin',
  base: 100,
  slope: 1,
  cap: null,
  offerTimeoutSeconds: 20,
  active: true,
  ...more,
});

const work = (workId: string, queueId: string, queuedAt: number): WaitingWork => ({
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

const onDuty = (agentId: string, until: number): DutyChange[] => [
  { agentId, at: 0, duty: 'ready' },
  { agentId, at: until, duty: 'off' },
];

const asking = (skill: number) => ({ skillId: `s${skill}`, level: 3, mandatory: true, weight: 1 });

interface Load {
  readonly seed: number;
  readonly agents: number;
  readonly queues: number;
  readonly calls: number;
  readonly handlingMs: number;
  /** Skills of which every agent has half, every queue asks for one, and one caller in five for another. */
  readonly skills?: number;
}

/** A day of ten hours with two rushes; every agent serves three queues. */
function dayOf({ seed, agents, queues, calls, handlingMs, skills = 0 }: Load): SimulatedDay {
  const draw = (what: string) => Math.max(1e-9, drawFor(`${seed}/${what}`));
  const staff = Array.from({ length: agents }, (_, index) => `a${index}`);
  const made = Array.from({ length: calls }, (_, index): SimulatedCall => {
    const rush = draw(`rush${index}`) < 0.35 ? (draw(`which${index}`) < 0.5 ? 2 : 6) * HOUR : null;
    const at = Math.floor(rush === null ? draw(`at${index}`) * 10 * HOUR : rush + draw(`in${index}`) * HOUR);
    return {
      work: {
        ...work(`w${index}`, `q${Math.floor(draw(`q${index}`) * queues)}`, at),
        requirements: skills > 0 && draw(`d${index}`) < 0.2 ? [asking(Math.floor(draw(`s${index}`) * skills))] : [],
      },
      patienceMs: -Math.log(draw(`p${index}`)) * 900_000,
      handlingMs: handlingMs * (0.25 + 1.5 * draw(`h${index}`)),
    };
  });
  return {
    queues: Array.from({ length: queues }, (_, queue) =>
      rules(
        `q${queue}`,
        staff.filter((_agent, index) => [0, 1, 2].some((step) => (index + step) % queues === queue)),
        skills > 0 ? { base: 100 + 10 * (queue % 3), slope: 1 + (queue % 2), skills: [asking(queue % skills)] } : {},
      ),
    ),
    skills: new Map(
      staff.map((agentId) => {
        const held = Array.from({ length: skills }, (_, skill) => skill).filter(
          (skill) => draw(`${agentId}/${skill}`) < 0.5,
        );
        return [agentId, new Map(held.map((skill) => [`s${skill}`, 5]))];
      }),
    ),
    duties: staff.flatMap((agentId) => onDuty(agentId, 10 * HOUR)),
    calls: made.sort((a, b) => a.work.queuedAt - b.work.queuedAt),
    ringMs: 3000,
    serviceLevelSeconds: 20,
  };
}

describe('A day of calls through the engine', () => {
  it('counts what a person counts by hand', () => {
    const call = (id: string, at: number, patienceMs: number) => ({
      work: work(id, 'q', at),
      patienceMs,
      handlingMs: 60_000,
    });
    const result = simulateDay({
      queues: [rules('q', ['a'])],
      skills: new Map(),
      duties: onDuty('a', HOUR),
      calls: [call('first', 1000, 99_000), call('second', 2000, 99_000), call('third', 3000, 30_000)],
      ringMs: 2000,
      serviceLevelSeconds: 20,
    });
    // The second is rung when the first is done, at 63 s; the third gave up at 33 s.
    expect(result).toMatchObject({
      offered: 3,
      answered: 2,
      abandoned: 1,
      serviceLevel: 1 / 3,
      averageAnswerSeconds: (2 + 63) / 2,
    });
  });

  it('leads on whom a queue cannot serve, and lets them go who are led out', () => {
    const call = (id: string, at: number) => ({ work: work(id, 'q', at), patienceMs: Infinity, handlingMs: 60_000 });
    const to = { kind: 'queue', queueId: 'other' } as const;
    const result = simulateDay({
      queues: [
        rules('q', ['a'], {
          overflow: [
            { when: 'waiting-time', threshold: 20, to },
            { when: 'no-agents', threshold: null, to: { kind: 'hang-up', message: '' } },
          ],
        }),
        rules('other', ['b']),
      ],
      skills: new Map(),
      duties: [...onDuty('a', 120_000), ...onDuty('b', HOUR)],
      calls: [call('first', 1000), call('second', 2000), call('late', 200_000)],
      ringMs: 0,
      serviceLevelSeconds: 20,
    });
    // The second is led on at 22 s; the third finds nobody signed in.
    expect(
      result.outcomes.map(({ workId, queueId, outcome, agentId, waitedMs }) => [
        workId,
        queueId,
        outcome,
        agentId,
        waitedMs,
      ]),
    ).toEqual([
      ['first', 'q', 'answered', 'a', 0],
      ['second', 'q', 'answered', 'b', 20_000],
      ['late', 'q', 'left', null, 0],
    ]);
  });

  it('waits for no agent on a break', () => {
    const result = simulateDay({
      queues: [rules('q', ['a'])],
      skills: new Map(),
      duties: [
        { agentId: 'a', at: 0, duty: 'ready' },
        { agentId: 'a', at: 10_000, duty: 'away' },
        { agentId: 'a', at: 100_000, duty: 'ready' },
      ],
      calls: [{ work: work('one', 'q', 20_000), patienceMs: Infinity, handlingMs: 1000 }],
      ringMs: 0,
      serviceLevelSeconds: 20,
    });
    expect(result.averageAnswerSeconds).toBe(80);
  });

  it('is the same each time, and more agents serve it better', () => {
    const load = { seed: 7, queues: 4, calls: 1500, handlingMs: 180_000 };
    const before = simulateDay(dayOf({ ...load, agents: 10 }));
    expect(simulateDay(dayOf({ ...load, agents: 10 }))).toEqual(before);
    const after = simulateDay(dayOf({ ...load, agents: 14 }));
    expect(after.serviceLevel).toBeGreaterThan(before.serviceLevel ?? 1);
    expect(after.abandonment).toBeLessThan(before.abandonment ?? 0);
  });

  it('tells callers their wait to a quarter, as the median of every day says, with many skills too', () => {
    const load = { agents: 20, queues: 4, calls: 3500, handlingMs: 200_000 };
    const demanding = { agents: 48, queues: 12, calls: 6000, handlingMs: 240_000, skills: 12 };
    for (const day of [dayOf({ seed: 1, ...load }), dayOf({ seed: 2, ...load }), dayOf({ seed: 3, ...demanding })]) {
      const { estimates } = simulateDay(day);
      const errors = estimates
        .map(({ expectedMs, actualMs }) => Math.abs(expectedMs - actualMs) / Math.max(actualMs, 1000))
        .sort((a, b) => a - b);
      expect(errors.length).toBeGreaterThan(500);
      expect(errors[Math.floor(errors.length / 2)]).toBeLessThan(0.25);
    }
  });
});
