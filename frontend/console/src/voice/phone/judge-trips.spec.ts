import { judgeTrips } from './judge-trips';

const figures = (trips: readonly (number | null)[]) =>
  Object.fromEntries(judgeTrips(trips)?.figures.map(({ name, value, ok }) => [name, [value, ok]]) ?? []);

describe('network-quality: the link to the platform', () => {
  it('knows nothing when nothing is answered', () => expect(judgeTrips([null, null])).toBeNull());

  it('is good within the bounds of the specification, the bounds included', () => {
    expect(figures([100, 100, 100])).toEqual({ delayMs: [50, true], jitterMs: [0, true], lossPercent: [0, true] });
    expect(judgeTrips([20, 22, 20])).toMatchObject({ ok: true, mos: 4.4 });
  });

  it('is named by the figure that is beyond its bound', () => {
    expect(figures([102, 102, 102])).toMatchObject({ delayMs: [51, false] });
    expect(figures([10, 70, 10, 70])).toMatchObject({ delayMs: [20, true], jitterMs: [60, false] });
    expect(figures([...Array.from({ length: 99 }, () => 20), null])).toMatchObject({ lossPercent: [1, false] });
  });
});
