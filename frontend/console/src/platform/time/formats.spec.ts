import { bytesText, clockText, dialable, initials, moneyText, phoneText, secondsSince } from './formats';

describe('formats', () => {
  it.each([
    [0, '0:00'],
    [7.9, '0:07'],
    [760, '12:40'],
    [3723, '1:02:03'],
    [-5, '0:00'],
  ])('shows %p seconds as %p', (seconds, text) => expect(clockText(seconds)).toBe(text));

  it('counts from an instant and never below zero', () => {
    const now = Date.parse('2026-11-22T10:00:30Z');
    expect(secondsSince('2026-11-22T10:00:00Z', now)).toBe(30);
    expect(secondsSince('2026-11-22T10:01:00Z', now)).toBe(0);
    expect(secondsSince(null, now)).toBe(0);
  });

  it.each([
    ['+48601234567', '601 234 567'],
    ['+48221234567', '22 123 45 67'],
    ['+442071234567', '+44 20 7123 4567'],
    ['1001', '1001'],
    [null, ''],
  ])('writes the number %p as %p', (number, text) => expect(phoneText(number)).toBe(text));

  it.each([
    ['+48 601-234-567', '+48601234567'],
    ['(22) 123 45 67', '221234567'],
    ['48+22', '4822'],
    ['*72#', '*72#'],
  ])('dials %p as %p', (typed, digits) => expect(dialable(typed)).toBe(digits));

  it('shortens names, sizes and money', () => {
    expect(initials('anna maria nowak')).toBe('AM');
    expect(bytesText(1536, 'en-GB')).toBe('1.5 KB');
    expect(bytesText(0, 'pl-PL')).toBe('0 B');
    expect(moneyText(123456, 'pl-PL').replace(/\s/g, ' ')).toBe('1234,56 zł');
  });
});
