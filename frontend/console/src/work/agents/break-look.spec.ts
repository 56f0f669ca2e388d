import type { AgentView } from '#contracts';
import { breakOf, isOverLimit, limitText, secondsIn } from './break-look';

const held: AgentView['break'] = {
  id: 'b',
  kindId: 'k',
  name: 'Kawa',
  paid: true,
  limitSeconds: 600,
  forced: false,
  startedAt: '2026-11-30T10:00:00.000Z',
  spentSeconds: 100,
};
const now = Date.parse('2026-11-30T10:10:00.000Z');

describe('a break on the screen', () => {
  it('counts the stretches before a call that interrupted it against its limit', () => {
    const agent = { status: 'not-ready', since: '2026-11-30T10:02:00.000Z', break: held } as const;
    expect([secondsIn(agent, now), limitText(agent), isOverLimit(agent, now)]).toEqual([580, ' / 10:00', false]);
    expect(isOverLimit(agent, now + 21_000)).toBe(true);
  });

  it('is not there yet while the agent still works', () => {
    const agent = { status: 'busy', since: '2026-11-30T10:02:00.000Z', break: held } as const;
    expect([breakOf(agent), secondsIn(agent, now), limitText(agent)]).toEqual([null, 480, '']);
  });
});
