import fc from 'fast-check';
import { checkUrlTemplate, renderUrl } from './url-template';

const rules = {
  schemes: ['https', 'javascript', 'crm'],
  hosts: ['crm.firma.pl', '*.partner.pl', 'lan:8443'],
  version: 1,
};
const check = (template: string) => {
  const outcome = checkUrlTemplate(template, rules);
  return outcome.ok ? 'ok' : outcome.refusal.code;
};

describe('addresses that desks open', () => {
  it.each([
    ['https://crm.firma.pl/k/{{contact.id}}?nr={{ call.number }}', 'ok'],
    ['https://a.b.partner.pl/', 'ok'],
    ['https://lan:8443/x', 'ok'],
    ['crm://crm.firma.pl/{{call.id}}', 'ok'],
    ['{% if contact.id %}https://crm.firma.pl/{{contact.id}}{% else %}https://crm.firma.pl/{% endif %}', 'ok'],
    ['https://partner.pl/', 'url-not-allowed'],
    ['https://evilpartner.pl/', 'url-not-allowed'],
    ['https://crm.firma.pl:444/', 'url-not-allowed'],
    ['http://crm.firma.pl/', 'url-not-allowed'],
    ['https://user:pass@crm.firma.pl/', 'url-not-allowed'],
    ['https://crm.firma.pl.evil.com/', 'url-not-allowed'],
    ['https://{{contact.company}}/', 'url-not-allowed'],
    ['javascript:alert(1)', 'url-not-allowed'],
    ['/only/a/path', 'url-malformed'],
    ['https://crm.firma.pl/{{contact.pesel}}', 'variable-unknown'],
    ['https://crm.firma.pl/{{', 'template-invalid'],
    ['https://crm.firma.pl/{% include "x" %}', 'template-invalid'],
  ])('%s: %s', (template, expected) => {
    expect(check(template)).toBe(expected);
  });

  it('carry values that can leave neither their place nor the host', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60, unit: 'grapheme' }), (value) => {
        const template = 'https://crm.firma.pl/k/{{contact.company}}?a={{ call.note | raw }}&b=1';
        const rendered = renderUrl(template, { 'contact.company': `x${value}`, 'call.note': value }, rules);
        if (!rendered.ok) return;
        const url = new URL(rendered.value);
        expect(url.host).toBe('crm.firma.pl');
        expect([...url.searchParams.keys()]).toEqual(['a', 'b']);
        expect(url.hash).toBe('');
        expect(url.searchParams.get('a')).toBe(value.toWellFormed());
      }),
    );
  });

  it('are empty where nothing is known', () => {
    expect(renderUrl('https://crm.firma.pl/?n={{call.number}}', { 'call.number': null }, rules)).toEqual({
      ok: true,
      value: 'https://crm.firma.pl/?n=',
    });
  });
});
