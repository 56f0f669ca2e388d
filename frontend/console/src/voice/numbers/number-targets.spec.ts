import { targetOf, targetValue } from './number-targets';

describe('where a number leads', () => {
  it('is one choice, queue or flow', () => {
    expect(targetValue({ queueId: 'q1', flowId: null })).toBe('queue:q1');
    expect(targetValue({ queueId: null, flowId: 'f1' })).toBe('flow:f1');
    expect(targetValue({ queueId: null, flowId: null })).toBe('');
  });

  it('comes back as it went', () => {
    for (const target of [
      { queueId: 'q1', flowId: null },
      { queueId: null, flowId: 'f1' },
      { queueId: null, flowId: null },
    ])
      expect(targetOf(targetValue(target))).toEqual(target);
  });
});
