import fc from 'fast-check';
import { accepted, refused } from './outcome';
import { formatInternational, formatPhoneNumber, parsePhoneNumber } from './phone-number';

describe('phone numbers', () => {
  it('reads Polish numbers however they are written', () => {
    for (const text of [
      '600123456',
      '600 123 456',
      '+48 600-123-456',
      '0048600123456',
      '(600) 123.456',
      '48600123456',
    ]) {
      expect(parsePhoneNumber(text)).toEqual(accepted({ e164: '+48600123456', country: 'PL', class: 'mobile' }));
    }
  });

  it('tells classes and countries', () => {
    const seen = [
      '22 123 45 67',
      '700123456',
      '801123456',
      '800123456',
      '390123456',
      '+442079460958',
      '+80012345678',
    ].map((text) => {
      const outcome = parsePhoneNumber(text);
      return outcome.ok ? [outcome.value.class, outcome.value.country] : outcome.refusal.code;
    });
    expect(seen).toEqual([
      ['fixed', 'PL'],
      ['premium', 'PL'],
      ['shared-cost', 'PL'],
      ['toll-free', 'PL'],
      ['voip', 'PL'],
      ['fixed', 'GB'],
      ['toll-free', null],
    ]);
  });

  it('says what is wrong', () => {
    const codes = [
      '  ',
      'abc',
      '+48abc',
      '22 123',
      '60012345678',
      '+999123456789',
      '000000000',
      '600123456 ext 5',
      '+',
      '112',
    ].map((text) => {
      const outcome = parsePhoneNumber(text);
      return outcome.ok ? outcome.value.e164 : outcome.refusal.code.replace('phone-number-', '');
    });
    expect(codes).toEqual([
      'empty',
      'not-a-number',
      'not-a-number',
      'too-short',
      'too-long',
      'unknown-country',
      'not-assigned',
      'not-a-number',
      'not-a-number',
      'too-short',
    ]);
    expect(parsePhoneNumber('')).toEqual(refused({ code: 'phone-number-empty' }));
  });

  it('writes home numbers short and others with their country', () => {
    expect(formatPhoneNumber('+48221234567')).toBe('22 123 45 67');
    expect(formatPhoneNumber('+442079460958')).toBe('+44 20 7946 0958');
    expect(formatInternational('+48221234567')).toBe('+48 22 123 45 67');
    expect([formatPhoneNumber('anonymous'), formatInternational('7001')]).toEqual(['anonymous', '7001']);
  });

  it('reads back every form that it writes', () => {
    const mobiles = fc.integer({ min: 0, max: 9_999_999 }).map((n) => `+4860${String(n).padStart(7, '0')}`);
    fc.assert(
      fc.property(mobiles, (e164) => {
        for (const text of [e164, formatPhoneNumber(e164), formatInternational(e164)]) {
          const outcome = parsePhoneNumber(text);
          expect(!outcome.ok || outcome.value.e164 === e164).toBe(true);
        }
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parsePhoneNumber(text)));
    fc.assert(fc.property(fc.stringMatching(/^[+0-9() .-]{0,24}$/), (text) => void parsePhoneNumber(text)));
  });
});
