import type { ContactField, ImportTarget } from '#contracts';
import { EMAIL } from './check-contact';
import { isFirstName } from './matching/first-names';
import type { MappingRules } from './map-row';
import { fold } from './matching/profile';

/** Headings as files have them, Polish and English, folded. */
const WORDS: readonly (readonly [target: ImportTarget, words: readonly string[]])[] = [
  ['fullName', ['imie i nazwisko', 'nazwisko i imie', 'full name', 'name', 'klient', 'kontakt', 'osoba']],
  ['firstName', ['imie', 'first name', 'firstname', 'imiona', 'given name']],
  ['lastName', ['nazwisko', 'last name', 'lastname', 'surname', 'family name']],
  ['company', ['firma', 'company', 'nazwa firmy', 'organizacja', 'organization']],
  [
    'phone',
    [
      'telefon',
      'tel',
      'numer telefonu',
      'nr telefonu',
      'komorka',
      'phone',
      'mobile',
      'phone number',
      'telefon komorkowy',
      'numer',
      'telefony',
      'phones',
    ],
  ],
  ['email', ['email', 'e mail', 'mail', 'adres email', 'adres e mail', 'poczta', 'e maile', 'emails']],
  ['note', ['notatka', 'uwagi', 'note', 'notes', 'komentarz', 'comment']],
  ['externalKey', ['id', 'klucz', 'key', 'nr klienta', 'numer klienta', 'id klienta', 'customer id', 'external id']],
  ['priority', ['priorytet', 'priority']],
  ['notBefore', ['nie wczesniej niz', 'not before', 'od dnia']],
  ['notAfter', ['nie pozniej niz', 'not after', 'do dnia']],
  ['queuePriority', ['priorytet w kolejkach', 'queue priority', 'priority in queues']],
  ['skills', ['umiejetnosci', 'skills', 'kompetencje']],
  ['consentAt', ['data zgody', 'data zgod', 'consent date', 'date of consent']],
  ['consentProof', ['tresc zgody', 'dowod zgody', 'proof of consent', 'consent proof']],
];

const plain = (text: string): string =>
  fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replace(/ \d+$/, '');

/** A target for each column: by its heading, else by what stands below it. Numbers and mails may have several columns. */
export function suggestMapping(
  headings: readonly string[],
  samples: readonly (readonly string[])[],
  fields: readonly ContactField[],
): ImportTarget[] {
  const used = new Set<ImportTarget>();
  return headings.map((heading, index) => {
    const below = samples.map((cells) => (cells[index] ?? '').trim()).filter((cell) => cell !== '');
    const found = byHeading(plain(heading), fields) ?? byCells(below);
    if (found === null || (used.has(found) && found !== 'phone' && found !== 'email')) return 'ignore';
    used.add(found);
    return found;
  });
}

function byHeading(heading: string, fields: readonly ContactField[]): ImportTarget | null {
  const field = fields.find(({ key, label, active }) => active && (plain(label) === heading || plain(key) === heading));
  if (field) return `${field.campaignId === null ? 'fields' : 'campaign'}.${field.key}`;
  return WORDS.find(([, words]) => words.includes(heading))?.[0] ?? null;
}

function byCells(cells: readonly string[]): ImportTarget | null {
  if (cells.length === 0) return null;
  const most = (test: (cell: string) => boolean) => cells.filter(test).length > cells.length * 0.7;
  if (most((cell) => EMAIL.test(cell))) return 'email';
  if (most((cell) => /^\+?[\d\s()-]{9,16}$/.test(cell) && cell.replace(/\D/g, '').length >= 9)) return 'phone';
  if (most((cell) => isFirstName(fold(cell)))) return 'firstName';
  return most((cell) => isFirstName(fold(cell.split(/\s+/)[0] ?? '')) && /\s/.test(cell)) ? 'fullName' : null;
}

/** What a mapping lacks as a whole; empty: it can be used. */
export function mappingProblems(
  mapping: readonly ImportTarget[],
  { ofContacts, ofCampaign, consents }: Pick<MappingRules, 'ofContacts' | 'ofCampaign' | 'consents'>,
  inCampaign: boolean,
): string[] {
  const fields = [...ofContacts, ...ofCampaign];
  const has = (target: ImportTarget) => mapping.includes(target);
  const problems: string[] = [];
  if (!(['phone', 'email', 'lastName', 'fullName', 'company'] as const).some(has)) problems.push('mapping-nobody');
  const single = mapping.filter((target) => !['ignore', 'phone', 'email', 'note'].includes(target));
  if (new Set(single).size < single.length) problems.push('mapping-twice');
  const known = new Set([
    ...fields.map(({ campaignId, key }) => `${campaignId === null ? 'fields' : 'campaign'}.${key}`),
    ...consents,
  ]);
  if (mapping.some((target) => target.includes('.') && !known.has(target))) problems.push('mapping-unknown-field');
  if (!inCampaign && (['externalKey', 'priority', 'notBefore', 'notAfter'] as const).some(has))
    problems.push('mapping-needs-campaign');
  const missing = fields.some(({ campaignId, key, required, active }) => {
    const scope = campaignId === null ? 'fields' : 'campaign';
    return active && required && !mapping.includes(`${scope}.${key}`);
  });
  if (missing) problems.push('mapping-required-field');
  return problems;
}
