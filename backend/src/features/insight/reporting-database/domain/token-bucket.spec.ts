import fc from 'fast-check';
import { TokenBucket } from './token-bucket';

const BURST = 32_768;
const step = fc.record({ wanted: fc.integer({ min: 1, max: 100_000 }), ms: fc.integer({ min: 0, max: 5_000 }) });

describe('what may pass', () => {
  it('is never more than the rate gives and one burst, in any stretch of time', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (steps, megabits) => {
        let now = 0;
        const bucket = new TokenBucket(() => megabits, now);
        const passed = steps.map(({ wanted, ms }) => ({ at: (now += ms), bytes: bucket.take(wanted, now) }));
        for (const [first, { at: from }] of passed.entries()) {
          let bytes = 0;
          for (const each of passed.slice(first)) {
            bytes += each.bytes;
            expect(bytes).toBeLessThanOrEqual(BURST + ((each.at - from) / 1_000) * megabits * 125_000 + 1);
          }
        }
      }),
    );
  });

  it('comes to the whole rate when there is always something to send', () => {
    const bucket = new TokenBucket(() => 1, 0);
    let bytes = bucket.take(1_000_000, 0);
    let now = 0;
    for (; now < 60_000; now = bucket.readyAt(now) ?? Infinity) bytes += bucket.take(16_384, now);
    expect(bytes).toBeGreaterThan(60 * 125_000 * 0.99);
  });

  it('follows another rate, and is nothing at none', () => {
    let megabits = 0;
    const bucket = new TokenBucket(() => megabits, 0);
    expect(bucket.take(100_000, 0)).toBe(BURST);
    expect([bucket.take(1, 60_000), bucket.readyAt(60_000)]).toEqual([0, null]);
    megabits = 2;
    expect(bucket.take(100_000, 60_100)).toBe(25_000);
  });
});
