import { createHash } from 'node:crypto';
import type { PhoneAccount } from '../../port/phones';

/** For what the switch asks that we do not have. A newline must end the `<?xml?>` line: it reads line by line. */
export const NOT_FOUND =
  '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<document type="freeswitch/xml">\n  <section name="result">\n    <result status="not found"/>\n  </section>\n</document>\n';

const DIAL_STRING =
  '{^^:sip_invite_domain=${dialed_domain}:presence_id=${dialed_user}@${dialed_domain}}${sofia_contact(*/${dialed_user}@${dialed_domain})}';

/** One phone account. The password itself stays here: the switch gets the hash that SIP digest authentication needs. */
export function directoryDocument(account: PhoneAccount, domain: string): string {
  const hash = createHash('md5').update(`${account.extension}:${domain}:${account.password}`).digest('hex');
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
    '<document type="freeswitch/xml">',
    '  <section name="directory">',
    `    <domain name="${escapeXml(domain)}">`,
    '      <params>',
    `        <param name="dial-string" value="${escapeXml(DIAL_STRING)}"/>`,
    '      </params>',
    '      <groups><group name="default"><users>',
    `        <user id="${escapeXml(account.extension)}">`,
    `          <params><param name="a1-hash" value="${hash}"/></params>`,
    '          <variables>',
    '            <variable name="user_context" value="phones"/>',
    `            <variable name="effective_caller_id_name" value="${escapeXml(account.displayName)}"/>`,
    `            <variable name="effective_caller_id_number" value="${escapeXml(account.extension)}"/>`,
    '          </variables>',
    '        </user>',
    '      </users></group></groups>',
    '    </domain>',
    '  </section>',
    '</document>',
    '',
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

export function escapeXml(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r]/gu, '') // XML 1.0 has no place for control characters
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
