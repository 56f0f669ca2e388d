import { gradeOf, judgeLink, mosOf } from './link-quality';

const inbound = (packetsReceived: number, packetsLost: number, jitter = 0.005) => ({
  type: 'inbound-rtp',
  kind: 'audio',
  packetsReceived,
  packetsLost,
  jitter,
});

describe('link quality', () => {
  it.each([
    [{ roundTripMs: 0, jitterMs: 0, lossPercent: 0 }, 4.4],
    [{ roundTripMs: 300, jitterMs: 30, lossPercent: 1 }, 4.1],
    [{ roundTripMs: 600, jitterMs: 60, lossPercent: 5 }, 2.6],
    [{ roundTripMs: 2000, jitterMs: 200, lossPercent: 40 }, 1],
  ])('rates %j as listeners would: %d', (measures, score) => expect(mosOf(measures)).toBe(score));

  it('knows nothing before audio came', () => expect(judgeLink([{ type: 'codec' }], null)).toBeNull());

  it('judges loss since the last look only', () => {
    const first = judgeLink([inbound(900, 100)], null);
    expect(first?.quality.lossPercent).toBe(10);
    const second = judgeLink(
      [inbound(1900, 100), { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.042 }],
      first?.sample ?? null,
    );
    expect(second?.quality).toEqual({ roundTripMs: 42, jitterMs: 5, lossPercent: 0, mos: 4.4, grade: 'good' });
  });

  it.each([
    [{ roundTripMs: 20, jitterMs: 5, lossPercent: 0 }, 'good'],
    [{ roundTripMs: 250, jitterMs: 5, lossPercent: 0 }, 'fair'],
    [{ roundTripMs: 20, jitterMs: 61, lossPercent: 0 }, 'poor'],
    [{ roundTripMs: 20, jitterMs: 5, lossPercent: 4.1 }, 'poor'],
  ] as const)('grades %p as %p', (measures, grade) => expect(gradeOf(measures)).toBe(grade));
});
