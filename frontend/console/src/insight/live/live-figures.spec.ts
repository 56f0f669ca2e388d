import type { AgentView, QueueView } from '#contracts';
import { byUrgency, figuresOf } from './live-figures';

const agent = (name: string, status: AgentView['status']) => ({ name, status }) as AgentView;
const queue = (waiting: number, answered: number, abandoned: number, answeredInTime: number) =>
  ({ waiting, today: { answered, abandoned, answeredInTime } }) as QueueView;

describe('live figures', () => {
  it('weighs the service level by calls', () => {
    const figures = figuresOf(
      [agent('a', 'ready'), agent('b', 'busy'), agent('c', 'reserved')],
      [queue(2, 90, 0, 90), queue(1, 5, 5, 0)],
    );
    expect(figures).toEqual({ waiting: 3, ready: 1, busy: 2, serviceLevel: 0.9 });
  });
  it('knows no service level before the first call', () =>
    expect(figuresOf([], [queue(0, 0, 0, 0)]).serviceLevel).toBeNull());
  it('puts who works before who is away', () => {
    const sorted = [agent('b', 'offline'), agent('c', 'ready'), agent('a', 'ready'), agent('d', 'busy')].sort(
      byUrgency,
    );
    expect(sorted.map(({ name }) => name)).toEqual(['d', 'a', 'c', 'b']);
  });
});
