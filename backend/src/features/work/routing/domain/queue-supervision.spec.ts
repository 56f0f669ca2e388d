import { mayStaff, type QueueMembers } from './queue-supervision';

const inView = { groupIds: new Set(['g1']), userIds: new Set(['a1', 'a2']) };
const members = (groupIds: string[], agentIds: string[] = []): QueueMembers => ({ groupIds, agentIds });

describe('Staffing a queue', () => {
  it.each([
    ['an own group', members(['g1']), undefined, true],
    ['an own agent', members([], ['a1']), undefined, true],
    ['a group of others', members(['g1', 'g2']), undefined, false],
    ['an agent of others', members(['g1'], ['b1']), undefined, false],
    ['nobody, which is out of sight', members([]), undefined, false],
    ['what others have put there', members(['g1', 'g2'], ['b1']), members(['g1', 'g2'], ['b1']), true],
    ['more of others', members(['g1', 'g2', 'g3']), members(['g1', 'g2']), false],
    ['only what is of others', members(['g2']), members(['g1', 'g2']), false],
  ])('with %s', (_what, after, before, allowed) => {
    expect(mayStaff(inView, after, before)).toBe(allowed);
    expect(mayStaff(null, after, before)).toBe(true);
  });
});
