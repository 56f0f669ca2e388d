import { levelOf, wallFigure, type QueueView, type WallCampaign, type WallMetric } from '#contracts';
import { wallText } from './wall-figures';

const now = Date.parse('2026-11-30T10:00:00Z');
const queue = (more: Partial<QueueView>, today: Partial<QueueView['today']> = {}): QueueView => ({
  id: 'q',
  name: 'Sprzedaż',
  strategy: 'linear',
  waiting: 0,
  longestWaitSince: null,
  agentsReady: 0,
  agentsBusy: 0,
  agentsSignedIn: 0,
  today: {
    offered: 0,
    answered: 0,
    abandoned: 0,
    answeredInTime: 0,
    answerMs: 0,
    averageAnswerSeconds: null,
    serviceLevel: null,
    ...today,
  },
  ...more,
});

describe('numbers on a wall', () => {
  const two = [
    queue(
      { waiting: 2, longestWaitSince: '2026-11-30T09:59:00Z' },
      { answered: 3, abandoned: 1, answeredInTime: 3, answerMs: 30_000 },
    ),
    queue(
      { waiting: 1, longestWaitSince: '2026-11-30T09:58:00Z' },
      { answered: 1, abandoned: 3, answeredInTime: 0, answerMs: 50_000 },
    ),
  ];

  const agents = ['ready', 'busy', 'wrap-up', 'not-ready', 'offline'].map((status) => ({ status }));
  const figure = (metric: WallMetric, queues: readonly QueueView[]) =>
    wallFigure(metric, { queues, agents, campaigns: [] }, now);

  it('are those of all queues together, not the average of their averages', () => {
    expect(figure('waiting', two)).toBe(3);
    expect(figure('longestWait', two)).toBe(120);
    expect(figure('serviceLevel', two)).toBe(3 / 8);
    expect(figure('abandonRate', two)).toBe(0.5);
    expect(figure('asa', two)).toBe(20);
    expect([figure('agentsReady', two), figure('agentsBusy', two), figure('agentsSignedIn', two)]).toEqual([1, 2, 4]);
    expect(figure('serviceLevel', [queue({})])).toBeNull();
  });

  it('are those of all campaigns together', () => {
    const campaign = (more: Partial<WallCampaign>): WallCampaign => ({
      ...{ id: 'c', name: 'Kampania', state: 'running', recordsLeft: 0, attempts: 0, answered: 0, abandoned: 0 },
      ...{ agentsAtWork: 0, ...more },
    });
    const both = [
      campaign({ recordsLeft: 10, attempts: 8, answered: 4, abandoned: 1, agentsAtWork: 2 }),
      campaign({ recordsLeft: 5, attempts: 2, answered: 1 }),
    ];
    const of = (metric: WallMetric) => wallFigure(metric, { queues: [], agents: [], campaigns: both }, now);
    expect([of('recordsLeft'), of('attempts'), of('agentsAtWork')]).toEqual([15, 10, 2]);
    expect([of('answerRate'), of('campaignAbandonment')]).toEqual([0.5, 0.2]);
  });

  it.each([
    ['waiting', 2, 'warn'],
    ['waiting', 5, 'alarm'],
    ['waiting', 1, 'calm'],
    ['waiting', null, 'calm'],
  ] as const)('%s of %s is %s', (metric, value, level) =>
    expect(levelOf({ metric, warnAt: 2, alarmAt: 5 }, value)).toBe(level),
  );

  it('alarm from below where a small number is bad', () => {
    const limits = { metric: 'serviceLevel', warnAt: 0.8, alarmAt: 0.5 } as const;
    expect([0.9, 0.8, 0.5].map((value) => levelOf(limits, value))).toEqual(['calm', 'warn', 'alarm']);
  });

  it('are written as people read them', () => {
    expect(wallText('longestWait', 125, 'pl-PL')).toBe('2:05');
    expect(wallText('serviceLevel', 0.825, 'en-GB')).toBe('83%');
    expect(wallText('asa', null, 'pl-PL')).toBe('–');
  });
});
