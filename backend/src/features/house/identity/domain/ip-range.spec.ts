import fc from 'fast-check';
import { contains, inRanges, parseAddress, parseRange } from './ip-range';

const v4 = fc.ipV4();
const v6 = fc.ipV6();

describe('address ranges', () => {
  it.each([
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['192.168.1.7', '192.168.1.7', true],
    ['192.168.1.7', '192.168.1.8', false],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['10.0.0.0/8', '::ffff:10.1.2.3', true],
    ['::ffff:10.0.0.0/104', '10.1.2.3', true],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['fe80::/10', 'fe80::1%eth0', true],
    ['::/0', '10.0.0.1', true],
    ['10.0.0.0/8', 'nonsense', false],
  ])('%s and %s: %s', (range, address, expected) => {
    expect(inRanges([range], address)).toBe(expected);
  });

  it.each([
    '10.0.0.1/8',
    '10.0.0.0/33',
    '10.0.0/8',
    '010.0.0.1',
    '256.0.0.1',
    '1.2.3.4.5',
    '2001:db8::/129',
    '1::2::3',
    ':::',
    '1:2:3:4:5:6:7:8:9',
    '::1.2.3',
    'g::',
    '',
    '/8',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
  ])('refuses %s', (text) => expect(parseRange(text)).toBeNull());

  it('finds every address in its own range of any length, and in nobody else’s /128', () => {
    fc.assert(
      fc.property(fc.oneof(v4, v6), fc.integer({ min: 0, max: 128 }), (address, prefix) => {
        const value = parseAddress(address);
        if (value === null) throw new Error(`${address} was not read`);
        const base = (value >> BigInt(128 - prefix)) << BigInt(128 - prefix);
        expect(contains({ base, prefix }, value)).toBe(true);
        expect(contains({ base: value, prefix: 128 }, value ^ 1n)).toBe(false);
      }),
    );
  });

  it('reads IPv4 and its mapped form as the same address', () => {
    fc.assert(fc.property(v4, (address) => expect(parseAddress(`::ffff:${address}`)).toBe(parseAddress(address))));
  });
});
