import { fullFirstName } from './first-names';
import type { Profile } from './profile';

/** What administrators let contacts be recognised by. */
export interface MatchSettings {
  readonly phone: boolean;
  readonly email: boolean;
  readonly name: boolean;
  readonly pesel: boolean;
  readonly nip: boolean;
}

export const ALL_MATCH_KEYS: MatchSettings = { phone: true, email: true, name: true, pesel: true, nip: true };

/**
 * Keys under which contacts that may be one meet, as whole numbers below 2^53: only contacts with a key in common are ever compared.
 * A name alone is no key (there are a thousand Jan Kowalskis); a name with one half of a number or a mailbox is.
 */
export function matchKeys(profile: Profile, settings: MatchSettings = ALL_MATCH_KEYS): number[] {
  const texts: string[] = [];
  if (settings.phone) texts.push(...profile.phones.map((phone) => `p ${phone}`));
  if (settings.email) texts.push(...profile.emails.map((email) => `e ${email}`));
  if (settings.pesel && profile.pesel) texts.push(`i ${profile.pesel}`);
  if (settings.nip && profile.nip) texts.push(`t ${profile.nip} ${surnameKey(profile)}`);
  if (settings.name) texts.push(...withName(profile, settings));
  return [...new Set(texts.map(keyNumber))];
}

function withName(profile: Profile, settings: MatchSettings): string[] {
  const name = nameKey(profile);
  if (name === '') return [];
  const texts: string[] = [];
  if (settings.phone)
    for (const phone of profile.phones) {
      const half = phone.length - 5;
      texts.push(`h ${name} ${phone.slice(0, half)}`, `l ${name} ${phone.slice(half)}`);
    }
  if (settings.email)
    for (const email of profile.emails) {
      const [local = '', domain = ''] = email.split('@');
      texts.push(`m ${name} ${local}`, `d ${name} ${domain} ${local[0] ?? ''}`);
    }
  return texts;
}

/** The same for both orders, for short forms, and for what sounds alike in Polish. */
const nameKey = ({ first, last }: Profile): string => {
  const words = [...first.slice(0, 1), ...last].map((word) => sound(fullFirstName(word)));
  return words.sort().join(' ');
};

const surnameKey = ({ last }: Profile): string => last.map(sound).sort().join(' ').slice(0, 3);

/** Polish spellings of one sound, and doubled letters. */
const sound = (word: string): string =>
  word
    .replaceAll('rz', 'z')
    .replaceAll('ch', 'h')
    .replaceAll('cz', 'c')
    .replaceAll('sz', 's')
    .replaceAll('ks', 'x')
    .replaceAll('w', 'v')
    .replaceAll('u', 'o')
    .replaceAll('y', 'i')
    .replaceAll('j', 'i')
    .replace(/(.)\1+/g, '$1');

/** A text as a number: two independent 32-bit mixes, 53 bits of them. Two texts meet once in 2^53; the judge compares what they meet with. */
function keyNumber(text: string): number {
  let [high, low] = [0x7f4a7c15, 0x1ce4e5b9];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x85ebca6b);
    low = Math.imul(low ^ unit, 0xc2b2ae35);
    high ^= high >>> 15;
    low ^= low >>> 13;
  }
  high = Math.imul(high ^ (low >>> 16), 0x27d4eb2f) ^ (low >>> 13);
  low = Math.imul(low ^ (high >>> 16), 0x165667b1) ^ (high >>> 13);
  return 4_294_967_296 * (high & 0x1fffff) + (low >>> 0);
}
