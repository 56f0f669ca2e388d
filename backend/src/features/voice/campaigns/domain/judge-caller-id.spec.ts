import fc from 'fast-check';
import { judgeCallerId } from './judge-caller-id';

const all = { uses: 1000, answered: 400, short: 40 };

describe('whether people still take calls from a number', () => {
  it.each([
    [{ uses: 29, answered: 0, short: 0 }, 'young'],
    [{ uses: 100, answered: 38, short: 4 }, 'good'],
    [{ uses: 100, answered: 27, short: 3 }, 'worn'],
    [{ uses: 100, answered: 12, short: 1 }, 'burnt'],
    [{ uses: 100, answered: 40, short: 30 }, 'burnt'],
  ] as const)('%o is %s', (number, state) => expect(judgeCallerId(number, all)).toBe(state));

  it('never gets better by fewer answers', () => {
    const rank = { good: 2, young: 2, worn: 1, burnt: 0 } as const;
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 500 }), fc.nat(500), fc.nat(500), (uses, one, two) => {
        const [less, more] = [Math.min(one, two, uses), Math.min(Math.max(one, two), uses)];
        const of = (answered: number) => rank[judgeCallerId({ uses, answered, short: 0 }, all)];
        expect(of(less)).toBeLessThanOrEqual(of(more));
      }),
    );
  });
});
