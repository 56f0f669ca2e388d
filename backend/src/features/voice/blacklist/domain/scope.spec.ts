import fc from 'fast-check';
import { holdsFor, scopeOf } from './scope';

const campaigns = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 6 });

describe('where an entry of the blacklist holds', () => {
  it('is every call when it names no campaign, otherwise the calls of those that it names', () => {
    fc.assert(
      fc.property(campaigns, fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e')), (named, calling) => {
        const forbidden = holdsFor({ campaignIds: scopeOf(named) }, calling);
        expect(forbidden).toBe(named.length === 0 || named.some((id) => id === calling));
      }),
    );
  });

  it('is the same scope in whatever order and how often campaigns are named', () => {
    fc.assert(
      fc.property(campaigns, (named) => {
        expect(scopeOf([...named, ...named].reverse())).toEqual(scopeOf(named));
      }),
    );
    expect(scopeOf(['B', 'a', 'b'])).toEqual(['a', 'b']);
  });
});
