import { checkConsent, type Holding } from './check-consent';

const given: Holding = { state: 'given', entryId: 'e1' };
const withdrawn: Holding = { state: 'withdrawn', entryId: 'e2' };
const consent = { basis: 'consent' as const, active: true, channels: ['call' as const] };
const objection = { ...consent, basis: 'objection' as const };

const said = (purpose: Parameters<typeof checkConsent>[0], people: readonly Holding[]): string => {
  const outcome = checkConsent(purpose, 'call', people);
  return outcome.ok ? `allowed by ${outcome.value.entryId}` : outcome.refusal.code;
};

describe('the consent gate', () => {
  it.each([
    [consent, [given], 'allowed by e1'],
    [consent, [null], 'consent-missing'],
    [consent, [], 'consent-contact-unknown'],
    [consent, [withdrawn], 'consent-withdrawn'],
    [consent, [given, withdrawn], 'consent-withdrawn'],
    [consent, [null, given], 'allowed by e1'],
    [objection, [null], 'allowed by null'],
    [objection, [], 'allowed by null'],
    [objection, [null, withdrawn], 'consent-withdrawn'],
    [{ ...objection, active: false }, [given], 'consent-purpose-unknown'],
    [{ ...consent, channels: ['sms' as const] }, [given], 'consent-purpose-unknown'],
    [null, [given], 'consent-purpose-unknown'],
  ])('basis %j of people %j: %s', (purpose, people, expected) => {
    expect(said(purpose, people)).toBe(expected);
  });
});
