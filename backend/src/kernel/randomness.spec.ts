import fc from 'fast-check';
import { nextInteger, nextRandom, seedRandomness, shuffle, type RandomState } from './randomness';

const draws = (state: RandomState, count: number) => {
  const values: number[] = [];
  let current = state;
  while (values.length < count) {
    const [value, next] = nextRandom(current);
    values.push(value);
    current = next;
  }
  return values;
};

describe('randomness', () => {
  it('draws the same from the same seed, through JSON too, and other values from another', () => {
    const state = seedRandomness('call-1');
    expect(draws(state, 5)).toEqual(draws(JSON.parse(JSON.stringify(seedRandomness('call-1'))) as RandomState, 5));
    expect(draws(state, 5)).not.toEqual(draws(seedRandomness('call-2'), 5));
    expect(draws(seedRandomness(42), 3)).toMatchInlineSnapshot(`
      [
        0.27249583369120955,
        0.3300639141816646,
        0.11402603168971837,
      ]
    `);
  });

  it('spreads evenly', () => {
    for (const seed of [1, 2, 'x']) {
      const counts = new Array<number>(10).fill(0);
      for (const value of draws(seedRandomness(seed), 20_000)) counts[Math.floor(value * 10)]! += 1;
      const chiSquare = counts.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
      expect(chiSquare).toBeLessThan(30);
    }
  });

  it('draws whole numbers within range and shuffles without losing any', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 4_294_967_296 }), (seed, below) => {
        const [value] = nextInteger(seedRandomness(seed), below);
        expect(Number.isInteger(value) && value >= 0 && value < below).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.integer()), (seed, items) => {
        expect([...shuffle(items, seedRandomness(seed))[0]].sort()).toEqual([...items].sort());
      }),
    );
    expect(() => nextInteger(seedRandomness(1), 0)).toThrow(RangeError);
  });
});
