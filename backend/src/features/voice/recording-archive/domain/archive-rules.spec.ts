import { backOff } from './back-off';
import { isWanted } from './wanted';

describe('Rules of an archive', () => {
  const all = { queueIds: [], direction: 'any', minSeconds: 0 } as const;
  const recording = { queueId: 'q1', direction: 'inbound', durationMs: 10_000 };

  it('ask for every recording, or by queue, direction and length', () => {
    expect(isWanted(all, recording)).toBe(true);
    expect(isWanted({ ...all, queueIds: ['q2'] }, recording)).toBe(false);
    expect(isWanted({ ...all, queueIds: ['q1'] }, { ...recording, queueId: null })).toBe(false);
    expect(isWanted({ ...all, queueIds: ['q2', 'q1'], direction: 'inbound', minSeconds: 10 }, recording)).toBe(true);
    expect(isWanted({ ...all, direction: 'outbound' }, recording)).toBe(false);
    expect(isWanted({ ...all, minSeconds: 11 }, recording)).toBe(false);
  });

  it('leave a broken target alone for longer and longer, but never longer than an hour', () => {
    expect([1, 2, 3, 8, 100].map(backOff)).toEqual([30_000, 60_000, 120_000, 3_600_000, 3_600_000]);
  });
});
