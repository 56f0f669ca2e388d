import { targetOf, targetValue } from './number-targets';

const NOWHERE = { queueId: null, flowId: null, ringGroupId: null, userId: null };

describe('where a number leads', () => {
  it('is one choice: a queue, a flow, a ring group or a person', () => {
    expect(targetValue({ ...NOWHERE, queueId: 'q1' })).toBe('queue:q1');
    expect(targetValue({ ...NOWHERE, flowId: 'f1' })).toBe('flow:f1');
    expect(targetValue({ ...NOWHERE, ringGroupId: 'g1' })).toBe('group:g1');
    expect(targetValue({ ...NOWHERE, userId: 'u1' })).toBe('user:u1');
    expect(targetValue(NOWHERE)).toBe('');
  });

  it('comes back as it went', () => {
    for (const target of [
      { ...NOWHERE, queueId: 'q1' },
      { ...NOWHERE, flowId: 'f1' },
      { ...NOWHERE, ringGroupId: 'g1' },
      { ...NOWHERE, userId: 'u1' },
      NOWHERE,
    ])
      expect(targetOf(targetValue(target))).toEqual(target);
  });
});
