import { gradeOf, judgeLink } from './link-quality';

const inbound = (packetsReceived: number, packetsLost: number, jitter = 0.005) => ({
  type: 'inbound-rtp',
  kind: 'audio',
  packetsReceived,
  packetsLost,
  jitter,
});

describe('link quality', () => {
  it('knows nothing before audio came', () => expect(judgeLink([{ type: 'codec' }], null)).toBeNull());

  it('judges loss since the last look only', () => {
    const first = judgeLink([inbound(900, 100)], null);
    expect(first?.quality.lossPercent).toBe(10);
    const second = judgeLink(
      [inbound(1900, 100), { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.042 }],
      first?.sample ?? null,
    );
    expect(second?.quality).toEqual({ roundTripMs: 42, jitterMs: 5, lossPercent: 0, grade: 'good' });
  });

  it.each([
    [{ roundTripMs: 20, jitterMs: 5, lossPercent: 0 }, 'good'],
    [{ roundTripMs: 250, jitterMs: 5, lossPercent: 0 }, 'fair'],
    [{ roundTripMs: 20, jitterMs: 61, lossPercent: 0 }, 'poor'],
    [{ roundTripMs: 20, jitterMs: 5, lossPercent: 4.1 }, 'poor'],
  ] as const)('grades %p as %p', (measures, grade) => expect(gradeOf(measures)).toBe(grade));
});
